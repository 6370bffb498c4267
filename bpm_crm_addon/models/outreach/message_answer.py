"""What people answer to a message of the outbox: noted for its campaign, and kept on their card.

An e-mail is known by the Message-Id it answers to, whatever address it comes from. It goes where
Odoo routes it, an alias or a conversation; what no rule of Odoo's takes in goes to the card of the
counterparty instead of being refused. A text comes by the gateway it was sent through.
"""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.mail import unfold_references

MOST = 32  # references of a mail that are looked at; the latest stand last
LONGEST = 2000  # characters of a text that are kept


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_route(self, message, message_dict, model=None, thread_id=None, custom_values=None):
        """Override to hear which of the outbox's mails is answered to."""
        answered = self.env["bpm.message"]._answered_by(message, message_dict)
        answered._note_answered()
        card = answered and self._route_to_card(answered, message, message_dict)
        is_reply = bool(message_dict.get("parent_id"))
        if card and not is_reply and self._detect_write_to_catchall(message_dict):
            return [card]  # Odoo would send it back
        try:
            return super().message_route(message, message_dict, model, thread_id, custom_values)
        except ValueError:  # nobody takes it
            if not card:
                raise
            return [card]

    @api.model
    def _route_to_card(self, answered, message, message_dict):
        if not answered.partner_id:
            return None
        user = self._mail_find_user_for_gateway(message_dict["email_from"]) or self.env.user
        route = "res.partner", answered.partner_id.id, None, user.id, None
        return self._routing_check_route(message, message_dict, route, raise_exception=False)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _answered_by(self, email_message, message_dict):
        """The message that a mail answers to, the latest of several, as the system sees it. What
        programs say by themselves, such as that somebody is away, is no answer."""
        said_by_program = (email_message.get("Auto-Submitted") or "no").strip().lower() != "no"
        if message_dict.get("is_bounce") or said_by_program:
            return self.sudo().browse()
        references = unfold_references(message_dict.get("references") or "")
        references += unfold_references(message_dict.get("in_reply_to") or "")
        numbers = [one.strip() for one in references[-MOST:]]
        known = [("external_id", "in", numbers), ("channel", "=", "email")]
        return self.sudo().search(known, order="id desc", limit=1)

    @api.model
    def _text_answered(self, number, channel, company, text):
        """Somebody answered with a text: to the latest message to this number."""
        cards = Domain("phone_sanitized", "=", number)
        if company:
            cards &= Domain("company_id", "in", (False, company.id))
        partners = self.env["res.partner"].sudo().search(cards)
        domain = [
            ("partner_id", "in", partners.ids),
            ("address", "=", number),
            ("channel", "=", channel),
            ("state", "in", ("sent", "delivered", "unknown")),
        ]
        if company:
            domain.append(("company_id", "=", company.id))
        answered = self.sudo().search(domain, order="id desc", limit=1)
        answered._note_answered()
        (answered.partner_id or partners[:1])._note_text(channel, text)

    def _note_answered(self):
        """Let campaigns know; the first answer counts."""
        members = self.env["bpm.campaign.member"].sudo()
        ours = self.filtered(lambda one: one.res_model == members._name).mapped("res_id")
        members.search([("id", "in", ours), ("replied_at", "=", False)]).write(
            {"replied_at": fields.Datetime.now()}
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _note_text(self, channel, text):
        """Keep what a counterparty answered by text, and tell whoever looks after them, in their
        language."""
        if self and text:
            reader = self.user_id.filtered("active") or self.env.company
            words = self.with_context(lang=reader.partner_id.lang).env
            self.message_post(
                body=words._("Answered by SMS: %s", text[:LONGEST])
                if channel == "sms"
                else words._("Answered by messenger: %s", text[:LONGEST]),
                author_id=self.id,
                message_type="comment",
                subtype_xmlid="mail.mt_note",
                partner_ids=self.user_id.filtered("active").partner_id.ids,
            )
