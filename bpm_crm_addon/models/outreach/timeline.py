"""What the outbox sent, in the counterparty's line of time and among its last talks.

Told to whoever may read outgoing messages. A rehearsal told nobody anything; an SMS of another Odoo
app stands already where that app noted it.
"""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

REACHED = ("sent", "delivered")


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _bpm_timeline_sources(self):
        """Override of `partner` to add the outbox."""
        return super()._bpm_timeline_sources() | {"outgoing": "mail", "outgoing_phone": "sms"}

    def _bpm_find_outgoing(self, family):
        return self._bpm_outgoing(family, Domain("channel", "=", "email"))

    def _bpm_find_outgoing_phone(self, family):
        return self._bpm_outgoing(family, Domain("channel", "!=", "email"))

    def _bpm_outgoing(self, family, channel):
        """SQL of what may have reached these people; None for whoever may not read it."""
        outbox = self.env["bpm.message"]
        if not outbox.has_access("read"):
            return None
        gone = Domain("state", "in", (*REACHED, "unknown")) | Domain("handed_over_at", "!=", False)
        query = outbox._search(
            Domain("partner_id", "in", family) & Domain("rehearsal", "=", False) & channel & gone
        )
        return SQL(
            """SELECT b.id, coalesce(b.handed_over_at, b.settled_at) AS at FROM bpm_message b
                WHERE b.id IN %s AND NOT EXISTS (
                      SELECT FROM sms_tracker t
                       WHERE b.res_model = 'sms.sms' AND t.mail_notification_id IS NOT NULL
                         AND t.sms_uuid = split_part(b.occurrence, ' ', 1))""",
            query.subselect(),
        )

    def _bpm_timeline_outgoing(self, message_ids):
        states = dict(self.env["bpm.message"]._fields["state"]._description_selection(self.env))
        return {
            message.id: {
                "at": fields.Datetime.to_string(message.handed_over_at or message.settled_at),
                "who": " · ".join(
                    filter(
                        None,
                        [
                            message.department_id.sudo().name,
                            message.state not in REACHED and states[message.state],
                        ],
                    )
                ),
                "text": message.subject or self._bpm_short(False, message.body_shown),
                "open": {"model": message._name, "id": message.id},
            }
            for message in self.env["bpm.message"].browse(message_ids)
        }

    _bpm_timeline_outgoing_phone = _bpm_timeline_outgoing
