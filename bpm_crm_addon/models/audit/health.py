"""The page Health & Problems: is everything the addon relies on in order?"""

from importlib.util import find_spec

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from .append_only import is_protected

KEPT = ("bpm_journal", "bpm_journal_head", "bpm_journal_comment")


class BpmHealth(models.TransientModel):
    """One look at the state of things, made anew each time the page is opened.

    Other concepts add what they know by overriding `_health_lines`.
    """

    _name = "bpm.health"
    _description = "Health & Problems"

    line_ids = fields.One2many("bpm.health.line", "health_id", string="Health", readonly=True)
    incident_ids = fields.Many2many(
        "bpm.incident", string="Problems", compute="_compute_incident_ids"
    )
    incident_count = fields.Integer(string="Open problems", compute="_compute_incident_ids")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_incident_ids(self):
        incidents = self.env["bpm.incident"].search([("state", "=", "open")])
        self.incident_ids = incidents
        self.incident_count = len(incidents)

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Health & Problems")

    @api.model
    def action_open(self):
        """Check everything and show the page."""
        self._check_access_to_page()
        self._check_scheduled_actions()
        lines = sorted(self._health_lines(), key=lambda line: LEVELS.index(line["level"]))
        health = self.create({"line_ids": [Command.create(line) for line in lines]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Health & Problems"),
            "res_model": self._name,
            "res_id": health.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "main",
        }

    def _check_access_to_page(self):
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_admin"):
            raise AccessError(
                self.env._(
                    "The health of the system is shown to administrators only. Ask one of them."
                )
            )

    @api.model
    def _health_lines(self):
        """What to show: dictionaries of level (danger, warning, success), name and text."""
        return [
            self._line_of_audit_trail(),
            *self._lines_of_schedule(),
            *self._lines_of_libraries(),
        ]

    def _line_of_audit_trail(self):
        if is_protected(self.env.cr, *KEPT):
            return {
                "level": "success",
                "name": self.env._("Audit trail"),
                "text": self.env._("The database refuses to change or delete entries."),
            }
        return {
            "level": "danger",
            "name": self.env._("Audit trail"),
            "text": self.env._(
                "Its protection in the database is switched off. Upgrade the addon to switch it "
                "on again, check the chain, and find out who had access to the database itself."
            ),
        }

    def _lines_of_schedule(self):
        doubts = self._scheduled_action_doubts()
        if not doubts:
            return [
                {
                    "level": "success",
                    "name": self.env._("Scheduled actions"),
                    "text": self.env._("All of them are switched on and run in time."),
                }
            ]
        return [
            {"level": "danger", "name": cron.name, "text": reason}
            for cron, reason in doubts.items()
        ]

    # === LIBRARIES === #

    @api.model
    def _optional_libraries(self):
        """Python libraries that add something when they are there: {import name: (name to
        install, what is missing without it)}."""
        return {
            "phonenumbers": (
                "phonenumbers",
                self.env._("Telephone numbers are neither checked nor written in one form."),
            ),
        }

    def _lines_of_libraries(self):
        return [
            {
                "level": "warning",
                "name": self.env._("Python library %(name)s is not installed", name=name),
                "text": self.env._(
                    "%(loss)s To have it: pip install %(name)s, then restart Odoo.",
                    loss=loss,
                    name=name,
                ),
            }
            for module, (name, loss) in self._optional_libraries().items()
            if not find_spec(module)
        ]

    # === ACTIONS === #

    def action_check_chain(self):
        """Check the whole audit trail."""
        return self.env["bpm.journal"].action_check_chain()


LEVELS = ("danger", "warning", "success")


class BpmHealthLine(models.TransientModel):
    _name = "bpm.health.line"
    _description = "Line of the health page"

    health_id = fields.Many2one("bpm.health", required=True, index=True, ondelete="cascade")
    level = fields.Selection(
        [("danger", "Act now"), ("warning", "Look at it"), ("success", "In order")],
        string="Status",
        required=True,
        readonly=True,
    )
    name = fields.Char(string="What", required=True, readonly=True)
    text = fields.Text(string="State of things", required=True, readonly=True)
