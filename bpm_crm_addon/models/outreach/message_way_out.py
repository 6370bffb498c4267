"""The way out in the text itself: advertising by e-mail ends with a link to the page of choices."""

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import SQL

from ..audit.bulk import unnest

FOOTER = Markup(
    '<p style="font-size:12px;color:#777;margin-top:24px">{why} <a href="{url}">{out}</a></p>'
)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    campaign_id = fields.Many2one(
        "bpm.campaign", readonly=True, index="btree_not_null", ondelete="set null"
    )

    def _add_way_out(self):
        """Add the link to messages that were put into the outbox just now; one statement."""
        adverts = self.filtered(
            lambda one: (
                one.channel == "email"
                and one.state == "queued"
                and one.purpose_id.message_class == "advertising"
            )
        )
        if not adverts:
            return
        rows = [(message.id, str(message._way_out())) for message in adverts]
        self.flush_model(["body"])
        self.env.cr.execute(
            SQL(
                "UPDATE bpm_message m SET body = m.body || v.footer FROM %s AS v (id, footer)"
                " WHERE v.id = m.id",
                unnest(("int4", "text"), rows),
            )
        )
        adverts.invalidate_recordset(["body", "body_shown"])

    def _way_out(self):
        """The footer in the message's language."""
        words = self.with_context(lang=self.lang or "en_US").env
        return FOOTER.format(
            why=words._("%s writes to you.", self.company_id.name),
            url=self._bpm_unsubscribe_url(),
            out=words._("Choose what you get, or nothing more"),
        )
