"""Who is in a campaign: one row per counterparty, with what became of it."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.control_group import is_control
from ..audit import bulk

OUTCOMES = [
    ("planned", "To be written to"),
    ("control", "Control group"),
    ("queued", "In the outbox"),
    ("sent", "Sent"),
    ("other", "Said by another department"),
    ("not_sent", "Not sent"),
]
CHUNK = 5000
OF_MESSAGE = {
    **dict.fromkeys(("sent", "delivered", "unknown"), "sent"),
    **dict.fromkeys(("suppressed", "failed", "cancelled"), "not_sent"),
}


class BpmCampaignMember(models.Model):
    _name = "bpm.campaign.member"
    _description = "Member of a campaign"
    _inherit = ["bpm.worded"]
    _order = "id"
    _rec_name = "partner_id"

    campaign_id = fields.Many2one(
        "bpm.campaign", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="campaign_id.company_id")
    partner_id = fields.Many2one(
        "res.partner",
        "Counterparty",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    outcome = fields.Selection(OUTCOMES, "What became of it", required=True, readonly=True)
    reason_text = fields.Char("Why", readonly=True, translate=True)
    message_id = fields.Many2one(
        "bpm.message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    message_state = fields.Selection(related="message_id.state", string="Status of the message")
    sent_at = fields.Datetime("Sent on", readonly=True)
    opened_at = fields.Datetime("Opened on", readonly=True)
    clicked_at = fields.Datetime("First click", readonly=True)
    clicks = fields.Integer(readonly=True)
    replied_at = fields.Datetime("Answered on", readonly=True)

    _once = models.UniqueIndex("(campaign_id, partner_id)")
    _planned_idx = models.Index("(campaign_id, id) WHERE outcome = 'planned'")

    # === CALLED BY THE OUTBOX === #

    def _bpm_still_wanted(self, messages):
        """{message id: why it is not wanted any more, or None}."""
        cancelled = self.env._("The campaign was cancelled.")
        over = self.env._("The promotion is over.")
        reasons = {}
        for campaign, members in self.grouped("campaign_id").items():
            is_over = campaign._has_passed()
            reason = cancelled if campaign.state in ("cancelled", "draft") else None
            reasons |= dict.fromkeys(members.ids, reason or (over if is_over else None))
        return {message.id: reasons.get(message.res_id) for message in messages}

    def _bpm_message_moved(self, messages):
        """What became of a message became of its member."""
        by_id = {member.id: member for member in self}
        sent = self.browse()
        for message in messages:
            member = by_id.get(message.res_id)
            outcome = OF_MESSAGE.get(message.state)
            if not member or not outcome:
                continue
            member.write(
                {
                    "message_id": max(message.id, member.message_id.id),
                    "outcome": outcome,
                    "reason_text": message._reason_words(),
                    "sent_at": message.handed_over_at or member.sent_at,
                }
            )
            if outcome == "sent":
                sent |= member
        sent._note_participation()

    def action_open_message(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.message",
            "res_id": self.message_id.id,
            "views": [(False, "form")],
        }


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    def _people(self):
        """The condition of who belongs to it: the segment's members among people outside."""
        self.ensure_one()
        return self.segment_id.sudo()._members() & self.env["res.partner"]._bpm_outside(
            self.company_id
        )

    def _partners(self, limit=None):
        """Those who belong to it now, as the system sees them."""
        partners = self.env["res.partner"].sudo().with_company(self.company_id)
        return partners.search(self._people(), order="id", limit=limit)

    def _gather(self):
        """Write down who is in it; the control group is drawn here. Existing rows stay."""
        members = self.env["bpm.campaign.member"]
        for campaign in self:
            new = campaign._partners() - campaign.member_ids.partner_id
            for start in range(0, len(new), CHUNK):
                bulk.insert(
                    members.sudo(),
                    [
                        {
                            "campaign_id": campaign.id,
                            "partner_id": partner.id,
                            "outcome": campaign._first_outcome(partner),
                        }
                        for partner in new[start : start + CHUNK]
                    ],
                )
            campaign.invalidate_recordset(["member_ids"])

    def _first_outcome(self, partner):
        """By chance, and the same whenever it is asked: nobody can choose who gets nothing. Drawn
        by firm: what a firm buys must not count on both sides."""
        firm = partner.commercial_partner_id or partner
        drawn = is_control(self.id, firm.id, self.control_percent)
        return "control" if drawn else "planned"


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _bpm_outside(self, company):
        """The condition of people outside whom a company may write to: neither colleagues nor our
        own companies."""
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        ours = companies.search([]).partner_id  # pylint: disable=no-search-all
        outside = Domain("partner_share", "=", True) & Domain("id", "not in", ours.ids)
        return Domain("company_id", "in", (company.id, False)) & outside
