"""What people may do with entries of the audit trail."""

from odoo import models
from odoo.exceptions import AccessError


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    def action_open_document(self):
        """Open the document this entry is about."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action(context={})

    def action_check_chain(self):
        """Check the chains of the chosen entries, or all when none is chosen, and say so."""
        self.check_access("read")
        if self:
            chains = sorted({(entry.res_model, entry.res_id) for entry in self})
            bad = [key for key in chains if not self._verify(*key)]
        else:
            bad = self._verify_all()
        return self._tell(*self._outcome(bad))

    def _outcome(self, bad):
        """The sentence about the chains `bad` and whether all is well."""
        if not bad:
            return self.env._("Whole: no entry was altered and none is missing."), True
        kinds = dict(self._kinds(sorted({model_name for model_name, _number in bad})))
        names = [self._nameless(kinds[model_name], number) for model_name, number in bad[:5]]
        return self.env._(
            "Entries were altered or are missing for %(count)s documents: %(names)s. Compare "
            "with the last downloaded audit trail or a backup, and find out who had access to "
            "the database itself.",
            count=len(bad),
            names=", ".join(names),
        ), False

    def _tell(self, message, is_well):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Audit trail"),
                "message": message,
                "type": "success" if is_well else "danger",
                "sticky": not is_well,
            },
        }

    def action_erase_comment(self):
        """Erase for good what people wrote in the comments of these entries."""
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_admin"):
            raise AccessError(
                self.env._(
                    "Only an administrator may erase a comment of the audit trail. Ask one of them."
                )
            )
        self.check_access("read")
        self._comments_of(self.mapped("data"))._erase()
