"""The limits on reading counterparties in Settings, and their words in the audit trail."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)
PREFIX = "bpm_crm_addon.reading_"
DEFAULTS = {"warning": 1000, "limit": 5000, "program_limit": 5000}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_reading_warning = fields.Integer(
        string="Tell from", config_parameter=PREFIX + "warning", default=DEFAULTS["warning"]
    )
    bpm_reading_limit = fields.Integer(
        string="Refuse above", config_parameter=PREFIX + "limit", default=DEFAULTS["limit"]
    )
    bpm_reading_program_limit = fields.Integer(
        string="Programs (API keys): refuse above",
        config_parameter=PREFIX + "program_limit",
        default=DEFAULTS["program_limit"],
    )
    bpm_reading_owner_id = fields.Many2one(
        "res.users",
        string="Who is told",
        config_parameter=PREFIX + "owner_id",
        domain="[('share', '=', False)]",
    )

    @api.model
    def _bpm_reading_number(self, name):
        """A limit by its name; what is not set, or not a number, is as shipped."""
        value = self.env["ir.config_parameter"].sudo().get_param(PREFIX + name)
        try:
            return int(value) or DEFAULTS[name]
        except (TypeError, ValueError):
            return DEFAULTS[name]

    @api.model
    def _bpm_reading_owner(self):
        """The active person chosen in the settings; nobody when there is none."""
        value = self.env["ir.config_parameter"].sudo().get_param(PREFIX + "owner_id")
        user = self.env["res.users"].sudo().browse(int(value or 0) or []).exists()
        return user.filtered("active")


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add the reading of counterparties."""
        return {
            **super()._event_words(),
            "partners_exported": _lt("Counterparties exported"),
            "partners_printed": _lt("Counterparties printed"),
            "reading_refused": _lt("Reading of counterparties refused"),
            "reading_lifted": _lt("Limit on reading lifted for the day"),
            "access_ended": _lt("Keys of a former user deleted"),
        }
