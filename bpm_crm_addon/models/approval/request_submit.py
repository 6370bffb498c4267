"""Asking for approval: from documents to requests with their places."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

URGENT_PER_WEEK = 3


class Base(models.AbstractModel):
    _inherit = "base"

    def action_bpm_request_approval(self, comment=None, urgent=False):
        """Ask for the approval of these documents; those that need none are left out.

        Any internal user who may write the documents. Asking twice gives the request that is
        already open. Returns True, or a notification that names what was left out.
        """
        guard = self._bpm_guard()
        if not guard or not any(r["state"] == "active" for r in guard.get("routes", ())):
            raise UserError(self.env._("Nobody has to be asked here: no approval route is switched on."))
        self.check_access("write")
        if self.env.user._is_public() or self.env.user.share:
            raise UserError(self.env._("Only colleagues can ask for an approval."))
        if urgent:
            self.env["bpm.approval.request"]._spend_urgency(len(self))
        requests, left_out = self._bpm_submit(guard, comment, urgent)
        if not left_out:
            return True
        names = ", ".join(left_out.mapped("display_name"))
        if len(self) == 1:
            raise UserError(self.env._("“%s” needs no approval: it can go on as it is.", names))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "Sent for approval: %(count)s. No approval needed: %(names)s.",
                    count=len(requests),
                    names=names,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _bpm_submit(self, guard, comment, urgent):
        """Return (requests, documents left out). One batch, a fixed number of queries."""
        documents = self._bpm_clean()
        live = documents._bpm_lock(touch=True)
        chosen = documents._bpm_choose_routes(guard)
        steps = documents._bpm_applying_steps(chosen)
        papers = documents._bpm_current_papers()
        specs = {
            document: {
                "keys": chosen[document]["keys"],
                "lines": chosen[document]["lines"],
                "attachments": papers[document],
            }
            for document in chosen
        }
        asked = documents.browse(chosen)
        fingerprints = asked._bpm_fingerprints(specs)
        open_ids = [row["id"] for row in live.values() if row["state"] == "open"]
        asked = asked.filtered(
            lambda doc: live[doc.id]["state"] != "open"
            and not (live[doc.id]["state"] == "approved" and live[doc.id]["digest"] == fingerprints[doc.id][0])
        )
        requests = self.env["bpm.approval.request"].sudo()
        if asked:
            stale = [live[d.id]["id"] for d in asked if live[d.id]["state"] == "approved"]
            if stale:
                requests.browse(stale)._close(
                    "void", self.env._("It was changed after the approval."), "voided"
                )
                heads = None
            else:
                heads = {
                    (self._name, document): (row["head_number"], row["head_hash"])
                    for document, row in live.items()
                    if row["head_number"]
                }
            requests = requests._submit(
                asked,
                {
                    "chosen": chosen,
                    "steps": steps,
                    "specs": specs,
                    "fingerprints": fingerprints,
                    "heads": heads,
                    "comment": comment,
                    "urgent": urgent,
                },
            )
        self._bpm_forget_state()
        left_out = self.browse(id_ for id_ in self._ids if id_ not in chosen)
        approved = self.browse(
            id_ for id_ in chosen if id_ not in asked._ids and live[id_]["state"] == "approved"
        )
        return requests | requests.browse(open_ids), left_out | approved


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
        comments = self.env["bpm.journal.comment"]._store([work["comment"]]) if work["comment"] else None
        facts = documents._bpm_facts()
        people = documents._bpm_people()
        vals_list = []
        for document in documents:
            route = work["chosen"][document.id]
            amount = amounts[document.id]
            last = previous.get(document.id)
            vals_list.append(
                {
                    "name": document.display_name,
                    "res_model": document._name,
                    "res_id": document.id,
                    "route_id": route["id"],
                    "version_id": route["version_id"],
                    "cycle": last.cycle + 1 if last else 1,
                    "digest": work["fingerprints"][document.id][0],
                    "content": work["fingerprints"][document.id][1],
                    "attachments": work["specs"][document.id]["attachments"],
                    "requester_id": self.env.uid,
                    "last_editor_id": editors[document.id],
                    "submitted_at": now,
                    "urgent": bool(work["urgent"]),
                    "reason": ", ".join(plans[document.id]["reasons"]),
                    "comment_id": comments.id if comments else False,
                    "facts": facts[document.id],
                    "plan": plans[document.id]["plan"],
                    "vote_count": 0,
                    **amount,
                    **people[document.id],
                }
            )
        requests = self.create(vals_list)
        slot_vals = [
            {**place, **request._copied_values()}
            for request in requests
            for place in plans[request.res_id]["places"]
        ]
        slots = self.env["bpm.approval.slot"].sudo().create(slot_vals)
        requests._write_journal_of_submission(plans, comments, work["heads"])
        settled = requests._open_first_places(slots, plans, now)
        (requests - settled)._raise_stuck(plans)
        notice = self.env["bpm.approval.notice"]
        notice._notify_pending(slots.filtered(lambda slot: slot.state == "pending"))
        notice._log_cycle(requests - settled, "submitted")
        self._trigger_pdfs(requests)
        return requests

    @api.model
    def _spend_urgency(self, count):
        """Urgent stays a word with a meaning: three a week per person."""
        week_ago = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        spent = self.sudo().search_count(
            [
                ("requester_id", "=", self.env.uid),
                ("urgent", "=", True),
                ("submitted_at", ">", week_ago),
            ]
        )
        if spent + count > URGENT_PER_WEEK:
            raise UserError(
                self.env._(
                    "You may mark %(limit)s requests a week as urgent, and %(spent)s are spent. "
                    "Ask without marking it urgent.",
                    limit=URGENT_PER_WEEK,
                    spent=spent,
                )
            )

    def _copied_values(self):
        """The request's values that its places repeat for the inbox."""
        return {
            "request_id": self.id,
            "company_id": self.company_id.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "title": self.name,
            "urgent": self.urgent,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "partner_id": self.partner_id.id,
            "requester_id": self.requester_id.id,
        }

    def _write_journal_of_submission(self, plans, comments, heads):
        entries = [
            {
                "event": "submitted",
                "res_model": request.res_model,
                "res_id": request.res_id,
                "data": {
                    "request": request.id,
                    "version": request.version_id.id,
                    "digest": request.digest,
                    "amount": request.amount,
                    "currency": request.currency_id.id,
                    "rate": request.rate,
                    "asked": [p["approver_id"] for p in plans[request.res_id]["places"]],
                    **({"comment": comments._fingerprint()} if comments else {}),
                },
            }
            for request in self
        ]
        self.env["bpm.journal"]._append(entries, heads=heads)

    def _open_first_places(self, slots, plans, now):
        """Open the first step of each request; settle those within the requester's authority.

        Returns the requests settled that way.
        """
        settled = self.filtered(lambda r: plans[r.res_id]["settled"])
        if settled:
            settled.write({"state": "approved", "settled_at": now})
            self.env["bpm.journal"]._append(
                [
                    {
                        "event": "own_authority",
                        "res_model": request.res_model,
                        "res_id": request.res_id,
                        "data": {"request": request.id, "digest": request.digest},
                    }
                    for request in settled
                ]
            )
            settled._refresh_documents()
        first = slots.filtered(
            lambda slot: slot.sequence == plans[slot.res_id]["first"] and slot.state == "waiting"
        )
        for hours, batch in first.grouped("deadline_hours").items():
            due = batch._due_after(hours, now)
            batch.write({"state": "pending", "since": now, "due": due})
        for due, batch in first.grouped("due").items():
            batch.request_id.write({"due": due})
        return settled

    def _raise_stuck(self, plans):
        """Nobody can be asked in a step: never skip it silently, tell a person."""
        for request in self:
            stuck = [s for s in plans[request.res_id]["plan"] if s["status"] == "stuck"]
            for step in stuck:
                self.env["bpm.incident"]._raise_incident(
                    self.env._("Nobody can approve “%s”", request.name),
                    self.env._(
                        "Step “%s” has nobody left to ask: its people are absent, have left or "
                        "asked themselves, and there is no manager or approval administrator. "
                        "Name somebody in the route, then try again.",
                        step["name"],
                    ),
                    record=request,
                    retry="_retry_stuck",
                    key=f"stuck-{request.id}-{step['key']}",
                )

    def _trigger_pdfs(self, requests):
        """Have the documents frozen as PDF soon after the commit, by a scheduled action."""
        cron = self.env.ref("bpm_crm_addon.ir_cron_approval_pdf", raise_if_not_found=False)
        if cron and requests:
            cron.sudo()._trigger()


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _due_after(self, hours, start):
        """Return the moment ``hours`` of working time after ``start`` (naive UTC), or False."""
        if not hours or not self:
            return False
        calendar = (self.company_id[:1] or self.env.company).resource_calendar_id
        return calendar._bpm_plan_hours(hours, start) if calendar else False


