"""What became of a request, told to whoever asked; and absences, told to substitutes."""

from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_date

NAMES_SHOWN = 5


class BpmApprovalNotice(models.Model):
    _inherit = "bpm.approval.notice"

    @api.model
    def _notify_requester(self, requests, event, notes=()):
        """Tell each requester once what became of this batch.

        :param requests: ``bpm.approval.request`` records
        :param event: the journal's word: approved, remarked, rejected, returned, voided,
            withdrawn, corrected; others are not worth a bell and are left out
        :param notes: notes on documents that are written with it, see `_cycle_notes`
        """
        entries = []
        for person, theirs in requests.sudo().grouped("requester_id").items():
            if person.id == self.env.uid:
                continue
            env = self._env_of(person)
            sentence = self._outcome(env, event, self.env.user.name, self._names(env, theirs))
            if not sentence:
                break
            body = Markup("<p>%s</p>") % sentence + self._quote(theirs[:1], event)
            target = (theirs.res_model, theirs.res_id) if len(theirs) == 1 else (False, False)
            entries.append((person, sentence, body, target))
        self._ring(entries, notes)

    @api.model
    def _names(self, env, requests):
        """The documents' names, a handful of them for a whole batch."""
        names = ", ".join(requests[:NAMES_SHOWN].mapped("name"))
        more = len(requests) - NAMES_SHOWN
        return env._("%(names)s and %(count)s more", names=names, count=more) if more > 0 else names

    @api.model
    def _outcome(self, env, event, who, what):
        """The sentence for an event, or False when nobody needs to hear of it."""
        if event == "approved":
            return env._("%(who)s approved %(what)s", who=who, what=what)
        if event == "remarked":
            return env._("%(who)s approved %(what)s with remarks", who=who, what=what)
        if event == "rejected":
            return env._("%(who)s rejected %(what)s", who=who, what=what)
        if event == "returned":
            return env._("%(who)s returned %(what)s for changes", who=who, what=what)
        if event == "voided":
            return env._("The approval of %(what)s is no longer valid", what=what)
        if event == "withdrawn":
            return env._("%(who)s withdrew the approval request for %(what)s", who=who, what=what)
        if event == "corrected":
            return env._(
                "%(who)s corrected %(what)s; the approval starts again", who=who, what=what
            )
        return False

    @api.model
    def _quote(self, request, event):
        """The words that go with an event, as safe HTML."""
        if event == "submitted":
            comment = request.comment
        else:
            decided = request.slot_ids.filtered(lambda slot: slot.decided_at and slot.comment_id)
            comment = decided.sorted("decided_at")[-1:].comment
        return Markup("<blockquote>%s</blockquote>") % comment if comment else Markup()

    @api.model
    def _notify_changed(self, requests, places, why=None):
        """Requests were closed from outside a decision: void or withdrawn.

        :param requests: the ``bpm.approval.request`` records, already in their new state
        :param places: the ``bpm.approval.slot`` records that no longer wait
        :param why: the journal's word; what was accepted from a counter-offer goes on at once
        """
        self._counters_changed(places.sudo().approver_id.ids)
        if why == "offer_accepted":
            return
        by_state = requests.grouped("state")
        for state, event in (("void", "voided"), ("withdrawn", "withdrawn")):
            self._notify_requester(by_state.get(state, requests.browse()), event)

    @api.model
    def _notify_absence(self, absences):
        """Tell substitutes for whom they decide, and when."""
        entries = []
        for absence in absences.sudo():
            person = absence.substitute_id
            if person.id == self.env.uid:
                continue
            env = self._env_of(person)
            sentence = env._(
                "You stand in for %(person)s from %(date_from)s to %(date_to)s",
                person=absence.user_id.name,
                date_from=format_date(env, absence.date_from),
                date_to=format_date(env, absence.date_to),
            )
            body = Markup("<p>%s</p>") % env._(
                "Approvals asked of %(person)s on those days come to you.",
                person=absence.user_id.name,
            )
            entries.append((person, sentence, body, (False, False)))
        self._ring(entries)
