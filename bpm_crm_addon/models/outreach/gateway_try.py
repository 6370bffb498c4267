"""Trying a gateway: a message to one's own phone, through the outbox as any other."""

from odoo import fields, models
from odoo.exceptions import UserError

PURPOSE = "gateway_test"


class BpmGateway(models.Model):
    _inherit = "bpm.gateway"

    last_test = fields.Char(string="Last test", compute="_compute_last_test")

    def _compute_last_test(self):
        """What became of the last one, for the form."""
        tests = self.env["bpm.message"].sudo()
        states = dict(tests._fields["state"]._description_selection(self.env))
        last = tests._read_group(
            [("gateway_id", "in", self.ids), ("purpose_id.code", "=", PURPOSE)],
            ["gateway_id"],
            ["id:max"],
        )
        found = {gateway: tests.browse(number) for gateway, number in last}
        for gateway in self:
            test = found.get(gateway)
            gateway.last_test = test and " ".join(
                filter(None, [states[test.state], test.reason_told])
            )

    def action_try(self):
        """Send a message to the phone of whoever asks, and show what becomes of it.

        It leaves through this very gateway, switched on or not, also in a rehearsal; contact rules
        hold for it as for any other.
        """
        self.ensure_one()
        self.check_access("write")
        message = self._enqueue_test()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Test of %s", self.name),
            "res_model": "bpm.message",
            "res_id": message.id,
            "views": [(False, "form")],
        }

    def _enqueue_test(self):
        me = self.env.user.partner_id
        if not me._bpm_contact_point(self.channel):
            raise UserError(
                self.env._(
                    "There is no phone number on your own card to send a test to. Write it there, "
                    "with the country's code, and test again."
                )
            )
        company = self.company_id or self.env.company
        text = self.env._(
            "Test of %(gateway)s by %(company)s.", gateway=self.name, company=company.name
        )
        item = {
            "purpose": PURPOSE,
            "channel": self.channel,
            "partner_id": me.id,
            "occurrence": f"{self.id} {fields.Datetime.now()}",
            "body": text,
            "company_id": company.id,
            "gateway_id": self.id,
        }
        return self.env["bpm.message"].sudo()._enqueue([item])
