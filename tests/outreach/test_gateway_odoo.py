"""Odoo's own service, by its credits or by Twilio, as one more route (issue 5, 2).

Both are asked through Odoo's one method; what it answers is what `sms` and `sms_twilio` return.
"""

from unittest.mock import patch

from odoo.addons.sms.tools.sms_api import SmsApi
from tests.outreach.phone_case import NUMBER, PhoneCase


class TestOdooService(PhoneCase):
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

    def test_accepted(self):
        """By credits, and by Twilio with its number."""
        for result, number in (
            ({"state": "success"}, None),
            ({"state": "sent", "sms_twilio_sid": "SM0123"}, "SM0123"),
        ):
            message = self.answered(result)
            self.assertEqual((message.state, message.cost), ("sent", 0.1))
            self.assertEqual(message.external_id, number or message._reference())
            [sent] = self.asked
            self.assertEqual(sent["content"], "Hello Ann")
            self.assertEqual(sent["numbers"][0]["number"], NUMBER)

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
