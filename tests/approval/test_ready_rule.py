"""Ready rules: two names and a threshold, never a condition (issue 2.3, ux 4.2)."""

from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase


class TestReadyRule(ApprovalCase):
    def setUp(self):
        super().setUp()
        self.lasting = self.env["account.payment.term"].create(
            {
                "name": "60 days",
                "line_ids": [(0, 0, {"value": "percent", "value_amount": 100, "nb_days": 60})],
            }
        )

    def wizard(self, **values):
        return (
            self.env["bpm.approval.ready.rule"]
            .with_user(self.admin)
            .create(
                {
                    "money_user_id": self.finance.id,
                    "contracts_user_id": self.lawyer.id,
                    **values,
                }
            )
        )

    def add(self, mode="action_switch_on", **values):
        action = getattr(self.wizard(**values), mode)()
        return self.env["bpm.approval.route"].browse(action["res_id"])

    def asked_of(self, quote):
        """Who is asked, by step number."""
        request = self.asked(quote)
        return {(slot.sequence, slot.approver_id) for slot in request.slot_ids}

    def test_three_rules_one_route(self):
        """docs/decisions/001: one route per document, so the rules are steps of one route."""
        route = self.add()
        self.assertEqual(route.state, "active")
        self.assertEqual(route.step_ids.mapped("ready_rule"), ["discount", "amount", "terms"])
        self.assertEqual(route.version_number, 1)
        self.assertEqual(route.gate, "send")

    def test_discount_over_the_limit_goes_to_the_team_leader(self):
        """ux 1: a discount, and a lower price typed by hand, are the same."""
        self.add()
        for quote in (self.quote(discount=10.5), self.quote(price=89)):
            self.assertEqual(self.asked_of(quote), {(1, self.leader)})
        with self.assertRaisesRegex(UserError, "needs no approval"):
            self.asked(self.quote(discount=10))

    def test_total_over_the_limit_goes_to_money(self):
        self.add(amount_limit=1000)
        self.assertEqual(self.asked_of(self.quote(quantity=11)), {(2, self.finance)})
        with self.assertRaisesRegex(UserError, "needs no approval"):
            self.asked(self.quote(quantity=10))

    def test_unusual_terms_go_to_money_and_contracts_side_by_side(self):
        self.add()
        quote = self.quote(payment_term_id=self.lasting.id)
        self.assertEqual(self.asked_of(quote), {(2, self.finance), (2, self.lawyer)})
        request = quote.bpm_approval_request_id.sudo()
        self.assertEqual(set(request.slot_ids.mapped("state")), {"pending"})
        request.with_user(self.finance).action_approve()
        self.assertEqual(request.state, "open", "both have to agree")

    def test_no_lawyer_the_first_name_stands_in(self):
        """ux 4.2: no lawyer? the first name stands in."""
        self.add(contracts_user_id=False)
        self.assertEqual(
            self.asked_of(self.quote(payment_term_id=self.lasting.id)), {(2, self.finance)}
        )

    def test_again_with_another_number_replaces_the_limit(self):
        route = self.add()
        self.assertEqual(self.add(discount_limit=5, amount=False, terms=False), route)
        self.assertEqual(
            sorted(route.step_ids.mapped("ready_rule")), ["amount", "discount", "terms"]
        )
        self.assertEqual(self.asked_of(self.quote(discount=6)), {(1, self.leader)})

    def test_the_dialog_starts_from_what_is_in_use(self):
        self.add(discount_limit=7, gate="confirm")
        wizard = self.env["bpm.approval.ready.rule"].with_user(self.admin).new({})
        wizard._onchange_company_id()
        self.assertEqual(
            (wizard.discount_limit, wizard.gate, wizard.money_user_id, wizard.contracts_user_id),
            (7, "confirm", self.finance, self.lawyer),
        )

    def test_watched_beside_then_joined(self):
        """issue 2.3: watching blocks nothing; one click makes it active."""
        route = self.add(amount=False, terms=False, discount_limit=30)
        beside = self.add("action_watch", discount=False, amount_limit=50, terms=False)
        self.assertNotEqual(beside, route)
        self.assertEqual(beside.state, "watching")
        quote = self.quote()
        quote.action_confirm()
        self.assertIn("watched", self.events(quote))
        action = beside.with_user(self.admin).action_activate()
        self.assertEqual(action["res_id"], route.id, "the screen shows the route that has it now")
        self.assertEqual(beside.state, "retired")
        self.assertEqual(sorted(route.step_ids.mapped("ready_rule")), ["amount", "discount"])
        self.assertEqual(self.asked_of(self.quote()), {(2, self.finance)})

    def test_switching_on_ends_the_watching(self):
        beside = self.add("action_watch")
        route = self.add(amount=False)
        self.assertEqual(beside.step_ids.mapped("ready_rule"), ["amount"])
        self.assertEqual(route.step_ids.mapped("ready_rule"), ["discount", "terms"])

    def test_each_company_has_its_own(self):
        """design: amounts are in the company's currency, so a company's rules are its own."""
        company = self.env["res.company"].create({"name": "Second"})
        self.admin.company_ids |= company
        self.finance.company_ids |= company
        first = self.add()
        second = self.add(company_id=company.id, contracts_user_id=False)
        self.assertEqual((first.company_id, second.company_id), (self.env.company, company))

    def test_says_what_is_missing(self):
        for values, sentence in (
            ({"money_user_id": False}, "who signs off money"),
            ({"discount": False, "amount": False, "terms": False}, "at least one rule"),
            ({"discount_limit": 120}, "between 0 and 100"),
        ):
            with self.assertRaisesRegex(UserError, sentence):
                self.wizard(**values).action_switch_on()

    def test_only_approval_administrators(self):
        with self.assertRaises(AccessError):
            self.env["bpm.approval.ready.rule"].with_user(self.seller).create({})

    def test_discount_column_comes_along_for_a_settings_administrator(self):
        """ux 1: the shipped discount route switches Odoo's discount column on."""
        column = self.env.ref("sale.group_discount_per_so_line")
        column.implied_by_ids = False
        column.user_ids = False
        self.add()
        self.assertFalse(column.all_user_ids, "an approval administrator may not change rights")
        self.env["bpm.approval.ready.rule"].create(
            {"money_user_id": self.finance.id}
        ).action_switch_on()
        self.assertIn(self.seller, column.all_user_ids)

    def test_words_come_in_every_language(self):
        """Reasons are read by colleagues, in their language, not in the consultant's."""
        self.env["res.lang"]._activate_lang("uk_UA")
        translate = type(self.env["bpm.approval.ready.rule"])._wording

        def wording(wizard, model, step):
            return {**translate(wizard, model, step), "name": f"{model.env.lang} name"}

        self.patch(type(self.env["bpm.approval.ready.rule"]), "_wording", wording)
        step = self.add().step_ids[0]
        self.assertEqual(step.with_context(lang="uk_UA").name, "uk_UA name")
        self.assertEqual(step.with_context(lang="en_US").name, "en_US name")
