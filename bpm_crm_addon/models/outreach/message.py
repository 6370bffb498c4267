"""The outbox: everything the company sends to people outside, one row per message.

How to use: `env["bpm.message"]._enqueue([...])` (message_enqueue.py); nothing else makes
messages, and nothing but the worker hands them over.
"""

from odoo import api, fields, models
from odoo.tools import html_sanitize, plaintext2html

from .contact_policy import CHANNELS

STATES = [
    ("queued", "Waiting"),
    ("sending", "Being handed over"),
    ("sent", "Sent"),
    ("delivered", "Arrived"),
    ("unknown", "No answer from gateway"),
    ("suppressed", "Not sent by rule"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
]
FINAL = ("sent", "delivered", "unknown", "suppressed", "failed", "cancelled")


class BpmMessage(models.Model):
    """One message to one person outside.

    Its text is rendered when it is enqueued and never changes. Nobody writes messages: people act
    through the methods of `message_acts.py`, the worker moves them on.
    """

    _name = "bpm.message"
    _description = "Outgoing message"
    _inherit = ["bpm.worded"]
    _order = "id desc"
    _rec_name = "subject"

    # === WHO AND WHAT === #
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    department_id = fields.Many2one(
        "bpm.department", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Counterparty",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    address = fields.Char(readonly=True)
    channel = fields.Selection(CHANNELS, required=True, default="email", readonly=True)
    purpose_id = fields.Many2one(
        "bpm.contact.purpose", required=True, index=True, readonly=True, ondelete="restrict"
    )
    occurrence = fields.Char(required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    lang = fields.Char(string="Language", readonly=True)
    subject = fields.Char(readonly=True)
    body = fields.Html(
        string="Text as sent",
        sanitize=False,
        readonly=True,
        help="Rendered HTML of an e-mail; the plain text of what goes to a phone.",
    )
    body_shown = fields.Html(string="Text", compute="_compute_body_shown", sanitize=False)
    attachment_ids = fields.Many2many("ir.attachment", string="Attachments", readonly=True)
    res_model = fields.Char(string="Kind of document", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True, aggregator=None
    )
    resent_from_id = fields.Many2one(
        "bpm.message",
        string="Sent anew from",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    resent_ids = fields.One2many("bpm.message", "resent_from_id", string="Sent anew as")

    # === WHEN === #
    not_before = fields.Datetime(readonly=True)
    expires_at = fields.Datetime(string="Too late after", readonly=True)
    priority = fields.Integer(readonly=True, default=50, aggregator=None)

    # === WHAT BECAME OF IT === #
    state = fields.Selection(
        STATES, string="Status", required=True, default="queued", readonly=True
    )
    held = fields.Boolean(readonly=True, help="It is sent only when a person releases it.")
    released_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    released_at = fields.Datetime(string="Released on", readonly=True)
    rehearsal = fields.Boolean(readonly=True, help="Prepared and judged, never handed over.")
    reason = fields.Char(string="Code of the reason", readonly=True)
    reason_text = fields.Char(string="Why", readonly=True, translate=True)
    detail = fields.Char(string="What the server said", readonly=True)
    policy_id = fields.Many2one(
        "bpm.contact.policy",
        string="Contact rule",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    until = fields.Datetime(string="Not before", readonly=True)
    attempts = fields.Integer(readonly=True, aggregator=None)
    next_attempt_at = fields.Datetime(string="Next attempt", readonly=True)
    lease = fields.Integer("Reservation", readonly=True, aggregator=None)
    handed_over_at = fields.Datetime(string="Handed over on", readonly=True)
    settled_at = fields.Datetime(string="Finished on", readonly=True)
    external_id = fields.Char(string="Number at the gateway", readonly=True)
    segments = fields.Integer(
        string="Parts", readonly=True, help="Of a text to a phone; each is paid for."
    )
    gateway_id = fields.Many2one(
        "bpm.gateway", readonly=True, index="btree_not_null", ondelete="set null"
    )
    is_test = fields.Boolean(readonly=True, help="Of this very gateway: leaves through no other.")
    tried = fields.Json(string="Gateways that refused it", readonly=True)
    cost = fields.Float(readonly=True, digits=(16, 4))
    repeats = fields.Integer(
        string="Doubles stopped",
        readonly=True,
        help="How often another department wanted to say the same to the same person.",
    )

    _key_uniq = models.UniqueIndex("(key)")
    _queue_idx = models.Index("(priority, id) WHERE state = 'queued' AND NOT held")
    _expires_idx = models.Index("(expires_at) WHERE state = 'queued'")
    _lease_idx = models.Index("(lease) WHERE lease > 0")
    _sending_idx = models.Index("(company_id) WHERE state = 'sending'")
    _state_idx = models.Index("(company_id, state, reason, settled_at)")
    _handed_idx = models.Index("(company_id, handed_over_at) WHERE handed_over_at IS NOT NULL")
    _about_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")
    _external_idx = models.Index("(external_id) WHERE external_id IS NOT NULL")

    @api.depends("body", "channel")
    def _compute_body_shown(self):
        """On our own screens a text is shown without anything that could act."""
        for message in self:
            text = str(message.body or "")
            html = text if message.channel == "email" else plaintext2html(text)
            message.body_shown = html_sanitize(html, sanitize_style=True)
