"""What is held on a person: to read, to print for the person, and to erase with one act."""

from odoo import api, fields, models


class BpmPartnerErasure(models.TransientModel):
    _name = "bpm.partner.erasure"
    _description = "What is held on a person"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, readonly=True)
    line_ids = fields.One2many(
        "bpm.partner.erasure.line", "dialog_id", string="Held", readonly=True
    )
    against = fields.Text(compute="_compute_against")
    kept_count = fields.Integer(compute="_compute_against")
    reason = fields.Char(string="Why it is erased")

    @api.model
    def default_get(self, fields):
        """Override to show what is held when the dialog opens."""
        values = super().default_get(fields)
        partner = self.env["res.partner"].browse(values.get("partner_id"))
        return {**values, "line_ids": self._held(partner)} if partner else values

    @api.model_create_multi
    def create(self, vals_list):
        """Override to keep what is held, gathered anew with the rights of the one who asks."""
        dialogs = super().create(vals_list)
        for dialog in dialogs:
            dialog.line_ids = [(5,), *self._held(dialog.partner_id)]
        return dialogs

    def _held(self, partner):
        partner._bpm_check_may_erase()
        return [
            (0, 0, {"name": one["label"], "count": one["count"], "text": one["text"]})
            for one in partner._bpm_holdings()
        ]

    @api.depends("partner_id")
    def _compute_against(self):
        for dialog in self:
            reasons = dialog.partner_id._bpm_reasons_against()
            dialog.against = "\n".join(reasons) or False
            dialog.kept_count = dialog.partner_id._bpm_kept_by_law()

    def action_print(self):
        """The report for the person."""
        self.ensure_one()
        self.partner_id._bpm_check_may_erase()
        return self.env.ref("bpm_crm_addon.action_report_partner_erasure").report_action(self)

    def action_erase(self):
        """Erase the person; a proof stays in the audit trail."""
        self.ensure_one()
        self.partner_id._bpm_erase(self.reason)
        self.line_ids.unlink()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._(
                    "The person's data is erased. The audit trail has the proof."
                ),
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class BpmPartnerErasureLine(models.TransientModel):
    _name = "bpm.partner.erasure.line"
    _description = "Kind of data held"

    dialog_id = fields.Many2one(
        "bpm.partner.erasure", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="What")
    count = fields.Integer(string="How many")
    text = fields.Text(string="In particular")
