"""Nobody signs what was not approved, by no road: design.md idea 6, S2-20, invariant I1."""

from datetime import date

from odoo.addons.bpm_crm_addon.models.contract.contract_signing import NobodyToSign
from odoo.addons.bpm_crm_addon.models.contract.contract_states import (
    AlreadySigned,
    StateByHand,
    WrongState,
)
from odoo.exceptions import AccessError, UserError
from tests.contract.contract_case import ContractCase


class TestRoads(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_route()

    def test_state_is_not_written_by_hand(self):
        contract = self.contract()
        for state in ("approved", "signing", "active", "cancelled"):
            with self.subTest(state), self.assertRaises(StateByHand):
                contract.write({"state": state})
        self.assertEqual(contract.state, "draft")

    def test_nobody_is_born_signed(self):
        values = {"type_id": self.kind.id, "partner_id": self.customer.id}
        contracts = self.env["bpm.contract"].with_user(self.seller)
        with self.assertRaises(StateByHand):
            contracts.create({**values, "state": "active"})
        with self.assertRaises(StateByHand):
            contracts.with_context(default_state="active").create(values)
        with self.assertRaises(StateByHand):
            contracts.with_context(default_taken_over=True).create(values)

    def test_an_import_does_not_sign(self):
        result = (
            self.env["bpm.contract"]
            .with_user(self.seller)
            .load(["type_id/.id", "name", "state"], [[str(self.kind.id), "Imported", "active"]])
        )
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])

    def test_a_server_action_does_not_sign(self):
        contract = self.contract()
        action = self.env["ir.actions.server"].create(
            {
                "name": "Sign it",
                "model_id": self.env["ir.model"]._get_id("bpm.contract"),
                "state": "code",
                "code": "record.write({'state': 'active'})",
            }
        )
        with self.assertRaises(StateByHand):
            action.with_context(active_model="bpm.contract", active_id=contract.id).run()

    def test_below_the_doors_the_net_refuses(self):
        contract = self.contract().sudo()
        with self.assertRaises(UserError):
            contract._write({"state": "active"})

    def test_even_the_door_refuses_what_is_not_approved(self):
        contract = self.contract()
        with self.assertRaises(UserError) as refusal:
            contract.action_sign()
        self.assertIn("needs an approval first", str(refusal.exception))
        self.assertEqual(contract.state, "draft")

    def test_a_copy_begins_as_a_draft_without_signatures(self):
        contract = self.contract()
        self.approve(contract)
        self.sign(contract)
        copy = contract.copy()
        self.assertEqual(copy.state, "draft")
        self.assertFalse(any(copy.party_ids.mapped("signed_at")))
        with self.assertRaises(UserError):
            copy.action_sign()

    def test_state_follows_the_request(self):
        contract = self.contract()
        contract.action_bpm_request_approval()
        self.assertEqual(contract.state, "approval")
        request = contract.bpm_approval_request_id.sudo()
        request.with_user(self.lawyer).action_return("Name the place of delivery.")
        self.assertEqual(contract.state, "draft")
        contract.place = "Kyiv"
        self.approve(contract)
        self.assertEqual(contract.state, "approved")

    def test_withdrawn_it_is_a_draft_again(self):
        contract = self.contract()
        contract.action_bpm_request_approval()
        contract.bpm_approval_request_id.with_user(self.seller).action_withdraw()
        self.assertEqual(contract.state, "draft")

    def test_what_was_approved_is_locked_meanwhile(self):
        contract = self.contract()
        contract.action_bpm_request_approval()
        for change in (
            lambda: contract.write({"amount": 2000}),
            lambda: contract.party_ids[:1].write({"side": "Somebody"}),
            lambda: contract.write({"instalment_ids": [(0, 0, {"name": "x", "amount": 1})]}),
        ):
            with self.assertRaises(UserError):
                change()

    def test_a_change_after_approval_takes_it_away(self):
        contract = self.contract()
        self.approve(contract)
        contract.party_ids[:1].signatory_function = "Director"
        self.assertEqual(contract.state, "draft")
        self.assertEqual(contract.bpm_approval_request_id.state, "void")
        with self.assertRaises(UserError):
            contract.action_sign()

    def test_what_is_not_agreed_may_change(self):
        contract = self.contract()
        self.approve(contract)
        contract.write({"case_file": "04-12", "curator_id": self.leader.id})
        self.assertEqual(contract.state, "approved")

    def test_signed_it_changes_by_an_amendment_only(self):
        contract = self.contract()
        self.approve(contract)
        self.sign(contract)
        self.assertEqual(contract.state, "active")
        for change in (
            lambda: contract.write({"amount": 2000}),
            lambda: contract.party_ids[:1].write({"side": "Somebody"}),
            lambda: contract.party_ids[:1].unlink(),
            lambda: contract.write({"party_ids": [(5,)]}),
        ):
            with self.assertRaises(AlreadySigned):
                change()
        contract.write({"original_place": "Shelf 4"})

    def test_a_step_that_does_not_follow_is_refused(self):
        contract = self.contract()
        for act in (contract.action_fulfil, contract.action_suspend, contract.action_resume):
            with self.subTest(act.__name__), self.assertRaises(WrongState):
                act()

    def test_the_audit_trail_has_every_step(self):
        contract = self.contract()
        self.approve(contract)
        self.sign(contract)
        events = self.events(contract)
        self.assertEqual(events[0], "submitted")
        for event in ("passed", "contract_sent_to_sign", "contract_signed_by", "contract_active"):
            self.assertIn(event, events)
        self.assertTrue(self.env["bpm.journal"]._verify("bpm.contract", contract.id))

    def signed(self, **values):
        contract = self.contract(**values)
        self.approve(contract)
        self.sign(contract)
        return contract

    def test_lines_do_not_move_to_what_is_signed_or_away_from_it(self):
        point = {"clause": "5.1", "agreed": "Fourteen days."}
        signed, draft = self.signed(disagreement_ids=[(0, 0, point)]), self.contract()
        draft.write({"instalment_ids": [(0, 0, {"name": "x", "amount": 1})]})
        self.env["bpm.approval.route"].search([("model_name", "=", "bpm.contract")]).active = False
        for change in (
            lambda: signed.party_ids[:1].write({"contract_id": draft.id}),
            lambda: draft.instalment_ids.write({"contract_id": signed.id}),
            lambda: signed.disagreement_ids.write({"agreed": "Thirty days."}),
            lambda: signed.disagreement_ids.unlink(),
            lambda: signed.write({"disagreement_ids": [(0, 0, point)]}),
        ):
            with self.assertRaises(AlreadySigned), self.env.cr.savepoint():
                change()

    def test_what_came_from_a_file_and_went_out_to_sign_is_not_checked(self):
        files = [{"name": "a.pdf", "raw": b"%PDF-1.4 x", "text": "“Test customer”"}]
        card = self.env["bpm.contract"].with_user(self.manager)._from_files(files)
        self.approve(card)
        card.action_sign()
        with self.assertRaises(WrongState):
            card.action_checked()
        self.assertFalse(card.taken_over)

    def test_a_file_without_another_side_is_not_taken_over(self):
        files = [{"name": "a.pdf", "raw": b"%PDF-1.4 x", "text": ""}]
        card = self.env["bpm.contract"].with_user(self.manager)._from_files(files)
        with self.assertRaises(NobodyToSign):
            card.action_checked()

    def test_only_what_one_may_change_and_what_is_in_force_is_amended(self):
        foreign, draft = self.signed(), self.contract()
        foreign.sudo().user_id = self.manager
        for amended, refusal in ((foreign, AccessError), (draft, WrongState)):
            with self.subTest(amended.state), self.assertRaises(refusal):
                self.contract(parent_id=amended.id)
            with self.assertRaises(refusal):
                self.env["bpm.contract"].with_user(self.seller).with_context(
                    default_parent_id=amended.id
                ).create({"type_id": self.kind.id})


class TestRouteComesLater(ContractCase):
    """A route that is switched on meets contracts that were signed without it; issue of contracts,
    life cycle."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signed, cls.sent = cls.contract(prolongation="none"), cls.contract()
        cls.signed.action_sign()
        for party in cls.signed.party_ids:
            cls.signed._record_signature(party, "drawn", "Test signer")
        cls.sent.action_sign()
        cls.env.flush_all()
        cls.sign_route()

    def test_what_was_in_force_is_suspended_and_ends(self):
        self.signed.action_suspend()
        self.signed.action_resume()
        self.signed._at_their_end(date(2031, 1, 1))
        self.assertEqual(self.signed.state, "expired")

    def test_what_nobody_has_signed_yet_needs_the_approval(self):
        ours, theirs = self.sent.party_ids
        self.sent._record_signature(ours, "drawn", "Test signer")
        with self.assertRaisesRegex(UserError, "needs an approval first"):
            self.sent._record_signature(theirs, "drawn", "Test signer")
