"""Cards of those who decide: the inbox itself, what is stuck at their people, what they decided."""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from .desk import ROWS

DECISIONS = 10


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    # === WAITING FOR ME === #

    def _card_inbox(self):
        """The most urgent decisions as the inbox shows them, to decide in place."""
        mine = self.env["bpm.approval.slot"]._own_places()
        places = mine.search_fetch(mine._inbox_domain(), order=mine._inbox_order(), limit=ROWS)
        waiting, overdue, _today = mine._count_waiting() if places else (0, 0, 0)
        places[:1]._mark_seen()
        return {
            "title": self.env._("Waiting for Me"),
            "rows": places._inbox_rows(),
            "note": self._waiting_note(mine._told_count(waiting), mine._told_count(overdue)),
            "tone": "danger" if overdue else "",
            "more": {
                "label": self.env._("All %s", mine._told_count(waiting)),
                "action": "bpm_crm_addon.action_bpm_approval_inbox",
            }
            if waiting > len(places)
            else False,
            "buttons": [self._away_button()],
            "empty": {
                "sentence": self.env._("Nothing waits for you."),
                "button": self._away_button(),
            },
        }

    def _waiting_note(self, waiting, overdue):
        if overdue == "0":
            return waiting
        return self.env._("%(count)s, %(overdue)s overdue", count=waiting, overdue=overdue)

    # === WAITING FOR MY PEOPLE === #

    def _card_team(self):
        """What those who report to me have waited for longer than a day, read with my rights."""
        people = self._my_people()
        if not people:
            return None
        asked_of_me = Domain("approver_id", "=", self.env.uid) & Domain("state", "=", "pending")
        requests = self.env["bpm.approval.request"].search(
            Domain("state", "=", "open")
            & Domain("requester_id", "in", people)
            & Domain("submitted_at", "<", fields.Datetime.now() - timedelta(days=1))
            & Domain("slot_ids", "not any", asked_of_me),
            order="submitted_at, id",
            limit=ROWS + 1,
        )
        more = {
            "label": self.env._("All that wait longer than a day"),
            "action": "bpm_crm_addon.action_bpm_approval_request_all",
            "context": {"search_default_long": 1},
        }
        return {
            "title": self.env._("Waiting for My People for More Than a Day"),
            **self._listed([self._stuck_row(request) for request in requests.sudo()], more),
            "empty": {"sentence": self.env._("None of your people has waited longer than a day.")},
        }

    def _stuck_row(self, request):
        """A request somebody else made: read on its own page, which needs no right in Sales."""
        row = self._waiting_row(request)
        return {
            **row,
            "text": self.env._(
                "%(state)s · asked by %(requester)s",
                state=row["text"],
                requester=request.requester_id.name,
            ),
            "open": {"model": request._name, "id": request.id},
        }

    # === MY LAST DECISIONS === #

    def _card_decided(self):
        mine = self.env["bpm.approval.slot"]._own_places()
        decided = Domain("approver_id", "=", self.env.uid) & Domain("decided_at", "!=", False)
        places = mine.search(decided, order="decided_at DESC, id DESC", limit=DECISIONS + 1)
        labels = dict(mine._fields["state"]._description_selection(self.env))
        more = {
            "label": self.env._("All my decisions"),
            "action": "bpm_crm_addon.action_bpm_approval_request_decided",
        }
        rows = [self._decided_row(place, labels) for place in places]
        return {
            "title": self.env._("My Last Decisions"),
            **self._listed(rows, more, limit=DECISIONS),
            "empty": {"sentence": self.env._("You have not decided on anything yet.")},
        }

    def _decided_row(self, place, labels):
        return {
            "key": place.id,
            "title": place.partner_id.display_name or place.title,
            "note": place.title if place.partner_id else "",
            "text": labels[place.state],
            "at": fields.Datetime.to_string(place.decided_at),
            "amount": place.amount,
            "currency_id": place.currency_id.id,
            "open": {"model": "bpm.approval.request", "id": place.request_id.id},
        }

    # === WHAT WAITS LONGEST === #

    def _card_waiting(self):
        """A director's bottleneck list: the oldest requests, read with the director's rights."""
        requests = self.env["bpm.approval.request"].search(
            [
                ("state", "=", "open"),
                ("res_model", "not in", self.env["bpm.approval.request"]._uncounted()),
            ],
            order="submitted_at, id",
            limit=ROWS + 1,
        )
        more = {
            "label": self.env._("All that wait"),
            "action": "bpm_crm_addon.action_bpm_approval_request_all",
        }
        return {
            "title": self.env._("Waiting Longest"),
            **self._listed([self._stuck_row(request) for request in requests.sudo()], more),
            "empty": {"sentence": self.env._("No document waits for an approval.")},
        }
