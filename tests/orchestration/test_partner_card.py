"""What a counterparty's card tells about approvals: ux.md 3.3 "OPEN NOW … waiting at Anna"."""

from tests.common import ApprovalCase


class TestPartnerCard(ApprovalCase):
    def setUp(self):
        super().setUp()
        self.route({"domain": "[('bpm_real_discount', '>', 10)]"})

    def notes(self):
        seen = self.customer.with_user(self.seller).bpm_portrait()["lines"]
        [line] = [line for line in seen if line["name"] == "open_now"]
        return {row["title"]: row["text"] for row in line["rows"]}

    def test_a_quotation_says_at_whom_it_waits(self):
        quote, free = self.quote(20.0), self.quote(0.0)
        self.assertEqual(self.notes(), {quote.name: "Approval needed", free.name: "Quotation"})
        self.asked(quote)
        self.assertEqual(self.notes()[quote.name], "waiting at Test leader")

    def test_a_chip_counts_what_waits_and_opens_it(self):
        quote = self.quote(20.0)
        seen = self.customer.with_user(self.seller)
        self.assertNotIn("waiting", {chip["name"] for chip in seen.bpm_chips()})
        self.asked(quote)
        chips = {chip["name"]: chip["text"] for chip in seen.bpm_chips()}
        self.assertEqual(chips["waiting"], "Waiting for approval: 1")
        action = seen.bpm_portrait_open("waiting")
        self.assertEqual(self.env["sale.order"].search(action["domain"]), quote)
