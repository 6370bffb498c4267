"""One row of Waiting for Me: everything needed to decide, nothing to look up."""

from odoo import fields, models
from odoo.tools import SQL

from .request_chain import facts_beside


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _inbox_rows(self):
        """Return the rows of these places as JSON values, in their order.

        The people asked may not read the requests' documents, customers or colleagues: what is
        shown was stored with the request, so it is read past their rights, after the places were
        found. One statement: through the ORM a page took longer than everything else together.
        """
        found = {row["id"]: row for row in self.env.execute_query_dict(self._inbox_sql())}
        rows = [found[place] for place in self._ids if place in found]
        requests = self.env["bpm.approval.request"].sudo()
        requests = requests.browse(row["request_id"] for row in rows)
        users = self.env["res.users"].sudo()
        absent = users.browse({row["absent_id"] for row in rows} - {None})
        facts = {
            "differences": requests._differences_for(self.env.user),
            "away_until": absent._bpm_away_until(),
            "said": requests.browse(r["request_id"] for r in rows if r.pop("talked"))._talk(),
        }
        self.env["bpm.approval.notice"]._read_ahead(
            absent | users.browse({row["requester_id"] for row in rows} - {None}),
            self.env["res.partner"].browse({row["partner_id"] for row in rows} - {None}),
            self.env["res.currency"].browse({row["currency_id"] for row in rows} - {None}),
            counting=False,
        )
        return [self._inbox_row(row, **facts) for row in rows]

    def _inbox_sql(self):
        self.flush_model()
        self.env["bpm.approval.request"].flush_model()
        self.env["bpm.approval.question"].flush_model()
        return SQL(
            """
            SELECT s.id, s.request_id, s.title AS name, coalesce(s.name, '') AS step, r.partner_id,
                   s.amount, s.currency_id, s.requester_id, s.urgent, s.since, s.due,
                   coalesce(s.reason, '') AS reason, r.comment_id, r.facts, r.cycle AS round,
                   s.on_behalf_of_id AS absent_id, s.res_model,
                   EXISTS (SELECT FROM bpm_approval_question q WHERE q.request_id = r.id) AS talked
              FROM bpm_approval_slot s JOIN bpm_approval_request r ON r.id = s.request_id
             WHERE s.id = ANY(%s)
            """,
            list(self._ids),
        )

    def _inbox_row(self, row, differences, away_until, said):
        """The row of one place, from what the database has told."""
        env = self.sudo().env
        currency = env["res.currency"].browse(row["currency_id"])
        absent = env["res.users"].browse(row.pop("absent_id"))
        names = {
            "partner": env["res.partner"].browse(row.pop("partner_id")).complete_name or "",
            "requester": env["res.users"].browse(row["requester_id"]).name,
        }
        amount = row["amount"] or 0.0
        return {
            **row,
            **names,
            "amount": amount,
            "currency_id": currency.id,
            "urgent": bool(row["urgent"]),
            "comment": env["bpm.journal.comment"].browse(row.pop("comment_id")).text or "",
            "facts": facts_beside(
                row["facts"], names.values(), amount, currency.symbol, currency.decimal_places
            ),
            "since": fields.Datetime.to_string(row["since"]) or False,
            "due": fields.Datetime.to_string(row["due"]) or False,
            "absent": absent.name or "",
            "absent_until": away_until.get(absent.id, False),
            "differences": differences.get(row["request_id"], False),
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
