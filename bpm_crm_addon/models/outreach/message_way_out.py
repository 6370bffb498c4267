"""Who writes and the way out in the text itself, added to advertising as it comes into the outbox.

A mail ends with the company's name and postal address and a link to the page of choices, and says
that it is advertising where a contact rule wants that; a text to a phone ends with what
sms_way_out.py says.
"""

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import SQL

from ...engine.sms_segments import count
from ..audit.bulk import unnest
from .contact_book import Book, Purpose
from .message_fit import MOST_PARTS
from .sms_way_out import asked_as_new

FOOTER = Markup(
    '<p style="font-size:12px;color:#777;margin-top:24px">{who} <a href="{url}">{out}</a></p>'
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
        marked, senders = (mails - again)._marked(), {}
        bodies = {
            one.id: f"{one.body or ''}{one._way_out(one.id in marked, senders)}"
            for one in mails - again
        }
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

    def _marked(self):
        """The ids of those mails that have to say that they are advertising."""
        if not self:
            return set()
        rules, now = self.env["bpm.contact.policy"].sudo(), fields.Datetime.now()
        book = rules._marking_book(self)
        if not book.policies:
            return set()
        cards = rules._own_cards(set(self.partner_id.ids))
        marked = set()
        for mail in self:
            one = asked_as_new(mail.id, mail.partner_id.id, mail.address, mail.channel,
                               mail.purpose_id, mail.company_id, book, now)  # fmt: skip
            one.card = cards.get(one.partner_id, one.card)
            if any(policy.is_about(one, now.date()) for policy in book.policies):
                marked.add(mail.id)
        return marked

    def _way_out(self, marked, senders):
        """The footer of a mail in its language. `senders`: those told already, filled here."""
        lang = self.company_id._bpm_lang(self.lang)
        words, key = self.with_context(lang=lang).env, (self.company_id, lang, marked)
        if key not in senders:
            senders[key] = " ".join(filter(None, [
                marked and words._("Advertisement."),
                words._("%s writes to you.", self.company_id.name),
                self.company_id.with_env(words)._bpm_postal_address(),
            ]))  # fmt: skip
        return FOOTER.format(
            who=senders[key],
            url=self._bpm_unsubscribe_url(),
            out=words._("Choose what you get, or nothing more"),
        )


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    def _marking_book(self, mails):
        """The Book about these mails with nothing but the rules that want a mark."""
        return Book(
            policies=[policy._told() for policy in self.search([("mark", "=", True)])],
            homes={one.id: one._bpm_home(frozenset()) for one in mails.company_id},
            purposes={one.id: Purpose(one.id, one.code, one.message_class)
                      for one in mails.purpose_id},
        )  # fmt: skip


class ResCompany(models.Model):
    _inherit = "res.company"

    def _bpm_postal_address(self):
        """Where the company is, in one line; "" where its card does not say."""
        return self.sudo().partner_id._bpm_address_line()
