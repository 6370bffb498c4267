"""A deactivated user's keys die at once, and do not come to life again with the user."""

from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        """Override of `base`: Odoo only stops accepting the keys of an inactive user.

        Sessions end by themselves, since they depend on the field; keys and devices that are
        trusted are deleted.
        """
        leaving = self.filtered("active") if "active" in vals and not vals["active"] else self[:0]
        result = super().write(vals)
        if leaving:
            leaving._bpm_end_access()
        return result

    def _bpm_end_access(self):
        """Delete API keys and trusted devices, and note how many; forget links that were sent to
        choose a password, which would hold again if the user came back."""
        self.partner_id.sudo().signup_cancel()
        entries = []
        for name in ("res.users.apikeys", "auth_totp.device"):
            if name not in self.env:
                continue
            keys = self.env[name].sudo().search([("user_id", "in", self.ids)])
            entries += [
                {
                    "event": "access_ended", "res_model": "res.users", "res_id": user.id,
                    "data": {"count": count},
                }
                for user in self
                if (count := len(keys.filtered(lambda key, user=user: key.user_id == user)))
            ]  # fmt: skip
            keys.unlink()
        self.env["bpm.journal"]._append(entries)
