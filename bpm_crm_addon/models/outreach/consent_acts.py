"""Asking for consent, giving it by a signed link, and withdrawing it."""

from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..audit.signed_link import WIDE, number_of_short, numbers_of, short_signer, sign

SCOPE = "bpm-consent"
SHORT_SCOPE = "bpm-consent-short"
ANSWER_WITHIN = timedelta(days=14)
PURPOSE = "consent_question"


class BpmConsent(models.Model):
    _inherit = "bpm.consent"

    # === ASKING === #

    def _ask(self, vals_list):
        """Make consents that wait for an answer, and send the questions; return them."""
        now = fields.Datetime.now()
        asked = self.sudo().create(
            [
                {**vals, "state": "asked", "asked_at": now, "given_at": False, "source": "link"}
                for vals in vals_list
            ]
        )
        self.env["bpm.message"].sudo()._enqueue([consent._question() for consent in asked])
        return asked

    def _question(self):
        """The question as an item of the outbox, in the recipient's language."""
        self.ensure_one()
        company = self.company_id
        lang = company._bpm_lang(self.partner_id.lang)
        asked = self.with_context(lang=lang)
        return {
            "purpose": PURPOSE,
            "partner_id": self.partner_id.id,
            "address": self.address,
            "channel": self.channel,
            "occurrence": f"consent {self.id}",
            "company_id": company.id,
            "lang": lang,
            "res_model": self._name,
            "res_id": self.id,
            **(asked._as_mail() if self.channel == "email" else asked._as_text()),
        }

    def _as_mail(self):
        """The wording, and a link that only shows a page."""
        return {
            "subject": self.env._("May %s write to you?", self.company_id.name),
            "body": Markup(
                "<p>%s</p><blockquote>%s</blockquote><p><a href='%s'>%s</a></p><p>%s</p>"
            )
            % (
                self.env._("Please read this, and agree on the page behind the link if you like:"),
                self.wording_id.text,
                self._answer_url(),
                self.env._("Read and agree"),
                self.env._("If you do nothing, we take it for a no."),
            ),
        }

    def _as_text(self):
        """For a phone: the wording stands on the page behind the link, which tells whose number it
        is and therefore is longer than others."""
        end = short_signer(self.env, SHORT_SCOPE, WIDE)(self.id)
        text = self.env._(
            "May %(company)s write to you? Read and agree: %(url)s If you do nothing, we take it "
            "for a no.",
            company=self.company_id.name,
            url=f"{self.get_base_url()}/bpm/c/{end}",
        )
        return {"subject": "", "body": text}

    def _answer_url(self):
        payload = sign(self.env, SCOPE, self.id, expiration=ANSWER_WITHIN)
        return f"{self.get_base_url()}/bpm/consent/{payload}"

    @api.model
    def _by_answer_link(self, payload):
        """The consent whose question has this link, as the system sees it; empty for a wrong link
        and for one that is too old."""
        number = number_of_short(self.env, SHORT_SCOPE, payload, WIDE)
        if not number:
            return self.sudo().browse(numbers_of(self.env, SCOPE, payload)).exists()
        begin = fields.Datetime.now() - ANSWER_WITHIN
        return self.sudo().browse(number).exists().filtered(
            lambda one: one.asked_at and one.asked_at > begin
        )  # fmt: skip

    def _give(self, ip=None):
        """The person has agreed on the page behind the link; once is enough."""
        self.ensure_one()
        self.lock_for_update()
        if self.state == "asked":
            self.sudo().write(
                {"state": "given", "given_at": fields.Datetime.now(), "confirmed_ip": ip or False}
            )
            self._note(
                "consent_given", method="mail_link" if self.channel == "email" else "text_link"
            )

    # === WITHDRAWING === #

    def action_withdraw(self):
        """Withdraw, on the word of the person: nothing that waits is sent any more."""
        for consent in self:
            consent.check_access("read")
            if not self.env.user.has_group("bpm_crm_addon.group_bpm_outreach_manager"):
                consent.partner_id.check_access("write")
        self._withdraw(self.env._("Told to %s", self.env.user.name))

    def _withdraw(self, how, method="screen"):
        """Withdraw those that hold or were asked for."""
        held = self.sudo().filtered(lambda one: one.state != "withdrawn")
        held.write(
            {
                "state": "withdrawn",
                "withdrawn_at": fields.Datetime.now(),
                "withdrawn_how": how,
            }
        )
        held._note("consent_withdrawn", method=method)

    def action_ask_again(self):
        """Send the question of a consent that was not answered once more."""
        self.check_access("write")
        for consent in self:
            if consent.state != "asked":
                raise UserError(self.env._("This question was answered already."))
        return self._ask(
            [
                {name: consent[name].id for name in ("partner_id", "purpose_id", "wording_id")}
                | {
                    "company_id": consent.company_id.id,
                    "address": consent.address,
                    "channel": consent.channel,
                }
                for consent in self
            ]
        )

    # === AUDIT TRAIL === #

    def _note(self, event, method="screen"):
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": event,
                    "res_model": self._name,
                    "res_id": consent.id,
                    "method": method,
                    "data": {
                        "partner": consent.partner_id.id,
                        "what": consent.what,
                        "wording": consent.wording_id.display_name,
                        "reason": consent.withdrawn_how or None,
                    },
                }
                for consent in self
            ]
        )

    def _bpm_still_wanted(self, messages):
        """A question is not asked any more once it was answered."""
        open_ = self.sudo().filtered(lambda one: one.state == "asked")
        return {
            message.id: None
            if message.res_id in open_.ids
            else self.env._("The question was answered already.")
            for message in messages
        }
