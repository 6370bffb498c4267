"""What was released stays as it was released: the text and the condition a campaign rests on, too.

A campaign names its text and its segment. While it is released or goes out, neither changes,
whoever writes: a route may have approved exactly this.
"""

from odoo import api, models

from ..audit.refusal import Refusal

UNDER_WAY = ("released", "running")
TEXT = {"subject", "body", "sms_text"}


class ContentReleased(Refusal):
    """A text or a condition that a campaign was released with would change."""


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    def _check_release(self):
        """Override: whoever changes the text or the condition at this very moment, having looked
        before it was released, fails on the changed row and has to look again."""
        super()._check_release()
        self.template_id.sudo()._bpm_touch()
        self.segment_id.sudo()._bpm_touch()

    @api.model
    def _check_content_free(self, name, records):
        """Refuse a change of what campaigns under way say or of whom they ask.

        :param name: the field by which campaigns know the records
        """
        using = self.sudo().with_context(active_test=False)
        campaign = using.search(
            [(name, "in", records.ids), ("state", "in", UNDER_WAY)], order="state, id", limit=1
        )
        if not campaign:
            return
        values = {"name": campaign[name].display_name, "campaign": campaign.name}
        if campaign.state == "released":
            raise ContentReleased(
                self.env._(
                    "The campaign “%(campaign)s” was released with “%(name)s” as it is. Take the "
                    "campaign back to a draft first, or change a copy.",
                    **values,
                )
            )
        raise ContentReleased(
            self.env._(
                "The campaign “%(campaign)s” is going out with “%(name)s” as it is. Wait until it "
                "is out, cancel it, or change a copy.",
                **values,
            )
        )


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    def write(self, vals):
        """Override: a text does not change under a campaign; translations pass here as well."""
        if TEXT & vals.keys():
            self.env["bpm.campaign"]._check_content_free("template_id", self)
        return super().write(vals)
