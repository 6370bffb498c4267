"""Try a threshold on past quotations: how many it would have stopped, and what waiting that means.

The past is counted once, when the dialog opens; moving the slider then asks nobody. What is
counted is told by engine/threshold_replay.py.
"""

from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.threshold_replay import Replay, money_bin, percent_bin, usual_hours, weeks_of

MONTHS = 12
# Up to so many quotations each discount is measured as the route would; beyond, by one statement.
MEASURED = 3000
RECENT_ANSWERS = 200
# The share of its price that a line keeps beside negative lines; the worst line; the whole.
LEFT = "(CASE WHEN paid > 0 THEN greatest(0, 1 - given / paid) ELSE 1 END)"
WORST = f"100 * (1 - least(lowest_paid * {LEFT}, lowest_free))"
WHOLE = """(CASE WHEN expected > 0 THEN 100 * (expected - paid + given) / expected
                 WHEN given > paid THEN 100 ELSE 0 END)"""


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    @api.model
    def _replay(self, rule, company):
        """Return what a ready rule would have done in the company's last twelve months.

        :param rule: ``discount`` or ``amount``
        :param company: the ``res.company`` whose quotations are counted, cancelled ones left out
        :return: {"values": where the slider stands, "above": how many lay above each, "quotes",
            "enough", "weeks", "hours": what an answer usually takes, "assumed": nobody knows yet}
        """
        since = fields.Datetime.subtract(fields.Datetime.now(), months=MONTHS)
        if rule == "discount":
            replay = Replay.of_percent(self._replay_discounts(company, since))
        else:
            replay = Replay.of_money(self._replay_totals(company, since))
        hours, assumed = usual_hours(self._replay_answers(company, since))
        return {
            "values": replay.values,
            "above": replay.above,
            "quotes": replay.quotes,
            "enough": replay.enough,
            "weeks": round(self._replay_weeks(company, since), 1),
            "hours": round(float(hours), 1),
            "assumed": assumed,
        }

    def _replay_scope(self, company, since):
        """The condition, on ``sale_order o``, of the quotations that are counted."""
        return SQL(
            "o.company_id = %s AND o.date_order >= %s AND o.state <> 'cancel'", company.id, since
        )

    def _replay_weeks(self, company, since):
        """How long the history is, in weeks."""
        [(first,)] = self.env.execute_query(
            SQL("SELECT min(o.date_order) FROM sale_order o WHERE %s",
                self._replay_scope(company, since))
        )  # fmt: skip
        now = fields.Datetime.now()
        return weeks_of((now - (first or now)).total_seconds() / 86400)

    def _replay_answers(self, company, since):
        """Hours from being asked to the answer, of the company's latest decisions."""
        self.env["bpm.approval.slot"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT extract(epoch FROM decided_at - since) / 3600
                     FROM bpm_approval_slot
                    WHERE company_id = %s AND res_model = 'sale.order' AND decided_at >= %s
                      AND decided_at >= since
                 ORDER BY decided_at DESC LIMIT %s""",
                company.id, since, RECENT_ANSWERS,
            )
        )  # fmt: skip
        return [float(hours) for (hours,) in rows]

    # === DISCOUNTS === #

    def _replay_discounts(self, company, since):
        """{bound in percent: number of quotations}, see percent_bin."""
        orders = self.env["sale.order"].sudo()
        orders.flush_model(["company_id", "date_order", "state"])
        rows = self.env.execute_query(
            SQL("SELECT o.id FROM sale_order o WHERE %s LIMIT %s",
                self._replay_scope(company, since), MEASURED + 1)
        )  # fmt: skip
        if len(rows) <= MEASURED:
            measures = orders.browse(order for (order,) in rows)._bpm_measure_discounts()
            return Counter(percent_bin(measure.worst) for measure in measures.values())
        return self._replay_discounts_at_once(company, since)

    def _replay_discounts_at_once(self, company, since):
        """The same in one statement, for more quotations than can be measured one by one.

        An approximation of engine/real_discount.py. In place of the price list of the quotation's
        day stands the price Odoo computed for the line (``technical_price_unit``). So a discount
        that the price list itself shows counts as given, and a lower price that arrived together
        with the line (by import or interface) does not. Lines Odoo itself prices are recognised
        by their marks only. Negative lines lower every other line, as there.
        """
        lines = self.env["sale.order.line"]
        lines.flush_model()
        delivery = SQL("AND l.is_delivery IS NOT TRUE") if "is_delivery" in lines._fields else SQL()
        worst, whole = SQL(WORST), SQL(WHOLE)
        # OFFSET 0 keeps what is computed once per line from being computed in each sum.
        rows = self.env.execute_query(
            SQL(
                """WITH line AS (
                       SELECT l.order_id, l.product_uom_qty::float AS quantity,
                              coalesce(nullif(l.technical_price_unit, 0), l.price_unit)::float
                                  AS listed,
                              l.price_unit::float * (1 - coalesce(l.discount, 0)::float / 100)
                                  AS asked
                         FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
                        WHERE %(scope)s AND l.display_type IS NULL
                          AND l.is_downpayment IS NOT TRUE AND l.is_expense IS NOT TRUE %(delivery)s
                       OFFSET 0
                   ), share AS (
                       SELECT order_id, quantity * asked AS amount,
                              CASE WHEN listed > 0 AND quantity > 0 THEN quantity * listed
                                   ELSE greatest(quantity * asked, 0) END AS expected,
                              CASE WHEN listed > 0 AND quantity >= 0 THEN asked / listed END
                                  AS share
                         FROM line OFFSET 0
                   ), quote AS (
                       SELECT order_id, sum(greatest(amount, 0)) AS paid,
                              -sum(least(amount, 0)) AS given, sum(expected) AS expected,
                              min(share) FILTER (WHERE amount > 0) AS lowest_paid,
                              min(share) FILTER (WHERE amount <= 0) AS lowest_free
                         FROM share GROUP BY order_id OFFSET 0
                   )
                   SELECT ceil(round(greatest(%(worst)s, %(whole)s, 0)::numeric, 2) * 2) / 2,
                          count(*)
                     FROM sale_order o LEFT JOIN quote ON quote.order_id = o.id
                    WHERE %(scope)s GROUP BY 1""",
                scope=self._replay_scope(company, since),
                delivery=delivery, worst=worst, whole=whole,
            )
        )  # fmt: skip
        return {float(bound): count for bound, count in rows}

    # === TOTALS === #

    def _replay_totals(self, company, since):
        """{bound in the company's currency: number of quotations}, see money_bin.

        At the rate of the quotation's day, where a route takes today's.
        """
        self.env["sale.order"].flush_model(
            ["company_id", "date_order", "state", "amount_total", "currency_rate"]
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT ceil(round(
                              o.amount_total / coalesce(nullif(o.currency_rate, 0), 1)::numeric, 2
                          ))::bigint AS total, count(*)
                     FROM sale_order o WHERE %s GROUP BY 1""",
                self._replay_scope(company, since),
            )
        )
        bins = Counter()
        for total, count in rows:
            bins[money_bin(total or 0)] += count
        return bins
