"""Conventions 5.6 "Broken promises, disputes share", in Payment Discipline."""

from datetime import timedelta

from odoo.fields import Command
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

    def test_an_invoice_in_three_parts_is_three_of_what_fell_due(self):
        """Instalments by instalments: one unit above and below the line."""
        term = self.env["account.payment.term"].create(
            {
                "name": "Three parts",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": part, "nb_days": days})
                    for part, days in ((40, 0), (30, 10), (30, 20))
                ],
            }
        )
        parts = {"invoice_payment_term_id": term.id, "day": TODAY - timedelta(days=60)}
        invoice = self.invoice(40, **parts)
        self.invoice(30)
        dispute = self.env["bpm.payment.dispute"].create({"move_id": invoice.id})
        self.assertEqual(self.figures().disputed, 0.75)
        dispute.line_id = self.part(invoice)[0]
        self.assertEqual(self.figures().disputed, 0.25)

    def test_a_word_that_was_not_kept(self):
        """Conventions: "broken promises"; how many, and of how many."""
        self.invoice(40)
        promises = self.env["bpm.payment.promise"].create(
            [{"partner_id": self.firm.id, "date": TODAY + timedelta(days=1), "amount": 100.0}] * 4
        )
        promises[0].state = "broken"
        self.assertEqual((self.figures().broken_promises, self.figures().broken_share), (1, 1))
        promises[1:3].state = "kept"
        row = self.figures()
        self.assertEqual(row.broken_promises, 1)
        self.assertAlmostEqual(row.broken_share, 1 / 3, msg="the fourth is still open")
        promises.state = "kept"
        self.assertEqual((self.figures().broken_promises, self.figures().broken_share), (0, 0))

    def test_they_are_conditions_of_counterparties(self):
        """Issue 5, point 9 "disputes … also in segments, reminders, routes": whoever's promise or
        dispute changes is computed again."""
        other = self.client("Test Other")
        for firm in (self.firm, other):
            self.invoice(40, partner=firm)
        self.env.flush_all()
        metric = self.env["bpm.partner.metric"]
        self.env.cr.execute("DELETE FROM bpm_partner_metric_stale")
        metric._refresh([self.firm.id, other.id])
        partners = self.env["res.partner"].with_user(self.collector)
        disputed, broken = [("bpm_disputed", ">", 0)], [("bpm_broken_promises", ">=", 1)]
        self.assertFalse(partners.search(disputed) | partners.search(broken))
        invoice = self.env["account.move"].search([("partner_id", "=", other.id)])
        self.env["bpm.payment.dispute"].create({"move_id": invoice.id})
        promise = self.env["bpm.payment.promise"].create(
            {"partner_id": self.firm.id, "date": TODAY, "amount": 100.0}
        )
        promise.state = "broken"
        self.assertEqual(self.firm.with_user(self.collector).bpm_broken_promises, 1, "at once")
        while metric._refresh_waiting(100):
            pass
        self.assertEqual(partners.search(disputed).sudo(), other)
        self.assertEqual(partners.search(broken).sudo(), self.firm)
        self.assertEqual(
            metric.search([("broken_share", "=", 1), ("company_id", "=", self.company.id)])
            .partner_id, self.firm,
        )  # fmt: skip
        self.env["bpm.payment.dispute"].search([("move_id", "=", invoice.id)]).unlink()
        self.assertIn(other, self.noted())

    def noted(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT DISTINCT partner_id FROM bpm_partner_metric_stale")
        return self.env["res.partner"].browse(row[0] for row in self.env.cr.fetchall())
