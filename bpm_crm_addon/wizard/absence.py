"""I'm away…: from when to when, and who decides meanwhile."""

from odoo import api, fields, models
from odoo.exceptions import UserError

DAYS = 7


class BpmAbsenceWizard(models.TransientModel):
    _name = "bpm.absence.wizard"
    _description = "I'm away"

    user_id = fields.Many2one(
        "res.users",
        string="Who is away",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: fields.Date.add(fields.Date.context_today(self), days=DAYS),
    )
    substitute_id = fields.Many2one(
        "res.users",
        compute="_compute_substitute_id",
        store=True,
        readonly=False,
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    waiting = fields.Integer(compute="_compute_waiting")
    current_id = fields.Many2one("bpm.approval.substitution", compute="_compute_current_id")

    @api.depends("user_id")
    def _compute_substitute_id(self):
        managers = self.user_id._bpm_managers()
        for wizard in self:
            wizard.substitute_id = managers.get(wizard.user_id.id, False)

    @api.depends("user_id")
    def _compute_waiting(self):
        """How many decisions go to the substitute at once."""
        counts = dict(
            self.env["bpm.approval.slot"]
            .sudo()
            ._read_group(
                [("approver_id", "in", self.user_id.ids), ("state", "=", "pending")],
                ["approver_id"],
                ["__count"],
            )
        )
        for wizard in self:
            wizard.waiting = counts.get(wizard.user_id, 0)

    @api.depends("user_id")
    def _compute_current_id(self):
        """The absence that is on or planned, shown before a second one is entered."""
        today = fields.Date.context_today(self)
        absences = self.env["bpm.approval.substitution"].search(
            [("user_id", "in", self.user_id.ids), ("date_to", ">=", today)],
            order="date_from desc",
        )
        first = {absence.user_id: absence for absence in absences}
        for wizard in self:
            wizard.current_id = first.get(wizard.user_id, False)

    def action_confirm(self):
        """Enter the absence and say what happens now."""
        self.ensure_one()
        if not self.substitute_id:
            raise UserError(self.env._("Choose who decides while you are away."))
        self.env["bpm.approval.substitution"].create(
            {
                "user_id": self.user_id.id,
                "substitute_id": self.substitute_id.id,
                "date_from": self.date_from,
                "date_to": self.date_to,
            }
        )
        return self._done(
            self.env._(
                "%(substitute)s decides for %(person)s on these days.",
                substitute=self.substitute_id.name,
                person=self.user_id.name,
            )
        )

    def action_back(self):
        """The person is back: end the absence shown."""
        self.ensure_one()
        self.current_id.action_end_now()
        return self._done(self.env._("Welcome back. New approvals come to you again."))

    def _done(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
