"""Who may say how much a person signs off: approval administrators, whatever the road."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

LIMITS = ("bpm_approval_limit", "bpm_approval_unlimited")
ADMIN = "bpm_crm_addon.group_bpm_approval_admin"


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`: a limit may come along by a default, too."""
        given = self.default_get(list(LIMITS))
        if any({**given, **vals}.get(name) for vals in vals_list for name in LIMITS):
            self._bpm_check_sets_limits()
        users = super().create(vals_list)
        users._bpm_note_limits({})
        return users

    def write(self, vals):
        """Override of `base`: approval administrators need no right on users for the limits."""
        if not vals.keys() & set(LIMITS):
            return super().write(vals)
        changing = self.filtered(lambda user: user._bpm_limits_differ(vals))
        if changing:
            self._bpm_check_sets_limits()
        before = {user.id: user._bpm_limits() for user in changing.sudo()}
        if changing and vals.keys() <= set(LIMITS):
            self.check_access("read")
            self = self.sudo()
        result = super().write(vals)
        changing._bpm_note_limits(before)
        return result

    def _bpm_limits(self):
        self.ensure_one()
        return {name: self[name] for name in LIMITS}

    def _bpm_limits_differ(self, vals):
        current = self.sudo()._bpm_limits()
        return any(name in vals and (vals[name] or 0) != current[name] for name in LIMITS)

    def _bpm_check_sets_limits(self):
        """Whoever hands out rights may not hand out signatures: that would be their own rule."""
        if not (self.env.su or self.env.user.has_group(ADMIN)):
            raise AccessError(
                self.env._(
                    "Up to which amount a person may approve is set by approval administrators "
                    "only. Ask one of them; the rest can be saved without it."
                )
            )

    def _bpm_note_limits(self, before):
        """Write what changed into the journal. ``before``: {user id: limits}, none for new ones."""
        entries = []
        for user in self.sudo():
            old, new = before.get(user.id) or dict.fromkeys(LIMITS, 0), user._bpm_limits()
            entries += [
                {
                    "event": "limit_set",
                    "res_model": self._name,
                    "res_id": user.id,
                    "data": {"user_id": user.id, "field": name, "old": old[name], "new": new[name]},
                }
                for name in LIMITS
                if old[name] != new[name]
            ]
        self.env["bpm.journal"].sudo()._append(entries)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add what is noted here."""
        return {**super()._event_words(), "limit_set": _lt("Approval limit set")}
