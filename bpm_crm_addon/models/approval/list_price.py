"""What the price list asks for the lines of quotations, for many lines at once.

Odoo answers this line by line (``_get_pricelist_price``), with a search for each. Here the rules of
a price list are fetched once, and each line picks its rule among them; the price itself is still
computed by Odoo's rule. Prices are those of the quotation's own date.
"""

from odoo.fields import Domain

from .list_price_special import combo_item_price, set_elsewhere

DATES = ("date_start", "date_end")


class ListPrices:
    """``prices(lines)`` → {line id: what the price list asks for one unit, in the quotation's
    currency and before taxes are mapped}. Lines without a product are missing in the answer.

    One search per price list, and one query per foreign currency and day, not per line.
    """

    def __init__(self, lines):
        # Whoever asks, the price list says the same: read it as the system does.
        self.lines = lines.sudo().filtered(lambda line: line.product_id and not line.display_type)
        self.rules = {}
        self.known = {}

    def prices(self):
        result = {}
        for order, lines in self.lines.grouped("order_id").items():
            company = order.company_id or order.env.company
            prices = self._of_order(order.with_company(company), lines.with_company(company))
            result.update(zip(lines._ids, prices, strict=True))
        return result

    def _of_order(self, order, lines):
        date = lines[:1]._get_order_date() or order.env.cr.now()
        currency = order.currency_id or order.company_id.currency_id
        for line in lines:
            if set_elsewhere(line):
                yield line._get_display_price()
            elif line.combo_item_id:
                yield combo_item_price(line, self.price(order, line._get_linked_line(), date, currency))
            elif line.product_id.type == "combo":
                yield 0.0  # its price is that of its items
            else:
                yield self.price(order, line, date, currency)

    def price(self, order, line, date, currency):
        """The price list's price of one unit of this line, combo or not."""
        product, quantity = line.product_id, line.product_uom_qty or 1.0
        uom = line.product_uom_id or product.uom_id
        rule = self._rule(order.pricelist_id, product, quantity, uom, date)
        extra = ()
        if values := line.product_no_variant_attribute_value_ids:
            extra = tuple(product._get_product_price_context(values).items())
        key = (rule.id, product.id, uom.id, currency.id, order.company_id.id, extra)
        if rule.base == "pricelist":
            key += (date, quantity)
        elif product.currency_id != currency or rule.base == "standard_price":
            key += (date.date(),)
        if key not in self.known:
            self.known[key] = rule._compute_price(
                product.with_context(**dict(extra)) if extra else product,
                quantity, uom, date, currency,
            )  # fmt: skip
        return self.known[key]

    def _rule(self, pricelist, product, quantity, uom, date):
        """Pick the rule Odoo would pick: the first that fits product, quantity and date."""
        rules = self._rules_for(pricelist, product)
        if not rules:
            return pricelist.env["product.pricelist.item"]
        if uom != product.uom_id:
            quantity = uom._compute_quantity(quantity, product.uom_id, raise_if_failure=False)
        for rule in rules:
            start, end = rule.date_start, rule.date_end
            if (start and start > date) or (end and end < date):
                continue
            if rule._is_applicable_for(product, quantity):
                return rule
        return pricelist.env["product.pricelist.item"]

    def _rules_for(self, pricelist, product):
        """The rules that may fit this product, in the order in which Odoo tries them."""
        key = (pricelist.id, product.id)
        if key not in self.rules:
            by_target = self._rules_of(pricelist)
            targets = [
                ("0_product_variant", product.id),
                ("1_product", product.product_tmpl_id.id),
                *(("2_product_category", int(part)) for part in _path(product.categ_id)),
                ("3_global", 0),
            ]
            found = [pair for target in targets for pair in by_target.get(target, ())]
            self.rules[key] = [rule for _position, rule in sorted(found, key=lambda pair: pair[0])]
        return self.rules[key]

    def _rules_of(self, pricelist):
        """{what a rule is about: [(its position, the rule)]} of one price list."""
        if pricelist.id not in self.rules:
            by_target = self.rules[pricelist.id] = {}
            if pricelist:
                lines = self.lines.filtered(lambda line: line.order_id.pricelist_id == pricelist)
                products = (lines.product_id | lines.linked_line_id.product_id).with_context({})
                for position, rule in enumerate(self._search_rules(pricelist, products)):
                    by_target.setdefault(_target(rule), []).append((position, rule))
        return self.rules[pricelist.id]

    def _search_rules(self, pricelist, products):
        """Odoo's own choice of rules, except that dates are looked at line by line."""
        domain = Domain(pricelist._get_applicable_rules_domain(products, pricelist.env.cr.now()))
        domain = domain.map_conditions(
            lambda condition: Domain.TRUE if condition.field_expr in DATES else condition
        )
        return pricelist.env["product.pricelist.item"].search(domain)


def _path(category):
    return (category.parent_path or "").split("/")[:-1]


def _target(rule):
    target = {
        "0_product_variant": rule.product_id,
        "1_product": rule.product_tmpl_id,
        "2_product_category": rule.categ_id,
    }.get(rule.applied_on)
    return rule.applied_on, target.id if target is not None else 0
