"""Campaigns that come with the addon, as drafts: somebody looks at them and releases them."""

from odoo import api, models
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
}  # fmt: skip
# With the ready set of attributes “Loyalty”.
OF_SETS = {
    "loyalty": {
        "promotion": (
            _lt("Promotion to holders of a discount"),
            "discount",
            "template_promotion",
            "email_sms",
            {"moment": "promotion", "control_percent": 10.0},
        ),
    },
}
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

    @api.model
    def _make_first_starters(self):
        """Called when the addon is installed or updated: made where there are none yet."""
        if not self.with_context(active_test=False).search_count([("starter", "!=", False)]):
            self.env["bpm.segment"]._make_starters(SEGMENTS)
            self._make_starters(STARTERS)

    @api.model
    def _make_starters(self, starters):
        """Make those that are not there yet and whose segment and text are, in every language."""
        known = self.with_context(active_test=False).search([("starter", "in", list(starters))])
        taken, made = set(known.mapped("starter")), self
        for code, (name, segment, template, channel, values) in starters.items():
            found = self.env["bpm.segment"].search([("starter", "=", segment)], limit=1)
            text = self.env.ref(f"bpm_crm_addon.{template}", raise_if_not_found=False)
            if code in taken or not found or not text:
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
        name_starters(made, {code: starter[0] for code, starter in starters.items()})
        return made


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    @api.model
    def _switch_on_starters(self, codes):
        """Override of `partner`: a set that a ready campaign needs brings it along."""
        result = super()._switch_on_starters(codes)
        for code in codes:
            self.env["bpm.segment"].sudo()._make_starters(SEGMENTS_OF_SETS.get(code, {}))
            self.env["bpm.campaign"].sudo()._make_starters(OF_SETS.get(code, {}))
        return result
