"""The one line under a document's header: how its approval stands, and what to do now."""

from odoo import fields, models
from odoo.tools import format_date, format_time


class Base(models.AbstractModel):
    _inherit = "base"

    def bpm_approval_line(self):
        """Return the approval line of one document as plain values for its widget.

        {"kind", "level", "sentence", "detail": [str], "request_id", "slot_id", "buttons":
        [{"name", "label", "primary"}], "chain": [...], "preview": dict or False, "changes":
        [{"field", "old", "new"}], "comment", "urgent_left": how many the user may mark urgent,
        where they may ask}; kind "none" shows nothing.
        """
        self.ensure_one()
        self.check_access("read")
        line = {
            "kind": "none", "level": "info", "sentence": "", "detail": [], "request_id": False,
            "slot_id": False, "buttons": [], "chain": [], "preview": False, "changes": [],
            "comment": "",
        }  # fmt: skip
        if not self.id or not self._bpm_guard():
            return line
        request = self._bpm_last_requests().get(self.id)
        guard = self._bpm_guard()
        past = self._bpm_clean()._bpm_past_gates(guard) if guard.get("routes") else self
        if request and request.state == "open":
            return {**line, **self._bpm_line_waiting(request)}
        if request and request.state == "approved":
            is_over = past and request.passed_at and not self._bpm_is_still_as_approved()
            return line if is_over else {**line, **self._bpm_line_approved(request)}
        if past or not self.filtered_domain(self._bpm_open_domain()):
            return line
        preview = self.bpm_approval_preview()
        if preview["needed"] and self.has_access("write"):
            line["urgent_left"] = self.env["bpm.approval.request"]._urgency_left()
        if request and preview["needed"]:
            asked_before = self._bpm_line_ended(request)
            if asked_before:
                return {**line, **asked_before, "preview": preview}
        if preview["needed"] or preview["watching"]:
            return {**line, **self._bpm_line_needed(preview)}
        return line

    def _bpm_is_still_as_approved(self):
        """Whether the line goes on saying so after the document has passed. A hook."""
        return False

    def _bpm_line_needed(self, preview):
        ask = {
            "name": "action_bpm_request_approval",
            "label": self.env._("Request Approval"),
            "primary": True,
        }
        return {
            "kind": "watching" if preview["watching"] else "needed",
            "level": "muted" if preview["watching"] else "info",
            "sentence": preview["sentence"],
            "preview": preview,
            "buttons": [] if preview["watching"] or not self.has_access("write") else [ask],
        }

    def _bpm_line_waiting(self, request):
        mine = request.slot_ids.filtered(
            lambda slot: slot.state == "pending" and slot.approver_id == self.env.user
        )
        people = request._waiting_for()
        if not people:
            sentence = self.env._("Nobody can decide now. An approval administrator has been told.")
        elif request.due:
            sentence = self.env._(
                "Waiting for %(people)s since %(since)s, due %(due)s",
                people=people,
                since=self._bpm_moment(request.submitted_at),
                due=self._bpm_moment(request.due),
            )
        else:
            sentence = self.env._(
                "Waiting for %(people)s since %(since)s",
                people=people,
                since=self._bpm_moment(request.submitted_at),
            )
        seen = request.slot_ids.filtered(lambda slot: slot.state == "pending" and slot.seen_at)
        buttons = []
        if mine:
            buttons = [
                {"name": "action_approve", "label": self.env._("Approve"), "primary": True},
                {
                    "name": "action_return",
                    "label": self.env._("Return for changes"),
                    "primary": False,
                },
                {"name": "action_reject", "label": self.env._("Reject"), "primary": False},
            ]
        elif self.env.uid in (request.requester_id.id, request.responsible_id.id):
            buttons = [
                {"name": "action_remind", "label": self.env._("Remind"), "primary": False},
                {"name": "action_withdraw", "label": self.env._("Withdraw"), "primary": False},
            ]
        return {
            "kind": "waiting",
            "level": "warning",
            "sentence": sentence,
            "detail": [
                self.env._(
                    "Seen by %(person)s %(time)s",
                    person=s.approver_id.name,
                    time=self._bpm_moment(s.seen_at),
                )
                for s in seen
            ],
            "request_id": request.id,
            "slot_id": mine[:1].id,
            "buttons": buttons,
            "chain": request._chain_rows(),
        }

    def _bpm_line_approved(self, request):
        decided = request._last_decision()
        if decided and decided.on_behalf_of_id:
            sentence = self.env._(
                "Approved %(time)s by %(person)s (for %(absent)s, away). Exactly this content.",
                time=self._bpm_moment(request.settled_at),
                person=decided.approver_id.name,
                absent=decided.on_behalf_of_id.name,
            )
        elif decided:
            sentence = self.env._(
                "Approved %(time)s by %(person)s. Exactly this content.",
                time=self._bpm_moment(request.settled_at),
                person=decided.approver_id.name,
            )
        else:
            sentence = self.env._(
                "Within own authority of %s. Exactly this content.", request.requester_id.name
            )
        return {
            "kind": "approved",
            "level": "success",
            "sentence": sentence,
            "request_id": request.id,
            "chain": request._chain_rows(),
        }

    def _bpm_line_ended(self, request):
        """Returned, rejected, or changed after approval; None when it is as if never asked."""
        again = {
            "name": "action_bpm_request_approval",
            "label": self.env._("Ask Again"),
            "primary": True,
        }
        shared = {
            "request_id": request.id,
            "chain": request._chain_rows(),
            "buttons": [again] if self.has_access("write") else [],
        }
        person = request._last_decision().approver_id.name
        if request.state == "returned":
            sentence = self.env._(
                "%(person)s returned it: “%(comment)s”",
                person=person,
                comment=request._last_comment(),
            )
            return {**shared, "kind": "returned", "level": "danger", "sentence": sentence}
        if request.state == "rejected":
            sentence = self.env._(
                "%(person)s rejected it: “%(comment)s”",
                person=person,
                comment=request._last_comment(),
            )
            return {**shared, "kind": "rejected", "level": "danger", "sentence": sentence}
        if request.state == "void" and request.approved_once:
            content = self._bpm_fingerprint_for(request)[1]
            changed = request._changes_against(content)
            if not changed:
                return None
            undo = {
                "name": "action_bpm_undo_change",
                "label": self.env._("Undo the Change"),
                "primary": False,
            }
            return {
                **shared,
                "kind": "changed",
                "level": "warning",
                "sentence": self.env._(
                    "Changed after approval: %s", request._change_sentence(changed)
                ),
                "changes": request._change_rows(changed),
                "buttons": ([undo] if request.undoable and self._bpm_can_undo(changed) else [])
                + shared["buttons"],
            }
        return None

    def _bpm_can_undo(self, changed):
        """Tell whether the changes can be written back; a model may know how."""
        return False

    def _bpm_moment(self, moment):
        """A moment as the user's language tells time, in their zone: the time today, "tomorrow"
        or "yesterday" with it, else date and time. As the screens' shortTime does."""
        if not moment:
            return ""
        local = fields.Datetime.context_timestamp(self, moment)
        today = fields.Datetime.context_timestamp(self, fields.Datetime.now()).date()
        told = format_time(self.env, local.time(), time_format="short")
        days = (local.date() - today).days
        if days == 1:
            return self.env._("tomorrow %s", told)
        if days == -1:
            return self.env._("yesterday %s", told)
        return f"{format_date(self.env, local.date())} {told}" if days else told
