"""Regular buyers who are past their usual interval: from confirmed orders to a judgement."""

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...engine.purchase_rhythm import FEWEST, LOST, Rhythm

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
            WITH bought AS (
                SELECT p.commercial_partner_id AS partner_id, o.day, max(o.user_id) AS user_id
                  FROM (SELECT partner_id, user_id,
                               (date_order AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day
                          FROM sale_order
                         WHERE state = 'sale' AND company_id = ANY(%(companies)s)
                           AND date_order >= %(since)s AND date_order < %(until)s) o
                  JOIN res_partner p ON p.id = o.partner_id
                 WHERE %(candidates)s
                 GROUP BY p.commercial_partner_id, o.day
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
            zone=self.env.tz.zone,
            companies=self._company_ids(),
            since=today - timedelta(days=YEARS * 365),
            until=today + timedelta(days=1),
            fewest=FEWEST,
            lost=today - timedelta(days=LOST),
            candidates=self._clients_perhaps(user),
            theirs=SQL("coalesce(p.user_id, h.last_user_id) = %s", user.id)
            if user
            else SQL("TRUE"),
        )

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
