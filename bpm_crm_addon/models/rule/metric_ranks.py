"""Places among all buyers of a company: marks for recency, frequency and money, and ABC classes.

The same as engine/rfm.py and engine/pareto.py say; a place depends on all the others, so it is
given once a day and not with every invoice.
"""

from odoo import api, models
from odoo.tools import SQL

from ...engine.pareto import A, B
from ...engine.rfm import FEWEST, FREQUENCY, GROUPS, MARKS, MONEY, RECENCY

QUERY = """
WITH buyer AS (
    SELECT id,
           rank() OVER (PARTITION BY company_id ORDER BY recency DESC) AS recency,
           rank() OVER (PARTITION BY company_id ORDER BY purchases) AS frequency,
           rank() OVER (PARTITION BY company_id ORDER BY turnover_two_years) AS money,
           count(*) OVER (PARTITION BY company_id) AS many,
           avg(turnover_two_years) OVER (PARTITION BY company_id) AS average,
           recency AS days, purchases, turnover_two_years AS turnover
      FROM bpm_partner_metric WHERE purchases > 0
), mark AS (
    SELECT id, 1 + (recency - 1) * %(marks)s / many AS r,
           1 + (frequency - 1) * %(marks)s / many AS f, 1 + (money - 1) * %(marks)s / many AS m
      FROM buyer WHERE many >= %(fewest)s
     UNION ALL
    SELECT id, %(recency)s, %(frequency)s, %(money)s FROM buyer WHERE many < %(fewest)s
), named AS (
    SELECT mark.id, concat(mark.r, mark.f, mark.m) AS rfm, groups.name
      FROM mark
      JOIN (VALUES %(groups)s) AS groups (r, fm, name)
        ON groups.r = mark.r AND groups.fm = (mark.f + mark.m + 1) / 2
), share AS (
    SELECT id, sum(turnover_year) OVER (PARTITION BY company_id ORDER BY turnover_year DESC, id
                                        ROWS UNBOUNDED PRECEDING) - turnover_year AS before,
           sum(turnover_year) OVER (PARTITION BY company_id) AS total
      FROM bpm_partner_metric WHERE turnover_year > 0
), place AS (
    SELECT o.id, named.rfm, named.name,
           CASE WHEN before < %(a)s * total THEN 'a' WHEN before < %(b)s * total THEN 'b'
                WHEN total IS NOT NULL THEN 'c' END AS abc
      FROM bpm_partner_metric o
      LEFT JOIN named ON named.id = o.id
      LEFT JOIN share ON share.id = o.id
)
UPDATE bpm_partner_metric o SET rfm = place.rfm, rfm_group = place.name, abc = place.abc
  FROM place
 WHERE place.id = o.id
   AND (o.rfm, o.rfm_group, o.abc) IS DISTINCT FROM (place.rfm, place.name, place.abc)
"""


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    @api.model
    def _rank(self):
        """Give everybody their place, in all companies; one UPDATE."""
        groups = SQL(", ").join(
            SQL("(%s, %s, %s)", recency, mean, name)
            for recency, names in GROUPS.items()
            for mean, name in enumerate(names, 1)
        )
        self.env.cr.execute(
            SQL(
                QUERY,
                marks=MARKS,
                fewest=FEWEST,
                groups=groups,
                a=A,
                b=B,
                recency=_mark("days <= %s", RECENCY),
                frequency=_mark("purchases >= %s", FREQUENCY),
                money=_mark("average > 0 AND turnover / nullif(average, 0) >= %s", MONEY),
            )
        )
        self.invalidate_model(["rfm", "rfm_group", "abc"], flush=False)


def _mark(condition, limits):
    """SQL: the mark by fixed limits, 1 and one more for each that is met; conditions are ours."""
    met = (SQL("(%s)::int", SQL(condition, limit)) for limit in limits)  # pylint: disable=sql-injection
    return SQL("1 + %s", SQL(" + ").join(met))
