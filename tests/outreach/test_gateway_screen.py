"""A consultant sets up a gateway on the screen and tests it (issue 5, 2; S1-11, S1-14, S1-22)."""

from tests.common import BpmHttpCase
from tests.outreach.phone_case import PhoneCase


class TestGatewayScreen(PhoneCase, BpmHttpCase):
    def test_set_up_test_and_switch_on(self):
        """The key, the answer's words, a price, a test to one's own phone, the switch."""
        gateway = self.gateway_of(
            "Tour provider", active=False, id_path=False, status_path=False, accepted=False
        )
        person = self.person("consultant", "bpm_crm_addon.group_bpm_admin", "base.group_system")
        person.group_ids += self.env.ref("bpm_crm_addon.group_bpm_outreach_manager")
        person.partner_id.phone = "+380501234567"
        person.password = person.login
        self.start_tour(
            "/odoo/message-gateways", "bpm_gateway_set_up", login=person.login, timeout=120
        )
        self.run_worker()
        [given] = self.script.ledger
        self.assertEqual(given.number, "+380501234567")
        self.assertTrue(gateway.active)
        self.assertTrue(gateway.has_secret)
        self.assertEqual(gateway.accepted, "accepted")
        self.assertEqual(
            gateway.route_ids.mapped(lambda row: (row.prefix, row.price)), [("+380", 0.5)]
        )
        message = self.messages.search([("gateway_id", "=", gateway.id)])
        self.assertEqual((message.state, message.external_id), ("sent", "sms1"))
