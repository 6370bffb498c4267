"""Odoo's bell and our counter, written in batches.

Everything here is rows: messages, bell entries and bus events are written with the decision and
become visible with its commit. Nobody becomes a follower and no mail server is spoken to.
"""

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.mail import generate_tracking_message_id

from ..audit.bulk import insert, unnest


class BpmApprovalNotice(models.Model):
    _inherit = "bpm.approval.notice"

    @api.model
    def _ring(self, entries, notes=()):
        """Write bell entries and announce them: a fixed number of statements for any number.

        :param entries: list of ``(users, subject, safe html body, (model, id) it opens)``
        :param notes: notes on documents that are written with them, see `_cycle_notes`
        """
        entries = [
            (people.filtered("active"), *rest)
            for people, *rest in entries
            if people.filtered("active")
        ]
        if not entries and not notes:
            return
        bells = [
            ("user_notification", subject, body, *target)
            for _people, subject, body, target in entries
        ]
        told = [
            (number, person.partner_id)
            for number, (people, *_rest) in enumerate(entries, 1)
            for person in people
        ]
        messages = self._write_messages([*bells, *notes], told)[: len(bells)]
        author = self.env.user.partner_id
        shown = {
            message: self._announcement(message, author, entry)
            for message, entry in zip(messages, entries, strict=True)
        }
        bus = self.env["bus.bus"].sudo()
        for number, partner in told:
            message = messages[number - 1]
            bus._sendone(
                partner,
                "mail.message/inbox",
                {"message_id": message.id, "store_data": shown[message]},
            )

    @api.model
    def _write_messages(self, values, told=()):
        """Internal messages of the current user and the bells that ring for them, in one statement.

        Their words are ours and escaped. What Odoo does for a message people write, looking for
        images and unsafe tags above all, costs more than the decision they tell of.

        :param values: ``[(kind, subject, safe html body, model, id)]``; kind is Odoo's message
            type, ``user_notification`` or ``notification``
        :param told: ``[(number of the message from 1, partner whose bell rings)]``
        """
        author = self.env.user.partner_id
        shared = {
            "author_id": author.id,
            "email_from": author.email_formatted,
            "reply_to": author.email_formatted,
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            "is_internal": True,
            "email_add_signature": False,
            "date": fields.Datetime.now(),
        }
        messages = insert(
            self.env["mail.message"].sudo(),
            [
                dict(
                    shared,
                    message_type=kind,
                    subject=subject or None,
                    body=str(body),
                    model=model or None,
                    res_id=res_id or None,
                    message_id=generate_tracking_message_id("bpm-approval"),
                )
                for kind, subject, body, model, res_id in values
            ],
            along=told and self._bells(author, told),
        )
        for kind, _subject, _body, model, res_id in values:
            if kind == "notification":
                messages._invalidate_documents(model, res_id)
        return messages

    @api.model
    def _bells(self, author, told):
        """The statement that rings them."""
        return SQL(
            """INSERT INTO mail_notification (author_id, mail_message_id, res_partner_id,
                                              notification_type, notification_status, is_read)
               SELECT %s, made.id, told.partner_id, 'inbox', 'sent', FALSE
                 FROM made JOIN %s AS told (number, partner_id) USING (number)""",
            author.id,
            unnest(("int8", "int4"), [(number, partner.id) for number, partner in told]),
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
        people = self.env["res.users"].sudo().browse(user_ids)
        self._send_counters(people, self._read_ahead(people))

    @api.model
    def _send_counters(self, people, waiting):
        """``waiting``: what `_read_ahead` returned for these people."""
        bus = self.env["bus.bus"].sudo()
        for person in people:
            count = {"count": waiting[person.id]}
            bus._sendone(person.partner_id, "bpm.approval/pending", count)

    @api.model
    def _settle_bells(self):
        """Mark read what the bell still says although nobody waits for it any more.

        Done by the clock and not with each decision, which would pay for it every time.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """UPDATE mail_notification bell
                      SET is_read = TRUE, read_date = now() AT TIME ZONE 'UTC'
                     FROM mail_message message, res_users person
                    WHERE message.id = bell.mail_message_id
                      AND message.model = 'bpm.approval.request'
                      AND message.message_type = 'user_notification'
                      AND person.partner_id = bell.res_partner_id
                      AND bell.is_read IS NOT TRUE
                      AND NOT EXISTS (
                            SELECT FROM bpm_approval_slot slot
                             WHERE slot.request_id = message.res_id
                               AND slot.approver_id = person.id AND slot.state = 'pending')
                      AND NOT EXISTS (
                            SELECT FROM bpm_approval_question asked
                             WHERE asked.request_id = message.res_id
                               AND asked.person_id = person.id AND asked.state = 'open')
                RETURNING bell.res_partner_id, message.id"""
            )
        )
        self.env.invalidate_all()
        partners = self.env["res.partner"].browse({partner_id for partner_id, _message in rows})
        for partner in partners:
            self.env["bus.bus"].sudo()._sendone(
                partner,
                "mail.message/mark_as_read",
                {
                    "message_ids": [
                        message for partner_id, message in rows if partner_id == partner.id
                    ],
                    "needaction_inbox_counter": partner._get_needaction_count(),
                },
            )
