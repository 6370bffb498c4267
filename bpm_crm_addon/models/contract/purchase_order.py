"""The form of purchase orders asks for the contract, where Odoo's purchase app is installed."""

from odoo import api, models

ORDER, BESIDE = "purchase.order", "partner_ref"
ON_THE_FORM = {
    "name": "bpm_contract_id",
    "groups": "bpm_crm_addon.group_bpm_capability_contract",
    "options": "{'no_create': True}",
    "domain": "[('partner_id', 'in', (partner_id, False))]",
}


class AccountDocumentImportMixin(models.AbstractModel):
    _inherit = "account.document.import.mixin"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Override for purchase orders: no view of ours may inherit one of an app that may be
        missing."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if self._name == ORDER and view_type == "form":
            for node in arch.xpath(f"//field[@name='{BESIDE}']")[:1]:
                node.addnext(arch.makeelement("field", ON_THE_FORM))
        return arch, view
