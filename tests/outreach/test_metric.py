"""Conventions 5.6 "Broken promises, disputes share", in Payment Discipline."""

from datetime import timedelta

from tests.outreach.payment_case import TODAY, PaymentCase


class TestPromisesAndDisputes(PaymentCase):
    def figures(self):
        self.env.flush_all()
        self.env["bpm.partner.metric"]._refresh(self.firm.ids)
        return self.env["bpm.partner.metric"].search([("partner_id", "=", self.firm.id)])

    def test_the_share_of_what_was_due_that_was_disputed(self):
        invoices = [self.invoice(days) for days in (20, 40, 60, 80)]
        disputes = self.env["bpm.payment.dispute"]
        self.assertEqual((self.figures().disputed, self.figures().broken_promises), (0, 0))
        disputes.create([{"move_id": invoices[0].id}, {"move_id": invoices[0].id}])
        self.assertEqual(self.figures().disputed, 0.25, "an invoice disputed twice counts once")
        disputes.search([("move_id", "=", invoices[0].id)]).action_settle()
        self.assertEqual(self.figures().disputed, 0.25, "settled ones were disputed as well")

    def test_a_word_that_was_not_kept(self):
        self.invoice(40)
        promise = self.env["bpm.payment.promise"].create(
            {"partner_id": self.firm.id, "date": TODAY + timedelta(days=1), "amount": 100.0}
        )
        promise.state = "broken"
        self.assertEqual(self.figures().broken_promises, 1)
        promise.state = "kept"
        self.env.invalidate_all()
        self.assertEqual(self.figures().broken_promises, 0)

    def test_queries_do_not_grow(self):
        self.invoice(40)
        firms = [self.client(f"Test {number}") for number in range(15)]
        for firm in firms:
            self.invoice(30, partner=firm)
        self.env["bpm.partner.metric"]._refresh([firm.id for firm in firms])
        rows = self.env["bpm.partner.metric"].search([("company_id", "=", self.company.id)])
        rows.mapped("lines_due")
        self.env.flush_all()
        with self.assertQueryCount(2):
            rows.mapped("broken_promises")
            rows.mapped("disputed")
