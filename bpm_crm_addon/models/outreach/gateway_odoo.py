"""SMS through the service that is set up in Odoo itself: its credits, or Twilio.

Odoo tells no time-out from a refusal; only its clear words count as such. What became of a message
it tells later at two addresses of its own (controllers/odoo_receipt.py).
"""

import hmac
from typing import NamedTuple

from odoo import api, models

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
        company_id = message.company_id.id
        return Prepared(message.address, str(message.body), message.external_id, company_id)

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
        return Answer("sent")
    if state in REFUSED:
        return Answer("failed", "gateway_refused", words or state)
    if state in AWAY:
        return Answer("queued", "gateway_away", words or state, True)
    return Answer("unknown", "no_answer", words or state or "", True)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _number_at_odoo(self):
        """Odoo's own number of an SMS, where it is one. Others have one of the same form, without
        which Odoo hears no receipt; it cannot be made up: Odoo's receipts bear no signature."""
        if self.res_model == "sms.sms" and not self.resent_from_id:
            return self.occurrence
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        return hmac.digest(secret.encode(), self.key.encode(), "sha256").hex()[:32]

    @api.model
    def _at_odoo(self, numbers):
        """The messages that Odoo's service carries under these numbers, as the system sees them."""
        return self.sudo().search(
            [("external_id", "in", numbers), ("gateway_id.kind", "=", "odoo")]
        )

    @api.model
    def _receipt_of_odoo(self, numbers, state, detail=None):
        """Odoo's service tells what became of messages: `state` as `sms.sms` has it, where "sent"
        means that it arrived. Other states say nothing new."""
        became = {"sent": "delivered", "error": "failed"}.get(state)
        if became:
            self._at_odoo(numbers)._told(became, detail)
