"""What Odoo's own services of SMS tell later: Odoo hears it for other apps,
the outbox for its own messages.

Odoo has checked who speaks, as well as it does, before anything here is heard.
"""

from odoo.addons.sms.controllers.main import SmsController
from odoo.http import request, route

try:
    from odoo.addons.sms_twilio.controllers import controllers as twilio
except ImportError:  # an Odoo without it
    twilio = None


class OdooReceipt(SmsController):
    @route()
    def update_sms_status(self, message_statuses):
        """Override to let the outbox know as well."""
        done = super().update_sms_status(message_statuses)
        states = request.env["sms.sms"].IAP_TO_SMS_STATE_SUCCESS
        for said in message_statuses:
            word = said["sms_status"]
            request.env["bpm.message"]._receipt_of_odoo(
                said["uuids"], states.get(word, "error"), None if word in states else word
            )
        return done


if twilio:  # Odoo serves it where that app is installed

    class TwilioReceipt(twilio.SmsTwilioController):
        @route()
        def update_sms_status(
            self, uuid, SmsStatus=None, ErrorCode=None, ErrorMessage=None, **kwargs
        ):
            """Override to let the outbox know as well; Odoo refuses what is forged."""
            super().update_sms_status(uuid, SmsStatus, ErrorCode, ErrorMessage, **kwargs)
            state, words = twilio.TWILIO_TO_SMS_STATE[SmsStatus], ErrorMessage or ErrorCode
            request.env["bpm.message"]._receipt_of_odoo([uuid], state, words)
            return "OK"

        def _validate_twilio_signature(self, request, uuid):
            """Override: of what the outbox sent, the company whose account signs is known."""
            message = request.env["bpm.message"]._at_odoo([uuid])
            if message:
                request.update_context(allowed_company_ids=message.company_id.ids)
            return super()._validate_twilio_signature(request, uuid)
