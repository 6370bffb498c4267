"""Protected attributes: entered by whoever keeps a counterparty, opened by a steward with a reason.

The columns are closed to everybody (ir_model_fields.py). What is opened stays open for its
reader for a few minutes; the audit trail says who opened what, when and why.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)
EVENT = "protected_opened"
OPEN_FOR = timedelta(minutes=10)
SHORTEST_REASON = 5


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_bpm_protected(self):
        """Open the dialog with the protected data of this counterparty."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_protected"
        )
        return {**action, "context": {"default_partner_id": self.id}}

    def _bpm_protected(self):
        """The protected attributes that are asked of this counterparty."""
        self.ensure_one()
        kind = "firm" if self.is_company else "person"
        return self.env["bpm.partner.attribute"].search(
            [
                ("applies_to", "=", "partner"),
                ("sensitive", "=", True),
                ("kind", "in", ("both", kind)),
            ]
        )

    def _bpm_open_protected(self, reason):
        """Note that the user opens the protected data, and why; refuse without right or reason."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_steward"):
            raise AccessError(
                self.env._(
                    "Protected data is opened by a data steward. Ask one of them; entering new "
                    "data needs no opening."
                )
            )
        if len((reason or "").strip()) < SHORTEST_REASON:
            raise UserError(self.env._("Say in a few words why you need to see the data."))
        comment = self.env["bpm.journal.comment"]._store([reason.strip()])
        data = {
            "comment": comment._fingerprint(),
            "fields": self._bpm_protected().mapped("field_name"),
        }
        self.env["bpm.journal"]._append(
            [{"event": EVENT, "res_model": self._name, "res_id": self.id, "data": data}]
        )

    def _bpm_protected_is_open(self):
        """Whether the user opened the protected data of this counterparty a moment ago."""
        return bool(
            self.env.user.has_group("bpm_crm_addon.group_bpm_steward")
            and self.env["bpm.journal"]
            .sudo()
            .search_count(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("event", "=", EVENT),
                    ("user_id", "=", self.env.uid),
                    ("at", ">=", fields.Datetime.now() - OPEN_FOR),
                ],
                limit=1,
            )
        )

    def _bpm_protected_values(self):
        """{attribute id: value} when opened, only the last characters otherwise."""
        is_open = self._bpm_protected_is_open()
        partner_sudo = self.sudo()
        values = {one.id: partner_sudo[one.field_name] or "" for one in self._bpm_protected()}
        if is_open:
            return values
        return {key: masked(value) for key, value in values.items()}

    def _bpm_enter_protected(self, values):
        """Write protected data: {attribute: text}. Needs the right to change the counterparty."""
        self.check_access("write")
        allowed = self._bpm_protected()
        self.sudo().write(
            {one.field_name: value for one, value in values.items() if one in allowed}
        )


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add the opening of protected data."""
        return {**super()._event_words(), EVENT: _lt("Protected data opened")}


def masked(value):
    """What may be seen without opening: that there is something, and how it ends.

    >>> masked("4510 123456"), masked("123"), masked("")
    ('••••••56', '••••••', '')
    """
    if not value:
        return ""
    return "••••••" + (value[-2:] if len(value) > 5 else "")
