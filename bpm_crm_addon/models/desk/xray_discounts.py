"""Discounts: how many quotations of a year went how far below the price list.

An approximation of a quotation's real discount (`bpm_real_discount`), in one statement and with
the prices of then instead of today's. It differs in that

* the list price of a line is what Odoo itself had put there; a price that another program
  handed over counts as the list price, and only without one it is the product's price of today;
* a price list that shows its own percentages in the discount column is credited with its highest
  percentage for every line with a discount, so that nobody is accused of what the list gave;
* down payments, costs charged on and deliveries are told by their marks alone.
"""

from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from .xray import FIGURE, WORST

LIMIT = 10.0  # percent below the price list from which on somebody should have been asked
FEWEST = 20
ROUNDING = 0.005  # Odoo rounds the discount it derives from a price list

# Only a line far below its price, or one that takes something off, can bring a quotation down:
# most quotations are left out before anything is added up.
SUSPECTED = """
    SELECT DISTINCT o.id
      FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
     WHERE %(quotations)s AND l.display_type IS NULL
       AND (coalesce(l.technical_price_unit, 0) <= 0 OR l.product_uom_qty < 0
            OR (l.discount > 0 OR l.price_unit < l.technical_price_unit)
               AND l.price_unit::float8 * (100 - coalesce(l.discount, 0)::float8)
                   < (100 - %(limit)s) * l.technical_price_unit)
"""
# What one line asks and what the price list asked for it; then per quotation, as
# engine/real_discount.py measures: a negative line lowers every line.
MEASURED = """
    WITH lists AS (
        SELECT pricelist_id, max(percent_price) AS granted
          FROM product_pricelist_item
         WHERE compute_price = 'percentage' AND percent_price > 0
         GROUP BY pricelist_id
    ), lines AS (
        SELECT o.id, l.product_uom_qty AS quantity,
               l.price_unit * (1 - coalesce(l.discount, 0) / 100) AS asked,
               CASE WHEN l.technical_price_unit > 0 THEN l.technical_price_unit::numeric
                    WHEN t.type <> 'combo'
                    THEN t.list_price * o.currency_rate * lu.factor / nullif(tu.factor, 0)
                    ELSE 0 END
               * CASE WHEN l.discount > 0 THEN 1 - coalesce(g.granted, 0)::numeric / 100
                      ELSE 1 END AS listed
          FROM sale_order o
          JOIN sale_order_line l ON l.order_id = o.id
     LEFT JOIN product_product p ON p.id = l.product_id
     LEFT JOIN product_template t ON t.id = p.product_tmpl_id
     LEFT JOIN uom_uom lu ON lu.id = l.product_uom_id
     LEFT JOIN uom_uom tu ON tu.id = t.uom_id
     LEFT JOIN lists g ON g.pricelist_id = o.pricelist_id
         WHERE o.id = ANY(%(suspected)s)
           AND l.display_type IS NULL AND l.is_downpayment IS NOT TRUE
           AND l.is_expense IS NOT TRUE %(no_delivery)s
    ), sums AS (
        SELECT id,
               coalesce(sum(quantity * asked) FILTER (WHERE quantity * asked > 0), 0) AS paid,
               coalesce(-sum(quantity * asked) FILTER (WHERE quantity * asked < 0), 0) AS less,
               sum(CASE WHEN listed > 0 AND quantity > 0 THEN quantity * listed
                        ELSE greatest(quantity * asked, 0) END) AS expected,
               min(asked / listed) FILTER (WHERE listed > 0 AND quantity * asked > 0
                                             AND quantity > 0) AS cheapest,
               min(greatest(asked, 0) / listed) FILTER (WHERE listed > 0 AND quantity >= 0
                                             AND quantity * asked <= 0) AS freest
          FROM lines GROUP BY id
    ), measured AS (
        SELECT id, greatest(expected - paid + less, 0) AS given,
               100 * greatest(
                   1 - cheapest * CASE WHEN paid > 0 THEN greatest(0, 1 - less / paid) ELSE 1 END,
                   1 - freest,
                   (expected - paid + less) / nullif(expected, 0), 0) AS percent
          FROM sums
    )
"""


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    def _card_discounts(self):
        [row] = self._rows(
            SQL("SELECT count(*) AS count FROM sale_order o WHERE %s", self._quotations())
        )
        if row["count"] < FEWEST:
            return self._too_little(
                self.env._(
                    "Fewer than %s quotations in the last 12 months: come back later.", FEWEST
                )
            )
        low = self._far_below()
        unasked = [one for one in low if not one["asked"]]
        sentences = [
            self._sentence(
                self.env._("Quotations and orders of the last 12 months: %s.", FIGURE),
                self._number(row["count"]), "all", "sale.order",
            ),
        ]  # fmt: skip
        if not low:
            sentences.append(
                self._plain(
                    self.env._("None of them is more than %s %% below the price list.", int(LIMIT))
                )
            )
            return {"sentences": sentences, "note": self._note_discounts()}
        sentences += [
            self._sentence(
                self.env._(
                    "More than %(limit)s %% below the price list: %(figure)s.",
                    limit=int(LIMIT), figure=FIGURE,
                ),
                self._number(len(low)), "low", "sale.order",
            ),
            self._sentence(
                self.env._("Given away on these: %s.", FIGURE),
                self._money(sum(one["given"] for one in low)), "low", "sale.order",
            ),
            self._sentence(
                self.env._("Nobody was asked about %s of them.", FIGURE),
                self._number(len(unasked)), "unasked", "sale.order",
            )
            if unasked
            else self._plain(self.env._("An approval was asked for each of them.")),
        ]  # fmt: skip
        return {
            "sentences": sentences,
            "button": self._rule_button(self.env._("Put an approval on it")),
            "note": self._note_discounts(),
            "worst": self._worst_discounts(low),
        }

    def _note_discounts(self):
        return self.env._(
            "A lower price, a discount and a negative line count alike. A price that another "
            "program handed over counts as the list price."
        )

    def _open_discounts(self, key):
        if key == "rule":
            return self._ready_rule(
                discount=True, discount_limit=LIMIT, amount=False, terms=False, gate="send"
            )
        if key == "all":
            title = self.env._("Quotations and orders of the last 12 months")
            return self._list(title, "sale.order", self._quotations_domain())
        if key not in ("low", "unasked"):
            return None
        ids = [one["id"] for one in self._far_below() if key == "low" or not one["asked"]]
        title = self.env._("More than %s %% below the price list", int(LIMIT))
        return self._list(title, "sale.order", [("id", "in", ids)])

    def _worst_discounts(self, low):
        names = self._order_names([one["id"] for one in low[:WORST]])
        return {
            "title": self.env._("The largest"),
            "columns": [
                self.env._("Quotation"), self.env._("Customer"), self.env._("Salesperson"),
                self.env._("Discount"), self.env._("Given away"),
            ],
            "rows": [
                [*names[one["id"]], self._share(one["percent"], 100), self._money(one["given"])]
                for one in low[:WORST]
            ],
        }  # fmt: skip

    # === READING === #

    def _far_below(self):
        """Quotations far below the price list, the largest sum first: dictionaries of id,
        percent, given (in the company's currency) and asked (for an approval, ever)."""
        no_delivery = SQL("AND l.is_delivery IS NOT TRUE")
        has_delivery = "is_delivery" in self.env["sale.order.line"]._fields
        suspected = self._rows(SQL(SUSPECTED, quotations=self._quotations(), limit=LIMIT))
        measured = SQL(
            MEASURED,
            suspected=[row["id"] for row in suspected],
            no_delivery=no_delivery if has_delivery else SQL(""),
        )
        rows = self._rows(
            SQL(
                """%s
                SELECT o.id, d.percent,
                       d.given / coalesce(nullif(o.currency_rate, 0), 1) * rates.rate AS given,
                       EXISTS (SELECT FROM bpm_approval_request r
                                WHERE r.res_model = 'sale.order' AND r.res_id = o.id) AS asked
                  FROM measured d
                  JOIN sale_order o ON o.id = d.id
                  JOIN %s ON rates.company_id = o.company_id
                 WHERE d.percent > %s
                 ORDER BY given DESC, o.id""",
                measured,
                self._rates(),
                LIMIT + ROUNDING,
            )
        )
        return [
            {**row, "given": float(row["given"]), "percent": float(row["percent"])} for row in rows
        ]

    def _quotations(self):
        """The condition on sale_order o for a year's quotations and orders of our companies."""
        return SQL(
            """o.company_id = ANY(%s) AND o.state <> 'cancel'
               AND o.date_order >= %s AND o.date_order < %s""",
            self._company_ids(),
            self._year_ago(),
            self._today() + timedelta(days=1),
        )

    def _quotations_domain(self):
        """The same, for a list."""
        return [
            ("company_id", "in", self._company_ids()),
            ("state", "!=", "cancel"),
            ("date_order", ">=", f"{self._year_ago()} 00:00:00"),
            ("date_order", "<", f"{self._today() + timedelta(days=1)} 00:00:00"),
        ]

    def _order_names(self, ids):
        """{id: (number, customer, salesperson)} of a few orders."""
        orders_sudo = self.env["sale.order"].sudo().browse(ids)
        return {
            order.id: (order.name, order.partner_id.display_name, order.user_id.name or "")
            for order in orders_sudo
        }
