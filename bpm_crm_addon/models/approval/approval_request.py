"""Requests: one submission of one document, with what exactly was submitted."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..audit.copied import Copied

STATES = [
    ("open", "Waiting"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
    ("returned", "Returned for changes"),
    ("withdrawn", "Withdrawn"),
    ("void", "No longer valid"),
]


class BpmApprovalRequest(models.Model):
    _name = "bpm.approval.request"
    _description = "Approval request"
    _order = "id desc"
    _log_access = False  # who asked and when is its own, who decided and when is in its places

    name = fields.Char("Document", required=True, readonly=True)
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Document number", model_field="res_model", required=True, readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="restrict")
    route_id = Copied("bpm.approval.route", required=True, readonly=True, index=True)
    version_id = fields.Many2one(
        "bpm.approval.version", required=True, readonly=True, ondelete="restrict"
    )
    cycle = fields.Integer("Round", default=1, readonly=True)
    state = fields.Selection(STATES, required=True, default="open", readonly=True)

    # What was submitted, and by whom.
    digest = fields.Char("Approved content (fingerprint)", readonly=True)
    content = fields.Json(readonly=True)
    attachments = fields.Json(readonly=True, help="The papers that belong to what was submitted.")
    requester_id = fields.Many2one(
        "res.users", "Requested by", required=True, readonly=True, index=True
    )
    last_editor_id = fields.Many2one("res.users", "Last changed by", readonly=True)
    responsible_id = fields.Many2one("res.users", readonly=True, index=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True, index=True)
    amount = fields.Monetary(readonly=True)
    currency_id = Copied("res.currency", readonly=True)
    company_amount = fields.Monetary(
        "Amount in company currency", currency_field="company_currency_id", readonly=True
    )
    company_currency_id = Copied("res.currency", readonly=True)
    rate = fields.Float(
        digits=0, readonly=True, help="Company currency for one unit, when submitted."
    )
    submitted_at = fields.Datetime(readonly=True)
    urgent = fields.Boolean(readonly=True)
    reason = fields.Char("Why", readonly=True)
    comment_id = fields.Many2one("bpm.journal.comment", readonly=True)
    comment = fields.Text("Requester's words", related="comment_id.text")
    facts = fields.Json(readonly=True)
    plan = fields.Json(readonly=True)
    pdf_id = fields.Many2one("ir.attachment", "Document as submitted", readonly=True)

    # How it went.
    slot_ids = fields.One2many("bpm.approval.slot", "request_id", "Decisions", readonly=True)
    due = fields.Datetime("Answer due", readonly=True)
    expected_finish = fields.Datetime(readonly=True)
    settled_at = fields.Datetime(readonly=True)
    passed_at = fields.Datetime("Used at", readonly=True)
    reminded_at = fields.Datetime(readonly=True)
    void_reason = fields.Char("Why no longer valid", readonly=True)
    approved_once = fields.Boolean(readonly=True, help="It was approved before it became invalid.")
    undoable = fields.Boolean(
        readonly=True, help="A change of the document ended it: once undone, it holds again."
    )
    # Every decision changes this number: it is what makes a second decision at the same moment
    # collide with the first instead of overlooking it.
    vote_count = fields.Integer(default=0, readonly=True)

    _one_live = models.UniqueIndex(
        "(res_model, res_id) WHERE state IN ('open', 'approved')",
        "This document is already waiting for approval or approved.",
    )
    _document = models.Index("(res_model, res_id, id DESC)")

    def _compute_display_name(self):
        for request in self:
            request.display_name = request.name

    def _document_of(self):
        """Return the one document these requests are about, as the current user."""
        return self.env[self.res_model].browse(self.res_id)

    def _documents(self):
        """Return {model name: ids} of the documents behind these requests."""
        result = {}
        for request in self:
            result.setdefault(request.res_model, []).append(request.res_id)
        return result

    def _refresh_documents(self):
        """Drop what documents remember of their approval: it is computed from requests."""
        for model_name, ids in self._documents().items():
            if model_name in self.env:
                self.env[model_name].browse(ids)._bpm_forget_state()

    def _close(self, state, reason, event, data=None):
        """Close requests from outside a decision: void or withdrawn, with their places.

        The caller holds the lock of the documents. One journal entry per request.
        """
        requests = self.sudo()
        if not requests:
            return
        now = fields.Datetime.now()
        requests.filtered(lambda r: r.state == "approved").write({"approved_once": True})
        requests.write({"state": state, "void_reason": reason, "settled_at": now, "due": False})
        places = requests.slot_ids.filtered(lambda s: s.state in ("waiting", "pending"))
        places.write({"state": "cancelled"})
        places._drop_offers()
        self.env["bpm.journal"]._append(
            [
                {
                    "event": event,
                    "res_model": request.res_model,
                    "res_id": request.res_id,
                    "data": {"request": request.id, **(data or {}).get(request.id, {})},
                }
                for request in requests
            ]
        )
        requests._refresh_documents()
        self.env["bpm.approval.notice"]._notify_changed(requests, places, event)

    def action_open_document(self):
        """Open the document itself, for those who may read it."""
        self.ensure_one()
        document = self._document_of()
        if not document.has_access("read"):
            raise UserError(
                self.env._("You may decide on “%s”, but not open it: read it here.", self.name)
            )
        return document.get_formview_action()
