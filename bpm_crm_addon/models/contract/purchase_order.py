"""Purchase orders under a contract, where Odoo's purchase app is installed; nothing here needs it.

They share a mixin with quotations and invoices, their lines one with all lines that are analysed.
What is added there reaches them whenever the app comes; docs/decisions/039 tells why so.
"""

from odoo import api, fields, models

from .sale_order_limit import WORTH

ORDER, LINE = "purchase.order", "purchase.order.line"
CONFIRMED = "purchase"
BESIDE = "partner_ref"
WORTH_MORE = WORTH | {"product_qty"}
ON_THE_FORM = {
    "name": "bpm_contract_id",
    "groups": "bpm_crm_addon.group_bpm_capability_contract",
    "options": "{'no_create': True}",
    "domain": "[('partner_id', 'in', (partner_id, False))]",
}


class AccountDocumentImportMixin(models.AbstractModel):
    _inherit = "account.document.import.mixin"

    # As quotations and invoices have it, which define it themselves.
    bpm_contract_id = fields.Many2one(
        "bpm.contract", "Contract", index="btree_not_null", copy=False, ondelete="set null",
        check_company=True,
    )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        """Override for purchase orders: one may be born confirmed."""
        orders = super().create(vals_list)
        if self._name == ORDER:
            orders._bpm_keep_purchases_within()
        return orders

    def write(self, vals):
        """Override for purchase orders: confirmed, or under a contract from now on."""
        result = super().write(vals)
        if self._name == ORDER and (vals.get("bpm_contract_id") or vals.get("state") == CONFIRMED):
            self._bpm_keep_purchases_within()
        return result

    def _bpm_keep_purchases_within(self):
        confirmed = self._bpm_purchased()
        if confirmed:
            confirmed.sudo().bpm_contract_id._keep_within("ordered")

    def _bpm_purchased(self):
        """Those that are confirmed and under a contract."""
        return self.filtered(lambda order: order.state == CONFIRMED and order.bpm_contract_id)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Override: the form of purchase orders asks for the contract."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if self._name == ORDER and view_type == "form":
            for node in arch.xpath(f"//field[@name='{BESIDE}']")[:1]:
                node.addnext(arch.makeelement("field", ON_THE_FORM))
        return arch, view


class AnalyticMixin(models.AbstractModel):
    _inherit = "analytic.mixin"

    @api.model_create_multi
    def create(self, vals_list):
        """Override for lines of purchase orders: one more on a confirmed order."""
        lines = super().create(vals_list)
        if self._name == LINE:
            lines.order_id._bpm_keep_purchases_within()
        return lines

    def write(self, vals):
        """Override for lines of purchase orders: a confirmed order that grows."""
        if self._name != LINE or not WORTH_MORE & vals.keys():
            return super().write(vals)
        before = {order: order.amount_total for order in self.order_id._bpm_purchased()}
        result = super().write(vals)
        grown = self.order_id._bpm_purchased().filtered(
            lambda order: order.amount_total > before.get(order, 0.0)
        )
        grown._bpm_keep_purchases_within()
        return result
