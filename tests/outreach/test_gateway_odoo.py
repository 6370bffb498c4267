"""Odoo's own service, by its credits or by Twilio, as one more route (issue 5, 2).

Both are asked through Odoo's one method; what it answers is what `sms` and `sms_twilio` return.
Twilio itself: tests/faults/test_twilio.py.
"""

import json
from unittest.mock import patch

from odoo.addons.sms.tools.sms_api import SmsApi
from tests.common import BpmHttpCase
from tests.outreach.phone_case import NUMBER, PhoneCase


class OdooServiceCase(PhoneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.gateway_of("Odoo", kind="odoo", price=0.1)  # the cheaper one

    def answered(self, result, **values):
        """The message after Odoo's service has answered this."""

        def send(service, messages, delivery_reports_url=False):
            self.asked = messages
            if isinstance(result, Exception):
                raise result
            return [{"uuid": messages[0]["numbers"][0]["uuid"], **result}]

        message = self.text(occurrence=repr(result), **values)
        with patch.object(SmsApi, "_send_sms_batch", send):
            self.run_worker()
        return message


class TestOdooService(OdooServiceCase):
    def test_accepted(self):
        """By credits, and by Twilio; under the number that their receipts will have."""
        for result in ({"state": "success"}, {"state": "sent", "sms_twilio_sid": "SM0123"}):
            message = self.answered(result)
            self.assertEqual((message.state, message.cost), ("sent", 0.1))
            [sent] = self.asked
            self.assertEqual(sent["content"], "Hello Ann")
            self.assertEqual(sent["numbers"], [{"number": NUMBER, "uuid": message.external_id}])

    def test_a_clear_no_is_failed(self):
        """Where no other gateway is left to ask."""
        self.gateway.active = False
        for state in ("wrong_number_format", "country_not_supported", "twilio_from_to"):
            message = self.answered({"state": state, "failure_reason": f"because of {state}"})
            self.assertEqual((message.state, message.reason), ("failed", "gateway_refused"))
            self.assertIn(f"because of {state}", message.reason_told)

    def test_without_money_or_keys_the_next_gateway_carries_it_at_once(self):
        """The message is not to blame; Odoo's service rests and Health says so."""
        for state in ("insufficient_credit", "unregistered", "twilio_authentication"):
            self.env["bpm.incident"].search([]).sudo().write({"state": "done"})
            message = self.answered({"state": state})
            self.assertEqual((message.state, message.gateway_id), ("sent", self.gateway), state)
            problems = self.env["bpm.incident"].search([("state", "=", "open")])
            self.assertEqual(problems.mapped("key"), [f"outbox.gateway.{self.service.id}"])

    def test_no_clear_answer_is_unknown_for_ever(self):
        """Odoo tells a time-out and a refusal alike: nobody knows, so it is not sent again."""
        for number, result in enumerate(
            ({"state": "server_error"}, {"state": "unknown"}, TimeoutError("no answer"))
        ):
            self.env["bpm.incident"].search([]).sudo().write({"state": "done"})
            message = self.answered(result, address=f"+38067000000{number}")
            self.assertEqual((message.state, message.reason), ("unknown", "no_answer"))
            self.run_worker()
            self.assertEqual(message.state, "unknown")


class TestReceiptsOfOdoo(OdooServiceCase, BpmHttpCase):
    """S1-22, issue 5, 2: receipts of "IAP and Twilio as further routes" (here: of credits)."""

    def told(self, *said):
        """Odoo's service tells: (status, numbers) each."""
        statuses = [{"sms_status": word, "uuids": numbers} for word, numbers in said]
        call = {"jsonrpc": "2.0", "method": "call", "params": {"message_statuses": statuses}}
        heard = self.url_open(
            "/sms/status", json.dumps(call), headers={"Content-Type": "application/json"}
        )
        self.env.invalidate_all()
        return heard.json().get("result")

    def test_what_became_of_messages_of_the_outbox(self):
        """Odoo knows nothing of them: they are found by the number they have there."""
        first, second, third = (
            self.answered({"state": "success"}, address=f"+38067000000{number}")
            for number in range(3)
        )
        silent = self.answered(TimeoutError("no answer"), address="+380670000009")
        self.assertEqual(silent.state, "unknown")
        heard = self.told(
            ("sent", [first.external_id, third.external_id]),
            ("delivered", [first.external_id, silent.external_id, "0" * 32]),
            ("rejected", [second.external_id, first.external_id]),
        )
        self.assertEqual(heard, "OK")
        self.assertEqual((first.state, third.state), ("delivered", "sent"))
        self.assertEqual((second.state, second.reason), ("failed", "bounced"))
        self.assertIn("rejected", second.reason_told)
        self.assertEqual(silent.state, "delivered")
        problem = [("key", "=", f"outbox.unknown.{self.company.id}"), ("state", "=", "open")]
        self.assertFalse(self.env["bpm.incident"].search(problem))

    def test_nobody_can_make_up_a_number(self):
        """The number tells nothing of the message, nor does the message tell the number."""
        message = self.answered({"state": "success"})
        self.assertRegex(message.external_id, r"^[0-9a-f]{32}$")
        before = message.external_id
        self.env["ir.config_parameter"].set_param("database.secret", "another")
        self.assertNotEqual(message._number_at_odoo(), before)

    def test_a_gateways_messages_are_not_odoos(self):
        self.service.active = False
        message = self.text()
        self.run_worker()
        message.external_id = "0" * 32
        self.assertEqual(self.told(("delivered", ["0" * 32])), "OK")
        self.assertEqual(message.state, "sent")

    def test_an_sms_of_another_app(self):
        """Both hear it; Odoo's own words for why it came back stay."""
        mails = [self.ann._message_sms(f"Hello {number}") for number in range(2)]
        with patch.object(SmsApi, "_send_sms_batch", lambda *_a, **_k: [{"state": "success"}]):
            self.run_worker()
        shown = [mail.notification_ids for mail in mails]
        messages = [self.messages.search([("body", "=", f"Hello {n}")], limit=1) for n in range(2)]
        self.assertEqual([one.notification_status for one in shown], ["pending"] * 2)
        self.told(("delivered", [messages[0].external_id]), ("rejected", [messages[1].external_id]))
        self.assertEqual([one.state for one in messages], ["delivered", "failed"])
        self.assertEqual([one.notification_status for one in shown], ["sent", "bounce"])
        self.assertEqual(shown[1].failure_type, "sms_rejected")
        self.assertFalse(self.env["bpm.incident"].search([("key", "=", "outbox.told.sms.sms")]))
