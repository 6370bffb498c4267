"""What the past tells about routes: how often a rule asked, said no, and what it cost in hours.

Hours are working time of the company's calendar, as the due dates are. All is read in a fixed
number of statements, however many rules and documents there are. Nothing here checks who reads:
callers do (`bpm.approval.advice`, and the director's page).
"""

import re
from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.rule_advice import RuleFacts, advise, share_of
from ...engine.threshold import threshold_of
from ...engine.working_time import WorkingTime
from .approval_route import parse_domain
from .base_preview import leaves

MONTHS = 12
PERCENT = re.compile(r"^\s*(-?\d+(?:[.,]\d+)?)\s*%\s*$")
DISCOUNTS = {"bpm_real_discount": 0, "bpm_whole_discount": 1}
TOTALS = ("bpm_company_amount",)


class Answer(NamedTuple):
    """What one step of one request brought; times are naive UTC."""

    step: str
    company: int
    since: object
    decided: object
    said_no: bool
    changed: bool
    total: float
    facts: list


class BpmApprovalStatistics(models.AbstractModel):
    _name = "bpm.approval.statistics"
    _description = "What the past tells about approval routes"

    # === RULES === #

    @api.model
    def _rules(self, routes, around=True):
        """Return what there is to say about each step of these routes, dearest first.

        :param routes: ``bpm.approval.route`` records that the reader may read
        :param around: whether to look for quotations that walk around a limit (slower)
        :return: [{"step": record, "threshold": (field, value) or None, "facts": RuleFacts,
            "advice": Advice, "median", "p90": working hours or None, "months": how many are
            looked back, "around": quotation ids, "sellers": user ids,
            "kept": (moment, user id) or None}]
        """
        now = fields.Datetime.now()
        since = fields.Datetime.subtract(now, months=MONTHS)
        trials = self.env["bpm.approval.request"]._uncounted()
        routes = routes.filtered(lambda route: route.model_name not in trials)
        steps = routes.sudo().step_ids
        thresholds = {step: self._threshold(step) for step in steps}
        answers = self._answers(routes, since).grouped_by_step()
        late, kept = self._late(routes, since, now), self._kept(routes)
        watched = self._watched(routes, since)
        walked = self._walked_around(thresholds, since) if around else {}
        clock = self._clock(since, now)
        rules = []
        for step in steps:
            rule = self._rule(step, thresholds[step], answers.get(str(step.id), []), clock, now)
            beside = walked.get(step.id, {})
            rule["facts"] = RuleFacts(
                **rule["facts"],
                near=beside.get("near", 0),
                beside=beside.get("beside", 0),
                splits=beside.get("splits", 0),
                late=late.get(str(step.id), ()),
                watching=step.route_id.state == "watching",
                would_ask=watched.get(str(step.id), 0),
            )
            rules.append(
                {
                    **rule,
                    "advice": advise(rule["facts"]),
                    "around": beside.get("quotes", []),
                    "sellers": beside.get("sellers", []),
                    "kept": kept.get(str(step.id)),
                }
            )
        return sorted(rules, key=lambda rule: -rule["facts"].hours)

    def _rule(self, step, threshold, answers, clock, now):
        """The facts of one step from its answers; those still waited for cost hours, too."""
        waits = [clock(one.company).hours(one.since, one.decided or now) for one in answers]
        decided = sorted(
            wait for wait, answer in zip(waits, answers, strict=True) if answer.decided
        )
        days = (now - min((one.since for one in answers), default=now)).days
        values = [
            (value, answer.said_no or answer.changed)
            for answer in answers
            if answer.decided and (value := _value_asked(threshold, answer)) is not None
        ]
        return {
            "step": step,
            "threshold": threshold,
            "median": share_of(decided, 0.5),
            "p90": share_of(decided, 0.9),
            "months": max(1, round(days / 30.4)),
            "facts": {
                "asked": len(decided),
                "said_no": sum(answer.said_no for answer in answers),
                "changed": sum(answer.changed and not answer.said_no for answer in answers),
                "hours": sum(waits),
                "limit": threshold and threshold[1],
                "values": values,
            },
        }

    def _threshold(self, step):
        """(field, value) when the step asks above one value of one field and nothing else."""
        return threshold_of([leaves(parse_domain(step.domain))])

    # === WHAT WAS ASKED AND ANSWERED === #

    def _answers(self, routes, since):
        """The answers of all steps since then, one per request and step."""
        self._flush()
        rows = self.env.execute_query(SQL(
            """SELECT s.step_key, r.company_id, min(s.since),
                      max(s.decided_at),
                      bool_or(s.state IN ('rejected', 'returned')),
                      bool_or(s.state = 'remarked' OR s.offered),
                      (array_agg(asked.company_amount ORDER BY s.offered DESC))[1],
                      (array_agg(asked.facts ORDER BY s.offered DESC))[1]
                 FROM %s s JOIN bpm_approval_request r ON r.id = s.request_id
                 JOIN bpm_approval_request asked ON asked.id = s.asked_in
                WHERE r.route_id = ANY(%s) AND r.submitted_at >= %s AND s.since IS NOT NULL
                  AND s.state IN ('pending', 'approved', 'remarked', 'rejected', 'returned')
                  AND (r.company_id IS NULL OR r.company_id = ANY(%s))
             GROUP BY r.id, s.step_key
             ORDER BY r.id""",
            self.env["bpm.approval.request"]._answers_sql(), routes.ids, since,
            self.env.companies.ids,
        ))  # fmt: skip
        return Answers(Answer(*row) for row in rows)

    def _late(self, routes, since, now):
        """``{step key: [(name, answers, of them late)]}``; what is overdue now counts."""
        rows = self.env.execute_query(SQL(
            """SELECT s.step_key, s.approver_id, count(*),
                      count(*) FILTER (WHERE coalesce(s.decided_at, %s) > s.due)
                 FROM %s s JOIN bpm_approval_request r ON r.id = s.request_id
                WHERE r.route_id = ANY(%s) AND r.submitted_at >= %s AND s.since IS NOT NULL
                  AND s.state IN ('pending', 'approved', 'remarked', 'rejected', 'returned')
                  AND (r.company_id IS NULL OR r.company_id = ANY(%s))
             GROUP BY s.step_key, s.approver_id""",
            now, self.env["bpm.approval.request"]._answers_sql(), routes.ids, since,
            self.env.companies.ids,
        ))  # fmt: skip
        names = self._names({user for _step, user, _count, _late in rows})
        late = defaultdict(list)
        for step, user, count, tardy in rows:
            late[step].append((names[user], count, tardy))
        return late

    def _names(self, user_ids):
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return {user.id: user.name for user in users.browse(user_ids)}

    def _flush(self):
        self.env["bpm.approval.slot"].flush_model()
        self.env["bpm.approval.offer"].flush_model()
        self.env["bpm.approval.request"].flush_model()

    # === WORKING TIME === #

    def _clock(self, start, end):
        """A function: company id → the WorkingTime of its calendar between two moments."""
        known = {}
        own = self.env.company.id
        first, last = pytz.utc.localize(start - timedelta(days=1)), pytz.utc.localize(end)

        def clock(company_id):
            company_id = company_id or own
            if company_id not in known:
                company = self.env["res.company"].sudo().browse(company_id)
                known[company_id] = _working_time(company.resource_calendar_id, first, last)
            return known[company_id]

        return clock


class Answers(list):
    """Answers in the order of their requests."""

    def grouped_by_step(self):
        """``{step key: [Answer]}``."""
        groups = defaultdict(list)
        for answer in self:
            groups[answer.step].append(answer)
        return groups


def _working_time(calendar, first, last):
    """The pieces of a calendar's working time in naive UTC; without a calendar, all day long."""
    if not calendar:
        return WorkingTime([(_naive(first), _naive(last))])
    intervals = calendar._work_intervals_batch(first, last)[False]
    return WorkingTime([(_naive(start), _naive(stop)) for start, stop, _what in intervals])


def _naive(moment):
    return moment.astimezone(pytz.utc).replace(tzinfo=None)


def _value_asked(threshold, answer):
    """What the threshold's field was when it was asked, from what the request kept; or None."""
    name = threshold[0] if threshold else ""
    if name in TOTALS:
        return answer.total
    if name in DISCOUNTS:
        # The facts are words for people; the first percents are the two discounts.
        shown = [found for _label, text in answer.facts or () if (found := PERCENT.match(text))]
        place = DISCOUNTS[name]
        return float(shown[place][1].replace(",", ".")) if len(shown) > place else None
    return None
