"""Questions on an approval: who asked whom what, and the answer; newest last."""

from odoo import fields, models


class BpmApprovalQuestion(models.Model):
    """One question with its answer; written by the request's actions only."""

    _name = "bpm.approval.question"
    _description = "Question"
    _order = "id"
    _rec_name = "request_id"

    request_id = fields.Many2one(
        "bpm.approval.request", required=True, readonly=True, index=True, ondelete="cascade"
    )
    slot_id = fields.Many2one(
        "bpm.approval.slot",
        "Decision",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The decision for which it was asked; empty when the requester asks.",
    )
    asker_id = fields.Many2one(
        "res.users", "Asked by", required=True, readonly=True, ondelete="restrict"
    )
    person_id = fields.Many2one(
        "res.users", "Asked", required=True, readonly=True, index=True, ondelete="restrict"
    )
    comment_id = fields.Many2one("bpm.journal.comment", required=True, readonly=True)
    comment = fields.Text("Question", related="comment_id.text")
    answer_id = fields.Many2one("bpm.journal.comment", "Words of the answer", readonly=True)
    answer = fields.Text("Answer", related="answer_id.text")
    answered_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    answered_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("open", "Waiting for an answer"), ("answered", "Answered"), ("closed", "Not needed")],
        required=True,
        default="open",
        readonly=True,
    )
    pause = fields.Boolean("Clock stands still", readonly=True)

    _open = models.Index("(person_id, request_id) WHERE state = 'open'")

    def _close(self):
        """Nobody waits for these answers any more."""
        if self:
            self.write({"state": "closed"})
