"""SMS of other Odoo apps go through the outbox: the same rules, limits, stop list and gateways.

While outreach is off, or the company has not gone live with it, Odoo sends them as ever: a
rehearsal is about what this app prepares, not a reason to keep back what others rely on.
"""

from odoo import fields, models

from .res_company import CAPABILITY

# How Odoo calls what became of a message, and why.
STATES = {
    "sent": "pending",
    "delivered": "sent",
    "failed": "error",
    "suppressed": "canceled",
    "cancelled": "canceled",
}
FAILURES = {
    "stop_list": "sms_blacklist",
    "withdrawn": "sms_optout",
    "no_consent": "sms_optout",
    "consent_asked": "sms_optout",
    "no_phone": "sms_number_format",
}


class SmsSms(models.Model):
    _inherit = "sms.sms"

    bpm_is_mass = fields.Boolean(
        string="Sent to many", help="Counts as advertising for the contact rules."
    )

    # === BOTH OF ODOO'S WAYS === #

    def _split_by_api(self):
        """Override: what goes into the outbox asks for no service."""
        ours = self._bpm_of_outbox()
        if ours:
            yield None, ours
        if self - ours:
            yield from super(SmsSms, self - ours)._split_by_api()

    def _send(self, unlink_failed=False, unlink_sent=True, raise_exception=False):
        """Override: into the outbox instead; the queue of Odoo and its buttons both come here."""
        ours = self._bpm_of_outbox()
        ours._bpm_enqueue()
        # Odoo's queue hands in several companies at once, and would ask them for one service.
        others = (self - ours).grouped(lambda sms: sms._get_sms_company())
        for alike in others.values():
            super(SmsSms, alike)._send(
                unlink_failed=unlink_failed,
                unlink_sent=unlink_sent,
                raise_exception=raise_exception,
            )

    def _bpm_of_outbox(self):
        """Those whose company sends through the outbox."""
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return self.browse()
        return self.filtered(lambda sms: not sms._get_sms_company().sudo()._bpm_is_rehearsing())

    def _bpm_enqueue(self):
        """Put them into the outbox; for Odoo's queue they are being processed.

        Somebody who has one sent again that had failed gets a new message.
        """
        if not self:
            return
        outbox = self.env["bpm.message"].sudo()
        outbox._enqueue([sms._bpm_item() for sms in self])
        # Notifications go on saying "ready": what is processed cannot be cancelled there any more.
        self.write({"state": "process", "failure_type": False})
        about = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        last = {one.res_id: one for one in outbox.search(about, order="id")}
        messages = outbox.union(*last.values())
        again = messages.filtered(lambda one: one.state == "failed")
        if again:
            again._note("message_sent_anew")
            messages = (messages - again) | again._enqueue_anew()
        self._bpm_message_moved(messages.filtered(lambda one: one.state in STATES))

    def _bpm_item(self):
        is_mass = self.bpm_is_mass or ("mailing_id" in self._fields and self.mailing_id)
        return {
            "purpose": "offer" if is_mass else "app_sms",
            "channel": "sms",
            "partner_id": self.partner_id.id,
            "address": self.number or None,
            "occurrence": self.uuid,
            "body": self.body or "",
            "company_id": self._get_sms_company().id,
            "res_model": self._name,
            "res_id": self.id,
        }

    # === WHAT THE OUTBOX ASKS AND TELLS === #

    def _bpm_still_wanted(self, messages):
        """What was cancelled in Odoo meanwhile is not sent."""
        gone = self.env._("It was cancelled in Odoo.")
        cancelled = {sms.id for sms in self if sms.state == "canceled"}
        return {one.id: gone if one.res_id in cancelled else None for one in messages}

    def _bpm_message_moved(self, messages):
        """Tell Odoo's own screens; what nobody knows stays "processing" there."""
        settled = messages.filtered(lambda one: one.state in STATES)
        ends = settled.grouped(lambda one: (one.state, one.reason, one.reason_text))
        for (became, reason, words), alike in ends.items():
            self.browse(alike.mapped("res_id"))._bpm_show(alike, STATES[became], reason, words)

    def _bpm_show(self, messages, state, reason, words):
        """These SMS, whose messages ended in the same way."""
        is_bad = state in ("error", "canceled")
        failure = FAILURES.get(reason, "sms_server" if state == "error" else False)
        told = dict(self.env["mail.notification"]._fields["failure_type"].selection)
        trackers = messages._bpm_trackers()
        if state == "error":  # where Odoo heard it itself, it knows better why it came back
            trackers = trackers.filtered(
                lambda one: one.mail_notification_id.notification_status != "bounce"
            )
        trackers._action_update_from_sms_state(
            state,
            failure_type=failure if is_bad and failure in told else False,
            failure_reason=words if is_bad else False,
        )
        rows = self.sudo().exists()
        rows.write({"state": state, "failure_type": failure, "to_delete": not is_bad})


class SmsComposer(models.TransientModel):
    _inherit = "sms.composer"

    def _prepare_mass_sms(self, records, sms_record_values):
        """Override to remember that these went to many."""
        for values in sms_record_values.values():
            values["bpm_is_mass"] = True
        return super()._prepare_mass_sms(records, sms_record_values)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _bpm_trackers(self):
        """What ties SMS of other apps to Odoo's notifications and mailings."""
        # An SMS that was sent anew is still Odoo's first one.
        uuids = [message.occurrence.split(" ")[0] for message in self]
        return self.env["sms.tracker"].sudo().search([("sms_uuid", "in", uuids)])

    def action_open_document(self):
        """Override: of an SMS of another app, open what that was about."""
        if self.res_model != "sms.sms":
            return super().action_open_document()
        self.check_access("read")
        mail = self._bpm_trackers().mail_notification_id.mail_message_id
        if not mail.model or not mail.res_id:
            return self.partner_id.get_formview_action() if self.partner_id else False
        document = self.env[mail.model].browse(mail.res_id)
        document.check_access("read")
        return document.get_formview_action()
