"""Everything one may do with a request besides deciding: withdraw, forward, take back, correct."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

DECIDED = ("approved", "remarked", "rejected", "returned")


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    # === THE REQUESTER === #

    def action_withdraw(self):
        """Take requests back; the documents may be changed again. Requester, responsible person
        or approval administrator."""
        requests = self._checked("open")
        for request in requests:
            if not requests._is_admin() and self.env.uid not in (
                request.requester_id.id,
                request.responsible_id.id,
            ):
                raise AccessError(
                    self.env._(
                        "Only %(person)s or an approval administrator can withdraw “%(document)s”.",
                        person=request.requester_id.name,
                        document=request.name,
                    )
                )
        requests._close("withdrawn", self.env._("Withdrawn by the requester."), "withdrawn")
        return True

    def action_remind(self):
        """Tell those whose turn it is once more; at most one reminder an hour."""
        requests = self._checked("open")
        pending = requests.slot_ids.filtered(
            lambda slot: slot.state == "pending" and not slot.offer_id
        )
        hour_ago = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
        for request in requests:
            if request._open_offer() and request not in pending.request_id:
                raise UserError(
                    self.env._("“%s” waits for your answer to the counter-offer.", request.name)
                )
            if request.reminded_at and request.reminded_at > hour_ago:
                raise UserError(
                    self.env._(
                        "%(people)s were reminded of “%(document)s” less than an hour ago.",
                        people=request._waiting_for(),
                        document=request.name,
                    )
                )
        requests.write({"reminded_at": fields.Datetime.now()})
        self.env["bpm.approval.notice"]._notify_pending(pending)
        return True

    # === THE APPROVER === #

    def action_forward(self, user, comment=None):
        """Let ``user`` (record or id) decide instead of the current user, with a word why."""
        person = self._colleague(user)
        requests = self._checked("open")
        for request in requests:
            mine = request._my_pending()
            request._refuse_barred(person)
            request._refuse_seated(mine, person)
            comments = self.env["bpm.journal.comment"]._store([comment]) if comment else None
            request._replace(mine, person, "forwarded", comments)
        return True

    def action_add_approver(self, user, comment=None):
        """Ask ``user`` beside those whose turn it is: their agreement is needed, too."""
        person = self._colleague(user)
        requests = self._checked("open")
        slots = self.env["bpm.approval.slot"].sudo()
        for request in requests:
            mine = request._my_pending() if not requests._is_admin() else request._pending()
            request._refuse_barred(person)
            now = fields.Datetime.now()
            slots |= slots.create(
                {
                    **request._copied_values(),
                    "sequence": mine[:1].sequence or 1,
                    "step_key": f"added-{person.id}",
                    "name": self.env._("Added approver"),
                    "approver_id": person.id,
                    "reason": request.reason,
                    "state": "pending",
                    "since": now,
                    "due": mine[:1].due,
                }
            )
            request._changed_places("added", {"added": person.id}, comment)
        slots |= slots._hand_to_substitutes()[0]
        self.env["bpm.approval.notice"]._notify_pending(slots)
        return True

    def action_take_back(self):
        """Undo the current user's own decision, as long as nobody went on from it."""
        for request in self._checked():
            request._take_back_one()
        return True

    def _take_back_one(self):
        mine = self.slot_ids.filtered(
            lambda slot: slot.approver_id.id == self.env.uid and slot.state in DECIDED
        ).sorted("decided_at")[-1:]
        later = self.slot_ids.filtered(
            lambda slot: slot.state in DECIDED and slot.sequence > mine.sequence
        )
        newer = self._document_of().sudo()._bpm_last_requests().get(self.res_id, self) - self
        if not mine or later or newer or self.passed_at or self.state in ("void", "withdrawn"):
            raise UserError(
                self.env._(
                    "Your decision on “%s” cannot be taken back: others have gone on from it.",
                    self.name,
                )
            )
        # The row changes first: whoever passes the gate at this moment collides here.
        self.write({"state": "open", "settled_at": False, "vote_count": self.vote_count + 1})
        reopened = mine | self.slot_ids.filtered(
            lambda slot: (
                slot.sequence == mine.sequence
                and slot.state in ("skipped", "cancelled")
                and (slot.state == "cancelled" or slot.step_key == mine.step_key)
                and not slot.method
            )
        )
        reopened.write({"state": "pending"})
        mine.write({"decided_at": False, "comment_id": False, "method": False})
        self.slot_ids.filtered(
            lambda slot: (
                slot.sequence > mine.sequence
                and slot.state in ("pending", "cancelled")
                and not slot.method
            )
        ).write({"state": "waiting", "since": False, "due": False})
        self.write({"due": mine.due})
        self._changed_places("taken_back", {"slot": mine.id})
        self._refuse_when_changed()
        self.env["bpm.approval.notice"]._notify_changed(self, self.slot_ids)

    def _refuse_when_changed(self):
        document = self._document_of().sudo().exists()
        if document:
            row = {"id": self.id, "version_id": self.version_id.id, "attachments": self.attachments}
            digest = document._bpm_clean()._bpm_request_fingerprints({document.id: row})[
                document.id
            ][0]
            if digest != self.digest:
                raise UserError(
                    self.env._("“%s” was changed since: it has to be asked for anew.", self.name)
                )

    def action_correct(self, values, comment):
        """Correct the document while it waits, with a reason; the request starts anew, and the
        corrector has no vote on it any more. The approver whose turn it is, or an approval
        administrator. Returns the new request."""
        self.ensure_one()
        self._required(comment)
        request = self._checked("open")
        if not request._is_admin():
            request._my_pending()
        document = request._document_of().sudo()
        request._close("void", self.env._("Corrected: %s", comment), "corrected")
        document.with_context({}).write(values)  # pylint: disable=context-overridden
        requester = request.requester_id
        document = document.with_user(requester).sudo()
        new_requests, _left_out = document._bpm_submit(
            document._bpm_guard(), comment, request.urgent
        )
        return new_requests.with_env(self.env).sudo(False)

    # === THE ADMINISTRATOR === #

    def action_reassign(self, slot, user, comment):
        """Give the place ``slot`` (record or id) to ``user``, with a reason; without a place, the
        step for which nobody could be found."""
        self._required(comment)
        if not self._is_admin():
            raise AccessError(
                self.env._("Only an approval administrator gives a decision to somebody else.")
            )
        person = self._colleague(user)
        for request in self._checked("open"):
            if not slot:
                request._name_for_stuck(person, comment)
                continue
            place = request.slot_ids.filtered(
                lambda s: s.id == (slot if isinstance(slot, int) else slot.id)
            )
            if place.state not in ("pending", "waiting"):
                raise UserError(self.env._("This decision is no longer waited for."))
            request._refuse_barred(person)
            request._refuse_seated(place, person)
            comments = self.env["bpm.journal.comment"]._store([comment])
            request._replace(place, person, "reassigned", comments)
        return True
