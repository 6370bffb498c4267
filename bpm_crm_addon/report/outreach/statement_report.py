"""The statement of account on paper: what is open, how old it is, where to pay; by currency."""

from collections import defaultdict

from odoo import api, models
from odoo.tools import format_amount, format_date

from ...engine.ageing import STARTS, ageing


class ReportStatement(models.AbstractModel):
    _name = "report.bpm_crm_addon.report_statement"
    _description = "Statement of account"

    @api.model
    def _get_report_values(self, docids, data=None):
        """One page per firm, of the current company, read with the rights of whoever prints it."""
        firms = self.env["res.partner"].browse(docids).commercial_partner_id
        lines = self._open_lines(firms)
        return {
            "doc_ids": firms.ids,
            "doc_model": "res.partner",
            "docs": firms,
            "company": self.env.company,
            "statement": lambda firm: self._statement(firm, lines[firm.id]),
        }

    @api.model
    def _open_lines(self, firms):
        """{firm id: its open receivable lines, the oldest due first}."""
        found = self.env["account.move.line"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "child_of", firms.ids),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("amount_residual_currency", "!=", 0),
            ],
            order="date_maturity, date, id",
        )
        lines = defaultdict(self.env["account.move.line"].browse)
        for line in found:
            lines[line.partner_id.commercial_partner_id.id] |= line
        return lines

    def _statement(self, firm, lines):
        """{"day", "accounts", "banks"} in the language that `firm` carries."""
        env = firm.env
        today = self.env.company._bpm_today()
        by_currency = lines.with_env(env).grouped("currency_id")
        return {
            "day": format_date(env, today),
            "accounts": [
                self._account(env, currency, open_lines, today)
                for currency, open_lines in by_currency.items()
            ],
            "banks": self.env.company.partner_id.sudo().bank_ids,
        }

    @api.model
    def _account(self, env, currency, lines, today):
        """The open items of one currency, as text."""
        dated = [(line, line.date_maturity or line.date) for line in lines]
        found = ageing([(line.amount_residual_currency, (today - due).days) for line, due in dated])

        def told(amount):
            return format_amount(env, amount, currency)

        return {
            "rows": [
                {
                    "number": line.move_id.name or "",
                    "date": format_date(env, line.invoice_date or line.date),
                    "due": format_date(env, due) if line.amount_residual_currency > 0 else "",
                    "late": max((today - due).days, 0) if line.amount_residual_currency > 0 else 0,
                    "amount": told(line.amount_currency),
                    "open": told(line.amount_residual_currency),
                }
                for line, due in dated
            ],
            "total": told(found.total),
            "overdue": told(found.overdue),
            "ageing": [
                (f"{start}–{start + 29}" if start < STARTS[0] else f"{start - 1}+", told(amount))
                for start, amount in ((int(key), value) for key, value in found.buckets.items())
            ],
        }
