"""Quotations: where their gates are, who edited them, what an approver has to know of them."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..audit.bulk import column
from .amount_words import amount_words
from .sale_order_content import HEADER
from .sale_order_later import LATER

DRAFTS = ("draft", "sent")
CONTENT = frozenset({*HEADER, *LATER, "order_line"})


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # Who last changed controlled content. A plain number: it is written by the guard only.
    bpm_editor = fields.Integer(readonly=True, copy=False, export_string_translation=False)

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
        vals = {name: value for name, value in vals.items() if name != "bpm_editor"}
        # Before the first route, too: it may come between the change and the asking.
        if vals.keys() & (CONTENT | (self._bpm_guard() or {}).get("content", CONTENT)):
            vals["bpm_editor"] = self.env.uid
        return super().write(vals)

    def _bpm_lines_changed(self):
        """Lines changed: so did the quotation, and this is who did it."""
        self.flush_model(["bpm_editor"])
        self.env.cr.execute(
            "UPDATE sale_order SET bpm_editor = %s WHERE id = ANY(%s)",
            (self.env.uid, list(self.ids)),
        )
        self.invalidate_recordset(["bpm_editor"], flush=False)

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

    # === UNDO === #

    def action_bpm_undo_change(self):
        """Write back what was approved; the approval then holds again for exactly that content."""
        self.ensure_one()
        self.check_access("write")
        request = self._bpm_last_requests().get(self.id)
        if not request or request.state != "void" or not request.undoable:
            raise UserError(
                self.env._(
                    "No change ended the approval of “%s”, so undoing one brings nothing back. "
                    "Use Request Approval to ask again.",
                    self.display_name,
                )
            )
        content = self._bpm_fingerprint_for(request)[1]
        self._bpm_write_back(request._changes_against(content), request.content or {})
        request._revive_if_equal()
        return True

    def _bpm_can_undo(self, changed):
        return self.has_access("write") and all(
            change["name"] in self._fields
            and self._fields[change["name"]].type != "one2many"
            or change["name"] == "total"
            or (
                change["name"].startswith("order_line.")
                and change["name"] != "order_line.parent_id"  # moved: only a person moves it back
                and change["line"]
            )
            for change in changed
        )

    def _bpm_write_back(self, changed, content):
        names = {
            c["name"] for c in changed if c["name"] in self._fields and c["name"] != "order_line"
        }
        lines = {line["id"]: line for line in content.get("order_line", ())}
        line_names = {c["name"].split(".")[1] for c in changed if "." in c["name"]} - {"parent_id"}
        of_lines = self.order_line._fields
        commands = [
            fields.Command.update(
                line.id,
                {name: _written(of_lines[name], lines[line.id].get(name)) for name in line_names},
            )
            for line in self.order_line
            if line.id in lines and line_names
        ]
        values = {name: _written(self._fields[name], content.get(name)) for name in names}
        self.write({**values, **({"order_line": commands} if commands else {})})


def _written(field, value):
    """What to write for a value of a content; what is not in it was empty."""
    return [fields.Command.set(value or [])] if field.type == "many2many" else value


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _revive_if_equal(self):
        """An approval that ended only because of a change holds again once it is undone."""
        self.ensure_one()
        document = self._document_of().sudo()
        document._bpm_clean()._bpm_lock()
        self._lock_for_vote()
        digest = document._bpm_fingerprint_for(self)[0]
        if self.state != "void" or not self.undoable or digest != self.digest:
            return False
        self.write({"state": "approved", "void_reason": False, "undoable": False})
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "restored",
                    "res_model": self.res_model,
                    "res_id": self.res_id,
                    "data": {"request": self.id, "digest": digest},
                }
            ]
        )
        self._refresh_documents()
        return True
