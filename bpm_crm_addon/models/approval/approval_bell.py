"""Odoo's bell and our counter, written in batches.

Everything here is rows: messages, bell entries and bus events are written with the decision and
become visible with its commit. Nobody becomes a follower and no mail server is spoken to.
"""

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.mail import generate_tracking_message_id


class BpmApprovalNotice(models.Model):
    _inherit = "bpm.approval.notice"

    @api.model
    def _ring(self, entries):
        """Write bell entries and announce them: a fixed number of statements for any number.

        :param entries: list of ``(users, subject, safe html body, (model, id) it opens)``
        """
        entries = [
            (people.filtered("active"), *rest)
            for people, *rest in entries
            if people.filtered("active")
        ]
        if not entries:
            return
        author = self.env.user.partner_id
        messages = self._write_messages(author, entries)
        told = [
            (message, person.partner_id)
            for message, (people, *_rest) in zip(messages, entries, strict=True)
            for person in people
        ]
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": author.id,
                    "mail_message_id": message.id,
                    "res_partner_id": partner.id,
                    "notification_type": "inbox",
                    "notification_status": "sent",
                }
                for message, partner in told
            ]
        )
        shown = {
            message: self._announcement(message, author, entry)
            for message, entry in zip(messages, entries, strict=True)
        }
        bus = self.env["bus.bus"].sudo()
        for message, partner in told:
            bus._sendone(
                partner,
                "mail.message/inbox",
                {"message_id": message.id, "store_data": shown[message]},
            )

    @api.model
    def _write_messages(self, author, entries):
        """One internal message for each entry, in one statement."""
        shared = {
            "author_id": author.id,
            "email_from": author.email_formatted,
            "reply_to": author.email_formatted,
            "message_type": "user_notification",
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            "is_internal": True,
            "email_add_signature": False,
        }
        return (
            self.env["mail.message"]
            .sudo()
            .create(
                [
                    dict(
                        shared,
                        subject=subject,
                        body=body,
                        model=model,
                        res_id=res_id,
                        message_id=generate_tracking_message_id("bpm-approval"),
                    )
                    for _people, subject, body, (model, res_id) in entries
                ]
            )
        )

    @api.model
    def _announcement(self, message, author, entry):
        """What the web client needs to show the bell entry at once, without asking the server."""
        _people, subject, body, (model, res_id) = entry
        shown = {
            "id": message.id,
            "author_id": author.id,
            "body": ["markup", body],
            "date": fields.Datetime.to_string(message.date),
            "message_type": "user_notification",
            "needaction": True,
            "subject": subject,
        }
        data = {
            "mail.message": [shown],
            "res.partner": [{"id": author.id, "name": author.name}],
        }
        if model:
            shown.update(model=model, res_id=res_id, thread={"id": res_id, "model": model})
            data["mail.thread"] = [{"id": res_id, "model": model, "display_name": subject}]
        return data

    @api.model
    def _counters_changed(self, user_ids):
        """Send each of these users how many decisions wait for them now: the number, not a step.

        :param user_ids: any iterable of user ids
        """
        if not user_ids:
            return
        self.env["bpm.approval.slot"].flush_model(["approver_id", "state"])
        rows = self.env.execute_query(
            SQL(
                """SELECT person.partner_id, COUNT(slot.id)
                     FROM res_users person
                LEFT JOIN bpm_approval_slot slot
                       ON slot.approver_id = person.id AND slot.state = 'pending'
                    WHERE person.id = ANY(%s)
                 GROUP BY person.id""",
                list(user_ids),
            )
        )
        partners, bus = self.env["res.partner"], self.env["bus.bus"].sudo()
        for partner_id, count in rows:
            bus._sendone(partners.browse(partner_id), "bpm.approval/pending", {"count": count})
