"""What a row of the line of time says, read for one kind at a time."""

from odoo import api, fields, models
from odoo.tools import html2plaintext

from .timeline import TALKS

LONGEST = 160


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_timeline_message(self, message_ids):
        # Found through documents that the reader may see; the author may be of another company.
        messages_sudo = self.env["mail.message"].sudo().browse(message_ids)
        return {
            message.id: {
                "at": fields.Datetime.to_string(message.date),
                "who": message.author_id.name or message.email_from or "",
                "text": self._bpm_short(message.subject, message.body),
                "open": self._bpm_elsewhere(message.model, message.res_id),
            }
            for message in messages_sudo
        }

    def _bpm_timeline_call(self, activity_ids):
        activities_sudo = self.env["mail.activity"].sudo().browse(activity_ids)
        return {
            activity.id: {
                "day": fields.Date.to_string(activity.date_done),
                "who": activity.user_id.name or "",
                "text": self._bpm_short(activity.summary, activity.feedback or activity.note),
                "open": self._bpm_elsewhere(activity.res_model, activity.res_id),
            }
            for activity in activities_sudo
        }

    def _bpm_timeline_meeting(self, event_ids):
        # As the reader: Odoo hides what a private meeting is about.
        return {
            event.id: {
                "at": fields.Datetime.to_string(event.start),
                "who": event.user_id.sudo().name or "",
                "text": event.display_name or "",
                "open": {"model": "calendar.event", "id": event.id},
            }
            for event in self.env["calendar.event"].browse(event_ids)
        }

    def _bpm_timeline_quote(self, order_ids):
        labels = dict(self.env["sale.order"]._fields["state"]._description_selection(self.env))
        return {
            order.id: {
                "at": fields.Datetime.to_string(order.date_order),
                "who": order.user_id.sudo().name or "",
                "text": f"{order.name}: {labels[order.state]}",
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "open": {"model": "sale.order", "id": order.id},
            }
            for order in self.env["sale.order"].browse(order_ids)
        }

    def _bpm_timeline_invoice(self, move_ids):
        labels = dict(
            self.env["account.move"]._fields["move_type"]._description_selection(self.env)
        )
        return {
            move.id: {
                "day": fields.Date.to_string(move.invoice_date),
                "who": move.invoice_user_id.sudo().name or "",
                "text": f"{move.name}: {labels[move.move_type]}",
                "amount": move.amount_total,
                "currency_id": move.currency_id.id,
                "open": {"model": "account.move", "id": move.id},
            }
            for move in self.env["account.move"].browse(move_ids)
        }

    @api.model
    def _bpm_short(self, subject, body):
        """The subject, or the first words of a text."""
        text = " ".join(html2plaintext(body or "").split())
        if subject and text:
            text = f"{subject} – {text}"
        text = text or subject or ""
        return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"

    def _bpm_elsewhere(self, model, res_id):
        """Where a message stands, unless that is this very card."""
        if model == self._name and res_id == self.id:
            return False
        return {"model": model, "id": res_id}

    # === LAST TALKS === #

    def _bpm_portrait_talks(self):
        rows = self._bpm_timeline_page(TALKS, limit=3)["rows"]
        return rows and {"label": self.env._("Last Talks"), "sentence": "", "rows": rows}
