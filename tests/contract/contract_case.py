"""People, a kind and makers of contracts for the tests of contracts."""

from datetime import date

from tests.common import ApprovalCase

MANAGER = "bpm_crm_addon.group_bpm_contract_manager"


class ContractCase(ApprovalCase):
    """``seller`` makes contracts, ``manager`` is the contract manager, ``lawyer`` is asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person("manager", "base.group_user", MANAGER)
        cls.kind = cls.env["bpm.contract.type"].create(
            {
                "name": "Test supply",
                "our_side": "Supplier",
                "their_side": "Buyer",
                "prolongation": "auto",
                "prolong_months": 12,
                "notice_days": 30,
                "sequence_id": cls.env.ref("bpm_crm_addon.sequence_bpm_contract").id,
            }
        )
        cls.customer.is_company = True
        cls.signatory = cls.env["res.partner"].create(
            {"name": "Test signatory", "parent_id": cls.customer.id}
        )

    @classmethod
    def contract(cls, by=None, **values):
        """A draft contract of the seller's with the customer, for 1 000 from 1 January to
        31 December 2030."""
        return cls.env["bpm.contract"].with_user(by or cls.seller).create(
            {
                "type_id": cls.kind.id,
                "partner_id": cls.customer.id,
                "name": "Test chairs",
                "amount": 1000.0,
                "date_start": date(2030, 1, 1),
                "date_end": date(2030, 12, 31),
                **values,
            }
        )  # fmt: skip

    @classmethod
    def sign_route(cls, *steps, **values):
        """A route that blocks signing; the lawyer is asked unless steps say otherwise."""
        steps = steps or ({"user_ids": [(6, 0, cls.lawyer.ids)]},)
        return cls.route(*steps, model="bpm.contract", gate="sign", **values)

    def overdue_invoice(self):
        """The customer is years late with 300."""
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": date(2020, 1, 1),
                "invoice_date_due": date(2020, 2, 1),
                "invoice_line_ids": [
                    (0, 0, {"name": "x", "quantity": 1, "price_unit": 300, "tax_ids": []})
                ],
            }
        )
        move.action_post()

    def approve(self, contract):
        """Ask for approval as the seller and have the lawyer agree."""
        contract.action_bpm_request_approval()
        request = contract.bpm_approval_request_id.sudo()
        request.with_user(self.lawyer).action_approve()
        return request

    def sign(self, contract):
        """Send a contract for signature and have all parties sign it."""
        contract.action_sign()
        for party in contract.party_ids:
            contract._record_signature(party, "drawn", "Test signer", zone="Europe/Kyiv")
