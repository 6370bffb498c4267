"""Asking for an approval queues the parties: S2-17 "soft transfer, no questions to user", S2-18 "at
the moment of sending for approval, without checks"."""

from tests.common import ApprovalCase

FINDING = "bpm.partner.finding"


class TestPartyQueue(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.is_company = True
        cls.env[FINDING].search([("partner_id", "=", cls.customer.id)]).unlink()
        cls.route()

    def doubts(self):
        return self.env[FINDING].search([("partner_id", "=", self.customer.id)])

    def test_submitting_keeps_what_was_known_and_queues_silently(self):
        quote = self.quote()
        messages = self.customer.message_ids
        result = quote.action_bpm_request_approval()
        self.assertIs(result, True, "nothing is shown to the seller")
        self.assertEqual(self.customer.message_ids, messages)
        self.assertEqual(self.customer.bpm_verification_state, "in_check")
        snapshot = self.env["bpm.partner.snapshot"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual((snapshot.reason, snapshot.res_model, snapshot.res_id),
                         ("asked", "sale.order", quote.id))  # fmt: skip
        self.assertEqual(snapshot.content["name"], "Test customer")
        self.assertTrue(snapshot.fingerprint)
        [finding] = self.doubts()
        self.assertEqual(finding.kind, "check")

    def test_its_place_in_the_queue_follows_at_once_and_costs_the_seller_nothing(self):
        cron = self.env.ref("bpm_crm_addon.ir_cron_partner_stakes")
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", cron.id)])
        self.quote().action_bpm_request_approval()
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), before + 1)
        self.env[FINDING]._cron_stakes()
        self.assertEqual(self.doubts().stake_level, 3)

    def test_a_verified_party_is_not_queued_again(self):
        self.customer._bpm_verify()
        self.asked(self.quote())
        self.assertEqual(self.customer.bpm_verification_state, "verified")
        self.assertFalse(self.doubts().filtered(lambda one: one.state == "open"))

    def test_many_quotations_queue_each_party_once(self):
        quotes = self.env["sale.order"].union(*(self.quote() for _place in range(5)))
        quotes.action_bpm_request_approval()
        self.assertEqual(len(self.doubts()), 1)

    def test_a_contact_stands_for_its_firm(self):
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.customer.id})
        self.asked(self.quote(partner_id=contact.id))
        self.assertEqual(self.doubts().partner_id, self.customer)
