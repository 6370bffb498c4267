"""One row of Waiting for Me: everything needed to decide, nothing to look up."""

from odoo import fields, models

SHOWN = ["res_model", "res_id", "cycle", "facts", "amount", "currency_id", "comment_id"]


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _inbox_rows(self):
        """Return the rows of these places as JSON values, in their order.

        The people asked may not read the requests' documents, customers or colleagues: what is
        shown was stored with the request, so it is read as superuser after the places were found.
        """
        places = self.sudo()
        # Not the whole rows: what was submitted is long, and only differences need it.
        places.request_id.fetch(SHOWN)
        away_until = places.on_behalf_of_id._bpm_away_until()
        differences = places.request_id._differences_for(self.env.user)
        return [place._inbox_row(away_until, differences) for place in places]

    def _inbox_row(self, away_until, differences):
        request = self.request_id
        absent = self.on_behalf_of_id
        return {
            "id": self.id,
            "request_id": request.id,
            "name": self.title,
            "step": self.name or "",
            "partner": self.partner_id.display_name or "",
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "requester": self.requester_id.name,
            "requester_id": self.requester_id.id,
            "urgent": self.urgent,
            "reason": self.reason or "",
            "comment": request.comment or "",
            "facts": request._facts_beside(self.partner_id.display_name, self.requester_id.name),
            "round": request.cycle,
            "since": fields.Datetime.to_string(self.since) or False,
            "due": fields.Datetime.to_string(self.due) or False,
            "absent": absent.name or "",
            "absent_until": away_until.get(absent.id, False),
            "differences": differences.get(request.id, False),
        }


class ResUsers(models.Model):
    _inherit = "res.users"

    def _bpm_away_until(self):
        """Return ``{user id: last day of their absence, as a string}`` for those away now."""
        if not self:
            return {}
        absences = (
            self.env["bpm.approval.substitution"]
            .sudo()
            .search_fetch(
                [
                    ("user_id", "in", self.ids),
                    ("date_from", "<=", "today"),
                    ("date_to", ">=", "today"),
                ],
                ["user_id", "date_to"],
            )
        )
        return {absence.user_id.id: fields.Date.to_string(absence.date_to) for absence in absences}
