"""Writing the same to many: who can be reached how, in which words, and what would become of it.

What reminders and campaigns have in common. A letter is what would be said to one person: an item
for the outbox, or the reason why there is none.
"""

import logging
from typing import NamedTuple

import psycopg2

from odoo import fields, models

_logger = logging.getLogger(__name__)
CHANNELS = [
    ("email", "E-mail"),
    ("sms", "SMS"),
    ("email_sms", "E-mail, else SMS"),
    ("sms_email", "SMS, else e-mail"),
]
MOST_JUDGED = 10_000  # a forecast looks at no more: it would take minutes


class Addressee(NamedTuple):
    """`record`: whose values the text shows; `occurrence`: what makes two messages the same;
    `about`: the id of the row that keeps watch over the message; `at`: not before, naive UTC."""

    record: object
    partner: object
    occurrence: str
    about: int = 0
    at: object = None


class Letter(NamedTuple):
    """`item` as `_enqueue` takes it, or None with `reason` (a code) and `text` (a sentence)."""

    to: Addressee
    item: dict | None
    reason: str = ""
    text: str = ""


class Fate(NamedTuple):
    """What would become of a letter: send, wait (`until`), hold, drop, double, or step (a later
    one, of a reminder); why, in a sentence."""

    letter: Letter
    action: str
    until: object = None
    reason: str = ""
    text: str = ""


class BpmAudience(models.AbstractModel):
    _name = "bpm.audience"
    _description = "Writing the same to many"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "bpm.department", required=True, index=True, ondelete="restrict"
    )
    purpose_id = fields.Many2one(
        "bpm.contact.purpose",
        required=True,
        index=True,
        ondelete="restrict",
        help="Contact rules go by it.",
    )

    # === LETTERS === #

    def _letters(self, addressees, template, channel, about):
        """[Letter], in the order of `addressees`; each in the recipient's language.

        `channel`: one of CHANNELS; `about`: the model of the rows that keep watch.
        """
        self.ensure_one()
        partners = self.env["res.partner"].union(*(one.partner for one in addressees))
        partners.sudo().fetch(["email_normalized", "phone_sanitized", "lang"])
        texts = self._texts(addressees, template)
        dead = self.env["bpm.suppression"].sudo()._dead(partners, self.company_id)
        return [
            self._letter(one, texts[one.record.id], template, self._ways(one, channel, dead), about)
            for one in addressees
        ]

    def _texts(self, addressees, template):
        """{record id: Rendered}; one rendering for each language."""
        by_lang, texts = {}, {}
        for one in addressees:
            lang = self.company_id._bpm_lang(one.partner.sudo().lang)
            by_lang.setdefault(lang, []).append(one.record.id)
        for lang, ids in by_lang.items():
            here = template.sudo().with_company(self.company_id).with_context(lang=lang)
            records = self.env[template.model_name].with_env(here.env).browse(dict.fromkeys(ids))
            texts |= here._render_for(records)
        return texts

    def _ways(self, one, channel, dead):
        """The ways of a channel as they are tried: one whose address is dead comes last, and the
        outbox says so where there is no other."""
        return sorted(channel.split("_"), key=lambda way: one.partner.id in dead[way])

    def _letter(self, one, text, template, ways, about):
        first = None
        for way in ways:
            trouble = self._trouble(one, text, template, way)
            if not trouble:
                return Letter(one, self._item(one, text, way, about))
            # A broken text has to be mended by somebody, whatever else was in the way.
            first = trouble if not first or trouble[0] == "missing" else first
        return Letter(one, None, *first)

    def _trouble(self, one, text, template, way):
        """(code, sentence) of why somebody cannot be told this way, or None."""
        partner = one.partner.sudo()
        if not partner:
            return "no_partner", self.env._("Nobody is named to whom it could be written.")
        if way == "sms" and not template.sms_text:
            return "no_text", self.env._("The template has no text for SMS.")
        if way == "sms" and not partner.phone_sanitized:
            return "no_address", self.env._("There is no usable phone number on the card.")
        if way == "email" and not partner.email_normalized:
            return "no_address", self.env._("There is no usable e-mail address on the card.")
        missing = text.sms_trouble if way == "sms" else text.trouble
        return ("missing", missing) if missing else None

    def _item(self, one, text, way, about):
        partner = one.partner.sudo()
        is_sms = way == "sms"
        return {
            "purpose": self.purpose_id.code,
            "partner_id": partner.id,
            "channel": way,
            "address": partner.phone_sanitized if is_sms else partner.email_normalized,
            "occurrence": one.occurrence,
            "subject": text.subject,
            "body": text.sms if is_sms else text.body,
            "lang": self.company_id._bpm_lang(partner.lang),
            "company_id": self.company_id.id,
            "department": self.department_id.code,
            "res_model": about,
            "res_id": one.about,
            "not_before": one.at,
        }

    # === SENDING === #

    def _raise_unwritten(self, letters, template):
        """Where the template could not be filled in, somebody has to look at it."""
        template._raise_trouble([one.text for one in letters if one.reason == "missing"])

    def _hand_in(self, letters, **marks):
        """Put the letters that can go into the outbox; return {about id: message}.

        `marks`: values for the messages that are new, such as the campaign. A message that
        somebody else had put there already, in the same words to the law, stays theirs.
        """
        ready = [letter for letter in letters if letter.item]
        outbox = self.env["bpm.message"].sudo()
        messages = outbox._enqueue([letter.item for letter in ready])
        pairs = {letter.to.about: message for letter, message in zip(ready, messages, strict=True)}
        new = outbox.union(*(
            message for about, message in pairs.items()
            if (message.res_model, message.res_id) == (ready[0].item["res_model"], about)
        ))  # fmt: skip
        if marks and new:
            new.write(marks)
        return pairs

    # === THE SCHEDULE === #

    def _with_care(self, work, now):
        """What `work` returns; None when it failed, which becomes a problem in Health: one's
        trouble is not everybody's."""
        try:
            with self.env.cr.savepoint():
                return work(now)
        except psycopg2.OperationalError:
            raise
        except Exception as error:
            _logger.exception("%s %s", self._description, self.id)
            self.env["bpm.incident"]._raise_incident(
                self._trouble_title(),
                str(error),
                key=f"{self._name.removeprefix('bpm.')}.{self.id}",
            )
            return None

    def _trouble_title(self):
        """Under which name Health shows that it failed."""
        raise NotImplementedError
