"""Cards about money owed: who is late, and what falls due this week.

They exist for people who may see invoices.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_amount

from .desk import ROWS

LATE_CLIENTS, DAYS_AHEAD = 10, 7


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    @api.model
    def _sees_invoices(self):
        """Those of everybody: salespeople, who see their own, get no sums of the company."""
        return self.env.user.has_groups(
            "account.group_account_invoice,account.group_account_readonly"
        )

    # === OVERDUE === #

    def _card_overdue(self):
        if not self._sees_invoices():
            return None
        rows = [
            self._overdue_row(facts)
            for facts in self.env["bpm.xray"]._overdue(limit=LATE_CLIENTS + 1)
        ]
        return {
            "title": self.env._("Late Payers"),
            **self._listed(rows, self._all_overdue(), limit=LATE_CLIENTS),
            "empty": {"sentence": self.env._("No customer is late with a payment.")},
        }

    def _overdue_row(self, facts):
        invoices = self._invoices([["line_ids", "in", facts["lines"]]])
        return {
            "key": facts["partner_id"],
            "title": facts["name"],
            "text": self.env._("%s days late", facts["days"]),
            "amount": facts["amount"],
            "currency_id": facts["currency_id"],
            "tone": "danger",
            "open": invoices,
            "buttons": [{**invoices, "label": self.env._("Open")}],
        }

    def _all_overdue(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        return {
            **self._invoices(
                [
                    ["move_type", "=", "out_invoice"],
                    ["state", "=", "posted"],
                    ["payment_state", "in", ["not_paid", "partial"]],
                    ["invoice_date_due", "<", today],
                ]
            ),
            "label": self.env._("All overdue invoices"),
        }

    def _invoices(self, domain):
        """A target that lists invoices, and what was paid on account, as customer invoices."""
        return {
            "action": {
                "type": "ir.actions.act_window",
                "name": self.env._("Overdue Invoices"),
                "res_model": "account.move",
                "views": [
                    [self.env.ref("account.view_out_invoice_tree").id, "list"],
                    [False, "form"],
                ],
                "domain": domain,
                "context": {"create": False},
            },
        }

    # === DUE THIS WEEK === #

    def _card_instalments(self):
        if not self._sees_invoices():
            return None
        lines = self.env["account.move.line"].search(
            self._instalments_due(), order="date_maturity, id", limit=ROWS + 1
        )
        more = {
            "label": self.env._("All of this week"),
            "action": {
                "type": "ir.actions.act_window",
                "name": self.env._("Due Within 7 Days"),
                "res_model": "account.move.line",
                "views": [[False, "list"], [False, "form"]],
                "domain": self._instalments_due(),
                "context": {"create": False},
            },
        }
        return {
            "title": self.env._("Due Within 7 Days"),
            **self._listed([self._instalment_row(line) for line in lines], more),
            "empty": {"sentence": self.env._("No payment falls due within 7 days.")},
        }

    def _instalments_due(self):
        today = fields.Date.context_today(self)
        return [
            ["account_id.account_type", "=", "asset_receivable"],
            ["parent_state", "=", "posted"],
            ["reconciled", "=", False],
            ["amount_residual", ">", 0],
            ["company_id", "in", self.env.companies.ids],
            ["date_maturity", ">=", fields.Date.to_string(today)],
            ["date_maturity", "<=", fields.Date.to_string(today + timedelta(days=DAYS_AHEAD))],
        ]

    def _instalment_row(self, line):
        total = line.move_id.amount_total
        part = abs(line.amount_residual_currency) < total
        return {
            "key": line.id,
            "title": line.partner_id.display_name or line.move_name or "",
            "note": line.move_name or "",
            "text": self.env._(
                "of %s in all", format_amount(self.env, total, line.move_id.currency_id)
            )
            if part and total
            else "",
            "amount": line.amount_residual_currency,
            "currency_id": line.currency_id.id,
            "day": fields.Date.to_string(line.date_maturity),
            "open": {"model": "account.move", "id": line.move_id.id},
        }
