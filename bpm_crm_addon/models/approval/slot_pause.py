"""A place whose clock stands still: it waits for somebody's answer, not for its person.

While it stands the place has no due date at all, so whatever counts, reminds or passes up by due
dates leaves it alone. Afterwards the date is moved by the working time that was lost.
"""

from odoo import fields, models


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    paused_at = fields.Datetime("Clock stopped at", readonly=True)
    paused_due = fields.Datetime("Due when the clock was stopped", readonly=True)
    # The open offer its person has made: then it waits for the requester.
    offer_id = fields.Many2one(
        "bpm.approval.offer", "Counter-offer", readonly=True, ondelete="set null"
    )

    def _pause(self):
        """Stop the clock of these places, as far as it runs."""
        now = fields.Datetime.now()
        for slot in self.filtered(lambda slot: not slot.paused_at):
            slot.write({"paused_at": now, "paused_due": slot.due, "due": False})
        self.request_id._renew_due()

    def _resume(self):
        """Let the clock go on, where nothing is waited for any more."""
        asking = self.request_id._open_questions().filtered("pause").request_id
        now = fields.Datetime.now()
        for slot in self:
            stands = slot.offer_id or (slot.state == "pending" and slot.request_id in asking)
            if not slot.paused_at or stands:
                continue
            calendar = (slot.company_id or self.env.company).resource_calendar_id
            slot.write(
                {
                    "paused_at": False,
                    "paused_due": False,
                    "due": calendar._bpm_moved(slot.paused_due, slot.paused_at, now),
                }
            )
        self.request_id._renew_due()
        self.filtered(lambda slot: slot.state == "pending")._hand_to_substitutes()

    def _hand_to_substitutes(self, today=False):
        """What was offered stays with whoever offered it."""
        return super(
            BpmApprovalSlot, self.filtered(lambda slot: not slot.offer_id)
        )._hand_to_substitutes(today)

    def _drop_offers(self):
        """These places go to somebody else or end: what was offered from them stands no more."""
        self.offer_id._end("withdrawn")


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _renew_due(self):
        """The next answer is due when the first of those whose turn it is must answer."""
        for request in self:
            pending = request.slot_ids.filtered(lambda slot: slot.state == "pending" and slot.due)
            due = min(pending.mapped("due"), default=False)
            if request.due != due:
                request.due = due

    def _after_decision(self, rows, outcomes, opened):
        """A decision may end what others were waiting for: offers fall, clocks go on."""
        paused = self.browse(
            request.id
            for request in self
            if any(slot["paused"] for slot in rows[request.id]["slots"])
        )
        if paused:
            paused._settle_pauses()
        return super()._after_decision(rows, outcomes, opened)

    def _settle_pauses(self):
        """Take back offers of places that no longer wait; let the other clocks go on."""
        for request in self:
            # What somebody asked who has decided since stops nobody's clock.
            places = request.slot_ids
            gone = places.filtered(lambda slot: slot.state != "pending")
            request._open_questions().filtered(lambda q: q.slot_id in gone)._close()
            gone.filtered("offer_id")._drop_offers()
            places.filtered("paused_at")._resume()


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _bpm_moved(self, due, stopped, now):
        """Return ``due`` later by this calendar's working time between ``stopped`` and ``now``
        (naive UTC all); without a calendar by the whole time. What was late stays late."""
        if not due or due <= stopped:
            return due
        if not self:
            return due + (now - stopped)
        from pytz import utc

        calendar = self.sudo()
        lost = calendar.get_work_hours_count(utc.localize(stopped), utc.localize(now))
        if not lost:
            return due
        moved = calendar.plan_hours(lost, utc.localize(due), compute_leaves=True)
        return moved.astimezone(utc).replace(tzinfo=None) if moved else due
