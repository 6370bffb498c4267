"""Notices: the bell at once, one morning mail, a mail of its own only when it cannot wait."""

import json
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from tests.common import ApprovalCase


class TestNotice(ApprovalCase):
    def bells(self, person):
        """The bell entries of a person."""
        return (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("res_partner_id", "=", person.partner_id.id),
                    ("notification_type", "=", "inbox"),
                    ("mail_message_id.message_type", "=", "user_notification"),
                ]
            )
        )

    def mails(self, person):
        return self.env["mail.mail"].sudo().search([("email_to", "ilike", person.email)])

    def counters(self, person):
        """The numbers sent to the person's top bar in this transaction."""
        channel = json.dumps(
            [self.env.cr.dbname, "res.partner", person.partner_id.id], separators=(",", ":")
        )
        values = self.env.cr.precommit.data.get("bus.bus.values", [])
        messages = [json.loads(row["message"]) for row in values if row["channel"] == channel]
        return [m["payload"]["count"] for m in messages if m["type"] == "bpm.approval/pending"]

    # ---- The bell ------------------------------------------------------------------------

    def test_one_notice_per_approver_and_batch(self):
        """issue 2.5: one notice per approver and batch; no mail unless urgent."""
        self.route()
        quotes = self.quote() | self.quote() | self.quote()
        quotes.action_bpm_request_approval()
        bell = self.bells(self.leader)
        self.assertEqual(len(bell), 1)
        self.assertIn("3 documents", bell.mail_message_id.subject)
        for quote in quotes:
            self.assertIn(quote.name, bell.mail_message_id.body)
        self.assertFalse(self.mails(self.leader))
        self.assertEqual(self.counters(self.leader)[-1], 3)

    def test_the_bell_leads_to_the_request(self):
        self.route()
        request = self.asked(self.quote())
        message = self.bells(self.leader).mail_message_id
        self.assertEqual((message.model, message.res_id), (request._name, request.id))
        self.assertTrue(message.with_user(self.leader).has_access("read"))

    def test_a_name_is_not_markup(self):
        """Names and comments come from people: they are shown, never obeyed."""
        self.route()
        self.customer.name = "<img src=x onerror=alert(1)>"
        request = self.asked(self.quote(), comment="<script>alert(2)</script>")
        request.with_user(self.leader).action_return("<b onclick=alert(3)>no</b>")
        notes = request._document_of().message_ids.mapped("body")
        bodies = [
            *self.bells(self.leader).mail_message_id.mapped("body"),
            *self.bells(self.seller).mail_message_id.mapped("body"),
            *notes,
        ]
        self.assertTrue(any("&lt;img" in body for body in bodies))
        self.assertTrue(any("&lt;script" in body for body in bodies))
        self.assertTrue(any("&lt;b onclick" in body for body in bodies))
        for body in bodies:
            self.assertNotRegex(body, "<(img|script|b )")

    def test_in_the_persons_own_language(self):
        self.env["res.lang"]._activate_lang("uk_UA")
        self.route()
        self.leader.lang = "uk_UA"
        languages = []
        notice = type(self.env["bpm.approval.notice"])
        subject = notice._pending_subject

        def spy(model, person, slots):
            languages.append(model._env_of(person).lang)
            return subject(model, person, slots)

        self.patch(notice, "_pending_subject", spy)
        self.asked(self.quote())
        self.assertEqual(languages, ["uk_UA"])

    def test_the_requester_hears_of_the_outcome_once(self):
        self.route()
        quotes = self.quote() | self.quote()
        quotes.action_bpm_request_approval()
        requests = quotes.bpm_approval_request_id
        requests.with_user(self.leader).action_approve()
        bell = self.bells(self.seller)
        self.assertEqual(len(bell), 1)
        self.assertIn("Test leader approved", bell.mail_message_id.subject)
        self.assertEqual(self.counters(self.leader)[-1], 0, "the number in the top bar goes back")

    def test_nobody_is_told_what_they_did_themselves(self):
        self.route()
        request = self.asked(self.quote())
        request.with_user(self.seller).action_withdraw()
        self.assertFalse(self.bells(self.seller))
        self.assertEqual(self.counters(self.leader)[-1], 0)
        slots = request.slot_ids
        before = self.bells(self.leader)
        self.env["bpm.approval.notice"].with_user(self.leader)._notify_pending(slots)
        self.assertEqual(self.bells(self.leader), before)

    def test_what_is_decided_leaves_the_bell(self):
        """What a person has decided does not go on asking them; what waits stays."""
        people = self.leader | self.finance
        self.route({"user_ids": [(6, 0, people.ids)], "quorum": "all"})
        decided, waiting = self.asked(self.quote()), self.asked(self.quote())
        decided.with_user(self.leader).action_approve()
        self.env["bpm.approval.notice"]._settle_bells()
        for person, left in ((self.leader, waiting), (self.finance, decided | waiting)):
            unread = self.bells(person).filtered(lambda bell: not bell.is_read)
            self.assertEqual(set(unread.mail_message_id.mapped("res_id")), set(left.ids))

    def test_ten_people_cost_what_one_costs(self):
        """heart.md 4: bell rows for ten people in a handful of statements, not fifteen each."""
        people = self.env["res.users"]
        for number in range(10):
            people |= self.person(f"asked{number}", "base.group_user")
        self.route({"user_ids": [(6, 0, people.ids)], "quorum": "all"})
        request = self.asked(self.quote())
        self.notified(request.slot_ids)  # fills what every later notice finds in memory
        one, ten = self.notified(request.slot_ids[:1]), self.notified(request.slot_ids)
        self.assertEqual(ten, one)
        self.assertLessEqual(ten, 14, "about half of them read who these people are")

    def notified(self, slots):
        """How many statements telling the approvers of these places takes."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["bpm.approval.notice"]._notify_pending(slots)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    # ---- The document's chatter ----------------------------------------------------------

    def test_one_internal_note_per_round(self):
        """ux 2.2: one message per cycle, none per vote; customers who follow hear nothing."""
        self.route({}, {"user_ids": [(6, 0, self.finance.ids)]})
        quote = self.quote()
        quote.message_subscribe(self.customer.ids)
        before = quote.message_ids
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        self.assertEqual(len(quote.message_ids - before), 1, "the first of two agreed: no note")
        request.with_user(self.finance).action_approve()
        notes = quote.message_ids - before
        self.assertEqual(len(notes), 2)
        self.assertTrue(all(notes.mapped("is_internal")))
        self.assertFalse(notes.notification_ids)

    def test_a_large_batch_leaves_no_notes(self):
        """heart.md 4: notes on 200 documents would cost three times the decisions."""
        self.route()
        quotes = self.env["sale.order"].concat(*(self.quote() for _number in range(21)))
        before = len(quotes.message_ids)
        quotes.action_bpm_request_approval()
        self.assertEqual(len(quotes.message_ids), before)

    # ---- The morning mail ----------------------------------------------------------------

    def morning(self, moment):
        with freeze_time(moment):
            self.env["bpm.approval.notice"]._cron_morning_mail()
        return self.mails(self.leader)

    def waiting_since(self, moment):
        request = self.asked(self.quote())
        request.slot_ids.write({"since": moment})
        return request

    def test_at_half_past_eight_on_the_persons_clock(self):
        """issue 2.5: one morning mail with everything waiting, at 08:30 where the person is."""
        self.leader.tz = "Asia/Tokyo"  # 08:30 is 23:30 UTC of the day before
        self.route()
        requests = self.waiting_since(datetime(2026, 7, 1)) | self.waiting_since(
            datetime(2026, 7, 1)
        )
        self.assertFalse(self.morning("2026-07-01 23:29:00"))
        mail = self.morning("2026-07-01 23:31:00")
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing", "queued, not sent in the transaction")
        for request in requests:
            self.assertIn(request.name, mail.body_html)
        self.assertEqual(len(self.morning("2026-07-02 09:00:00")), 1, "once a day")
        self.assertEqual(len(self.morning("2026-07-02 23:31:00")), 2)

    def test_clocks_that_change(self):
        """On the days clocks change it is still 08:30, and still once."""
        self.leader.tz = "Europe/Kyiv"  # summer time from 29 March to 25 October 2026
        self.route()
        self.waiting_since(datetime(2026, 3, 1))
        for late, sharp in (
            ("2026-03-28 06:29:00", "2026-03-28 06:30:00"),  # still winter
            ("2026-03-29 05:29:00", "2026-03-29 05:30:00"),
            ("2026-10-25 06:29:00", "2026-10-25 06:30:00"),
        ):
            count = len(self.mails(self.leader))
            self.assertEqual(len(self.morning(late)), count)
            self.assertEqual(len(self.morning(sharp)), count + 1)

    def test_what_comes_later_waits_for_tomorrow(self):
        """No mail in the afternoon for what arrived after the morning."""
        self.route()
        self.waiting_since(datetime(2026, 7, 1, 12))
        self.assertFalse(self.morning("2026-07-01 15:00:00"))
        self.assertTrue(self.morning("2026-07-02 09:00:00"))

    def test_two_workers_write_once(self):
        """design: effects once per key; the day is claimed by one row per person."""
        notice, days = self.env["bpm.approval.notice"], {self.leader.id: fields.Date.today()}
        self.assertEqual(len(notice._claim(days)), 1)
        self.assertFalse(notice._claim(days))

    # ---- At once -------------------------------------------------------------------------

    def test_urgent_is_mailed_at_once(self):
        """issue 2.5: an immediate mail only when urgent."""
        self.route()
        self.quote().action_bpm_request_approval(urgent=True)
        mail = self.mails(self.leader)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("Urgent", mail.body_html)

    def test_due_within_two_hours_is_mailed_at_once(self):
        self.route()
        slots = self.asked(self.quote()).slot_ids
        for hours, expected in ((3, 0), (1, 1)):
            slots.write({"due": fields.Datetime.now() + timedelta(hours=hours)})
            self.env["bpm.approval.notice"]._notify_pending(slots)
            self.assertEqual(len(self.mails(self.leader)), expected)
