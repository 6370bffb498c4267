"""The text of a contract: made from a template of its kind, filled in with plain facts."""

from odoo import fields, models

from ..audit.refusal import Refusal


class NoTemplate(Refusal):
    """There is no template from which the text of a contract could be made."""


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def action_generate_document(self):
        """Make the text from the kind's template in the counterparty's language.

        Making it again adds a version; what is signed stays as it is.
        """
        self.check_access("write")
        if new := self.filtered(lambda contract: not contract.number):
            new._bpm_clean()._bpm_lock(touch=True)  # of two who press, the second waits
        for contract in self:
            lang = contract._text_lang()
            template = contract._template_for(lang)
            contract._give_number()
            template._bpm_generate(contract, lang)
        return True

    def _text_lang(self):
        return self.partner_id.lang or self.company_id.partner_id.lang or self.env.lang or "en_US"

    def _template_for(self, lang):
        """The template of the kind in this language, else in any, else one for all kinds."""
        own = self.type_id.template_ids
        taken = self.env["bpm.contract.type"].search([("template_ids", "!=", False)]).template_ids
        others = self.env["bpm.document.template"].search(
            [
                ("model_name", "=", self._name),
                ("company_id", "in", (False, self.company_id.id)),
                ("id", "not in", taken.ids),
            ]
        )
        for choice in (own, others):
            fitting = choice.filtered(lambda one: one.lang == lang or not one.lang) or choice
            if fitting:
                return fitting[0]
        raise NoTemplate(
            self.env._(
                "There is no template for “%(kind)s” yet. A contract manager adds a Word file: "
                "Workdesk ▸ Configuration ▸ Contracts & Papers ▸ Templates.",
                kind=self.type_id.name,
            )
        )

    # === READING IT === #

    text_version_id = fields.Many2one("bpm.document.version", compute="_compute_text_version_id")

    def _compute_text_version_id(self):
        for contract in self:
            contract.text_version_id = contract.text_id.current_version_id

    def action_open_text(self):
        """Read the newest version."""
        self.ensure_one()
        return self.text_id.action_open_file()

    def action_compare_text(self):
        """The newest two versions side by side."""
        self.ensure_one()
        return self.text_id.action_compare()
