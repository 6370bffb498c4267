"""What approvals tell colleagues: one notice per person and batch, in that person's language.

approval_bell.py puts it into Odoo's bell, approval_mail.py into the morning mail or, when it
cannot wait, into a mail of its own.
"""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount

LINES_SHOWN = 5


class BpmApprovalNotice(models.Model):
    """The doors through which approvals speak to people.

    The rows of the table say to whom the morning mail of which day went (approval_mail.py).
    """

    _name = "bpm.approval.notice"
    _description = "Morning mail"
    _order = "day desc, id desc"
    _log_access = False

    user_id = fields.Many2one(
        "res.users", string="Sent to", required=True, index=True, ondelete="cascade"
    )
    day = fields.Date(required=True)
    waiting = fields.Integer(help="How many decisions the mail listed.")

    _once_a_day = models.UniqueIndex(
        "(user_id, day)", "This person has had the morning mail of that day."
    )

    # ---- Approvers -----------------------------------------------------------------------

    @api.model
    def _notify_pending(self, slots, waiting=None, notes=()):
        """Tell each approver once that this batch waits for them, and renew their counters.

        :param slots: the ``bpm.approval.slot`` records that have just become somebody's turn
        :param waiting: what `_read_ahead` returned, if the caller has called it for these people
        :param notes: notes on documents that are written with it, see `_cycle_notes`
        """
        if not slots:
            self._ring([], notes)
            return
        slots = slots.sudo().browse(slots.ids)  # fetched together, wherever they came from
        people = slots.approver_id
        if waiting is None or not people <= people.browse(waiting):
            others = slots.requester_id | slots.on_behalf_of_id
            waiting = self._read_ahead(
                people | others, slots.request_id.partner_id, slots.currency_id
            )
        by_person = {
            person: theirs
            for person, theirs in slots.grouped("approver_id").items()
            if person.id != self.env.uid
        }
        self._ring(
            [
                (
                    readers,
                    self._pending_subject(readers[0], theirs),
                    self._pending_body(readers[0], theirs),
                    (theirs.request_id._name, theirs.request_id.id)
                    if len(theirs.request_id) == 1
                    else (False, False),
                )
                for readers, theirs in self._same_text(by_person)
            ],
            notes,
        )
        self._send_counters(people, waiting)
        self._mail_urgent(by_person)

    @api.model
    def _same_text(self, by_person):
        """People who read the same words: ``[(users, the places of one of them)]``.

        Ten people asked side by side about the same documents get one message together.
        """
        together = {}
        for person, slots in by_person.items():
            key = (
                person.lang,
                *((slot.request_id.id, slot.on_behalf_of_id.id, slot.reason) for slot in slots),
            )
            together.setdefault(key, ([], slots))[0].append(person.id)
        return [
            (self.env["res.users"].sudo().browse(ids), slots) for ids, slots in together.values()
        ]

    def _pending_subject(self, person, slots):
        env = self._env_of(person)
        requests = slots.request_id
        if len(requests) == 1:
            return env._("Your approval is asked: %(name)s", name=slots[:1].title)
        return env._("%(count)s documents wait for your approval", count=len(requests))

    def _pending_body(self, person, slots):
        """Safe HTML: who asks, for what and why; a handful of lines for a whole batch."""
        env = self._env_of(person)
        documents = list(slots.grouped("request_id").values())
        lines = [self._line(env, theirs) for theirs in documents[:LINES_SHOWN]]
        if len(documents) > LINES_SHOWN:
            lines.append(env._("and %(count)s more", count=len(documents) - LINES_SHOWN))
        intro = env._(
            "%(who)s asks for your approval:", who=", ".join(slots.requester_id.mapped("name"))
        )
        # Lines, not list items: Odoo's preview puts the words of items without a space between.
        return Markup('<p>%s<br/> %s</p><p><a href="%s">%s</a></p>') % (
            intro,
            Markup("<br/> ").join(lines),
            self._inbox_url(),
            env._("Open what waits for you"),
        )

    @api.model
    def _line(self, env, slots):
        """One person's places in one request as one line of text, in the language of `env`."""
        slot = slots[0]
        parts = [slot.title, slot.request_id.partner_id.name]
        if slot.amount:
            parts.append(format_amount(env, slot.amount, slot.currency_id))
        parts.extend(dict.fromkeys(slots.filtered("reason").mapped("reason")))
        line = " · ".join(part for part in parts if part)
        if slot.on_behalf_of_id:
            line = env._(
                "%(what)s (for %(person)s, away)", what=line, person=slot.on_behalf_of_id.name
            )
        if slot.urgent:
            line = env._("Urgent: %(what)s", what=line)
        return line

    # ---- Small helpers -------------------------------------------------------------------

    @api.model
    def _env_of(self, person):
        """An environment that speaks this person's language and keeps their clock."""
        return self.env(
            context={**self.env.context, "lang": person.lang or self.env.lang, "tz": person.tz}
        )

    @api.model
    def _inbox_url(self):
        return "/odoo/bpm-waiting"
