"""Rules walked around: quotations piled up below a limit, and large ones cut into pieces.

Only limits on a total or on a discount, of routes for all quotations, are looked at: where a route
has a condition of its own, what lies below its limit is not known to be meant by it.
"""

from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

from .approval_route import parse_domain
from .approval_statistics import DISCOUNTS, TOTALS

# Measuring a discount takes a tenth of a millisecond: the newest are enough to see a pile.
MEASURED = 2000
SHOWN = 200
# Below this part of the limit a quotation is an order like any other, not a piece of a large one.
PIECE = 0.25
KEPT_DAYS = 180


class BpmApprovalStatistics(models.AbstractModel):
    _inherit = "bpm.approval.statistics"

    def _walked_around(self, thresholds, since):
        """``{step id: {"near", "beside", "splits": counts, "quotes": ids, "sellers": ids}}``.

        :param thresholds: ``{step: (field, value) or None}``
        """
        usable = {
            step: found
            for step, found in thresholds.items()
            if found
            and found[1] > 0
            and step.route_id.model_name == "sale.order"
            and parse_domain(step.route_id.domain).is_true()
        }
        totals = {step: value for step, (name, value) in usable.items() if name in TOTALS}
        discounts = {step: found for step, found in usable.items() if found[0] in DISCOUNTS}
        result = self._around_totals(totals, since) if totals else {}
        return {**result, **(self._around_discounts(discounts, since) if discounts else {})}

    # === TOTALS === #

    def _around_totals(self, limits, since):
        self.env["sale.order"].flush_model()
        rows = self.env.execute_query(SQL(
            """WITH rule AS (
                   SELECT * FROM unnest(%s::integer[], %s::integer[], %s::float[])
                                 AS rule (step, company, edge)
               ), quotation AS (
                   SELECT o.id, o.company_id, p.commercial_partner_id AS customer, o.user_id,
                          o.date_order, o.amount_total / coalesce(nullif(o.currency_rate, 0), 1)
                                        AS total
                     FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
                    WHERE o.state <> 'cancel' AND o.date_order >= %s AND o.company_id = ANY(%s)
               ), below AS (
                   SELECT rule.step, rule.edge, q.*,
                          sum(q.total) OVER pieces AS together, count(*) OVER pieces AS pieces
                     FROM rule JOIN quotation q
                       ON q.total BETWEEN rule.edge * %s AND rule.edge
                      AND (rule.company = 0 OR rule.company = q.company_id)
                   WINDOW pieces AS (
                       PARTITION BY rule.step, q.company_id, q.customer, q.user_id
                       ORDER BY q.date_order
                       RANGE BETWEEN INTERVAL '7 days' PRECEDING AND INTERVAL '7 days' FOLLOWING)
               )
               SELECT step, count(*) FILTER (WHERE total > edge * 0.9),
                      count(*) FILTER (WHERE total > edge * 0.8 AND total <= edge * 0.9),
                      count(DISTINCT (company_id, customer, user_id))
                            FILTER (WHERE pieces > 1 AND together > edge),
                      array_agg(id ORDER BY date_order DESC)
                            FILTER (WHERE total > edge * 0.9 OR (pieces > 1 AND together > edge)),
                      array_agg(DISTINCT user_id) FILTER (WHERE user_id IS NOT NULL
                            AND (total > edge * 0.9 OR (pieces > 1 AND together > edge)))
                 FROM below GROUP BY step""",
            [step.id for step in limits],
            [step.route_id.company_id.id or 0 for step in limits],
            list(limits.values()),
            since, self.env.companies.ids, PIECE,
        ))  # fmt: skip
        return {
            step: {
                "near": near, "beside": beside, "splits": splits,
                "quotes": (quotes or [])[:SHOWN], "sellers": sellers or [],
            }
            for step, near, beside, splits, quotes, sellers in rows
        }  # fmt: skip

    # === DISCOUNTS === #

    def _around_discounts(self, limits, since):
        """Measure the newest quotations against each limit on a discount."""
        orders = (
            self.env["sale.order"]
            .sudo()
            .search_fetch(
                [
                    ("state", "!=", "cancel"),
                    ("date_order", ">=", since),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["company_id", "user_id"],
                order="date_order DESC, id DESC",
                limit=MEASURED,
            )
        )
        measures = orders._bpm_measure_discounts()
        result = {}
        for step, (name, limit) in limits.items():
            company = step.route_id.company_id
            found = defaultdict(list)
            for order in orders:
                measure = measures[order.id]
                value = measure.worst if DISCOUNTS[name] == 0 else measure.whole
                if limit * 0.8 < value <= limit and order.company_id in (
                    company or orders.company_id
                ):
                    found[value > limit * 0.9].append(order)
            near = orders.browse(order.id for order in found[True])
            result[step.id] = {
                "near": len(near), "beside": len(found[False]), "splits": 0,
                "quotes": near.ids[:SHOWN], "sellers": near.user_id.ids,
            }  # fmt: skip
        return result

    # === WHAT THE AUDIT TRAIL TELLS === #

    def _watched(self, routes, since):
        """``{step key: how many documents it would have asked about}`` of watching routes."""
        watching = routes.filtered(lambda route: route.state == "watching")
        if not watching:
            return {}
        self.env["bpm.journal"].flush_model()
        return dict(self.env.execute_query(SQL(
            """SELECT step, count(DISTINCT res_id)
                 FROM bpm_journal, jsonb_array_elements_text(data -> 'steps') AS step
                WHERE event = 'watched' AND at >= %s AND (data ->> 'route')::integer = ANY(%s)
             GROUP BY step""",
            since, watching.ids,
        )))  # fmt: skip

    def _kept(self, routes):
        """``{step key: (when, by whom)}`` of rules that somebody lately decided to keep."""
        since = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.env["bpm.journal"].flush_model()
        rows = self.env.execute_query(SQL(
            """SELECT data ->> 'step_key', at, user_id FROM bpm_journal
                WHERE res_model = 'bpm.approval.route' AND res_id = ANY(%s)
                  AND event = 'rule_kept' AND at >= %s
             ORDER BY id""",
            routes.ids, since,
        ))  # fmt: skip
        return {step: (at, user) for step, at, user in rows}
