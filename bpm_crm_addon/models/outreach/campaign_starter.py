"""Campaigns that come with the addon, as drafts: somebody looks at them and releases them."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ..rule.starter_words import name_starters

_lt = LazyTranslate(__name__)
HOLIDAY = "new-year"
# Name, segment (a starter of `rule`, or one of ours), template, channel, and further values.
STARTERS = {
    "vip": (_lt("VIP greeting"), "abc_a", "template_vip", "email_sms", {}),
    **{
        f"holiday_{code}": (
            name, "customers", f"template_holiday_{code}", "email_sms", {"occasion": HOLIDAY}
        )
        for code, name in (
            ("sales", _lt("New year greeting: sales")),
            ("marketing", _lt("New year greeting: marketing")),
            ("support", _lt("New year greeting: support")),
        )
    },
    "promotion": (
        _lt("Promotion to holders of a discount"), "discount", "template_promotion", "email_sms",
        {"moment": "promotion", "control_percent": 10.0},
    ),
}  # fmt: skip
# The ready set of attributes that brings the segment: until then it is a draft that says so.
NEEDS = {"promotion": "loyalty"}
SEGMENTS = {
    "customers": (_lt("Everybody who has bought"), [("customer_rank", ">", 0)], "campaign"),
}
SEGMENTS_OF_SETS = {
    "loyalty": {
        "discount": (_lt("Holders of a discount"), [("x_bpm_discount", ">", 0)], "campaign"),
    },
}


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    needs_told = fields.Char("What it needs", compute="_compute_needs_told")

    @api.depends("starter", "segment_id", "state")
    @api.depends_context("lang")
    def _compute_needs_told(self):
        """Which ready set of attributes brings the segment it has not got yet."""
        names = dict(self.env["bpm.partner.attribute.set"]._selection_starter())
        for campaign in self:
            needed = NEEDS.get(campaign.starter)
            campaign.needs_told = (
                needed
                and campaign.state == "draft"
                and not campaign.segment_id
                and self.env._(
                    "Its segment comes with the ready set “%s”: Workdesk ▸ Configuration ▸ "
                    "Attributes & Roles ▸ Attributes, Ready Sets. Or choose another segment.",
                    names[needed],
                )
            )

    @api.model
    def _make_first_starters(self):
        """Called when the addon is installed or updated: made where there are none yet."""
        if not self.with_context(active_test=False).search_count([("starter", "!=", False)]):
            self.env["bpm.segment"]._make_starters(SEGMENTS)
            self._make_starters(STARTERS)

    @api.model
    def _make_starters(self, codes):
        """Make those that are not there yet and whose text is, in every language; give its segment
        to one that has waited for it."""
        known = self.with_context(active_test=False).search([("starter", "in", list(codes))])
        by_code, made = known.grouped("starter"), self
        for code in codes:
            name, segment, template, channel, values = STARTERS[code]
            found = self.env["bpm.segment"].search([("starter", "=", segment)], limit=1)
            text = self.env.ref(f"bpm_crm_addon.{template}", raise_if_not_found=False)
            if code in by_code:
                by_code[code].filtered("needs_told").segment_id = found
            if code in by_code or not text or not (found or code in NEEDS):
                continue
            made |= self.create(
                {
                    "starter": code,
                    "name": self.env._(name),  # pylint: disable=gettext-variable
                    "segment_id": found.id,
                    "template_id": text.id,
                    "department_id": text.department_id.id,
                    "purpose_id": text.purpose_id.id,
                    "channel": channel,
                    "user_id": False,
                    **values,
                }
            )
        name_starters(made, {code: STARTERS[code][0] for code in codes})
        return made


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    @api.model
    def _switch_on_starters(self, codes):
        """Override of `partner`: a set that a ready campaign needs brings it along."""
        result = super()._switch_on_starters(codes)
        for code in codes:
            self.env["bpm.segment"].sudo()._make_starters(SEGMENTS_OF_SETS.get(code, {}))
            ours = [campaign for campaign, needed in NEEDS.items() if needed == code]
            self.env["bpm.campaign"].sudo()._make_starters(ours)
        return result
