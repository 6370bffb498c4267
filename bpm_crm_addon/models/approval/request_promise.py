"""When the answer may be expected: as long as it usually takes, in the hours people work."""

from collections import defaultdict
from datetime import timedelta
from statistics import median
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

MEDIAN_OF = 200
ENOUGH = 5


class Promise(NamedTuple):
    """Working hours an answer usually takes and the moment that makes; both False with little
    history."""

    hours: float
    finish: object


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _promises(self, asked, now):
        """Return ``{(route id, company id): Promise}`` for what is asked at ``now`` (naive UTC).

        One query for all of a batch, and a few for the first of a day. The calendar is the one the
        deadlines count by: of the document's company, else of the user's.
        """
        answered = self._last_answers({route_id for route_id, _company in asked})
        today = fields.Date.to_string(now)
        promises = {}
        for route_id, company_id in asked:
            company = self.env["res.company"].sudo().browse(company_id) or self.env.company.sudo()
            spans = answered[route_id]
            enough = len(spans) >= ENOUGH
            hours = enough and self._usual_hours(route_id, company.id, today, spans)
            promises[route_id, company_id] = Promise(hours, hours and _after(company, hours, now))
        return promises

    @api.model
    def _last_answers(self, route_ids):
        """``{route id: ((asked, answered), ...)}``, the last `MEDIAN_OF` that people answered; what
        lay within somebody's own authority was answered by nobody."""
        self.flush_model(["route_id", "state", "submitted_at", "settled_at"])
        rows = self.env.execute_query(
            SQL(
                """SELECT wanted.id, recent.submitted_at, recent.settled_at
                     FROM unnest(%s::int[]) AS wanted (id)
               CROSS JOIN LATERAL (
                     SELECT submitted_at, settled_at FROM bpm_approval_request
                      WHERE route_id = wanted.id AND state IN ('approved', 'rejected', 'returned')
                        AND settled_at > submitted_at
                   ORDER BY id DESC LIMIT %s) AS recent""",
                list(route_ids),
                MEDIAN_OF,
            )
        )
        found = defaultdict(list)
        for route_id, start, end in rows:
            found[route_id].append((start, end))
        return {route_id: tuple(found[route_id]) for route_id in route_ids}

    @api.model
    @ormcache("route_id", "company_id", "today")
    def _usual_hours(self, route_id, company_id, today, spans):
        """The median of the working hours in these ``spans`` of a route, or False when it is none.

        Remembered for the day: a preview is shown with every document that is opened.
        """
        first, last = min(start for start, _end in spans), max(end for _start, end in spans)
        clock = self.env["bpm.approval.statistics"]._clock(first, last)(company_id)
        return round(median(clock.hours(start, end) for start, end in spans), 2) or False


def _after(company, hours, start):
    """The moment so many working hours of the company after ``start``."""
    calendar = company.resource_calendar_id
    if not calendar:
        return start + timedelta(hours=hours)
    return calendar._bpm_plan_hours(hours, start)
