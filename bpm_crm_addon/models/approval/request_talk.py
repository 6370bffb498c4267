"""Counter-offers and questions on the screens of a request: verbs, buttons, what the page shows."""

from odoo import api, fields, models
from odoo.fields import Domain


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    bpm_can_offer = fields.Boolean("I can agree at other values", compute="_compute_bpm_talk")
    bpm_offer_to_me = fields.Integer(
        "I can accept it", compute="_compute_bpm_talk", help="The number of the counter-offer."
    )
    bpm_my_offer = fields.Boolean("I have offered", compute="_compute_bpm_talk")
    bpm_asked_me = fields.Boolean("I owe an answer", compute="_compute_bpm_talk")
    bpm_answer_wanted = fields.Char(
        "Waits for your answer", compute="_compute_bpm_talk", search="_search_bpm_answer_wanted"
    )

    # === DECIDING === #

    def _decision_methods(self, comment, person, percent=None, pause=False, offer_id=False):
        return {
            **super()._decision_methods(comment, person),
            "offer": lambda: self.action_approve_at_percent(percent, comment),
            "accept": lambda: self.action_accept_offer(offer_id),
            "decline": lambda: self.action_decline_offer(comment),
            "withdraw_offer": self.action_withdraw_offer,
            "ask": lambda: self.action_ask(comment, pause, person),
            "answer": lambda: self.action_answer(comment),
        }

    def _decision_words(self, what):
        return {
            **super()._decision_words(what),
            "offer": self.env._("Counter-offer sent: %s", what),
            "accept": self.env._("Accepted: %s", what),
            "decline": self.env._("Your answer is sent: %s", what),
            "withdraw_offer": self.env._("Your counter-offer is taken back: %s", what),
            "ask": self.env._("Your question is sent: %s", what),
            "answer": self.env._("Your answer is sent: %s", what),
        }

    # === WHAT MAY BE DONE === #

    @api.depends("state", "offer_ids.state", "question_ids.state", "slot_ids.state")
    @api.depends_context("uid", "lang")
    def _compute_bpm_talk(self):
        me = self.env.uid
        for request in self:
            request_sudo = request.sudo()
            is_open = request_sudo.state == "open"
            offer = request_sudo._open_offer() if is_open else request_sudo.offer_ids.browse()
            asked = request_sudo._open_questions().filtered(lambda q: q.person_id.id == me)
            model = self.env.get(request.res_model)
            request.bpm_can_offer = bool(
                request.bpm_my_turn and model is not None and model._BPM_PERCENT
            )
            request.bpm_offer_to_me = request_sudo.requester_id.id == me and offer.id
            request.bpm_my_offer = offer.approver_id.id == me
            request.bpm_asked_me = is_open and bool(asked)
            request.bpm_answer_wanted = (
                offer._sentence()
                if request.bpm_offer_to_me
                else request.bpm_asked_me and asked[:1]._sentence()
            )

    @api.model
    def _search_bpm_answer_wanted(self, operator, value):
        """Requests for which the current user owes an answer; the text itself is not searched."""
        if operator != "in":
            return NotImplemented
        questions = self.env["bpm.approval.question"].sudo()
        asked = questions._search([("person_id", "=", self.env.uid), ("state", "=", "open")])
        offers = self.env["bpm.approval.offer"].sudo()
        offered = offers._search(
            [("request_id.requester_id", "=", self.env.uid), ("state", "=", "open")]
        )
        owed = Domain("state", "=", "open") & (
            Domain("id", "in", asked.subselect("request_id"))
            | Domain("id", "in", offered.subselect("request_id"))
        )
        return ~owed if False in value else owed

    # === WHAT THE PAGE SHOWS === #

    @api.depends("offer_ids.state", "question_ids.state")
    def _compute_bpm_page(self):
        super()._compute_bpm_page()
        talk = self.sudo()._talk()
        for request in self:
            offer = request.sudo()._open_offer()
            said = talk.get(request.id, [])
            request.bpm_page = {
                **request.bpm_page,
                "talk": said,
                "paused": self._paused_sentence(said),
                "offer": offer._page() if offer else False,
            }


class BpmApprovalOffer(models.Model):
    _inherit = "bpm.approval.offer"

    def _page(self):
        """What the page shows of an open offer."""
        self.ensure_one()
        request = self.request_id
        return {
            "sentence": self._sentence(),
            "label": self._label(),
            "comment": self.comment or "",
            "total": self.amount,
            "waits_for": request.requester_id.name,
            "changes": request._change_rows(request._changes_against(self.content)),
        }
