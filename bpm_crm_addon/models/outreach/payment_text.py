"""What a template may show of a payment reminder: names, sums, the table of instalments."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

CELL = "padding:4px 12px 4px 0;border-bottom:1px solid #ddd;text-align"
ROW = Markup(
    "<tr><td style='{0}:left'>{1}</td><td style='{0}:left;white-space:nowrap'>{2}</td>"
    "<td style='{0}:right;white-space:nowrap'>{3}</td></tr>"
)
HEAD = Markup(
    "<tr><th style='{0}:left'>{1}</th><th style='{0}:left'>{2}</th>"
    "<th style='{0}:right'>{3}</th></tr>"
)


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    partner_name = fields.Char(compute="_compute_text")
    company_name = fields.Char(compute="_compute_text")
    total = fields.Char(compute="_compute_text")
    days_late = fields.Integer(compute="_compute_text")
    due_day = fields.Char(compute="_compute_text")
    table = fields.Html(compute="_compute_text", sanitize=False)

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Override of `mail`: what anybody may put into a template of reminders."""
        return (
            *super().mail_allowed_qweb_expressions(),
            "object.partner_name", "object.company_name", "object.total", "object.days_late",
            "object.due_day", "object.table",
        )  # fmt: skip

    @api.depends("line_ids.amount", "line_ids.due", "partner_id.name", "company_id.name", "day")
    @api.depends_context("lang")
    def _compute_text(self):
        reminders = self.sudo()
        lines = reminders.line_ids
        lines.move_line_id.move_id.fetch(["name", "access_token"])
        for reminder in reminders:
            reminder.partner_name = reminder.partner_id.name
            reminder.company_name = reminder.company_id.name
            reminder.total = reminder._told(reminder._sums())
            reminder.days_late = max((reminder.day - reminder.oldest_due).days, 0)
            reminder.due_day = format_date(reminder.env, reminder.oldest_due)
            reminder.table = reminder._instalment_table()

    def _sums(self):
        """{currency: what the reminder speaks of in it}."""
        sums = {}
        for line in self.line_ids:
            sums[line.currency_id] = sums.get(line.currency_id, 0.0) + line.amount
        return sums

    @api.model
    def _told(self, sums):
        """Sums per currency as a reader reads them: “1,200.00 € + $ 300.00”."""
        return " + ".join(
            format_amount(self.env, amount, currency)
            for currency, amount in sorted(sums.items(), key=lambda one: -one[1])
        )

    def _instalment_table(self):
        """Markup: number, due day and open amount of each part, the oldest first."""
        base = self.company_id.get_base_url()
        rows = [
            ROW.format(
                CELL,
                self._invoice_link(base, line.move_line_id.move_id),
                format_date(self.env, line.due),
                format_amount(self.env, line.amount, line.currency_id),
            )
            for line in self.line_ids
        ]
        head = HEAD.format(CELL, self.env._("Invoice"), self.env._("Due"), self.env._("To pay"))
        return Markup("<table style='border-collapse:collapse;'>%s%s</table>") % (
            head,
            Markup().join(rows),
        )

    @api.model
    def _invoice_link(self, base, move):
        """The invoice's number, leading to the customer's page of it where there is one."""
        if not move.access_token:
            return move.name or ""
        return Markup("<a href='{}/my/invoices/{}?access_token={}'>{}</a>").format(
            base, move.id, move.access_token, move.name or ""
        )
