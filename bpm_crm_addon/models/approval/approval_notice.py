"""What approvals tell colleagues: one notice per person and batch, in that person's language.

approval_bell.py puts it into Odoo's bell, approval_mail.py into the morning mail or, when it
cannot wait, into a mail of its own.
"""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

LINES_SHOWN = 5


class BpmApprovalNotice(models.Model):
    """The doors through which approvals speak to people.

    The rows of the table say to whom the morning mail of which day went (approval_mail.py).
    """

    _name = "bpm.approval.notice"
    _description = "Morning mail"
    _order = "day desc, id desc"
    _log_access = False

    user_id = fields.Many2one("res.users", string="Sent to", required=True, index=True, ondelete="cascade")
    day = fields.Date(string="Day", required=True)
    waiting = fields.Integer(string="Waiting", help="How many decisions the mail listed.")

    _once_a_day = models.UniqueIndex("(user_id, day)", "This person has had the morning mail of that day.")

    # ---- Approvers -----------------------------------------------------------------------

    @api.model
    def _notify_pending(self, slots):
        """Tell each approver once that this batch waits for them, and renew their counters.

        :param slots: the ``bpm.approval.slot`` records that have just become somebody's turn
        """
        slots = slots.sudo()
        if not slots:
            return
        people = slots.approver_id
        people.fetch(["partner_id", "active"])
        people.partner_id.fetch(["lang", "tz", "name", "email"])
        by_person = {
            person: theirs for person, theirs in slots.grouped("approver_id").items()
            if person.id != self.env.uid
        }
        self._ring([
            (readers, self._pending_subject(readers[0], theirs), self._pending_body(readers[0], theirs),
             (theirs.request_id._name, theirs.request_id.id) if len(theirs.request_id) == 1 else (False, False))
            for readers, theirs in self._same_text(by_person)
        ])
        self._counters_changed(people.ids)
        self._mail_urgent(by_person)

    @api.model
    def _same_text(self, by_person):
        """People who read the same words: ``[(users, the places of one of them)]``.

        Ten people asked side by side about the same documents get one message together.
        """
        together = {}
        for person, slots in by_person.items():
            key = (person.lang, *((slot.request_id.id, slot.on_behalf_of_id.id, slot.reason) for slot in slots))
            together.setdefault(key, ([], slots))[0].append(person.id)
        return [(self.env["res.users"].sudo().browse(ids), slots) for ids, slots in together.values()]

    def _pending_subject(self, person, slots):
        env = self._env_of(person)
        requests = slots.request_id
        if len(requests) == 1:
            return env._("Your approval is asked: %(name)s", name=requests.name)
        return env._("%(count)s documents wait for your approval", count=len(requests))

    def _pending_body(self, person, slots):
        """Safe HTML: who asks, for what and why; a handful of lines for a whole batch."""
        env = self._env_of(person)
        documents = list(slots.grouped("request_id").values())
        lines = Markup().join(
            Markup("<li>%s</li>") % self._line(env, theirs) for theirs in documents[:LINES_SHOWN]
        )
        if len(documents) > LINES_SHOWN:
            lines += Markup("<li>%s</li>") % env._("and %(count)s more", count=len(documents) - LINES_SHOWN)
        intro = env._("%(who)s asks for your approval:", who=", ".join(slots.requester_id.mapped("name")))
        return Markup('<p>%s</p><ul>%s</ul><p><a href="%s">%s</a></p>') % (
            intro, lines, self._inbox_url(), env._("Open what waits for you"),
        )

    @api.model
    def _line(self, env, slots):
        """One person's places in one request as one line of text, in the language of `env`."""
        slot = slots[0]
        parts = [slot.title, slot.partner_id.name]
        if slot.amount:
            parts.append(format_amount(env, slot.amount, slot.currency_id))
        parts.extend(dict.fromkeys(slots.filtered("reason").mapped("reason")))
        line = " · ".join(part for part in parts if part)
        if slot.on_behalf_of_id:
            line = env._("%(what)s (for %(person)s, away)", what=line, person=slot.on_behalf_of_id.name)
        if slot.urgent:
            line = env._("Urgent: %(what)s", what=line)
        return line

    # ---- Requesters and substitutes ------------------------------------------------------

    @api.model
    def _notify_requester(self, requests, event):
        """Tell each requester once what became of this batch.

        :param requests: ``bpm.approval.request`` records
        :param event: the journal's word: approved, remarked, rejected, returned, voided,
            withdrawn, corrected; others are not worth a bell and are left out
        """
        requests = requests.sudo().filtered(lambda request: request.requester_id.id != self.env.uid)
        entries = []
        for person, theirs in requests.grouped("requester_id").items():
            env = self._env_of(person)
            sentence = self._outcome(env, event, self.env.user.name, ", ".join(theirs.mapped("name")))
            if not sentence:
                return
            body = Markup("<p>%s</p>") % sentence + self._quote(theirs[:1], event)
            target = (theirs.res_model, theirs.res_id) if len(theirs) == 1 else (False, False)
            entries.append((person, sentence, body, target))
        self._ring(entries)

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
            return env._("%(who)s corrected %(what)s; the approval starts again", who=who, what=what)
        return False

    @api.model
    def _quote(self, request, event):
        """The words that go with an event, as safe HTML: the requester's, else the last decision's."""
        if event == "submitted":
            comment = request.comment
        else:
            decided = request.slot_ids.filtered(lambda slot: slot.decided_at and slot.comment_id)
            comment = decided.sorted("decided_at")[-1:].comment
        return Markup("<blockquote>%s</blockquote>") % comment if comment else Markup()

    @api.model
    def _notify_changed(self, requests, places):
        """Requests were closed from outside a decision: void or withdrawn.

        :param requests: the ``bpm.approval.request`` records, already in their new state
        :param places: the ``bpm.approval.slot`` records that no longer wait
        """
        self._counters_changed(places.sudo().approver_id.ids)
        for state, event in (("void", "voided"), ("withdrawn", "withdrawn")):
            self._notify_requester(requests.filtered(lambda request: request.state == state), event)

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
            body = Markup("<p>%s</p>") % env._("Approvals asked of %(person)s on those days come to you.", person=absence.user_id.name)
            entries.append((person, sentence, body, (False, False)))
        self._ring(entries)

    # ---- Small helpers -------------------------------------------------------------------

    @api.model
    def _env_of(self, person):
        """An environment that speaks this person's language and keeps their clock."""
        return self.env(context={**self.env.context, "lang": person.lang or self.env.lang, "tz": person.tz})

    @api.model
    def _inbox_url(self):
        return "/odoo/bpm-waiting"
