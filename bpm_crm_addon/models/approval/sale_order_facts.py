"""Facts about quotations that routes ask for: real discount, total, payment terms.

All are computed when asked and never stored: today's price list, rate and customer are what counts
until somebody asks for an approval. All read as the superuser with a clean context, so that neither
rights nor a caller's context change the result.
"""

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.payment_terms import differ
from ...engine.real_discount import Line, measure
from ..audit.bulk import column, fill
from .list_price import ListPrices
from .list_price_special import is_added_by_odoo
from .list_price_tax import UntaxedPrices
from .priced_lines import priced_lines

# What a discount depends on. Price lists and products are read anew in every transaction.
PRICED_BY = [
    "pricelist_id", "date_order", "currency_id", "company_id", "fiscal_position_id",
    *(f"order_line.{name}" for name in (
        "product_id", "product_uom_id", "product_uom_qty", "price_unit", "discount", "tax_ids",
        "display_type", "is_downpayment", "is_expense", "combo_item_id", "linked_line_id",
    )),
]  # fmt: skip


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_real_discount = fields.Float(
        "Real Discount (%)",
        compute="_compute_bpm_discounts",
        compute_sudo=True,
        search="_search_bpm_real_discount",
        digits="Discount",
        groups="base.group_user",
        help="The worst line's discount against the price list, or the whole quotation's if that "
        "is higher. A lower price and a discount line count like a discount.",
    )
    bpm_whole_discount = fields.Float(
        "Discount on the Whole (%)",
        compute="_compute_bpm_discounts",
        compute_sudo=True,
        search="_search_bpm_whole_discount",
        digits="Discount",
        groups="base.group_user",
        help="How far the whole quotation is below the price list.",
    )
    bpm_company_amount = fields.Float(
        "Total in Company Currency",
        compute="_compute_bpm_company_amount",
        compute_sudo=True,
        search="_search_bpm_company_amount",
        digits=(16, 2),
        groups="base.group_user",
        help="The total with taxes at today's rate, or at the rate when the approval was asked.",
    )
    bpm_terms_differ = fields.Boolean(
        "Unusual Payment Terms",
        compute="_compute_bpm_terms_differ",
        compute_sudo=True,
        search="_search_bpm_terms_differ",
        groups="base.group_user",
        help="The payment terms are other or longer than the customer's own.",
    )

    # === DISCOUNTS === #

    @api.depends(*PRICED_BY)
    def _compute_bpm_discounts(self):
        found = self._bpm_measure_discounts()
        measures = [found[order_id] for order_id in self._ids]
        fill(
            self,
            bpm_real_discount=[measure.worst for measure in measures],
            bpm_whole_discount=[measure.whole for measure in measures],
        )

    def _bpm_measure_discounts(self):
        """Return {order id: Measure, its lines keyed by line id}, see engine/real_discount.py.

        Lines that Odoo itself priced (down payments, re-invoiced costs, deliveries) are left out.
        """
        orders = self._bpm_clean()
        lines = [line for line in priced_lines(orders) if not self._bpm_added_by_odoo(line)]
        listed, untaxed = ListPrices(orders.env, lines), UntaxedPrices(orders, lines)
        digits = self.env["decimal.precision"].precision_get("Discount")
        measured = {order: [] for order in orders._ids}
        for line in lines:
            # Odoo rounds the discount it derives from a price list rule.
            slack = abs(line.price_unit) * 0.005 * 10**-digits if line.discount else 0.0
            price, asked = untaxed.listed(line, listed.price(line)), untaxed.asked(line)
            measured[line.order_id].append(Line(line.id, line.quantity, price, asked, slack))
        return {order: measure(parts) for order, parts in measured.items()}

    def _bpm_added_by_odoo(self, line):
        return line.special and is_added_by_odoo(self.env["sale.order.line"].browse([line.id]))

    def _bpm_discount_limit(self):
        """Return the real discount below which nobody is asked, or False when none is set."""
        self.ensure_one()
        threshold = (self._origin or self).bpm_approval_preview()["threshold"]
        is_discount = threshold and "discount" in threshold["field"]
        return threshold["value"] if is_discount else False

    # === TOTAL === #

    @api.depends("amount_total", "currency_id", "company_id")
    def _compute_bpm_company_amount(self):
        """The total with taxes, rounded in the company's currency.

        While a request is open or approved, at the rate it recorded: a moving rate neither creates
        nor removes the need for an approval.
        """
        today, shared, recorded, totals = self._bpm_today(), {}, None, []
        columns = (column(self, name) for name in ("company_id", "currency_id", "amount_total"))
        for order, *kind, total in zip(self, *columns, strict=True):
            if (kind := tuple(kind)) not in shared:
                company = order.company_id or self.env.company
                own, currency = company.currency_id, order.currency_id or company.currency_id
                rate = currency._get_conversion_rate(currency, own, company, today)
                shared[kind] = own, rate, currency != own
            own, rate, is_foreign = shared[kind]
            if is_foreign:
                recorded = self._bpm_recorded_rates() if recorded is None else recorded
                rate = recorded.get(order._origin.id) or rate
            totals.append(own.round((total or 0.0) * rate))
        fill(self, bpm_company_amount=totals)

    def _bpm_today(self):
        """Today in UTC: the same for whoever asks."""
        return fields.Datetime.now().date()

    def _bpm_recorded_rates(self):
        """Return {order id: rate} of those of self with an open or approved request over another
        currency than the company's.

        An empty recordset stands for all quotations.
        """
        requests = self.env["bpm.approval.request"].sudo()
        domain = Domain("res_model", "=", self._name) & Domain("state", "in", ("open", "approved"))
        if self:
            domain &= Domain("res_id", "in", self._origin.ids)
        domain &= Domain("rate", "!=", 0.0) & Domain.OR(
            Domain("company_currency_id", "=", own.id) & Domain("currency_id", "!=", own.id)
            for own in self.env["res.company"].sudo().search([]).currency_id
        )
        found = requests.search_fetch(domain, ["res_id", "rate"])
        return {request.res_id: request.rate for request in found}

    # === PAYMENT TERMS === #

    @api.depends("payment_term_id", "partner_id", "company_id")
    def _compute_bpm_terms_differ(self):
        """Other instalments than those of the customer's own terms, in the quotation's company.

        Terms under another name with the same instalments do not differ. No terms mean that all is
        due at once, for the quotation and for a customer who has none.
        """
        plans = {}
        for order in self:
            own = order.partner_id.with_company(order.company_id).property_payment_term_id
            given = order.payment_term_id
            key = (own.id, given.id)
            if key not in plans:
                plans[key] = own != given and differ(
                    own._bpm_instalments(), given._bpm_instalments()
                )
            order.bpm_terms_differ = plans[key]
