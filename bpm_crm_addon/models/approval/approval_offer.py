"""Counter-offers: an approver agrees, but at other values; the requester accepts or answers."""

from odoo import fields, models

OFFER_STATES = [
    ("open", "Waiting for an answer"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("withdrawn", "Taken back"),
]


class BpmApprovalOffer(models.Model):
    """One agreement at other values; written by the request's actions only."""

    _name = "bpm.approval.offer"
    _description = "Counter-offer"
    _order = "id desc"
    _rec_name = "request_id"

    request_id = fields.Many2one(
        "bpm.approval.request", required=True, readonly=True, index=True, ondelete="cascade"
    )
    slot_id = fields.Many2one(
        "bpm.approval.slot",
        "Decision",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    approver_id = fields.Many2one(
        "res.users", "Offered by", required=True, readonly=True, ondelete="restrict"
    )
    on_behalf_of_id = fields.Many2one("res.users", "For", readonly=True, ondelete="restrict")
    state = fields.Selection(OFFER_STATES, required=True, default="open", readonly=True)
    values = fields.Json(required=True, readonly=True)
    # What the document will contain, and nothing else, when the offer is accepted.
    digest = fields.Char("Approved content (fingerprint)", required=True, readonly=True)
    content = fields.Json(required=True, readonly=True)
    percent = fields.Float("Real discount (%)", readonly=True)
    amount = fields.Monetary("New total", readonly=True)
    currency_id = fields.Many2one(related="request_id.currency_id")
    comment_id = fields.Many2one("bpm.journal.comment", readonly=True)
    comment = fields.Text("Words", related="comment_id.text")
    answered_at = fields.Datetime(readonly=True)

    _one_open = models.UniqueIndex(
        "(request_id) WHERE state = 'open'",
        "Another counter-offer waits for an answer already.",
    )

    def _label(self):
        """What is offered, in the fewest words: “15 %”, or the changes."""
        self.ensure_one()
        if self.percent:
            return f"{self.percent:g} %"
        request = self.request_id
        return request._change_sentence(request._changes_against(self.content), shown=2)

    def _sentence(self):
        """“Anna agrees at 15 %”, in the user's language."""
        self.ensure_one()
        who = self.approver_id.name
        if self.percent:
            return self.env._("%(person)s agrees at %(what)s", person=who, what=self._label())
        return self.env._(
            "%(person)s agrees with changes: %(what)s", person=who, what=self._label()
        )

    def _end(self, state):
        """The offer is answered, or stands no more; its place waits for its person again."""
        if self:
            self.write({"state": state, "answered_at": fields.Datetime.now()})
            places = self.slot_id
            places.write({"offer_id": False})
            places._resume()
