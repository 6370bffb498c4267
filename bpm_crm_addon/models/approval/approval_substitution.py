"""Who decides for whom, and from when to when."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, format_date

from ...engine import local_time


class BpmApprovalSubstitution(models.Model):
    """One absence of one person, with the colleague who decides meanwhile.

    Dates are those of the absent person's calendar, both included. At any moment a person has
    at most one substitute, and a substitute is never away themselves: there is no chain to
    follow and no circle to get lost in.
    """

    _name = "bpm.approval.substitution"
    _description = "Absence"
    _order = "date_from desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        string="Who is away",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    substitute_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Until", required=True)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        [("planned", "Planned"), ("running", "Away now"), ("over", "Over")],
        string="Status",
        compute="_compute_state",
    )
    may_change = fields.Boolean(compute="_compute_may_change")
    in_effect = fields.Boolean(
        readonly=True,
        copy=False,
        help="What was waiting when the absence began has been handed to the substitute.",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)",
        "An absence ends on the day it begins or later. Please correct the dates.",
    )
    _not_oneself = models.Constraint(
        "CHECK(user_id != substitute_id)",
        "Nobody can stand in for themselves. Please choose a colleague.",
    )

    @api.depends("date_from", "date_to", "active", "user_id.tz")
    def _compute_state(self):
        now = fields.Datetime.now()
        for absence in self:
            today = local_time.on_the_clock(now, absence.user_id.tz).date()
            if not absence.active or not absence.date_to or absence.date_to < today:
                absence.state = "over"
            elif absence.date_from and absence.date_from > today:
                absence.state = "planned"
            else:
                absence.state = "running"

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_may_change(self):
        """Own absences, and all of them for approval administrators."""
        everyones = self._may_change_all()
        for absence in self:
            absence.may_change = everyones or absence.user_id == self.env.user

    @api.model
    def _may_change_all(self):
        return self.env.su or self.env.user.has_group("bpm_crm_addon.group_bpm_approval_admin")

    @api.depends("user_id", "substitute_id")
    def _compute_display_name(self):
        for absence in self:
            absence.display_name = self.env._(
                "%(substitute)s for %(person)s",
                substitute=absence.substitute_id.name or "",
                person=absence.user_id.name or "",
            )

    # ---- Rules ---------------------------------------------------------------------------

    @api.constrains("user_id", "substitute_id", "date_from", "date_to", "active")
    def _check_no_chain(self):
        current = self.filtered("active")
        current._lock_people()
        people = current.user_id | current.substitute_id
        others = self.sudo().search(
            [
                "|",
                ("user_id", "in", people.ids),
                ("substitute_id", "in", people.ids),
            ]
        )
        for absence in current:
            for other in others - absence:
                if other.date_from <= absence.date_to and other.date_to >= absence.date_from:
                    absence._refuse_beside(other)
            absence._refuse_substitute_on_leave()

    def _lock_people(self):
        """Make two absences of the same people, entered at the same moment, meet each other.

        Each sees only its own past; changing the people's rows lets the second one start again
        with the first in view.
        """
        people = self.user_id | self.substitute_id
        if people:
            self.env.cr.execute(
                SQL(
                    """UPDATE res_users SET write_date = write_date
                        WHERE id IN (SELECT id FROM res_users WHERE id = ANY(%s)
                                   ORDER BY id FOR NO KEY UPDATE)""",
                    people.ids,
                )
            )

    def _refuse_beside(self, other):
        """Raise when this absence cannot stand beside that one, on dates they share."""
        names = {
            "person": self.user_id.name,
            "substitute": self.substitute_id.name,
            "other": other.user_id.name,
            "date_from": format_date(self.env, other.date_from),
            "date_to": format_date(self.env, other.date_to),
        }
        if other.user_id == self.user_id:
            raise ValidationError(
                self.env._(
                    "%(person)s is already away from %(date_from)s to %(date_to)s. "
                    "Change the dates of that absence instead of entering a second one.",
                    **names,
                )
            )
        if other.user_id == self.substitute_id:
            raise ValidationError(
                self.env._(
                    "%(substitute)s is away from %(date_from)s to %(date_to)s and cannot stand in "
                    "for %(person)s on those days. Please choose another substitute.",
                    **names,
                )
            )
        if other.substitute_id == self.user_id:
            raise ValidationError(
                self.env._(
                    "%(person)s stands in for %(other)s from %(date_from)s to %(date_to)s. "
                    "Before %(person)s goes away, %(other)s needs another substitute.",
                    **names,
                )
            )

    def _refuse_substitute_on_leave(self):
        leaves = self._time_off(
            self.substitute_id.ids,
            fields.Datetime.to_datetime(self.date_from),
            fields.Datetime.to_datetime(self.date_to) + timedelta(days=1),
        )
        for _uid, first, last in leaves:
            if first <= self.date_to and last >= self.date_from:
                raise ValidationError(
                    self.env._(
                        "%(substitute)s has time off from %(date_from)s to %(date_to)s. "
                        "Please choose another substitute.",
                        substitute=self.substitute_id.name,
                        date_from=format_date(self.env, first),
                        date_to=format_date(self.env, last),
                    )
                )
