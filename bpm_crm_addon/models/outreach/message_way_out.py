"""The way out in the text itself, added to all advertising that comes into the outbox.

A mail ends with a link to the page of choices, a text to a phone with what sms_way_out.py says.
"""

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import SQL

from ...engine.sms_segments import count
from ..audit.bulk import unnest
from .message_fit import MOST_PARTS

FOOTER = Markup(
    '<p style="font-size:12px;color:#777;margin-top:24px">{why} <a href="{url}">{out}</a></p>'
)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    campaign_id = fields.Many2one(
        "bpm.campaign", readonly=True, index="btree_not_null", ondelete="set null"
    )

    def _add_way_out(self):
        """Add it to advertising that was put into the outbox just now; one statement."""
        adverts = self.filtered(lambda one: one.state == "queued")
        mails = adverts.filtered(lambda one: one.channel == "email")
        texts = adverts - mails
        again = adverts.filtered("resent_from_id")
        ends = (texts - again)._phone_ends()
        bodies = {one.id: f"{one.body or ''}{one._way_out()}" for one in mails - again}
        bodies |= {one.id: f"{one.body}\n{ends[one.id]}" for one in texts if one.id in ends}
        bodies |= {one.id: one._own_links() for one in again}
        if not bodies:
            return
        rows = [
            (one.id, bodies[one.id], count(bodies[one.id]).segments if one in texts else 0)
            for one in adverts
            if one.id in bodies
        ]
        self.flush_model(["body", "segments"])
        self.env.cr.execute(
            SQL(
                "UPDATE bpm_message m SET body = v.body, segments = v.parts"
                " FROM %s AS v (id, body, parts) WHERE v.id = m.id",
                unnest(("int4", "text", "int4"), rows),
            )
        )
        adverts.invalidate_recordset(["body", "body_shown", "segments"])
        texts.filtered(lambda one: one.segments > MOST_PARTS)._move("suppressed", "too_long")

    def _own_links(self):
        """The text of one that is sent anew, perhaps to another address: its links are its own."""
        text, before = str(self.body or ""), self.resent_from_id
        for url in ("_bpm_unsubscribe_url", "_bpm_short_url"):
            text = text.replace(getattr(before, url)(), getattr(self, url)())
        return text

    def _way_out(self):
        """The footer of a mail in its language."""
        words = self.with_context(lang=self.company_id._bpm_lang(self.lang)).env
        return FOOTER.format(
            why=words._("%s writes to you.", self.company_id.name),
            url=self._bpm_unsubscribe_url(),
            out=words._("Choose what you get, or nothing more"),
        )
