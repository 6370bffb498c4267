"""The people of a request in their order, and what changed since somebody last decided."""

from odoo import fields, models
from odoo.tools import SQL

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
        currency = self.currency_id
        return facts_beside(
            self.facts, shown, self.amount, currency.symbol, currency.decimal_places
        )

    def _differences_for(self, user):
        """What is different from the content this person last decided on, document by document.

        :return: ``{request id: [{"field", "old", "new"}]}``, without requests they see first
        """
        if not self:
            return {}
        self.flush_model(["res_model", "res_id"])
        self.env["bpm.approval.slot"].flush_model(["request_id", "approver_id", "decided_at"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (r.id) r.id, earlier.id
                  FROM bpm_approval_request r
                  JOIN bpm_approval_request earlier
                    ON earlier.res_model = r.res_model AND earlier.res_id = r.res_id
                   AND earlier.id < r.id
                  JOIN bpm_approval_slot s ON s.request_id = earlier.id
                 WHERE r.id = ANY(%s) AND s.approver_id = %s AND s.decided_at IS NOT NULL
              ORDER BY r.id, s.decided_at DESC
                """,
                self.ids,
                user.id,
            )
        )
        result = {}
        for request_id, earlier_id in rows:
            earlier, content = self.browse(earlier_id), self.browse(request_id).content
            result[request_id] = earlier._change_rows(earlier._changes_against(content))
        return result


def facts_beside(facts, shown, amount, symbol, decimals):
    """The ``[label, value]`` pairs whose value is not among ``shown`` and is not the amount.

    The amount is known by its digits and its currency's sign, however a language writes it:
    formatting it anew takes longer than all the rest of a row.
    """
    digits = symbol and _digits(f"{amount:.{decimals or 0}f}")
    return [
        [label, text]
        for label, text in facts or []
        if text
        and text not in shown
        and not (symbol and symbol in text and _digits(text) == digits)
    ]


def _digits(text):
    return "".join(filter(str.isdigit, text))
