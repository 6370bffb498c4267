"""Mails that come back: failed, and a mailbox that does not exist gets no more (issue 5, 1)."""

from odoo.tools import mute_logger
from tests.outreach.outbox_case import OutboxCase

BOUNCE = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@test.invalid>
To: {bounce}
Subject: Undelivered Mail Returned to Sender
Message-Id: <back.{status}@test.invalid>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; test.invalid

Final-Recipient: rfc822; ann@test.invalid
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--b
Content-Type: message/rfc822

From: us@test.invalid
To: ann@test.invalid
Subject: Hello
Message-Id: {number}

Hello

--b--
"""


class TestMailBounce(OutboxCase):
    def sent(self, occurrence):
        message = self.enqueue(occurrence=occurrence)
        number = f"<bpm-{message.id}@test.invalid>"
        message._move("sending", attempts=1, external_id=number)
        message._move("sent", handed_over_at="2026-11-26 09:00:00")
        return message

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def comes_back(self, message, status, action="failed"):
        text = BOUNCE.format(
            bounce="bounce@test.invalid", number=message.external_id, status=status, action=action
        )
        self.env["mail.thread"].with_user(self.env.ref("base.user_root")).message_process(
            None, text.encode()
        )
        self.env.invalidate_all()
        return message

    def stops(self):
        return self.env["bpm.suppression"]._about_points(["ann@test.invalid"])

    def test_no_such_mailbox(self):
        message = self.comes_back(self.sent("one"), "5.1.1")
        self.assertEqual((message.state, message.reason), ("failed", "bounced"))
        self.assertIn("no such user", message.reason_told)
        entry = self.stops()
        self.assertEqual((entry.reason, entry.channel, entry.is_on), ("wrong", "email", True))
        self.comes_back(self.sent("two"), "5.1.1")
        self.assertEqual(self.stops(), entry)

    def test_a_full_mailbox_is_no_dead_address(self):
        message = self.comes_back(self.sent("one"), "5.2.2")
        self.assertEqual(message.state, "failed")
        self.assertFalse(self.stops())

    def test_only_late(self):
        message = self.comes_back(self.sent("one"), "4.4.1", "delayed")
        self.assertEqual(message.state, "sent")
