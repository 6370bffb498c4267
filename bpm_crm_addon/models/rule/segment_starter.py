"""Segments to begin with: conditions over figures, and one that needs the set Loyalty."""

from odoo import api, models
from odoo.tools import LazyTranslate

from .starter_words import name_starters

_lt = LazyTranslate(__name__)
# What is made with the addon, and what with a ready set of attributes: name, condition, action.
STARTERS = {
    "abc_a": (_lt("Best customers (ABC class A)"), [("bpm_abc", "=", "a")], "campaign"),
    "champions": (_lt("Champions"), [("bpm_rfm_group", "=", "champions")], "campaign"),
    "at_risk": (_lt("At risk"), [("bpm_rfm_group", "in", ["at_risk", "cant_lose"])], "call"),
    "best_away": (
        _lt("Best customers who have not bought for 60 days"),
        [("bpm_abc", "=", "a"), ("bpm_recency", ">", 60)],
        "call",
    ),
}
OF_SETS = {
    "loyalty": {
        "card_away": (
            _lt("VIP with a discount who have not bought for 60 days"),
            [
                ("x_bpm_discount", ">", 0),
                ("bpm_rfm_group", "in", ["champions", "loyal", "at_risk", "cant_lose"]),
                ("bpm_recency", ">", 60),
            ],
            "call",
        ),
    },
}


class BpmSegment(models.Model):
    _inherit = "bpm.segment"

    @api.model
    def _make_starters(self, starters):
        """Make those of these segments that are not there, in every installed language."""
        known = set(self.with_context(active_test=False).search([("starter", "in", list(starters))])
                    .mapped("starter"))  # fmt: skip
        made = self.create(
            [
                {
                    "starter": code,
                    "name": self.env._(name),  # pylint: disable=gettext-variable
                    "domain": repr(condition),
                    "action": action,
                    "user_id": False,
                }
                for code, (name, condition, action) in starters.items()
                if code not in known
            ]
        )
        name_starters(made, {code: starter[0] for code, starter in starters.items()})
        return made

    @api.model
    def _make_first_starters(self):
        """Called when the addon is installed or updated: made where there are none yet."""
        if not self.with_context(active_test=False).search_count([("starter", "!=", False)]):
            self._make_starters(STARTERS)


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    @api.model
    def _switch_on_starters(self, codes):
        """Override of `partner`: a set that a ready segment needs brings it along."""
        result = super()._switch_on_starters(codes)
        for code in codes:
            self.env["bpm.segment"].sudo()._make_starters(OF_SETS.get(code, {}))
        return result
