"""Which rule of a price list fits a line: picked among plain facts, one search per price list."""

from collections import defaultdict

from odoo.fields import Domain

DATES = ("date_start", "date_end")


class PriceRules:
    """``pick(line)`` → facts of the rule Odoo would pick for a PricedLine, or None.

    ``env``: the superuser's, with a clean context. ``lines``: all that will be asked about.
    """

    def __init__(self, env, lines):
        self.env = env
        self.products = defaultdict(set)  # by price list
        for line in lines:
            if line.product:
                self.products[line.pricelist].add(line.product)
        self.by_target, self.candidates = {}, {}
        self.all_products = sorted(set().union(*self.products.values()))
        self.all_units = sorted({line.uom for line in lines if line.uom})

    def product(self, line, env=None):
        """The line's product; those of all lines are read together."""
        products = (env or self.env)["product.product"]
        return products.browse(line.product).with_prefetch(self.all_products)

    def unit(self, line, env=None):
        """The line's unit, else the product's."""
        units = (env or self.env)["uom.uom"].browse(line.uom or ()).with_prefetch(self.all_units)
        return units or self.product(line, env).uom_id

    def pick(self, line):
        """The first that fits product, quantity and date."""
        key = (line.pricelist, line.product)
        if key not in self.candidates:
            self.candidates[key] = self._candidates(line)
        if not self.candidates[key]:
            return None
        quantity = self._in_own_unit(line)
        for rule in self.candidates[key]:
            if rule["least"] and quantity < rule["least"]:
                continue
            start, end = rule["start"], rule["end"]
            if not (start and start > line.date) and not (end and end < line.date):
                return rule
        return None

    def _in_own_unit(self, line):
        """The quantity in the product's own unit: rules are written for that."""
        own, uom, quantity = self.product(line).uom_id, self.unit(line), line.quantity or 1.0
        if uom == own:
            return quantity
        return uom._compute_quantity(quantity, own, raise_if_failure=False)

    def _candidates(self, line):
        """Facts of the rules that may fit this product, in the order in which Odoo tries them."""
        by_target = self._rules_of(line.pricelist)
        if not by_target:
            return []
        product = self.product(line)
        path = (product.categ_id.parent_path or "").split("/")[:-1]
        targets = [
            ("0_product_variant", product.id),
            ("1_product", product.product_tmpl_id.id),
            *(("2_product_category", int(part)) for part in path),
            ("3_global", 0),
        ]
        found = [pair for target in targets for pair in by_target.get(target, ())]
        return [
            {
                "id": rule.id,
                "least": rule.min_quantity,
                "start": rule.date_start,
                "end": rule.date_end,
                "nested": rule.base == "pricelist",
                "by_cost": rule.base == "standard_price",
            }
            for _position, rule in sorted(found, key=lambda pair: pair[0])
            if rule._is_applicable_for(product, float("inf"))
        ]

    def _rules_of(self, pricelist):
        """{what a rule is about: [(its position, the rule)]} of one price list."""
        if pricelist not in self.by_target:
            by_target = self.by_target[pricelist] = defaultdict(list)
            for position, rule in enumerate(self._search(pricelist)):
                target = {
                    "0_product_variant": rule.product_id.id,
                    "1_product": rule.product_tmpl_id.id,
                    "2_product_category": rule.categ_id.id,
                }.get(rule.applied_on, 0)
                by_target[rule.applied_on, target].append((position, rule))
        return self.by_target[pricelist]

    def _search(self, pricelist):
        """Odoo's own choice of rules, except that dates are looked at line by line."""
        rules = self.env["product.pricelist.item"]
        if not pricelist:
            return rules
        products = self.env["product.product"].browse(sorted(self.products[pricelist]))
        domain = Domain(
            self.env["product.pricelist"]
            .browse(pricelist)
            ._get_applicable_rules_domain(products, self.env.cr.now())
        )
        return rules.search(
            domain.map_conditions(
                lambda condition: Domain.TRUE if condition.field_expr in DATES else condition
            )
        )
