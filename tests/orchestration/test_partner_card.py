"""What a counterparty's card tells about approvals: ux.md 3.3 "OPEN NOW … waiting at Anna" and
"Terms: discount ceiling 10 %"."""

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

    def terms(self):
        return self.customer.with_user(self.seller).bpm_portrait()["terms"]

    def test_terms_tell_up_to_which_discount_nobody_is_asked(self):
        told = "discounts up to 10 % need no approval"
        self.assertIn(told, self.terms())
        # Money is asked for another reason: the ceiling of discounts stays.
        self.finance_step("[('bpm_company_amount', '>', 500)]")
        self.assertIn(told, self.terms())
        # One that asks for smaller discounts of large quotations: no single number tells.
        self.finance_step("[('bpm_real_discount', '>', 5), ('bpm_company_amount', '>', 500)]")
        self.assertNotIn("need no approval", str(self.terms()))

    def finance_step(self, domain):
        self.env["bpm.approval.step"].create(
            {
                "route_id": self.env["bpm.approval.route"].search([], limit=1, order="id desc").id,
                "name": "Finance",
                "resolver": "users",
                "user_ids": [(6, 0, self.finance.ids)],
                "domain": domain,
            }
        )

    def test_the_ceiling_is_that_of_the_rule_for_this_customer(self):
        elsewhere = f"[('partner_id', '!=', {self.customer.id})]"
        limit = {"domain": "[('bpm_real_discount', '>', 5)]"}
        self.route(limit, sequence=-1, domain=elsewhere)
        self.assertIn("discounts up to 10 % need no approval", self.terms())
        theirs = f"[('partner_id', '=', {self.customer.id})]"
        self.route({"domain": "[('bpm_real_discount', '>', 15)]"}, sequence=-3, domain=theirs)
        self.assertIn("discounts up to 10 % need no approval", self.terms())
        self.route(limit, sequence=-2, domain=theirs)
        self.assertIn("discounts up to 5 % need no approval", self.terms())
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        self.assertNotIn("approval", str(self.terms()))
