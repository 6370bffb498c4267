"""What the price list asks for the lines of quotations, for many lines at once.

Odoo answers this line by line (``_get_pricelist_price``), with a search for each. Here each line
picks its rule among plain facts, and Odoo computes each different price once.
"""

from .list_price_rules import PriceRules
from .list_price_special import combo_item_price


class ListPrices:
    """``price(line)`` → what the price list asks for one unit of a PricedLine, in the quotation's
    currency, before a fiscal position; 0 without a product.

    It is the price of the quotation's own date, or of the day it was made if that was lower:
    confirming moves the date, and what was promised under a price list that has ended stays. A date
    before the day it was made counts as that day: nobody gets back to an old price list.

    One search per price list, and one query per foreign currency and day, not per line.
    """

    def __init__(self, env, lines):
        self.env, self.rules = env, PriceRules(env, lines)
        self.known, self.companies = {}, {}

    def price(self, line):
        if not line.product:
            return 0.0
        found = self._special(line) if line.special else None
        return self.plain(line) if found is None else found

    def plain(self, line, context=None):
        """The rule's price, whatever kind of line it is; ``context``: what else adds to it."""
        if not line.made or line.made.date() == line.date.date():
            return self._on_its_date(line, context)
        as_made = self._on_its_date(line._replace(date=line.made), context)
        if line.date < line.made:
            return as_made
        return min(as_made, self._on_its_date(line, context))

    def _on_its_date(self, line, context):
        rule = self.rules.pick(line) or {}
        moment = None
        if rule.get("nested"):
            moment = (line.date, line.quantity)
        elif rule.get("by_cost") or line.currency != self._own_currency(line.company):
            moment = line.date.date()
        key = (rule.get("id"), line.product, line.uom, line.currency, line.company, moment,
               context and tuple(sorted(context.items())))  # fmt: skip
        if key not in self.known:
            self.known[key] = self._compute(rule, line, context)
        return self.known[key]

    def _compute(self, rule, line, context):
        env = self._env_of(line.company)
        product = self.rules.product(line, env)
        return (
            env["product.pricelist.item"]
            .browse(rule.get("id", ()))
            ._compute_price(
                product.with_context(**context) if context else product,
                line.quantity or 1.0,
                self.rules.unit(line, env),
                line.date,
                env["res.currency"].browse(line.currency or ()) or env.company.currency_id,
            )
        )

    def _special(self, line):
        """Return the price of a line another app or a combo priced; None: the plain price."""
        record = self._env_of(line.company)["sale.order.line"].browse([line.id])
        if "event_id" in record._fields and record.event_id:
            return record._get_display_price()
        if record.combo_item_id:
            combo = record._get_linked_line()
            return combo_item_price(record, combo, self._of_combo(line, combo)) if combo else 0.0
        if record.product_id.type == "combo":
            return 0.0  # its price is that of its items
        values = record.product_no_variant_attribute_value_ids
        context = record.product_id._get_product_price_context(values) if values else None
        return self.plain(line, context) if context else None

    def _of_combo(self, line, combo):
        """The price list's price of the whole combo, a line of the same quotation."""
        return self.plain(
            line._replace(
                id=combo.id,
                product=combo.product_id._origin.id,
                uom=combo.product_uom_id._origin.id,
                quantity=combo.product_uom_qty,
            )
        )

    # === COMPANIES === #

    def _env_of(self, company):
        """The environment in which a company's prices are computed."""
        return self._company(company)[0]

    def _own_currency(self, company):
        return self._company(company)[1]

    def _company(self, company):
        if company not in self.companies:
            env = self.env["res.company"].with_company(company).env if company else self.env
            self.companies[company] = env, env.company.currency_id.id
        return self.companies[company]
