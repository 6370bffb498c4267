"""What the outbox and promises add to a counterparty's card: S0-02 "mail, SMS, calls, meetings in
one line of time"; ux.md 3.3 LAST TALKS and OWES "promise 27 Nov →statement"."""

from datetime import timedelta

from odoo.exceptions import AccessError
from tests.outreach.payment_case import TODAY, PaymentCase


class TestPartnerCard(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.person("card_seller", "sales_team.group_sale_salesman")
        cls.ann = cls.client(
            "Ann", parent_id=cls.firm.id, is_company=False, phone="+380 67 123 45 67"
        )

    def rows(self, user=None, **asked):
        seen = self.firm.with_user(user or self.collector)
        return [row for row in seen.bpm_timeline(**asked)["rows"] if "bpm.message" in str(row)]

    def said(self, partner=None, **values):
        """A message of the outbox that was handed over."""
        partner = partner or self.firm
        item = {
            "purpose": "greeting",
            "partner_id": partner.id,
            "channel": "email",
            "occurrence": f"test {partner.id} {values}",
            "subject": "Happy new year",
            "body": "<p>All the best</p>",
            "company_id": self.company.id,
            **values,
        }
        message = self.env["bpm.message"]._enqueue([item])
        message.write({"state": "sent", "handed_over_at": f"{TODAY} 09:00:00"})
        return message

    def test_what_the_outbox_sent_is_in_the_line_of_time(self):
        mail = self.said()
        sms = self.said(self.ann, channel="sms", body="Your table is ready", subject=False)
        rows = {row["kind"]: row for row in self.rows()}
        self.assertEqual(rows["mail"]["text"], "Happy new year")
        self.assertEqual(rows["mail"]["open"], {"model": "bpm.message", "id": mail.id})
        self.assertEqual(rows["sms"]["text"], "Your table is ready")
        self.assertEqual(rows["sms"]["open"]["id"], sms.id)
        self.assertEqual([row["kind"] for row in self.rows(kinds=["sms"])], ["sms"])

    def test_last_talks_tell_it_too(self):
        self.said()
        lines = {
            line["name"]: line
            for line in self.firm.with_user(self.collector).bpm_portrait()["lines"]
        }
        self.assertIn("Happy new year", lines["talks"]["rows"][0]["text"])

    def test_only_what_may_have_reached_somebody(self):
        """A rehearsal and what a rule kept back told nobody anything; an unknown one may have."""
        self.said().write({"rehearsal": True})
        kept = self.said(occurrence="kept")
        kept.write({"state": "suppressed", "handed_over_at": False, "settled_at": f"{TODAY} 09:00"})
        self.assertEqual(self.rows(), [])
        kept.write({"state": "unknown"})
        [row] = self.rows()
        self.assertIn("No answer from gateway", row["who"])

    def test_it_is_told_to_those_who_may_read_the_outbox(self):
        self.said()
        self.assertFalse(self.env["bpm.message"].with_user(self.seller).has_access("read"))
        self.assertEqual(self.rows(self.seller), [])

    def test_an_sms_of_another_app_is_told_once(self):
        """It stands in the document's messages already."""
        self.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        self.ann._message_sms("Your table is ready")
        outgoing = self.env["bpm.message"].search([("partner_id", "=", self.ann.id)])
        outgoing.write({"state": "sent", "handed_over_at": f"{TODAY} 09:00:00"})
        told = self.firm.with_user(self.collector).bpm_timeline(kinds=["sms"])["rows"]
        self.assertEqual([row["text"] for row in told], ["Your table is ready"])

    # === OWES === #

    def owes(self, user):
        lines = self.firm.with_user(user).bpm_portrait()["lines"]
        [line] = [line for line in lines if line["name"] == "owes"]
        said = "".join(part["text"] for part in line["parts"])
        return said, [link["name"] for link in line["links"]]

    def promise(self, **values):
        return self.env["bpm.payment.promise"].create(
            {
                "partner_id": self.firm.id,
                "company_id": self.company.id,
                "amount": 100.0,
                "currency_id": self.euro.id,
                "date": TODAY + timedelta(days=9),
                **values,
            }
        )

    def test_a_debt_tells_what_was_promised(self):
        self.invoice(12)
        self.assertEqual(self.owes(self.collector)[1], ["statement"])
        self.promise()
        said, links = self.owes(self.collector)
        self.assertIn("; promised for 03/27/2026", said)
        self.assertEqual(links, ["promises", "statement"])
        action = self.firm.with_user(self.collector).bpm_portrait_open("promises")
        self.assertEqual(len(self.env[action["res_model"]].search(action["domain"])), 1)

    def test_the_statement_opens_for_those_who_may_print_it(self):
        self.invoice(12)
        action = self.firm.with_user(self.collector).bpm_portrait_open("statement")
        self.assertEqual(action["report_name"], "bpm_crm_addon.report_statement")
        self.assertEqual(self.owes(self.seller)[1], [])
        with self.assertRaises(AccessError):
            self.firm.with_user(self.seller).bpm_portrait_open("statement")

    def test_sellers_see_promises_of_their_own_clients(self):
        """The promise's own rules decide, and no sum is told to those who see none."""
        self.invoice(12)
        self.promise(amount=777.0, user_id=self.collector.id)
        self.assertNotIn("promised", self.owes(self.seller)[0])
        self.firm.user_id = self.seller
        self.assertEqual(self.owes(self.seller)[0], "a payment is late; promised for 03/27/2026")
