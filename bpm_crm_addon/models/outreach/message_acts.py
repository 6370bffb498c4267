"""What people may do with messages: release, cancel, say that it arrived, send anew."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

MANAGERS = "bpm_crm_addon.group_bpm_outreach_manager"


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _check_manager(self):
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._(
                    "Only an outreach manager looks after what the company sends. Ask one of them, "
                    "or an administrator for the job."
                )
            )

    def _chosen(self, states):
        """Those of the messages in one of the states, locked, to be acted on with all rights."""
        self._check_manager()
        self.check_access("read")
        return self.sudo()._held_in(states)

    # === ACTS === #

    def action_release(self):
        """Let held messages go; contact rules are asked again before each leaves."""
        held = self._chosen(("queued",)).filtered("held")
        if not held:
            raise UserError(
                self.env._(
                    "None of these messages is held any more: look at their status, they may have "
                    "been released by somebody else."
                )
            )
        held.write(
            {
                "held": False,
                "released_by_id": self.env.uid,
                "released_at": fields.Datetime.now(),
                **self._reason_values(False, False),
                "next_attempt_at": False,
            }
        )
        held._note("message_released")
        self._call_worker(len(held))
        return self._say(self.env._("Released: %(count)s.", count=len(held)))

    def action_cancel(self):
        """Take messages back that have not left yet, or need not be sent after they failed."""
        self._check_manager()
        self.check_access("read")
        cancelled = self.sudo()._move("cancelled")
        if not cancelled:
            raise UserError(
                self.env._(
                    "None of these messages can be taken back: they have left or are finished. "
                    "Look at their status."
                )
            )
        cancelled._note("message_cancelled")
        return self._say(self.env._("Cancelled: %(count)s.", count=len(cancelled)))

    def action_arrived(self):
        """Somebody has found out that messages without an answer arrived."""
        unknown = self._chosen(("unknown",))
        if not unknown:
            raise UserError(
                self.env._("None of these messages waits for an answer. Look at their status.")
            )
        unknown._move("delivered")
        unknown._note("message_arrived")
        self._settle_problem(unknown.company_id)
        return self._say(self.env._("Noted as arrived: %(count)s.", count=len(unknown)))

    def action_send_anew(self):
        """Send the same again, as a new message: somebody has decided so and answers for it.

        What did not exist is sent to the address that stands on the card by now.
        """
        old = self._chosen(("unknown", "failed"))
        again = self.sudo().search([("resent_from_id", "in", old.ids)]).resent_from_id
        old -= again
        if not old:
            raise UserError(
                self.env._(
                    "None of these messages can be sent anew: only those that failed or had no "
                    "answer can, and each only once."
                )
            )
        old._note("message_sent_anew")
        new = old._enqueue_anew()
        self._settle_problem(old.company_id)
        return self._say(self.env._("Sent anew: %(count)s.", count=len(new)))

    def _enqueue_anew(self):
        """Put each into the outbox once more; return the new ones in the same order. Whose they are
        and who has released them stays."""
        new = self.sudo()._enqueue([message._item_anew() for message in self])
        for before, message in zip(self.sudo(), new, strict=True):
            message.write(
                {
                    "campaign_id": before.campaign_id.id,
                    "released_by_id": before.released_by_id.id,
                    "released_at": before.released_at,
                }
            )
        return new

    def _item_anew(self):
        """What `_enqueue` needs to say the same again."""
        card = self.partner_id._bpm_contact_point(self.channel) if self.state == "failed" else None
        return {
            "purpose": self.purpose_id.code,
            "partner_id": self.partner_id.id,
            "channel": self.channel,
            "occurrence": f"{self.occurrence} / {self.id}",
            "subject": self.subject,
            "body": self.body,
            "address": card or self.address,
            "lang": self.lang,
            "company_id": self.company_id.id,
            "department": self.department_id.code,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "attachment_ids": self.attachment_ids.ids,
            "resent_from_id": self.id,
            "gateway_id": self.gateway_id.id if self.is_test else None,
        }

    def _settle_problem(self, companies):
        """The problem of messages without an answer is over when none is left to look at."""
        for company in companies:
            left = [
                ("state", "=", "unknown"),
                ("company_id", "=", company.id),
                ("resent_ids", "=", False),
            ]
            if not self.sudo().search_count(left, limit=1):
                self._troubles([("key", "=", f"outbox.unknown.{company.id}")])._close("done")

    # === WORDS === #

    def _note(self, event):
        """Put an entry into the audit trail of each of these messages."""
        self.env["bpm.journal"]._append(
            [
                {"event": event, "res_model": self._name, "res_id": message.id}
                for message in self.sorted("id")
            ]
        )

    @api.model
    def _say(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_document(self):
        """Open what the message is about."""
        self.ensure_one()
        self.check_access("read")
        return self.env[self.res_model].browse(self.res_id)._get_records_action(context={})
