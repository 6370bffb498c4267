"""The people of a request in their order, and what changed since somebody last decided."""

from odoo import fields, models

DECIDED = ("approved", "remarked", "rejected", "returned", "expired")


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _chain_rows(self):
        """Return the steps as the screens draw them: everyone who decided on a row of their own,
        those still asked in one step together.

        :return: list of ``{"sequence", "name", "people", "state", "at", "seen_at", "comment"}``
        """
        self.ensure_one()
        rows = []
        places = self.slot_ids.sorted(
            lambda place: (place.sequence, place.step_key or "", place.id)
        )
        for _step, in_step in places.grouped(
            lambda place: (place.sequence, place.step_key)
        ).items():
            decided = in_step.filtered(lambda place: place.state in DECIDED).sorted("decided_at")
            rows += [self._chain_row(place) for place in decided]
            for state in ("pending", "waiting"):
                if asked := in_step.filtered(lambda place, state=state: place.state == state):
                    rows.append(self._chain_row(asked))
        return rows

    def _chain_row(self, places):
        first = places[:1]
        at = first.decided_at or (first.since if first.state == "pending" else False)
        seen = [place.seen_at for place in places if place.seen_at]
        return {
            "sequence": first.sequence,
            "name": first.name or "",
            "people": [
                {
                    "id": place.approver_id.id,
                    "name": place.approver_id.name,
                    "for": place.on_behalf_of_id.name or "",
                }
                for place in places
            ],
            "state": first.state,
            "at": fields.Datetime.to_string(at) or False,
            "due": fields.Datetime.to_string(first.due) or False,
            "seen_at": fields.Datetime.to_string(min(seen)) if seen else False,
            "comment": first.comment or "",
        }

    def _facts_beside(self, *shown):
        """The facts stored with the request, less those the screen shows already: the amount, and
        the values in ``shown``.

        :return: list of ``[label, value]``
        """
        self.ensure_one()
        symbol, digits = self._amount_digits()
        return [
            fact
            for fact in self.facts or []
            if (text := fact[1])
            and text not in shown
            and not (symbol and symbol in text and _digits(text) == digits)
        ]

    def _amount_digits(self):
        """(symbol, digits) by which a text shows to be the amount, however a language writes it:
        formatting it anew takes longer than all the rest of a row."""
        currency = self.currency_id
        return currency.symbol, _digits(f"{self.amount:.{currency.decimal_places}f}")

    def _differences_for(self, user):
        """What is different from the content this person last decided on, document by document.

        :return: ``{request id: [{"field", "old", "new"}]}``, without requests they see first
        """
        if not self:
            return {}
        before = (
            self.env["bpm.approval.slot"]
            .sudo()
            .search_fetch(
                [
                    ("approver_id", "=", user.id),
                    ("res_model", "in", list(set(self.mapped("res_model")))),
                    ("res_id", "in", self.mapped("res_id")),
                    ("request_id", "not in", self.ids),
                    ("decided_at", "!=", False),
                ],
                ["request_id", "res_model", "res_id"],
                order="decided_at",
            )
        )
        last = {(place.res_model, place.res_id): place.request_id for place in before}
        result = {}
        for request in self:
            earlier = last.get((request.res_model, request.res_id))
            if earlier and earlier.id < request.id:
                result[request.id] = earlier._change_rows(earlier._changes_against(request.content))
        return result


def _digits(text):
    return "".join(filter(str.isdigit, text))
