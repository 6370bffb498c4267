"""What a message is for: decides which contact rules it falls under and how urgent it is.

Whether something is advertising in law is not for those to say who send it: that it is none is said
by an administrator, as contact rules are.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError

ADMIN = "bpm_crm_addon.group_bpm_admin"
STRICTEST = "advertising"
CLASSES = [
    ("advertising", "Advertising"),
    ("service", "Service"),
    ("debt", "Debt"),
    ("legal", "Legal notice"),
]


class BpmContactPurpose(models.Model):
    _name = "bpm.contact.purpose"
    _description = "Purpose of messages"
    _inherit = ["bpm.settled.code"]
    _order = "priority, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The name by which programs ask for this purpose.")
    message_class = fields.Selection(
        CLASSES,
        string="Kind in law",
        required=True,
        default=lambda self: "service" if self.env.user.has_group(ADMIN) else STRICTEST,
        help="Contact rules are written for these kinds.",
    )
    priority = fields.Integer(
        string="Goes before others", default=50, help="Smaller numbers are sent first."
    )
    stale_hours = fields.Integer(
        string="Too late after, hours",
        default=72,
        help="What could not be sent within this time is not sent any more. 0: never too late.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is a purpose with this code already.")

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note what is new to the law, and who said so."""
        purposes = super().create(vals_list)
        purposes._check_class()
        purposes._note()
        return purposes

    def write(self, vals):
        """Override to note under which rules it falls since, and who said so."""
        before = {one.id: one.message_class for one in self}
        result = super().write(vals)
        changed = self.filtered(lambda one: one.message_class != before[one.id])
        changed._check_class()
        changed._note(before)
        return result

    def _check_class(self):
        """Refuse to others than administrators what takes messages out of the rules of advertising.

        Called with what was made or changed just now, so that nobody brings it in another way.
        """
        milder = self.filtered(lambda one: one.message_class != STRICTEST)
        if milder and not self.env.su and not self.env.user.has_group(ADMIN):
            raise AccessError(
                self.env._(
                    "Only an administrator says that “%s” is no advertising. Ask one of them.",
                    milder[0].name,
                )
            )

    def _note(self, before=None):
        if not self:
            return
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": "purpose_changed" if before else "purpose_made",
                    "res_model": self._name,
                    "res_id": one.id,
                    "data": {
                        "what": one.with_context(lang="en_US").name,
                        "old": before[one.id] if before else None,
                        "new": one.message_class,
                    },
                }
                for one in self
            ]
        )
