"""Who is away at a given moment, and who decides instead."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from ...engine import local_time


class BpmApprovalSubstitution(models.Model):
    _inherit = "bpm.approval.substitution"

    @api.model
    def _substitutes(self, user_ids, at=None):
        """Who decides now for each person who is away.

        :param user_ids: ids of the people asked about
        :param at: the moment, naive UTC; now by default
        :return: ``{user id: substitute's user id}``, only for people with a working substitute
        """
        return {
            user_id: substitute_id
            for user_id, substitute_id, works in self._rows_at(user_ids, at)
            if works
        }

    @api.model
    def _away(self, user_ids, at=None):
        """Which of these people are away, by an absence or by approved time off.

        :return: a set of user ids
        """
        at = at or fields.Datetime.now()
        away = {row[0] for row in self._rows_at(user_ids, at)}
        return away | {leave[0] for leave in self._time_off(user_ids, at, at)}

    def _rows_at(self, user_ids, at):
        """``(user id, substitute id, substitute still works here)`` of absences on then."""
        at = at or fields.Datetime.now()
        user_ids = self._maybe_away(at.date()).intersection(user_ids)
        if not user_ids:
            return []
        self.flush_model()
        self.env["res.users"].flush_model(["active", "partner_id"])
        self.env["res.partner"].flush_model(["tz"])
        rows = self.env.execute_query(
            SQL(
                """SELECT absence.user_id, absence.substitute_id, substitute.active,
                      partner.tz, absence.date_from, absence.date_to
                 FROM bpm_approval_substitution absence
                 JOIN res_users person ON person.id = absence.user_id
                 JOIN res_partner partner ON partner.id = person.partner_id
                 JOIN res_users substitute ON substitute.id = absence.substitute_id
                WHERE absence.active AND absence.user_id = ANY(%s)
                  AND absence.date_from <= %s AND absence.date_to >= %s""",
                list(user_ids),
                at.date() + timedelta(days=1),
                at.date() - timedelta(days=1),
            )
        )
        return [row[:3] for row in rows if local_time.is_on(at, *row[3:])]

    @api.model
    @ormcache("day")
    def _maybe_away(self, day):
        """Ids of people with an absence on this day or beside it: their clocks differ.

        Remembered, since most of the time nobody is away; see `_forget_absences`.
        """
        self.flush_model(["user_id", "active", "date_from", "date_to"])
        rows = self.env.execute_query(
            SQL(
                """SELECT user_id FROM bpm_approval_substitution
                    WHERE active AND date_from <= %s AND date_to >= %s""",
                day + timedelta(days=1),
                day - timedelta(days=1),
            )
        )
        return frozenset(user_id for [user_id] in rows)

    def _forget_absences(self):
        """Clear what is remembered, now and again after the commit: between the two another
        thread of this process may have read the old state back."""
        registry = self.env.registry
        registry.clear_cache()
        self.env.cr.postcommit.add(registry.clear_cache)

    def _time_off(self, user_ids, start, end):
        """``(user id, first date, last date)`` of approved time off that touches start … end."""
        if "hr.leave" not in self.env:
            return []
        leaves = (
            self.env["hr.leave"]
            .sudo()
            .search_fetch(
                [
                    ("user_id", "in", list(user_ids)),
                    ("state", "=", "validate"),
                    ("holiday_status_id.time_type", "=", "leave"),
                    ("date_from", "<=", end),
                    ("date_to", ">=", start),
                ],
                ["user_id", "request_date_from", "request_date_to"],
            )
        )
        return [
            (leave.user_id.id, leave.request_date_from, leave.request_date_to) for leave in leaves
        ]
