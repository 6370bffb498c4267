"""Regular buyers who are past their usual interval: from days of purchase to a judgement."""

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...engine.purchase_rhythm import FEWEST, LOST, Rhythm
from ..partner.company_clock import Clock
from ..partner.purchase_days import purchase_days

YEARS = 2  # purchases further back say nothing about today's habit


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    @api.model
    def _sleeping(self, limit=None, user=None):
        """Regular buyers past their usual interval, those who bought most often first.

        :param limit: at most so many
        :param user: only clients of this salesperson
        :return: dictionaries of partner_id, name, orders, interval_days, last, expected, days_past
        """
        return self._sleeping_among(self._habits(user))[:limit]

    def _sleeping_among(self, habits):
        today = self._today()
        found = [
            {
                "partner_id": row["partner_id"],
                "name": row["name"],
                "orders": row["orders"],
                "interval_days": round(habit.interval),
                "last": habit.last,
                "expected": habit.expected,
                "days_past": habit.days_past(today),
            }
            for row, habit in habits
            if habit.is_past(today)
        ]
        found.sort(key=lambda row: (-row["orders"], -row["days_past"], row["partner_id"]))
        return found

    @api.model
    def _habits(self, user=None):
        """[(row, Rhythm)] of everybody who bought often enough and not too long ago."""
        rows = self._rows(self._query_habits(user))
        return [
            (row, Rhythm(row["orders"], float(row["mean"]), float(row["spread"]), row["last"]))
            for row in rows
        ]

    def _query_habits(self, user):
        """Days of purchase, gaps between them, and what they amount to per client."""
        today = self._today()
        return SQL(
            """
            WITH member AS (
                SELECT p.id, p.commercial_partner_id AS firm FROM res_partner p
                 WHERE %(candidates)s
            ), bought AS (
                SELECT firm AS partner_id, day, max(user_id) AS user_id
                  FROM (%(purchases)s) purchase
                 WHERE day <= %(today)s
                 GROUP BY firm, day
            ), gaps AS (
                SELECT partner_id, day, user_id,
                       day - lag(day) OVER (PARTITION BY partner_id ORDER BY day) AS gap
                  FROM bought
            ), habits AS (
                SELECT partner_id, count(*) AS orders, avg(gap) AS mean,
                       stddev_pop(gap) AS spread, max(day) AS last,
                       (array_agg(user_id ORDER BY day DESC))[1] AS last_user_id
                  FROM gaps
                 GROUP BY partner_id
                HAVING count(*) >= %(fewest)s AND max(day) >= %(lost)s
            )
            SELECT h.partner_id, p.name, h.orders, h.mean, h.spread, h.last
              FROM habits h JOIN res_partner p ON p.id = h.partner_id
             WHERE p.active AND %(theirs)s
            """,
            purchases=purchase_days(self._clock(), YEARS * 365),
            today=today,
            fewest=FEWEST,
            lost=today - timedelta(days=LOST),
            candidates=self._clients_perhaps(user),
            theirs=SQL("coalesce(p.user_id, h.last_user_id) = %s", user.id)
            if user
            else SQL("TRUE"),
        )

    def _clock(self):
        zone, today = self.env.tz.zone, self._today()
        return Clock([(company_id, zone, today) for company_id in self._company_ids()])

    def _clients_perhaps(self, user):
        """A condition that leaves out early whoever cannot be a client of this salesperson."""
        if not user:
            return SQL("TRUE")
        return SQL(
            """p.commercial_partner_id IN (
                   SELECT commercial_partner_id FROM res_partner WHERE user_id = %(user)s
                    UNION
                   SELECT c.commercial_partner_id
                     FROM sale_order s JOIN res_partner c ON c.id = s.partner_id
                    WHERE s.user_id = %(user)s)""",
            user=user.id,
        )
