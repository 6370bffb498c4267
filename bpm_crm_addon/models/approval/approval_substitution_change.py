"""What follows from entering, changing or ending an absence: proof, and hand-over of what waits."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...engine import local_time

_lt = LazyTranslate(__name__)


class BpmApprovalSubstitution(models.Model):
    _inherit = "bpm.approval.substitution"

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_others(vals.get("user_id", self.env.uid) for vals in vals_list)
        absences = super().create(vals_list)
        self._forget_absences()
        absences._journal_change("absence_set")
        absences._follow()
        self.env["bpm.approval.notice"]._notify_absence(absences)
        return absences

    def write(self, vals):
        if "user_id" in vals and any(absence.user_id.id != vals["user_id"] for absence in self):
            raise UserError(
                self.env._(
                    "An absence stays with the person it was entered for. "
                    "End this one and enter another for the other person."
                )
            )
        self._refuse_others(self.user_id.ids)
        result = super().write(vals)
        if vals.keys() & {"substitute_id", "date_from", "date_to", "active"}:
            self._forget_absences()
            self._journal_change("absence_changed")
            self._follow()
        return result

    def unlink(self):
        self._refuse_others(self.user_id.ids)
        self._journal_change("absence_removed")
        people = self.user_id.ids
        result = super().unlink()
        self._forget_absences()
        self._changed_hook(people)
        return result

    def action_end_now(self):
        """The person is back: the absence ended yesterday, or never began."""
        for absence in self:
            today = local_time.on_the_clock(fields.Datetime.now(), absence.user_id.tz).date()
            if absence.date_from < today <= absence.date_to:
                absence.date_to = fields.Date.subtract(today, days=1)
            else:
                absence.active = False
        return True

    @api.model
    def _refuse_others(self, user_ids):
        """People set their own absences; approval administrators anybody's."""
        if set(user_ids) - {self.env.uid} and not self._may_change_all():
            raise AccessError(
                self.env._(
                    "You can enter and change only your own absences. "
                    "Ask an approval administrator to do it for a colleague."
                )
            )

    def _journal_change(self, event):
        """One entry in the audit trail for each absence, with its people and dates."""
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": event,
                    "res_model": self._name,
                    "res_id": absence.id,
                    "user_id": self.env.uid,
                    "on_behalf_of_id": absence.user_id.id
                    if absence.user_id.id != self.env.uid
                    else None,
                    "data": {
                        "user_id": absence.user_id.id,
                        "substitute_id": absence.substitute_id.id,
                        "date_from": fields.Date.to_string(absence.date_from),
                        "date_to": fields.Date.to_string(absence.date_to),
                        "state": absence.state,
                    },
                }
                for absence in self
            ]
        )

    # ---- Hand-over -----------------------------------------------------------------------

    @api.model
    def _cron_follow(self):
        """Hand over what waits for people whose absence began or ended since the last look."""
        now = fields.Datetime.now()
        soon = fields.Date.add(now.date(), days=1)
        absences = self.with_context(active_test=False).search(
            [
                "|",
                ("in_effect", "=", True),
                "&",
                ("active", "=", True),
                "&",
                ("date_from", "<=", soon),
                ("date_to", ">=", fields.Date.subtract(now.date(), days=1)),
            ]
        )
        absences.filtered(lambda absence: absence.in_effect != absence._is_on(now))._follow()
        self._changed_hook(self._missing_now())

    def _missing_now(self):
        """Ids of people for whom something waits though they left or have time off."""
        asked = self.env["bpm.approval.slot"].sudo()
        groups = asked._read_group([("state", "=", "pending")], ["approver_id"])
        people = asked.approver_id.union(*(person for [person] in groups))
        return {*self._away(people.ids), *people._bpm_shut_out().ids}

    def _is_on(self, at):
        """Whether this absence covers that moment (naive UTC)."""
        self.ensure_one()
        return self.active and local_time.is_on(at, self.user_id.tz, self.date_from, self.date_to)

    def _follow(self):
        """Note which of these absences are on now, and let what waits follow."""
        now = fields.Datetime.now()
        absences = self.sudo()
        running = absences.filtered(lambda absence: absence._is_on(now))
        running.filtered(lambda absence: not absence.in_effect).in_effect = True
        (absences - running).filtered("in_effect").in_effect = False
        self._changed_hook(absences.user_id.ids)

    @api.model
    def _changed_hook(self, user_ids):
        """Let open requests ask the right people again after somebody left or came back."""
        requests = self.env["bpm.approval.request"].sudo()
        if user_ids:
            requests._reassign_absent(user_ids)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        return {
            **super()._event_words(),
            "absence_set": _lt("Absence entered"),
            "absence_changed": _lt("Absence changed"),
            "absence_removed": _lt("Absence removed"),
        }

    @api.model
    def _fact_words(self):
        return {
            **super()._fact_words(),
            "substitute_id": (_lt("Substitute"), "person"),
            "date_from": (_lt("From"), "plain"),
            "date_to": (_lt("Until"), "plain"),
        }
