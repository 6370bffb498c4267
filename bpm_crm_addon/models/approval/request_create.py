"""Creating requests: all of a batch, with their places and their proof, in a few statements."""

from odoo import api, fields, models

from ..audit.bulk import insert

# Value of a place: value of the request that it repeats, so that an inbox is read from one table.
COPIED = {
    "company_id": "company_id",
    "res_model": "res_model",
    "res_id": "res_id",
    "title": "name",
    "urgent": "urgent",
    "amount": "amount",
    "currency_id": "currency_id",
    "requester_id": "requester_id",
}


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _submit(self, documents, work):
        """Create one request per document with all its places; return the requests.

        ``work``: chosen routes, applying steps, specifications and fingerprints by document id,
        journal heads, the requester's comment, urgent. Sudo; the documents are locked.
        """
        now = fields.Datetime.now()
        previous = documents._bpm_last_requests()
        editors = documents._bpm_last_editors()
        amounts = documents._bpm_amounts()
        plans = documents._bpm_plan(work, previous, editors, amounts)
        text = work["comment"]
        comments = self.env["bpm.journal.comment"]._store([text]) if text else None
        facts, people = documents._bpm_facts(), documents._bpm_people()
        calendars = self._calendars(people)
        finishes = self._finishes(work["chosen"], people, now)
        blank = self._blank_values(now, comments, work["urgent"])
        values = [
            {
                **blank,
                **document._bpm_request_values(work, previous.get(document.id)),
                **self._plan_values(plans[document.id], calendars[document.id], now),
                "expected_finish": not plans[document.id]["settled"] and finishes[document.id],
                "last_editor_id": editors[document.id],
                "facts": facts[document.id],
                **amounts[document.id],
                **people[document.id],
            }
            for document in documents
        ]
        requests = insert(self, values)
        slots = self._insert_places(requests, values, plans)
        self._write_journal_of_submission(requests, values, plans, comments, work["heads"])
        settled = requests.filtered(lambda request: request.state == "approved")
        settled._write_own_authority()
        (requests - settled)._raise_stuck(plans)
        notice = self.env["bpm.approval.notice"]
        pending = slots.filtered(lambda slot: slot.state == "pending")
        people = pending.approver_id | pending.on_behalf_of_id | self.env.user
        waiting = notice._read_ahead(people.sudo(), requests.partner_id, requests.currency_id)
        notice._notify_pending(
            pending, waiting, notice._cycle_notes(requests - settled, "submitted")
        )
        self._trigger_pdfs(requests)
        return requests

    def _blank_values(self, now, comments, urgent):
        """Values that all requests of a batch share."""
        return {
            "requester_id": self.env.uid,
            "submitted_at": now,
            "urgent": bool(urgent),
            "comment_id": comments.id if comments else False,
            "vote_count": 0,
            # What a document without money or customer has nothing to say about.
            "currency_id": False,
            "company_currency_id": False,
            "company_id": False,
            "partner_id": False,
            "responsible_id": False,
        }

    def _calendars(self, people):
        """Return {document id: the calendar of its company}."""
        companies = {facts.get("company_id") for facts in people.values()}
        calendars = {
            company_id: (
                self.env["res.company"].browse(company_id) or self.env.company
            ).resource_calendar_id
            for company_id in companies
        }
        return {document: calendars[facts.get("company_id")] for document, facts in people.items()}

    def _finishes(self, chosen, people, now):
        """Return {document id: when the answer may be expected, or False}."""
        asked = {
            document: (chosen[document]["id"], facts.get("company_id"))
            for document, facts in people.items()
        }
        promises = self._promises(set(asked.values()), now)
        return {document: promises[key].finish for document, key in asked.items()}

    def _plan_values(self, plan, calendar, now):
        """Values that follow from a document's plan; its places get their state and due date."""
        for place in plan["places"]:
            opens = place["sequence"] == plan["first"]
            place["state"] = "pending" if opens else "waiting"
            place["since"] = opens and now
            place["due"] = opens and calendar._bpm_due(place["deadline_hours"])
        return {
            "state": "approved" if plan["settled"] else "open",
            "settled_at": plan["settled"] and now,
            "due": min((p["due"] for p in plan["places"] if p["due"]), default=False),
            "reason": ", ".join(plan["reasons"]),
            "plan": plan["plan"],
        }

    def _insert_places(self, requests, values, plans):
        """Write the places of requests that were made with these ``values``; return them."""
        places = [
            {"request_id": request_id, **copied, **place}
            for request_id, given in zip(requests._ids, values, strict=True)
            for copied in [{name: given[source] for name, source in COPIED.items()}]
            for place in plans[given["res_id"]]["places"]
        ]
        slots = self.env["bpm.approval.slot"].sudo()
        return insert(slots, places) if places else slots

    def _copied_values(self):
        """The request's values that its places repeat for the inbox."""
        given = self._convert_to_write({source: self[source] for source in COPIED.values()})
        copied = {name: given[source] for name, source in COPIED.items()}
        return {"request_id": self.id, **copied}

    def _write_journal_of_submission(self, requests, values, plans, comments, heads):
        """An entry for each of the requests that were made with these ``values``."""
        entries = [
            {
                "event": "submitted",
                "res_model": given["res_model"],
                "res_id": given["res_id"],
                "data": {
                    "request": request_id,
                    "version": given["version_id"],
                    "digest": given["digest"],
                    "amount": given["amount"],
                    "currency": given["currency_id"],
                    "rate": given["rate"],
                    "asked": [p["approver_id"] for p in plans[given["res_id"]]["places"]],
                    **self._own_word(given),
                    **({"comment": comments._fingerprint()} if comments else {}),
                },
            }
            for request_id, given in zip(requests._ids, values, strict=True)
        ]
        self.env["bpm.journal"]._append(entries, heads=heads)

    def _own_word(self, given):
        """Whose agreement, by their own authority, counts beside that of those asked."""
        own = given["state"] == "open" and any(step.get("own") for step in given["plan"])
        return {"own_authority": given["requester_id"]} if own else {}

    def _write_own_authority(self):
        """These were settled by the requester's own limit; nobody was asked."""
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "own_authority",
                    "res_model": request.res_model,
                    "res_id": request.res_id,
                    "data": {"request": request.id, "digest": request.digest},
                }
                for request in self
            ]
        )
        self._refresh_documents()

    def _trigger_pdfs(self, requests):
        """Have the documents frozen as PDF soon after the commit, by a scheduled action."""
        if requests:
            self.env["ir.cron"]._bpm_wake("bpm_crm_addon.ir_cron_approval_pdf")


class Documents(models.AbstractModel):
    _inherit = "base"

    def _bpm_request_values(self, work, last):
        """What a request takes down of its document: which content, by which route."""
        route, (digest, content) = work["chosen"][self.id], work["fingerprints"][self.id]
        return {
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "route_id": route["id"],
            "version_id": route["version_id"],
            "cycle": last.cycle + 1 if last else 1,
            "digest": digest,
            "content": content,
            "attachments": work["specs"][self.id]["attachments"],
        }
