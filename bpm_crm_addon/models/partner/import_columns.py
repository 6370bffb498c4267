"""Step two: what each column holds, corrected by a person, kept under a name if they like."""

from odoo import models
from odoo.exceptions import UserError

from ...engine.tabular.changes import MODES
from .import_open import DRAFTS

NAMING = ("name", "company", "contact", "last_name", "first_name", "email", "phone", "mobile")
REPEATED = ("note", "comment")


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    def bpm_map(self, columns, automations=False, profile_name=None):
        """Say what the columns hold. Returns the page.

        `columns`: [[target or false, mode]] in the file's order; `automations`: whether rules run;
        `profile_name`: save the choices under this name.
        """
        self._check_own()
        self._check_state(*DRAFTS)
        chosen = self._checked(columns)
        self._note(state="mapped", columns=chosen, automations=bool(automations), preview=False)
        if profile_name:
            self._note(
                profile_id=self.env["bpm.partner.import.profile"]._keep(profile_name, chosen).id
            )
        return self.bpm_page()

    def _checked(self, columns):
        """The columns with these choices; refused where they make no sense."""
        if len(columns) != len(self.columns):
            raise UserError(self.env._("These are the columns of another table. Reload the page."))
        names, chosen = self._targets(), []
        for column, (target, mode) in zip(self.columns, columns, strict=True):
            if (target and target not in names) or mode not in MODES:
                raise UserError(
                    self.env._(
                        "Column “%(heading)s” cannot be used that way. Choose again what it holds.",
                        heading=column["heading"],
                    )
                )
            chosen.append(column | {"target": target or None, "mode": mode})
        self._check_targets([column["target"] for column in chosen], names)
        return chosen

    def _check_targets(self, targets, names):
        used = [target for target in targets if target]
        if not set(used) & set(NAMING):
            raise UserError(
                self.env._(
                    "No column says who it is. Choose the one with the name, the e-mail or "
                    "the phone."
                )
            )
        for target in used:
            if used.count(target) > 1 and target not in REPEATED:
                raise UserError(
                    self.env._(
                        "Two columns hold “%(name)s”. Leave one of them, or put the other "
                        "into the notes.",
                        name=names[target],
                    )
                )
