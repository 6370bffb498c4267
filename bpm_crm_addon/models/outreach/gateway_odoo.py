"""SMS through the service that is set up in Odoo itself: its credits, or Twilio.

Odoo tells no time-out from a refusal; only its clear words count as such.
"""

from hashlib import sha256
from typing import NamedTuple

from ...engine.smtp_answer import Answer

REFUSED = {
    *("wrong_number_format", "sms_number_missing", "country_not_supported", "twilio_from_to"),
    *("incompatible_content", "duplicate_message"),
}
AWAY = {
    *("insufficient_credit", "unregistered", "registration_needed", "twilio_authentication"),
    *("twilio_acc_unverified", "twilio_callback", "twilio_from_missing"),
}
SENT = {"success", "sent", "delivered", "processing"}


class Prepared(NamedTuple):
    number: str
    text: str
    uuid: str
    company_id: int


class OdooCarrier:
    """Nothing stays open between two messages."""

    has_just_opened = False

    def close(self):
        pass

    def connect(self, env, way, sender):
        return None

    def build(self, message, sender, way):
        """Under Odoo's own number of an SMS, where it is one: its receipts then find it.

        Others have a number of the same form: Odoo hears no receipt in which one looks different.
        """
        is_odoos = message.res_model == "sms.sms" and not message.resent_from_id
        uuid = message.occurrence if is_odoos else sha256(message.key.encode()).hexdigest()[:32]
        return Prepared(message.address, str(message.body), uuid, message.company_id.id)

    def hand_over(self, message, prepared):
        company = message.env["res.company"].browse(prepared.company_id)
        content = {
            "content": prepared.text,
            "numbers": [{"uuid": prepared.uuid, "number": prepared.number}],
        }
        try:
            service = company._get_sms_api_class()(message.with_company(company).env)
            service._set_company(company)
            receipts = f"{company.get_base_url()}/sms/status"
            [result] = service._send_sms_batch([content], delivery_reports_url=receipts)
        except Exception as error:  # noqa: BLE001  whether it was accepted, nobody knows
            return Answer("unknown", "no_answer", str(error)[:500], True)
        return judge_odoo(result)


def judge_odoo(result):
    """The Answer to what Odoo's service says."""
    state, words = result.get("state"), result.get("failure_reason") or ""
    if state in SENT:
        return Answer("sent", number=result.get("sms_twilio_sid") or "")
    if state in REFUSED:
        return Answer("failed", "gateway_refused", words or state)
    if state in AWAY:
        return Answer("queued", "gateway_away", words or state, True)
    return Answer("unknown", "no_answer", words or state or "", True)
