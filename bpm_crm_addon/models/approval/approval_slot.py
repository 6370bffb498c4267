"""Places of people in a request: the rows of everyone's inbox."""

from odoo import fields, models

from ..audit.copied import Copied

SLOT_STATES = [
    ("waiting", "Later"),
    ("pending", "Waiting"),
    ("approved", "Approved"),
    ("remarked", "Approved with remarks"),
    ("rejected", "Rejected"),
    ("returned", "Returned for changes"),
    ("skipped", "Not needed"),
    ("expired", "Too late"),
    ("cancelled", "Cancelled"),
    ("informed", "Informed"),
]


class BpmApprovalSlot(models.Model):
    _name = "bpm.approval.slot"
    _description = "Decision of a person"
    _order = "urgent desc, due, id"
    _rec_name = "title"
    _log_access = False  # a place itself tells who did what, and when

    request_id = fields.Many2one(
        "bpm.approval.request", required=True, index=True, ondelete="cascade", readonly=True
    )
    sequence = fields.Integer("Step", readonly=True)
    step_key = fields.Char(readonly=True)
    name = fields.Char("Step name", readonly=True)
    approver_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="restrict"
    )
    on_behalf_of_id = fields.Many2one("res.users", "For", readonly=True, ondelete="restrict")
    fallback = fields.Selection(
        [("manager", "Passed up"), ("admin", "Passed to an administrator")], readonly=True
    )
    state = fields.Selection(SLOT_STATES, required=True, default="waiting", readonly=True)
    deadline_hours = fields.Float(readonly=True)
    since = fields.Datetime(readonly=True)
    due = fields.Datetime(readonly=True)
    seen_at = fields.Datetime(readonly=True)
    decided_at = fields.Datetime(readonly=True)
    method = fields.Char(readonly=True)
    comment_id = fields.Many2one("bpm.journal.comment", readonly=True)
    comment = fields.Text("Words", related="comment_id.text")

    # Copies, so that an inbox of thousands is read from one table.
    company_id = Copied("res.company", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    title = fields.Char("Document", readonly=True)
    reason = fields.Char("Why", readonly=True)
    urgent = fields.Boolean(readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = Copied("res.currency", readonly=True)
    partner_id = fields.Many2one(related="request_id.partner_id")
    requester_id = Copied("res.users", "Requested by", readonly=True)

    # In the order of the inbox, so that the first page of thousands is read without sorting them.
    _inbox = models.Index(
        "(approver_id, COALESCE(urgent, FALSE) DESC, due, id)"
        " WHERE state = 'pending' AND offer_id IS NULL"
    )
    _decided = models.Index("(approver_id, decided_at) WHERE decided_at IS NOT NULL")
    _one_place = models.UniqueIndex(
        "(request_id, step_key, approver_id) WHERE state IN ('waiting', 'pending')",
        "This person is already asked in this step.",
    )
