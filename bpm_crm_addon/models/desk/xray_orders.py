"""Orders: changed after they were confirmed, or confirmed by the one who made them.

Both are read from what Odoo notes under a document: the last change of its state is the
confirmation, and a change of the total in a later note came after it. Orders that were loaded
without notes say nothing and are not counted against anybody.
"""

from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ...engine.round_sum import round_sum
from .xray import FIGURE, WORST

FEWEST = 20
LARGE = 0.95  # the largest twentieth of a year's orders is what somebody else should see

ORDERS = """
    WITH orders AS (
        SELECT o.id, o.create_uid, o.currency_id,
               o.amount_total / coalesce(nullif(o.currency_rate, 0), 1) * rates.rate AS total
          FROM sale_order o JOIN %(rates)s ON rates.company_id = o.company_id
         WHERE o.company_id = ANY(%(companies)s) AND o.state = 'sale'
           AND o.date_order >= %(since)s AND o.date_order < %(until)s
    )
"""


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    def _card_orders(self):
        year = self._year_of_orders()
        if year["count"] < FEWEST:
            return self._too_little(
                self.env._(
                    "Fewer than %s confirmed orders in the last 12 months: come back later.", FEWEST
                )
            )
        changed, large = self._changed_orders(), year["large"]
        alone = self._confirmed_alone(large)
        return {
            "sentences": [
                self._sentence(
                    self.env._("Orders of the last 12 months: %s.", FIGURE),
                    self._number(year["count"]), "all", "sale.order",
                ),
                self._sentence(
                    self.env._("Total changed after confirmation: %s.", FIGURE),
                    self._number(len(changed)), changed and "changed", "sale.order",
                ),
                self._sentence(
                    self.env._(
                        "Over %(total)s and confirmed by the person who made them: %(figure)s.",
                        total=self._money(large), figure=FIGURE,
                    ),
                    self._number(len(alone)), alone and f"alone-{large}", "sale.order",
                ),
            ],
            "button": bool(changed or alone)
            and self._rule_button(self.env._("Guard confirmation")),
            "worst": self._worst_orders(changed),
        }  # fmt: skip

    def _open_orders(self, key):
        name, _dash, large = key.partition("-")
        if key == "rule":
            large = self._year_of_orders()["large"]
            return self._ready_rule(
                discount=False, amount=True, amount_limit=large, terms=False, gate="confirm"
            )
        if key == "all":
            title = self.env._("Orders of the last 12 months")
            return self._list(
                title, "sale.order", [*self._quotations_domain(), ("state", "=", "sale")]
            )
        if key == "changed":
            ids = [one["id"] for one in self._changed_orders()]
            title = self.env._("Changed after confirmation")
        elif name == "alone" and large.isdigit():
            ids = [one["id"] for one in self._confirmed_alone(int(large))]
            title = self.env._("Confirmed by the person who made them")
        else:
            return None
        return self._list(title, "sale.order", [("id", "in", ids)])

    def _worst_orders(self, changed):
        names = self._order_names([one["id"] for one in changed[:WORST]])
        currencies = self.env["res.currency"]
        return bool(changed) and {
            "title": self.env._("The largest changes"),
            "columns": [
                self.env._("Order"), self.env._("Customer"), self.env._("Salesperson"),
                self.env._("Confirmed at"), self.env._("Now"),
            ],
            "rows": [
                [
                    *names[one["id"]],
                    *(
                        currencies.browse(one["currency_id"]).format(float(one[side]))
                        for side in ("before", "after")
                    ),
                ]
                for one in changed[:WORST]
            ],
        }  # fmt: skip

    # === READING === #

    def _year_of_orders(self):
        """How many orders were confirmed (count), and what a large one is (large)."""
        [row] = self._rows(
            SQL(
                """%s SELECT count(*) AS count,
                             percentile_disc(%s) WITHIN GROUP (ORDER BY total) AS large
                        FROM orders""",
                self._orders(),
                LARGE,
            )
        )
        return {**row, "large": round_sum(float(row["large"] or 0))}

    def _changed_orders(self):
        """Orders whose total was changed after confirmation, the largest change first:
        dictionaries of id, currency_id, before and after (in the order's currency)."""
        return self._rows(
            SQL(
                """%(orders)s, noted AS (
                    SELECT m.res_id AS id,
                           max(m.id) FILTER (WHERE v.field_id = %(state)s) AS confirmed,
                           max(m.id) FILTER (WHERE v.field_id = %(total)s) AS changed
                      FROM mail_tracking_value v JOIN mail_message m ON m.id = v.mail_message_id
                     WHERE v.field_id IN (%(state)s, %(total)s) AND m.model = 'sale.order'
                     GROUP BY m.res_id
                )
                SELECT o.id, o.currency_id, v.before, v.after
                  FROM noted n
                  JOIN orders o ON o.id = n.id
                  JOIN LATERAL (
                      SELECT (array_agg(v.old_value_float ORDER BY v.id))[1] AS before,
                             (array_agg(v.new_value_float ORDER BY v.id DESC))[1] AS after
                        FROM mail_message m JOIN mail_tracking_value v ON v.mail_message_id = m.id
                       WHERE m.model = 'sale.order' AND m.res_id = n.id AND m.id > n.confirmed
                         AND v.field_id = %(total)s) v ON TRUE
                 WHERE n.changed > n.confirmed
                 ORDER BY abs(v.after - v.before) DESC, o.id""",
                orders=self._orders(),
                state=self._field_id("state"),
                total=self._field_id("amount_total"),
            )
        )

    def _confirmed_alone(self, large):
        """Orders over this total that their maker confirmed, nobody having approved them."""
        return self._rows(
            SQL(
                """%(orders)s
                SELECT o.id
                  FROM orders o
                  JOIN LATERAL (
                      SELECT m.create_uid
                        FROM mail_message m JOIN mail_tracking_value v ON v.mail_message_id = m.id
                       WHERE m.model = 'sale.order' AND m.res_id = o.id AND v.field_id = %(state)s
                       ORDER BY m.id DESC LIMIT 1) confirmed ON TRUE
                 WHERE o.total > %(large)s AND confirmed.create_uid = o.create_uid
                   AND NOT EXISTS (SELECT FROM bpm_approval_request r
                                    WHERE r.res_model = 'sale.order' AND r.res_id = o.id
                                      AND r.state = 'approved')
                 ORDER BY o.total DESC, o.id""",
                orders=self._orders(),
                state=self._field_id("state"),
                large=large,
            )
        )

    def _orders(self):
        """The year's confirmed orders, with their totals in the company's currency."""
        return SQL(
            ORDERS,
            rates=self._rates(),
            companies=self._company_ids(),
            since=self._year_ago(),
            until=self._today() + timedelta(days=1),
        )

    def _field_id(self, name):
        return self.env["ir.model.fields"]._get("sale.order", name).id
