"""Mails that came back: Odoo's mail gateway has recognised them, here the outbox hears of it."""

from odoo import api, models

from ...engine.mail_bounce import judge_bounce


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """Override to let the outbox know which of its mails came back."""
        result = super()._routing_handle_bounce(email_message, message_dict)
        numbers = message_dict.get("bounced_msg_ids") or []
        self.env["bpm.message"]._came_back(numbers, *_said(email_message))
        return result


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _came_back(self, numbers, action, status, words):
        """Mails with these Message-Ids came back; a mailbox that does not exist is stopped.

        :param numbers: the Message-Ids
        :param action: of RFC 3464
        :param status: of RFC 3463
        :param words: the server's
        """
        verdict = judge_bounce(action, status)
        if not verdict or not numbers:
            return
        found = self.sudo().search(
            [("external_id", "in", list(numbers)), ("channel", "=", "email")]
        )
        failed = found._move("failed", "bounced", " ".join(filter(None, [status, words]))[:500])
        if verdict == "dead":
            failed._stop_address()

    def _stop_address(self):
        """No more mails to these very addresses, from any company."""
        entries = self.env["bpm.suppression"].sudo()
        points = sorted(set(self.mapped("address")))
        known = {
            point
            for entry in entries._about_points(points)
            if entry.is_on and entry.reason == "wrong"
            for point in entry.points
        }
        entries.create(
            [
                {
                    "partner_id": False,
                    "points": [point],
                    "channel": "email",
                    "reason": "wrong",
                    "note": self.env._("A mail came back: there is no such mailbox."),
                }
                for point in points
                if point not in known
            ]
        )


def _said(email_message):
    """(action, status, words) of the part for machines in a mail that came back."""
    for part in email_message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.get_payload():
                if block.get("Action") or block.get("Status"):
                    words = str(block.get("Diagnostic-Code") or "").partition(";")[2].strip()
                    return str(block.get("Action") or ""), str(block.get("Status") or ""), words
    return "failed", "", ""
