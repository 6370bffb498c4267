"""Asking for approval: from documents to requests with their places."""

from odoo import api, fields, models
from odoo.exceptions import UserError

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
            raise UserError(
                self.env._("Nobody has to be asked here: no approval route is switched on.")
            )
        self.check_access("write")
        if self and not self.filtered_domain(self._bpm_open_domain()):
            raise UserError(
                self.env._(
                    "“%s” was given up or has gone on already: nothing is asked for it. Set it "
                    "back to a draft first, then use Request Approval.",
                    ", ".join(self.mapped("display_name")),
                )
            )
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
        chosen = documents.filtered_domain(self._bpm_open_domain())._bpm_choose_routes(guard)
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
            lambda doc: (
                live[doc.id]["state"] != "open"
                and not (
                    live[doc.id]["state"] == "approved"
                    and live[doc.id]["digest"] == fingerprints[doc.id][0]
                )
            )
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
    def _urgency_left(self):
        """How many requests the current user may still mark as urgent now."""
        week_ago = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        spent = self.sudo().search_count(
            [
                ("requester_id", "=", self.env.uid),
                ("urgent", "=", True),
                ("submitted_at", ">", week_ago),
            ]
        )
        return max(0, URGENT_PER_WEEK - spent)

    @api.model
    def _spend_urgency(self, count):
        """Urgent stays a word with a meaning: three a week per person."""
        left = self._urgency_left()
        if count > left:
            raise UserError(
                self.env._(
                    "You may mark %(limit)s requests a week as urgent, and %(spent)s are spent. "
                    "Ask without marking it urgent.",
                    limit=URGENT_PER_WEEK,
                    spent=URGENT_PER_WEEK - left,
                )
            )


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _due_after(self, hours, start):
        """Return the moment ``hours`` of working time after ``start`` (naive UTC), or False."""
        if not hours or not self:
            return False
        calendar = (self.company_id[:1] or self.env.company).resource_calendar_id
        return calendar._bpm_plan_hours(hours, start) if calendar else False
