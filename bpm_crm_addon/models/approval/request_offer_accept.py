"""Accepting a counter-offer: the values are written, and that content is approved, at once.

The round that was asked ends; a new one begins with the content offered, in which the one who
offered has agreed. Who else is asked then, and whose agreement still counts, is what the route says
of any changed document.
"""

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import UserError

from ...engine.offered_plan import after_offer


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def action_accept_offer(self, offer=None):
        """Accept the counter-offer: the requester's one click. Returns True.

        ``offer`` (record or id): the one the requester saw; another one is not accepted unseen.
        """
        seen = offer if isinstance(offer, int) or not offer else offer.id
        for request in self:
            request._accept_offer(seen)
        return True

    def action_decline_offer(self, comment):
        """Answer the counter-offer instead of accepting it: the words open a question, and the
        request waits for its approver again."""
        text = self._required(comment)
        for request in self._checked("open"):
            offer = request._offer_to_me()
            offer._end("declined")
            comments = self.env["bpm.journal.comment"]._store([text])
            request._changed_places("offer_declined", {"offer": offer.id}, comments=comments)
            question = request._put_question(
                text, offer.slot_id.approver_id, self.env["bpm.approval.slot"], False, comments
            )
            request._tell_question(question)
        return True

    def _offer_to_me(self, seen=None):
        """The open offer the current user may answer; raises a sentence without one, or when it
        is not the one they have ``seen``."""
        self._refuse_others_than_requester()
        offer = self._open_offer()
        if not offer:
            raise UserError(
                self.env._(
                    "The counter-offer on “%(document)s” does not stand any more. It waits for "
                    "%(people)s.",
                    document=self.name,
                    people=self._waiting_for() or "–",
                )
            )
        if seen and offer.id != seen:
            raise UserError(
                self.env._(
                    "The counter-offer on “%(document)s” changed meanwhile: %(offer)s. Look at it "
                    "again.",
                    document=self.name,
                    offer=offer._sentence(),
                )
            )
        return offer

    def _refuse_others_than_requester(self):
        if self.requester_id.id != self.env.uid:
            raise UserError(
                self.env._(
                    "Only %(person)s, who asked for the approval of “%(document)s”, can answer it.",
                    person=self.requester_id.name,
                    document=self.name,
                )
            )

    def _accept_offer(self, seen):
        self.check_access("read")
        self.sudo()._refuse_others_than_requester()
        document = self.sudo()._document_of().with_user(self.env.user)
        document.check_access("write")
        # As everywhere: the document first, then the request.
        document._bpm_clean()._bpm_lock()
        [row] = self.sudo()._lock_for_vote().values()
        request = self.sudo()
        if request._accepted_before(seen):
            return
        if row["state"] != "open":
            raise UserError(self._too_late(row))
        offer = request._offer_to_me(seen)
        with self.env.cr.savepoint():  # a caller may catch the refusal and go on
            waiting = request._places_now()
            offer.write({"state": "accepted", "answered_at": fields.Datetime.now()})
            offer.slot_id.offer_id = False
            why = self.env._("Accepted as offered: %s", offer._sentence())
            facts = {request.id: {"offer": offer.id, "digest": offer.digest}}
            request._close("void", why, "offer_accepted", facts)
            system = document.with_user(SUPERUSER_ID).with_context({})  # pylint: disable=context-overridden
            system.write(document._bpm_commands(offer.values))
            document._bpm_submit_offered(offer, waiting)
        request._tell_accepted(offer)

    def _accepted_before(self, seen):
        """A double click: it was accepted, and that is done."""
        accepted = self.offer_ids.filtered(lambda offer: offer.state == "accepted")
        return bool(accepted) and seen in (None, False, accepted.id)

    def _places_now(self):
        """The places of this round by step, as plain values: [(place, still waited for)]."""
        return [
            (
                {
                    "sequence": slot.sequence,
                    "step_key": slot.step_key,
                    "name": slot.name,
                    "approver_id": slot.approver_id.id,
                    "on_behalf_of_id": slot.on_behalf_of_id.id or None,
                    "fallback": slot.fallback or None,
                    "deadline_hours": slot.deadline_hours,
                    "reason": slot.reason,
                },
                slot.state in ("pending", "waiting"),
            )
            for slot in self.slot_ids
            if slot.state not in ("cancelled", "expired", "informed")
        ]

    def _vote_as_offered(self, offer):
        """Put the agreement of who offered into this new round."""
        self.ensure_one()
        slot = offer.slot_id
        rows = self._lock_for_vote()
        [mine] = [
            place["id"]
            for place in rows[self.id]["slots"]
            if place["approver"] == offer.approver_id.id and place["key"] == slot.step_key
        ]
        request = self.with_user(offer.approver_id).sudo()
        outcomes, opened = request._apply(
            rows, {self.id: [mine]}, "approved", offer.comment_id, "policy"
        )
        request._after_decision(rows, outcomes, opened)


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_submit_offered(self, offer, places):
        """Begin the round in which the offered content is approved by who offered it.

        ``places``: what _places_now told of the round that has ended.
        """
        document, old = self._bpm_clean(), offer.request_id
        guard = document._bpm_guard() or {}
        row = {"id": old.id, "version_id": old.version_id.id, "attachments": old.attachments}
        written = document._bpm_request_fingerprints({document.id: row})
        document._bpm_refuse_other_content(offer, written[document.id])
        chosen = document._bpm_choose_routes(guard)
        running = [r for r in guard.get("routes", ()) if r["id"] == old.route_id.id]
        route = chosen.get(document.id) or next(
            (r for r in running if r["state"] == "active"), None
        )
        if not route:
            return  # the route was retired meanwhile: nobody has to be asked
        chosen = {document.id: route}
        spec = {
            "keys": route["keys"],
            "lines": route["lines"],
            "attachments": old.attachments or [],
        }
        fingerprints = document._bpm_fingerprints({document.id: spec})
        document._bpm_refuse_other_content(offer, fingerprints[document.id])
        work = {
            "chosen": chosen,
            "steps": document._bpm_applying_steps(chosen),
            "specs": {document.id: spec},
            "fingerprints": fingerprints,
            "heads": None,
            "comment": old.comment,
            "urgent": old.urgent,
            "offer": offer,
            "places": places,
        }
        self.env["bpm.approval.request"].sudo()._submit(document, work)._vote_as_offered(offer)

    def _bpm_refuse_other_content(self, offer, fingerprint):
        """What stands there now must be what was offered, to the last cent."""
        if fingerprint[0] != offer.digest:
            raise UserError(
                self.env._(
                    "“%(document)s” would not become what %(person)s agreed to: prices, taxes or "
                    "the approval route changed meanwhile. Answer the offer and ask for a new one.",
                    document=self._bpm_speaking().display_name,
                    person=offer.approver_id.name,
                )
            )

    def _bpm_request_values(self, work, last):
        offer = work.get("offer")
        return {
            **super()._bpm_request_values(work, last),
            "offer_id": offer.id if offer else False,
        }

    def _bpm_plan(self, work, previous, editors, amounts):
        """In a round that follows a counter-offer, who was waited for still is."""
        offer = work.get("offer")
        if not offer:
            return super()._bpm_plan(work, previous, editors, amounts)
        old = offer.request_id
        if old.last_editor_id not in (old.requester_id, offer.approver_id):
            editors[self.id] = old.last_editor_id.id or editors[self.id]
        plans = super()._bpm_plan(work, previous, editors, amounts)
        known = {
            s["key"] for s in self.env["bpm.approval.version"]._data(old.version_id.id)["steps"]
        }
        slot = offer.slot_id
        [mine] = [
            place
            for place, _waiting in work["places"]
            if (place["step_key"], place["approver_id"]) == (slot.step_key, offer.approver_id.id)
        ]
        plans[self.id] = after_offer(plans[self.id], work["places"], mine, known)
        return plans
