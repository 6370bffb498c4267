"""Quotations: where their gates are, who edited them, what an approver has to know of them."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..audit.bulk import column
from .amount_words import amount_words
from .sale_order_content import HEADER
from .sale_order_later import LATER

DRAFTS = ("draft", "sent")
CONTENT = frozenset({*HEADER, *LATER, "order_line"})
EDITED = ["bpm_editor", "bpm_by_colleague"]


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # Who last changed controlled content. A plain number: it is written by the guard only.
    bpm_editor = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    # Whether a colleague ever did: a web shop's customer who writes later does not undo that.
    bpm_by_colleague = fields.Boolean(readonly=True, copy=False, export_string_translation=False)

    _BPM_COMPANY_AMOUNT = "bpm_company_amount"
    _PRICES = {
        "pricelist_id", "order_line", "order_line.price_unit", "order_line.discount",
        "order_line.product_id", "order_line.product_uom_qty", "order_line.product_uom_id",
        "order_line.tax_ids",
    }  # fmt: skip
    _BPM_TOTALS = frozenset({"amount_total", "amount_untaxed", "amount_tax"})
    _BPM_BEHIND = {
        "bpm_real_discount": _PRICES,
        "bpm_whole_discount": _PRICES,
        "bpm_company_amount": _PRICES | {"total", "currency_id"},
        "amount_total": _PRICES | {"total"},
        "amount_untaxed": _PRICES | {"total"},
        "bpm_terms_differ": {"payment_term_id", "partner_id"},
        "bpm_customer_overdue": {"partner_id"},
        "bpm_customer_days_late": {"partner_id"},
    }

    _BPM_TO_FIX = {
        "bpm_real_discount": "order_line.discount",
        "bpm_whole_discount": "order_line.discount",
        "bpm_company_amount": "order_line",
        "amount_total": "order_line",
        "amount_untaxed": "order_line",
        "bpm_terms_differ": "payment_term_id",
    }

    # === WHAT THE GUARD ASKS === #

    def _bpm_gate_values(self):
        return {"send": ("state", ("sent", "sale")), "confirm": ("state", ("sale",))}

    def _bpm_abandoned_values(self):
        return ("state", ("cancel", "draft"))

    def _bpm_open_domain(self):
        return Domain("state", "in", DRAFTS)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([dict(vals, bpm_editor=self.env.uid) for vals in vals_list])

    def write(self, vals):
        # Nobody sets the editor by hand; content that changes sets it.
        vals = {name: value for name, value in vals.items() if name not in EDITED}
        # Before the first route, too: it may come between the change and the asking.
        if vals.keys() & (CONTENT | (self._bpm_guard() or {}).get("content", CONTENT)):
            vals["bpm_editor"] = self.env.uid
            if self.env.user._bpm_is_colleague():
                vals["bpm_by_colleague"] = True
        return super().write(vals)

    def _bpm_lines_changed(self):
        """Lines changed: so did the quotation, and this is who did it."""
        self.flush_model(EDITED)
        self.env.cr.execute(
            """UPDATE sale_order SET bpm_editor = %s, bpm_by_colleague = bpm_by_colleague OR %s
                WHERE id = ANY(%s)""",
            (self.env.uid, self.env.user._bpm_is_colleague(), list(self.ids)),
        )
        self.invalidate_recordset(EDITED, flush=False)

    def _bpm_last_editors(self):
        return {order.id: order.bpm_editor or order.write_uid.id for order in self}

    # === WHAT A REQUEST TAKES DOWN === #

    def _bpm_amounts(self):
        """Totals in the quotation's and in the company's currency, at the rate of this day."""
        result, shared, today = {}, {}, fields.Date.context_today(self)
        money = (column(self, name) for name in ("amount_total", "bpm_company_amount"))
        kinds = (column(self, name) for name in ("company_id", "currency_id"))
        for order, total, in_own, *kind in zip(self, *money, *kinds, strict=True):
            if (kind := tuple(kind)) not in shared:
                company, currency = order.company_id or self.env.company, order.currency_id
                own = company.currency_id
                shared[kind] = {
                    "currency_id": currency.id,
                    "company_currency_id": own.id,
                    "rate": currency._convert(1.0, own, company, today, round=False),
                }
            result[order.id] = {**shared[kind], "amount": total or 0.0, "company_amount": in_own}
        return result

    def _bpm_facts(self):
        """The facts of a quotation as an approver reads them: [[label, value]]."""
        history = self._bpm_order_counts()
        margin = "margin_percent" in self._fields
        at_once = self.env._("immediate")
        money = amount_words(self.env)
        labels = [
            self.env._("Customer"),
            self.env._("Total"),
            self.env._("Real discount"),
            self.env._("Discount of the whole"),
            self.env._("Payment terms"),
            self.env._("Customer's own terms"),
            self.env._("Orders of this customer"),
            self.env._("Salesperson"),
            *([self.env._("Margin")] if margin else []),
        ]
        result, known = {}, {}
        kinds = ("partner_id", "company_id", "payment_term_id", "currency_id", "user_id")
        kinds = zip(*(column(self, name) for name in kinds), strict=True)
        totals, *shares = (
            column(self, name)
            for name in (
                "amount_total",
                "bpm_real_discount",
                "bpm_whole_discount",
                *(["margin_percent"] if margin else []),
            )
        )
        for order, kind, total, real, whole, *rest in zip(
            self, kinds, totals, *shares, strict=True
        ):
            if kind not in known:  # of a batch many have all this in common
                customer = order.partner_id
                known[kind] = (
                    order.currency_id,
                    customer.display_name,
                    order.payment_term_id.name or at_once,
                    order._bpm_own_terms().name or at_once,
                    str(history.get(customer.commercial_partner_id.id, 0)),
                    order.user_id.name or "",
                )
            currency, name, terms, own_terms, orders, seller = known[kind]
            values = [
                name,
                money(total or 0.0, currency),
                f"{real:.1f} %",
                f"{whole:.1f} %",
                terms,
                own_terms,
                orders,
                seller,
                *(f"{share * 100:.1f} %" for share in rest),
            ]
            result[order.id] = [list(row) for row in zip(labels, values, strict=True)]
        return result

    def _bpm_own_terms(self):
        """The payment terms the customer has of their own, in the quotation's company."""
        return self.partner_id.with_company(self.company_id).property_payment_term_id

    def _bpm_order_counts(self):
        """Return {commercial partner id: confirmed orders}; one query."""
        partners = self.partner_id.commercial_partner_id
        counted = (
            self.env["sale.order"]
            .sudo()
            ._read_group(
                [("partner_id.commercial_partner_id", "in", partners.ids), ("state", "=", "sale")],
                ["partner_id"],
                ["__count"],
            )
        )
        result = {}
        for partner, count in counted:
            key = partner.commercial_partner_id.id
            result[key] = result.get(key, 0) + count
        return result