class Documents(models.AbstractModel):
    _inherit = "base"

    def _bpm_last_requests(self):
        """Return {id: the latest request of the document}; one query."""
        requests = self.env["bpm.approval.request"].sudo().search(
            Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids), order="id"
        )
        return {request.res_id: request for request in requests}

    def _bpm_last_editors(self):
        """Return {id: user id of whoever last changed the controlled content}."""
        return {document.id: document.write_uid.id for document in self}

    def _bpm_people(self):
        """Return {id: company, customer and responsible person} for a request."""
        names = {"company_id": "company_id", "partner_id": "partner_id", "responsible_id": "user_id"}
        expected = {"company_id": "res.company", "partner_id": "res.partner", "responsible_id": "res.users"}
        usable = {
            target: source
            for target, source in names.items()
            if (field := self._fields.get(source)) and field.comodel_name == expected[target]
        }
        return {
            document.id: {target: document[source].id for target, source in usable.items()}
            for document in self
        }

    def _bpm_amounts(self):
        """Return {id: amount, currency, company amount and the rate of this day}."""
        return {document.id: {"amount": 0.0, "company_amount": 0.0, "rate": 1.0} for document in self}

    def _bpm_facts(self):
        """Return {id: [[label, value]]}: what an approver reads without opening the document."""
        return {document.id: [] for document in self}
