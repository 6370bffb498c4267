"""SMS of other Odoo apps go through the same door and rules (issue 5, 2; odoo19.md A7)."""

from unittest.mock import patch

from odoo.addons.sms.tools.sms_api import SmsApi
from tests.outreach.phone_case import NUMBER, PhoneCase


class TestSmsOfApps(PhoneCase):
    def setUp(self):
        super().setUp()
        self.asked = []

        def send(service, messages, delivery_reports_url=False):
            self.asked += messages
            self.receipts = delivery_reports_url
            return [
                {"uuid": one["uuid"], "state": "success"}
                for message in messages
                for one in message["numbers"]
            ]

        patcher = patch.object(SmsApi, "_send_sms_batch", send)
        patcher.start()
        self.addCleanup(patcher.stop)

    def post(self, body="Your order is ready", **values):
        """As a salesperson sends one from a card."""
        return self.ann._message_sms(body, **values)

    def run_queue(self):
        """Odoo's own queue of SMS, as the scheduler runs it."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("sms.ir_cron_sms_scheduler_action").method_direct_trigger()
        self.env.invalidate_all()

    def sms_of(self, mail):
        return self.env["sms.sms"].search([("mail_message_id", "=", mail.id)])

    def message_of(self, sms):
        return self.messages.search([("res_model", "=", "sms.sms"), ("res_id", "=", sms.id)])

    def test_a_button_and_the_queue_lead_into_the_outbox(self):
        """Both hooks: nothing reaches Odoo's own service, each leaves once."""
        now = self.sms_of(self.post())
        later = self.sms_of(self.post("Tomorrow", put_in_queue=True))
        self.run_queue()
        self.assertEqual((now | later).mapped("state"), ["process"] * 2)
        self.run_worker()
        self.run_queue()
        (now | later).send()
        self.run_worker()
        self.assertFalse(self.asked)
        self.assertEqual(
            sorted(row.text for row in self.script.ledger), ["Tomorrow", "Your order is ready"]
        )
        self.assertEqual({row.number for row in self.script.ledger}, {NUMBER})

    def test_odoos_screens_are_told(self):
        mail = self.post()
        sms = self.sms_of(mail)
        message = self.message_of(sms)
        self.assertEqual(mail.notification_ids.notification_status, "ready")
        self.run_worker()
        self.env.invalidate_all()
        self.assertEqual(mail.notification_ids.notification_status, "pending")
        self.assertEqual((sms.state, sms.to_delete), ("pending", True))
        sms.unlink()
        message._receipt(message.external_id, "delivered", gateway=self.gateway)
        self.assertEqual(mail.notification_ids.notification_status, "sent")
        self.assertEqual(message.action_open_document()["res_id"], self.ann.id)

    def test_rules_hold_for_them(self):
        """The stop list is asked at the claim; Odoo shows who and why."""
        mail = self.post()
        self.env["bpm.suppression"].create({"partner_id": False, "points": [NUMBER]})
        self.run_worker()
        self.env.invalidate_all()
        self.assertFalse(self.script.ledger)
        self.assertEqual(self.sms_of(mail).state, "canceled")
        self.assertEqual(self.sms_of(mail).failure_type, "sms_blacklist")
        self.assertEqual(mail.notification_ids.notification_status, "canceled")
        self.assertIn("stop list", mail.notification_ids.failure_reason)

    def test_to_many_is_advertising(self):
        """Sent from a list to many: the rules of advertising, consent included."""
        self.env["bpm.contact.policy"].create(
            {"name": "Asked first", "message_class": "advertising", "consent": "prior"}
        )
        composer = self.env["sms.composer"].create(
            {
                "composition_mode": "mass",
                "res_model": "res.partner",
                "res_ids": str(self.ann.ids),
                "body": "Sale!",
                "mass_force_send": True,
            }
        )
        composer._action_send_sms()
        self.run_worker()
        message = self.messages.search([("address", "=", NUMBER), ("body", "like", "Sale")])
        self.assertEqual((message.state, message.reason), ("suppressed", "no_consent"))

    def test_cancelled_meanwhile(self):
        sms = self.sms_of(self.post())
        sms.action_set_canceled()
        self.run_worker()
        self.assertEqual(self.message_of(sms).reason, "not_wanted")
        self.assertFalse(self.script.ledger)

    def test_failed_and_sent_again_by_a_person(self):
        """Odoo's own Resend: a new message, since the first surely was not accepted."""
        self.script.mode = "refuse"
        sms = self.sms_of(self.post())
        self.run_worker()
        self.env.invalidate_all()
        self.assertEqual((sms.state, self.message_of(sms).state), ("error", "failed"))
        self.script.mode = "ok"
        sms.resend_failed()
        self.run_worker()
        self.assertEqual(sorted(self.message_of(sms).mapped("state")), ["failed", "sent"])
        self.assertEqual(len(self.script.ledger), 1)

    def test_sent_again_as_often_as_it_failed(self):
        self.script.mode = "refuse"
        sms = self.sms_of(self.post())
        for _time in range(2):
            self.run_worker()
            self.env.invalidate_all()
            self.assertEqual(sms.state, "error")
            self.assertEqual(sms.mail_message_id.notification_ids.notification_status, "exception")
            sms.resend_failed()
        self.script.mode = "ok"
        self.run_worker()
        self.env.invalidate_all()
        self.assertEqual(sorted(self.message_of(sms).mapped("state")), ["failed", "failed", "sent"])
        self.assertEqual((sms.state, len(self.script.ledger)), ("pending", 1))

    def test_what_many_became_is_told_together(self):
        """What ends alike is told in one go, not one by one."""

        def told(count):
            found = self.env["sms.sms"].union(*(
                self.sms_of(self.post(f"{count} {number}")) for number in range(count)
            ))  # fmt: skip
            messages = self.messages.search(
                [("res_model", "=", "sms.sms"), ("res_id", "in", found.ids)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            messages._move("cancelled")
            self.env.flush_all()
            asked = self.env.cr.sql_log_count - before
            self.assertEqual(found.mapped("state"), ["canceled"] * count)
            return asked

        told(1)
        self.assertLess(told(12) - told(2), 30)

    def test_a_number_that_is_none(self):
        sms = self.env["sms.sms"].create({"number": "12", "body": "Hello"})
        sms.send()
        self.assertEqual((sms.state, sms.failure_type), ("canceled", "sms_number_format"))

    def test_odoo_is_untouched_without_outreach(self):
        """Switched off, or not live yet: as ever."""
        self.rehearse()
        self.post()
        self.assertEqual(len(self.asked), 1)
        self.live()
        everybody = self.env.ref("base.group_user")
        everybody._remove_group(self.env.ref("bpm_crm_addon.group_bpm_capability_outreach"))
        self.post()
        self.sms_of(self.post(put_in_queue=True))
        self.run_queue()
        self.assertEqual(len(self.asked), 3)

    def test_two_companies_that_rehearse_share_odoos_queue(self):
        """odoo19.md A7: the queue is not split by company before it is sent."""
        self.rehearse()
        other = self.env["res.company"].create({"name": "Test other"})
        for company in (self.company, other):
            mail = self.post(company.name, put_in_queue=True)
            mail.record_company_id = company
        self.run_queue()
        self.assertEqual({one["content"] for one in self.asked}, {self.company.name, other.name})
        self.assertFalse(self.env["sms.sms"].search([("state", "=", "outgoing")]))

    def test_through_odoos_own_service(self):
        """Odoo's credits are a gateway like any other; what it does not say clearly is unknown."""
        self.gateway.active = False
        self.gateway_of("Odoo", kind="odoo", price=0.1)
        sent = self.text(occurrence="one")
        self.run_worker()
        self.assertEqual((sent.state, sent.cost, len(self.asked)), ("sent", 0.1, 1))
        # Otherwise Odoo refuses the whole receipt in which it is told of.
        self.assertRegex(self.asked[0]["numbers"][0]["uuid"], r"^[0-9a-f]{32}$")
        self.assertTrue(self.receipts.endswith("/sms/status"))
        sms = self.sms_of(self.post())
        self.run_worker()
        self.assertEqual(self.asked[1]["numbers"][0]["uuid"], sms.uuid)
        words = {"wrong_number_format": "failed", "insufficient_credit": "queued"}
        for state, became in {"server_error": "unknown", **words}.items():
            answer = lambda *_given, state=state, **_named: [{"uuid": "x", "state": state}]  # noqa: E731
            with patch.object(SmsApi, "_send_sms_batch", answer):
                message = self.text(occurrence=state)
                self.run_worker()
            self.assertEqual(message.state, became)
            self.env["bpm.incident"].search([("state", "=", "open")]).action_dismiss("test")
