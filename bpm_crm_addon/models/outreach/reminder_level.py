"""When something is said about a payment: so many days before or after it falls due."""

from odoo import api, fields, models

from ...engine import payment_reminder


class BpmReminderLevel(models.Model):
    _name = "bpm.reminder.level"
    _description = "Level of payment reminders"
    _order = "days, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    days = fields.Integer(
        "Days after due",
        required=True,
        help="0: on the due day. Negative: so many days before it.",
    )
    when = fields.Char(compute="_compute_when")
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    template_id = fields.Many2one(
        "bpm.message.template", "What is said", required=True, ondelete="restrict"
    )
    effect = fields.Selection(
        [
            ("call", "A call for the salesperson"),
            ("letter", "A letter to print and post"),
            ("warning", "A warning on the customer's quotations"),
            ("approval", "An approval for further credit"),
        ],
        "Besides",
        help="What happens in the company when a reminder of this level was sent; a call or a "
        "letter also where nobody could be reached.",
    )

    _one_per_day = models.UniqueIndex(
        "(coalesce(company_id, 0), days) WHERE active",
        "There is a level for this day already. Change it, or choose another day.",
    )

    @api.model
    def _of(self, company):
        """The engine's Levels of a company, sorted by days; their keys are ids.

        A level of the company's own takes the place of the common one for the same day.
        """
        found = self.search([("company_id", "in", (False, company.id))])
        by_day = {}
        for level in found.sorted(lambda level: bool(level.company_id)):
            by_day[level.days] = level.id
        return [payment_reminder.Level(key, days) for days, key in sorted(by_day.items())]

    @api.depends("days")
    @api.depends_context("lang")
    def _compute_when(self):
        for level in self:
            if level.days < 0:
                level.when = self.env._("%s days before due", -level.days)
            elif level.days:
                level.when = self.env._("%s days after due", level.days)
            else:
                level.when = self.env._("on the due day")

    @api.depends("days")
    def _compute_display_name(self):
        for level in self:
            level.display_name = level.name or ""
