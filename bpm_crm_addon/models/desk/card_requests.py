"""Cards of those who ask: what came back to them, and what is under way."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .desk import ROWS

REJECTED_DAYS, APPROVED_DAYS = 14, 30
LOOKED_THROUGH = 20  # the newest ones; some are mended already
NOT_YET_SENT = ("draft", "sent")


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    # === RETURNED TO YOU === #

    def _card_returned(self):
        requests = self._still_to_mend(self._came_back())[: ROWS + 1]
        more = {
            "label": self.env._("All that came back"),
            "action": "bpm_crm_addon.action_bpm_approval_request_mine",
            "context": {"search_default_returned": 1},
        }
        return {
            "title": self.env._("Returned to You"),
            **self._listed([self._returned_row(request) for request in requests], more),
            "empty": {"sentence": self.env._("Nothing came back to you.")},
        }

    def _came_back(self):
        """The newest requests of my documents that were returned, or rejected lately."""
        requests = self.env["bpm.approval.request"].sudo()
        requests.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM bpm_approval_request mine
                 WHERE (requester_id = %(uid)s OR responsible_id = %(uid)s)
                   AND (state = 'returned' OR (state = 'rejected' AND settled_at > %(since)s))
                   AND NOT EXISTS (
                        SELECT FROM bpm_approval_request newer
                         WHERE newer.res_model = mine.res_model AND newer.res_id = mine.res_id
                           AND newer.id > mine.id)
              ORDER BY settled_at DESC NULLS LAST, id DESC LIMIT %(limit)s
                """,
                uid=self.env.uid,
                since=fields.Datetime.now() - timedelta(days=REJECTED_DAYS),
                limit=LOOKED_THROUGH,
            )
        )
        return requests.browse(request_id for [request_id] in rows)

    def _still_to_mend(self, requests):
        """Those whose document can be mended and still needs somebody's approval."""
        return self._with_open_documents(
            requests, lambda document: document.bpm_approval_state in ("required", "rejected")
        )

    def _with_open_documents(self, requests, condition=lambda document: True):
        """Those whose document the current user may open and has not sent or confirmed."""
        kept = set()
        for model, ids in requests._documents().items():
            if model not in self.env:
                continue
            documents = self.env[model].browse(ids).exists()._filtered_access("read")
            if model == "sale.order":
                documents = documents.filtered(lambda order: order.state in NOT_YET_SENT)
            kept.update((model, document.id) for document in documents.filtered(condition))
        return requests.filtered(lambda request: (request.res_model, request.res_id) in kept)

    def _returned_row(self, request):
        answer = request.slot_ids.filtered(
            lambda place: place.state in ("returned", "rejected")
        ).sorted("decided_at")[-1:]
        who = answer.approver_id.name or ""
        said = (
            self.env._("%s returned it", who)
            if request.state == "returned"
            else self.env._("%s rejected it", who)
        )
        document = {"model": request.res_model, "id": request.res_id}
        return {
            **self._request_row(request),
            "text": said if who else "",
            "words": answer.comment or "",
            "at": fields.Datetime.to_string(request.settled_at) or False,
            "tone": "danger",
            "open": document,
            "buttons": [{"label": self.env._("Fix"), **document}],
        }

    # === IN MOTION === #

    def _card_moving(self):
        requests = self.env["bpm.approval.request"].sudo()
        mine = Domain("requester_id", "=", self.env.uid) | Domain(
            "responsible_id", "=", self.env.uid
        )
        usable = mine & Domain("state", "=", "approved") & Domain("passed_at", "=", False)
        lately = Domain("settled_at", ">", fields.Datetime.now() - timedelta(days=APPROVED_DAYS))
        approved = self._with_open_documents(
            requests.search(usable & lately, order="settled_at DESC", limit=LOOKED_THROUGH)
        )
        waiting = requests.search(
            mine & Domain("state", "=", "open"), order="due, id", limit=ROWS + 1
        )
        rows = [self._approved_row(request) for request in approved[:ROWS]]
        rows += [self._waiting_row(request) for request in waiting]
        more = {
            "label": self.env._("All my requests"),
            "action": "bpm_crm_addon.action_bpm_approval_request_mine",
        }
        return {
            "title": self.env._("In Motion"),
            **self._listed(rows, more, limit=2 * ROWS if approved else ROWS),
            "empty": {"sentence": self.env._("None of your documents waits for an approval.")},
        }

    def _approved_row(self, request):
        return {
            **self._request_row(request),
            "text": self.env._("Approved: it may go on"),
            "at": fields.Datetime.to_string(request.settled_at) or False,
            "tone": "success",
            "open": {"model": request.res_model, "id": request.res_id},
        }

    def _waiting_row(self, request):
        """A request that waits, seen by somebody who may remind: at whom, since when, due when."""
        people = request._waiting_for()
        return {
            **self._request_row(request),
            "text": self.env._("At %s", people)
            if people
            else self.env._("Nobody can decide now. An approval administrator has been told."),
            "since": fields.Datetime.to_string(request.submitted_at) or False,
            "due": fields.Datetime.to_string(request.due) or False,
            "open": {"model": request.res_model, "id": request.res_id},
            "buttons": [self._remind_button(request)]
            if people and self._may_remind(request)
            else [],
        }

    @api.model
    def _may_remind(self, request):
        """As `action_remind` will answer: once an hour is enough."""
        hour_ago = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
        return not request.reminded_at or request.reminded_at <= hour_ago

    @api.model
    def _remind_button(self, request):
        return {
            "label": self.env._("Remind"),
            "verb": "remind",
            "ids": request.ids,
            "name": request.name,
        }

    @api.model
    def _request_row(self, request):
        return {
            "key": request.id,
            "title": request.partner_id.display_name or request.name,
            "note": request.name if request.partner_id else "",
            "amount": request.amount,
            "currency_id": request.currency_id.id,
        }
