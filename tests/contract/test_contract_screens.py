"""The card as people use it: from a kind and a counterparty to signed, and through approval; ux.md
3.5, S2-33; journeys, salesperson 4 to 8, approver 4 to 7, 10
and 11."""

import base64

from tests.common import BpmHttpCase
from tests.contract.contract_case import ContractCase
from tests.document.word import word


class TestContractScreens(BpmHttpCase, ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        switch = cls.env.ref("bpm_crm_addon.group_bpm_capability_contract")
        cls.env.ref("base.group_user")._apply_group(switch)
        cls.kind.name = "Tour supply"
        cls.kind.template_ids = cls.env.ref("bpm_crm_addon.template_supply_en")

    def tour(self, url, name, person):
        self.start_tour(url, name, login=person.login, timeout=180)
        self.env.invalidate_all()

    def test_from_a_kind_and_a_counterparty_to_signed(self):
        self.tour("/odoo/bpm-contracts", "bpm_contract_from_kind_to_signed", self.manager)
        signed = self.env["bpm.contract"].search([("type_id", "=", self.kind.id)]).filtered(
            lambda one: not one.parent_id
        )  # fmt: skip
        self.assertEqual(signed.state, "active")
        self.assertEqual(signed.party_ids.mapped("sign_order"), [1, 2])
        self.assertEqual(signed.amendment_ids.state, "draft")

    def test_text_and_approval(self):
        self.sign_route()
        contract = self.contract()
        self.tour(
            f"/odoo/bpm-contracts/{contract.id}", "bpm_contract_text_and_approval", self.seller
        )
        self.assertEqual(contract.state, "approval")
        self.assertEqual(len(contract.sudo().text_id.version_ids), 1)

    def test_a_refusal_is_shown_in_its_own_words(self):
        """Every refusal is a sentence that says what to do; never a failure of the program."""
        lonely = self.contract(partner_id=False)
        self.tour(f"/odoo/bpm-contracts/{lonely.id}", "bpm_contract_without_a_side", self.seller)
        self.assertEqual(lonely.state, "draft")


class TestJourneys(BpmHttpCase, ContractCase):
    """From a quotation to the client's page, with a return in between."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("approval", "contract"):
            switch = cls.env.ref(f"bpm_crm_addon.group_bpm_capability_{name}")
            cls.env.ref("base.group_user")._apply_group(switch)
        cls.sign_route()
        cls.env["bpm.contract.type"].search([]).filtered(lambda one: one != cls.kind).active = False
        template = cls.env["bpm.document.template"].create(
            {
                "name": "Test text",
                "model_name": "bpm.contract",
                "file_name": "text.docx",
                "type_id": cls.env.ref("bpm_crm_addon.document_type_contract").id,
                "file": base64.b64encode(word("Number {{ contract.number }}", "Pay in 14 days")),
            }
        )
        cls.kind.template_ids = template
        cls.env["bpm.dossier.requirement"].search([]).active = False

    def tour(self, url, name, person):
        self.start_tour(url, name, login=person.login, timeout=180)
        self.env.invalidate_all()

    def requirements(self):
        kinds = self.env["bpm.document.type"].create(
            [{"name": "Test charter"}, {"name": "Test power of attorney"}]
        )
        self.env["bpm.dossier.requirement"].create(
            [
                {
                    "name": kind.name,
                    "type_id": kind.id,
                    "model_name": "bpm.contract",
                    "kept_with": "record",
                    "brought_by": who,
                    "severity": "warn",
                }
                for kind, who in zip(kinds, ("us", "customer"), strict=True)
            ]
        )

    def test_a_quotation_becomes_a_contract_that_is_asked_for(self):
        """Salesperson 5, 6 and 8: two clicks, everything filled, papers missing and who brings
        them."""
        self.requirements()
        quote = self.quote()
        quote.order_line.tax_ids = False
        self.tour(f"/odoo/sales/{quote.id}", "bpm_seller_turns_quote_into_contract", self.seller)
        self.assertEqual(quote.bpm_contract_id.state, "approval")
        self.assertEqual(quote.bpm_contract_id.amount, 100)

    def asked(self):
        """A contract whose text was changed by hand, of a firm that is late with a payment."""
        self.overdue_invoice()
        self.lawyer.group_ids += self.env.ref("account.group_account_readonly")
        deal = self.contract()
        deal.action_generate_document()
        raw = word(f"Number {deal.number}", "Pay in 14 days", "No penalties")
        deal.text_id._bpm_add_version([{"name": "text.docx", "raw": raw}])
        deal.action_bpm_request_approval()
        return deal

    def test_read_returned_mended_agreed_and_sent(self):
        """Approver 4 to 7, 10 and 11, salesperson 6 and 7."""
        deal = self.asked()
        inbox, card = "/odoo/bpm-waiting", f"/odoo/bpm-contracts/{deal.id}"
        self.tour(inbox, "bpm_lawyer_reads_contract", self.lawyer)
        self.assertEqual(deal.state, "draft")
        self.assertEqual(deal.remark_ids.version_number, 2)
        self.tour(card, "bpm_seller_mends_contract", self.seller)
        self.assertTrue(deal.remark_ids.done)
        self.assertEqual(deal.state, "approval")
        self.tour(inbox, "bpm_lawyer_agrees_with_remarks", self.lawyer)
        self.assertEqual(deal.state, "approved")
        decided = "/odoo/action-bpm_crm_addon.action_bpm_approval_request_decided"
        self.tour(decided, "bpm_lawyer_looks_back", self.lawyer)
        self.tour(card, "bpm_seller_sends_contract", self.seller)
        self.assertEqual(deal.state, "signing")

    def test_signed_contracts_are_dropped_and_checked(self):
        """ux.md 3.5: "Upload signed ones from a folder": many at once, each a card to check."""
        self.tour("/odoo/bpm-contracts", "bpm_signed_contracts_from_a_folder", self.manager)
        made = self.env["bpm.contract"].search([("name", "in", ("first", "second"))])
        self.assertEqual(sorted(made.mapped("state")), ["active", "draft"])
        self.assertTrue(made.filtered("taken_over").document_ids.frozen)
