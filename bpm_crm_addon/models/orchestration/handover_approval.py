"""Hand-over and approvals: waiting decisions go along, and the hand-over itself may need one."""

from odoo import api, fields, models
from odoo.fields import Domain


class BpmPartnerHandover(models.Model):
    _inherit = "bpm.partner.handover"

    needs_approval = fields.Boolean(compute="_compute_approval")
    approval_word = fields.Char(string="How far its approval is", compute="_compute_approval")

    @api.depends_context("uid", "lang")
    @api.depends("state", "from_id", "to_ids", "partner_ids", "domain")
    def _compute_approval(self):
        words = dict(self._fields["bpm_approval_state"]._description_selection(self.env))
        for handover in self:
            state = handover.bpm_approval_state if handover._origin else "none"
            is_draft = handover.state == "draft"
            handover.needs_approval = is_draft and state in ("required", "rejected")
            handover.approval_word = words.get(state) if state != "none" else False

    # === DECISIONS THAT WAIT === #

    def _waiting_places(self, clients):
        domain = Domain("approver_id", "=", self.from_id.id) & Domain(
            "state", "in", ("pending", "waiting")
        )
        domain &= Domain("request_id.state", "=", "open")
        if clients is not None:
            domain &= Domain(
                "request_id.partner_id.commercial_partner_id",
                "in",
                clients.commercial_partner_id.ids,
            )
        return self.env["bpm.approval.slot"].sudo().search(domain)

    def _count_approvals(self, clients):
        """Override to count them."""
        return len(self._waiting_places(clients))

    def _move_approvals(self, user, clients):
        """Override to give them to the receiver, as an administrator of approvals would.

        Who asked for an approval or changed the document last cannot decide about it, and nobody
        decides for two where several must agree: such a place stays, and Health tells that nobody
        answers for it.
        """
        places = self._waiting_places(clients)
        moved = 0
        comments = self.env["bpm.journal.comment"]._store([self._words_of_reason()])
        for request, theirs in places.grouped("request_id").items():
            request = request.sudo()
            if user in request.requester_id | request.last_editor_id:
                continue
            for place in theirs:
                if request._is_seated(place, user):
                    continue  # one person would decide for two
                request._replace(place, user, "reassigned", comments)
                moved += 1
        return moved

    def _words_of_reason(self):
        return self.reason or self.env._("Clients handed over by %s", self.env.user.name)
