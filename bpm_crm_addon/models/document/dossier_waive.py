"""A required paper that is not asked for: said with a reason, and taken back."""

from odoo import models
from odoo.exceptions import AccessError, UserError

from .owned import MANAGER


class BpmDossierPaper(models.Model):
    _inherit = "bpm.dossier.paper"

    def _bpm_waive(self, reason):
        """Not needed here, with a reason. What stops a contract only a contract manager waives."""
        self.check_access("write")
        self._bpm_refuse_strangers()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the paper is not needed; it is kept with it."))
        for row in self.sudo():
            row.write({"state": "waived", "waive_reason": reason.strip()})
        self._bpm_note("paper_waived", reason=reason.strip())

    def action_ask_again(self):
        """It is needed after all."""
        self.check_access("write")
        self._bpm_refuse_strangers()
        self._bpm_ask_again()

    def _bpm_ask_again(self):
        waived = self.sudo().filtered(lambda row: row.state == "waived")
        waived.write({"state": "missing", "waive_reason": False})
        waived.sudo(False)._bpm_note("paper_asked_again")
        waived.dossier_id._bpm_refresh()

    def _bpm_refuse_strangers(self):
        stopping = self.sudo().filtered(lambda row: row.severity == "block")
        if stopping and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "Without %s nothing is signed, so only a contract manager says that it is not "
                    "needed. Ask one of them.",
                    ", ".join(stopping.requirement_id.mapped("name")),
                )
            )

    def _bpm_note(self, event, **data):
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": event,
                    "res_model": "bpm.dossier",
                    "res_id": row.dossier_id.id,
                    "data": {"paper": row.requirement_id.name, **data},
                }
                for row in self.sudo()
            ]
        )

    def write(self, vals):
        """Override: by hand only who is responsible, and by when."""
        if not self.env.su and vals.keys() - {"user_id", "due"}:
            raise UserError(
                self.env._(
                    "How it stands with a paper follows from the papers. Add the paper, or use "
                    "Not Required."
                )
            )
        return super().write(vals)
