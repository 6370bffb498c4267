"""What the actions on a request share: its rows locked, its people checked, its places changed."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...engine.approval_route import Place


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _checked(self, state=None):
        """Return self as superuser, readable by the user, its rows locked, in ``state``."""
        self.check_access("read")
        requests = self.sudo()
        rows = requests._lock_for_vote()
        for row in rows.values():
            if state and row["state"] != state:
                raise UserError(self._too_late(row))
        return requests

    def _is_admin(self):
        return self.env.user.has_group("bpm_crm_addon.group_bpm_approval_admin")

    def _pending(self):
        return self.slot_ids.filtered(lambda slot: slot.state == "pending")

    def _my_pending(self):
        mine = self._pending().filtered(lambda slot: slot.approver_id.id == self.env.uid)
        if not mine:
            raise UserError(
                self.env._(
                    "“%(document)s” does not wait for you now. It waits for %(people)s.",
                    document=self.name,
                    people=self._waiting_for() or "–",
                )
            )
        return mine

    def _colleague(self, user):
        person = self.env["res.users"].sudo().browse(user if isinstance(user, int) else user.id)
        if not person.exists() or not person.active or person.share:
            raise UserError(self.env._("Choose a colleague who works here and can log in."))
        return person

    def _refuse_barred(self, person):
        if person in self.requester_id | self.last_editor_id:
            raise UserError(
                self.env._(
                    "%(person)s asked for the approval of “%(document)s” or changed it last. "
                    "Choose somebody else.",
                    person=person.name,
                    document=self.name,
                )
            )

    def _refuse_seated(self, places, person):
        """A step that asks two people wants two heads: nobody is given a second place in it."""
        if self._is_seated(places, person):
            raise UserError(self._seated_words(person))

    def _seated_words(self, person):
        return self.env._(
            "%(person)s is asked about “%(document)s” in the same step already. Choose somebody "
            "else.",
            person=person.name,
            document=self.name,
        )

    def _is_seated(self, places, person):
        """Tell whether ``person`` is asked in a step of ``places`` already; where more than one
        must agree, also whether they have decided there, or somebody in their stead."""
        steps = self.env["bpm.approval.version"]._data(self.version_id.id)["steps"]
        several = {step["key"] for step in steps if step["quorum"] != "any"}
        return any(
            person in slot.approver_id | slot.on_behalf_of_id and slot.state != "cancelled"
            if slot.step_key in several
            else slot.approver_id == person and slot.state in ("pending", "waiting")
            for slot in self.slot_ids - places
            if slot.step_key in places.mapped("step_key")
        )

    def _hand_over_choices(self):
        """Whose decision may be handed over now: ``[{"id", "name", "step"}]``; none where nobody
        could be found for a step."""
        asked = self.sudo()._pending()
        stuck = any(step["status"] == "stuck" for step in self.sudo().plan or [])
        if not asked and not stuck:
            raise UserError(self.env._("Nobody is asked now: there is no decision to hand over."))
        return [{"id": s.id, "name": s.approver_id.name, "step": s.name or ""} for s in asked]

    def _hand_over_one(self, places, person, comment):
        """One decision at a time: what two people were to agree on is not left to one of them."""
        if len(places) != 1 and self.sudo()._pending():
            raise UserError(self.env._("Choose whose decision you hand over."))
        self.action_reassign(places[0] if places else False, person, comment)

    def _replace(self, places, person, event, comments):
        """Give ``places`` to ``person``: the old ones are cancelled, a new one is made."""
        self.ensure_one()
        places._drop_offers()
        place = places[:1]
        values = {
            **place._beside(Place(person.id), None),
            "since": fields.Datetime.now(),
            "paused_at": place.paused_at,
            "paused_due": place.paused_due,
        }
        state = place.state
        # How it ended marks it: who gave a decision away is not asked again by somebody's undoing.
        places.write({"state": "cancelled", "method": event})
        new = self.env["bpm.approval.slot"].sudo().create(values)
        self._changed_places(
            event,
            {"from": places.approver_id.ids, "to": person.id},
            comments=comments,
        )
        notice = self.env["bpm.approval.notice"]
        if state == "pending":
            # Whoever is chosen may be away: then their stand-in is asked, as in a new request.
            notice._notify_pending(new | new._hand_to_substitutes()[0])
        notice._counters_changed(set(places.approver_id.ids))

    def _changed_places(self, event, data, comment=None, comments=None):
        """One journal entry for a change of places, and the row's change that goes with it."""
        if comment and not comments:
            comments = self.env["bpm.journal.comment"]._store([comment])
        self.write({"vote_count": self.vote_count + 1})
        self.env["bpm.journal"]._append(
            [
                {
                    "event": event,
                    "res_model": self.res_model,
                    "res_id": self.res_id,
                    "data": {
                        "request": self.id,
                        **data,
                        **({"comment": comments._fingerprint()} if comments else {}),
                    },
                }
            ]
        )
        self._refresh_documents()
