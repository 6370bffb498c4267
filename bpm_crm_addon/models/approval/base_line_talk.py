"""The approval line while a counter-offer stands or a question waits."""

from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_line_waiting(self, request):
        line = super()._bpm_line_waiting(request)
        talk = request.sudo()._talk().get(request.id, [])
        line["talk"] = talk
        if offer := request._open_offer():
            return {**line, **self._bpm_line_offer(request, offer)}
        asked = [row for row in talk if row["mine"]]
        if asked:
            return {**line, **self._bpm_line_asked(asked[0])}
        if paused := request._paused_sentence(talk):
            line["detail"] = [paused, *line["detail"]]
        return line

    def _bpm_line_offer(self, request, offer):
        words = {"offer": offer._sentence(), "comment": offer.comment or ""}
        if offer.comment:
            sentence = self.env._("%(offer)s: “%(comment)s”", **words)
        else:
            sentence = words["offer"]
        buttons, detail = [], []
        if request.requester_id == self.env.user:
            buttons = [
                {
                    "name": "action_accept_offer",
                    "verb": "accept",
                    "offer_id": offer.id,
                    "label": self.env._("Accept %s", offer._label()),
                    "primary": True,
                },
                self._bpm_talk_button("decline", "action_decline_offer", self.env._("Answer…")),
            ]
        else:
            detail = [self.env._("Waiting for the answer of %s", request.requester_id.name)]
        if offer.approver_id == self.env.user:
            label = self.env._("Take Back the Counter-offer")
            buttons = [self._bpm_talk_button("withdraw_offer", "action_withdraw_offer", label)]
        return {
            "kind": "offer",
            "level": "info",
            "sentence": sentence,
            "detail": detail,
            "buttons": buttons,
            "changes": request._change_rows(request._changes_against(offer.content)),
            "comment": "",
        }

    def _bpm_line_asked(self, row):
        detail = [self.env._("The clock stands still until you answer.")] if row["pause"] else []
        return {
            "kind": "question",
            "level": "info",
            "sentence": self.env._(
                "%(person)s asks: “%(comment)s”", person=row["who"], comment=row["text"]
            ),
            "detail": detail,
            # The header has it as its first button.
            "buttons": [self._bpm_talk_button("answer", "action_answer", self.env._("Answer…"))],
        }

    def _bpm_talk_button(self, verb, name, label):
        return {"name": name, "verb": verb, "label": label, "primary": False}
