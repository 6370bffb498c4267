"""Campaigns: a segment, a moment and a text; released by a person, measured against those who got
nothing.

States and who may change what: campaign_state.py. Who is in it: campaign_member.py. Sending:
campaign_run.py. What came of it: campaign_results.py.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .audience import CHANNELS

STATES = [
    ("draft", "Draft"),
    ("released", "Released"),
    ("running", "Going out"),
    ("done", "Out"),
    ("cancelled", "Cancelled"),
]


class BpmCampaign(models.Model):
    _name = "bpm.campaign"
    _description = "Campaign"
    _inherit = ["bpm.audience"]
    _order = "id desc"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        STATES, string="Status", required=True, default="draft", readonly=True, copy=False
    )
    user_id = fields.Many2one(
        "res.users",
        "Who does it",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    goal = fields.Char(translate=True, help="In one sentence: what is to change, and until when.")

    # === WHO AND WHAT === #
    segment_id = fields.Many2one(
        "bpm.segment", string="Who gets it", index=True, ondelete="restrict"
    )
    template_id = fields.Many2one(
        "bpm.message.template",
        "What is said",
        index=True,
        ondelete="restrict",
        domain="[('model_name', '=', 'res.partner')]",
    )
    channel = fields.Selection(CHANNELS, required=True, default="email")
    audience = fields.Selection(
        [
            ("frozen", "Those who belong to the segment when it is released"),
            ("live", "Those who belong to it when it begins"),
        ],
        required=True,
        default="live",
    )
    control_percent = fields.Float(
        "Control group, %",
        default=0.0,
        digits=(5, 1),
        help="So many get nothing, chosen by chance: what they buy shows what the campaign did.",
    )
    occasion = fields.Char(
        help="For example “New Year”. Departments that give the same name and purpose greet each "
        "person once a year, together: the first one writes, the others see by whom it was said."
    )

    # === WHEN === #
    moment = fields.Selection(
        [("now", "At once"), ("at", "On a day"), ("promotion", "When a promotion begins")],
        "When",
        required=True,
        default="now",
    )
    start_at = fields.Datetime("Begins on")
    promotion_id = fields.Many2one(
        "bpm.promotion", index="btree_not_null", ondelete="restrict", check_company=True
    )
    per_hour = fields.Integer(
        "At most per hour", help="The outbox keeps its own limit too. 0: as fast as that allows."
    )
    released_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    released_at = fields.Datetime("Released on", readonly=True, copy=False)
    started_at = fields.Datetime("Began on", readonly=True, copy=False)
    done_at = fields.Datetime("Out since", readonly=True, copy=False)
    next_at = fields.Datetime(readonly=True, copy=False)
    cancelled_because = fields.Selection(
        [("over", "The promotion it waited for is over.")],
        "Why cancelled",
        readonly=True,
        copy=False,
    )

    # === RESULTS === #
    track_clicks = fields.Boolean(
        "Count clicks", default=True, help="Links lead by a page of ours that counts and goes on."
    )
    result_days = fields.Integer(
        "Look at purchases for, days", default=30, help="After each message was sent."
    )
    member_ids = fields.One2many("bpm.campaign.member", "campaign_id", copy=False)
    starter = fields.Char(readonly=True, copy=False)

    # === APPROVAL === #
    needs_approval = fields.Boolean(compute="_compute_approval")
    approval_word = fields.Char(string="How far its approval is", compute="_compute_approval")

    _share_of_all = models.Constraint(
        "CHECK(control_percent >= 0 AND control_percent <= 50)",
        "A control group has between 0 and 50 %.",
    )
    _numbers_not_negative = models.Constraint(
        "CHECK(coalesce(per_hour, 0) >= 0 AND coalesce(result_days, 0) >= 0)",
        "Messages per hour and days are numbers of 0 or more.",
    )

    @api.onchange("template_id")
    def _onchange_template_id(self):
        """The text knows whose it is and what it is for."""
        self.department_id = self.template_id.department_id or self.department_id
        self.purpose_id = self.template_id.purpose_id or self.purpose_id

    @api.constrains("template_id")
    def _check_template(self):
        for campaign in self.filtered("template_id"):
            if campaign.template_id.model_name != "res.partner":
                raise ValidationError(
                    self.env._(
                        "The template “%s” is not about counterparties. Choose one that is.",
                        campaign.template_id.name,
                    )
                )

    @api.depends("state", "segment_id", "template_id", "channel", "moment")
    @api.depends_context("uid", "lang")
    def _compute_approval(self):
        words = dict(self._fields["bpm_approval_state"]._description_selection(self.env))
        for campaign in self:
            state = campaign.bpm_approval_state if campaign._origin else "none"
            is_draft = campaign.state == "draft"
            campaign.needs_approval = is_draft and state in ("required", "rejected")
            campaign.approval_word = words.get(state) if state != "none" else False
