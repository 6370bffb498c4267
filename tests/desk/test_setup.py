"""ux.md 4.2: the set-up checklist. Facts tick the boxes; nothing technical on the way."""

import json
import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user
from tests import words
from tests.common import ApprovalCase

ORDER = ["xray", "names", "rule", "trial", "absence", "country", "reminders", "contracts"]


class SetupCase(ApprovalCase):
    """A fresh company where nothing is configured, and its administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Fresh company"})
        cls.boss = new_test_user(
            cls.env,
            "setup_boss",
            groups="base.group_user,base.group_partner_manager,base.group_erp_manager,"
            "bpm_crm_addon.group_bpm_admin",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        (cls.finance | cls.lawyer | cls.seller | cls.leader).company_ids |= cls.company

    def setup(self, user=None):
        return self.env["bpm.setup"].with_user(user or self.boss).with_company(self.company)

    def step(self, name, state=None):
        steps = (state or self.setup().setup_state())["steps"]
        return next(step for step in steps if step["name"] == name)

    def done(self):
        return {step["name"] for step in self.setup().setup_state()["steps"] if step["done"]}


class TestSetup(SetupCase):
    def test_nothing_is_done_in_a_fresh_company(self):
        """ux.md 4.2: the order is fixed; a step of a concept that is not there does not exist."""
        state = self.setup().setup_state()
        names = [step["name"] for step in state["steps"]]
        self.assertEqual(names, [name for name in ORDER if name in names])
        self.assertGreaterEqual(set(names), set(ORDER) - {"xray", "contracts"})
        # Where outreach is on already, the rehearsal of a new company has begun by itself.
        self.assertFalse(self.done() - {"absence", "reminders"})
        self.assertEqual((state["current"], state["count"]), (names[0], len(names)))
        self.assertTrue(all(step["minutes"] <= 2 for step in state["steps"]))

    def test_only_administrators(self):
        """Public methods check who calls them."""
        for call in (
            lambda setup: setup.setup_state(),
            lambda setup: setup.skip("rule"),
            lambda setup: setup.dismiss(),
            lambda setup: setup.set_names(self.finance.id),
            lambda setup: setup.set_country(self.env.ref("base.ua").id),
            lambda setup: setup.send_trial(),
            lambda setup: setup.remove_trial(),
        ):
            with self.assertRaises(AccessError):
                call(self.setup(self.seller))
        self.assertFalse(self.setup(self.seller)._desk_card())
        self.setup(self.seller).xray_seen()
        self.assertFalse(self.company.bpm_xray_seen_at)

    def test_the_x_ray_counts_when_somebody_has_seen_it(self):
        self.setup().xray_seen()
        seen = self.company.bpm_xray_seen_at
        self.assertTrue(seen)
        self.setup().xray_seen()
        self.assertEqual(self.company.bpm_xray_seen_at, seen, "the first time counts")

    def test_two_names(self):
        """ux.md 4.2: no lawyer? the first name stands in."""
        state = self.setup().set_names(self.finance.id)
        step = self.step("names", state)
        self.assertTrue(step["done"])
        self.assertEqual(
            step["facts"],
            [f"Money: {self.finance.name}", f"Contracts: {self.finance.name} stands in"],
        )
        self.assertEqual(self.company.bpm_money_user_id, self.finance)

    def test_a_name_is_a_colleague_of_that_company(self):
        for person in (self.director, self.env.ref("base.public_user")):
            with self.assertRaisesRegex(UserError, "does not work in Fresh company"):
                self.setup().set_names(person.id)

    def test_who_has_left_is_no_name(self):
        self.setup().set_names(self.finance.id)
        self.finance.active = False
        self.assertNotIn("names", self.done())

    def wizard(self):
        action = self.step("rule")["action"]
        model = self.env[self.env.ref(action["action"]).sudo().res_model].with_user(self.boss)
        return Form(model.with_company(self.company).with_context(**action["context"]))

    def test_the_rule_starts_from_the_two_names(self):
        """ux.md 4.2: pick a ready rule, watch or switch on; then back to the list."""
        self.setup().set_names(self.finance.id, self.lawyer.id)
        with self.wizard() as wizard:
            self.assertEqual(
                (wizard.money_user_id, wizard.contracts_user_id), (self.finance, self.lawyer)
            )
            wizard.discount_limit = 12
        answer = wizard.record.action_watch()
        self.assertEqual(answer["type"], "ir.actions.act_window_close")
        step = self.step("rule")
        self.assertTrue(step["done"])
        self.assertIn("being watched: discount over 12 %", step["facts"][0])
        wizard.record.action_switch_on()
        self.assertIn("switched on: discount over 12 %", self.step("rule")["facts"][0])

    def test_names_and_rules_keep_in_step(self):
        """The names given in the rule are the company's; another name here is asked there."""
        with self.wizard() as wizard:
            wizard.money_user_id, wizard.contracts_user_id = self.finance, self.lawyer
        wizard.record.action_switch_on()
        self.assertEqual(self.company.bpm_money_user_id, self.finance)
        self.assertEqual(self.company.bpm_contracts_user_id, self.lawyer)
        self.setup().set_names(self.leader.id, self.lawyer.id)
        route = self.env["bpm.approval.route"]._ready_in_use(self.company)
        asked = {step.ready_rule: step.user_ids for step in route.step_ids}
        self.assertEqual(asked["amount"], self.leader)
        self.assertEqual(asked["terms"], self.leader | self.lawyer)
        self.assertEqual(route.version_number, 3, "running requests keep what they started with")

    def test_a_rule_of_another_company_ticks_nothing_here(self):
        self.route(company_id=self.env.company.id)
        self.assertNotIn("rule", self.done())
        self.route(company_id=False)
        self.assertIn("rule", self.done())

    def test_an_absence_says_who_stands_in(self):
        before = "absence" in self.done()
        self.assertEqual(before, "hr.leave" in self.env)
        self.env["bpm.approval.substitution"].create(
            {
                "user_id": self.finance.id,
                "substitute_id": self.leader.id,
                "date_from": "2030-07-01",
                "date_to": "2030-07-14",
            }
        )
        self.assertIn("absence", self.done())
        self.assertIn(f"{self.leader.name} decides for {self.finance.name}", self.said("absence"))

    def said(self, name):
        return " ".join(self.step(name)["facts"])

    def test_country_and_its_language(self):
        """ux.md 4.2: country preset; done when people there can read it."""
        self.assertNotIn("country", self.done())
        state = self.setup().set_country(self.env.ref("base.ua").id)
        language = self.env.ref("base.lang_uk_UA").with_context(active_test=False)
        step = self.step("country", state)
        self.assertEqual(step["done"], language.active)
        language.active = False
        step = self.step("country")
        self.assertFalse(step["done"])
        self.assertIn(language.name, step["languages"])
        language.active = True
        self.assertIn("country", self.done())
        self.assertIn("Country: Ukraine", self.said("country"))

    def test_who_may_not_change_the_company_is_told_who_may(self):
        self.assertTrue(self.step("country")["country"]["may_change"])
        manager = self.env.ref("base.group_partner_manager")
        self.env.ref("bpm_crm_addon.group_bpm_steward").implied_ids -= manager
        self.boss.group_ids -= manager
        self.assertFalse(self.step("country")["country"]["may_change"])
        with self.assertRaises(AccessError):
            self.setup().set_country(self.env.ref("base.ua").id)

    def test_languages_by_odoo_s_own_dialog(self):
        system = new_test_user(self.env, "setup_system", groups="base.group_system")
        system.write({"company_ids": [(4, self.company.id)], "company_id": self.company.id})
        language = self.env.ref("base.lang_uk_UA").with_context(active_test=False)
        language.active = False
        self.company.country_id = self.env.ref("base.ua")
        action = self.step("country", self.setup(system).setup_state())["action"]
        self.assertEqual(action["context"], {"default_lang_ids": language.ids})
        model = self.env[self.env.ref(action["action"]).res_model].with_user(system)
        dialog = Form(model.with_context(**action["context"]))
        self.assertEqual(dialog.lang_ids.ids, language.ids)
        self.assertFalse(self.step("country")["action"], "others may not install languages")

    def test_skipped_and_taken_up_again(self):
        state = self.setup().setup_state()
        first, second = (step["name"] for step in state["steps"][:2])
        state = self.setup().skip(first)
        self.assertEqual(state["current"], second)
        self.assertTrue(self.step(first, state)["skipped"])
        state = self.setup().skip(first, False)
        self.assertEqual(state["current"], first)
        with self.assertRaises(UserError):
            self.setup().skip("nothing of ours")

    def test_the_card_on_my_desk_goes_when_dismissed_or_done(self):
        card = self.setup()._desk_card()
        self.assertEqual(card["name"], "setup")
        self.assertEqual(len(card["steps"]), card["count"])
        self.setup().dismiss()
        self.assertFalse(self.setup()._desk_card())
        self.setup().dismiss(False)
        for name in ORDER:
            self.setup().skip(name)
        self.assertFalse(self.setup()._desk_card())

    def test_another_company_has_its_own_list(self):
        self.setup().skip("rule")
        other = self.env["res.company"].create({"name": "Other"})
        self.boss.company_ids |= other
        steps = self.setup().with_company(other).setup_state()["steps"]
        self.assertFalse(any(step["skipped"] for step in steps))

    def test_approvals_switched_off_their_steps_do_not_exist(self):
        """ux.md 2 (b): what is switched off does not exist."""
        capability = self.env.ref("bpm_crm_addon.group_bpm_capability_approval")
        capability.implied_by_ids = False
        self.boss.group_ids -= capability
        names = {step["name"] for step in self.setup().setup_state()["steps"]}
        self.assertFalse(names & {"names", "rule", "trial", "absence"})
        self.assertIn("country", names)

    def test_demo_company_only_where_nobody_works_yet(self):
        """A company's own posted entries: then this is no place to show things."""
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.company
        if not self.env.ref("bpm_crm_addon.action_bpm_demo_company", raise_if_not_found=False):
            self.assertFalse(self.setup(admin).setup_state()["demo"])
        setup = self.env["bpm.setup"].with_user(admin).with_context(
            allowed_company_ids=self.company.ids
        )  # fmt: skip
        self.assertFalse(setup._has_own_documents())
        journal = self.env["account.journal"].with_company(self.company).create(
            {"name": "Own", "code": "OWN", "type": "general"}
        )  # fmt: skip
        move = self.env["account.move"].with_company(self.company).create(
            {"journal_id": journal.id, "date": "2030-01-01"}
        )  # fmt: skip
        self.env.cr.execute("UPDATE account_move SET state = 'posted' WHERE id = %s", [move.id])
        self.assertTrue(setup._has_own_documents())
        self.env["ir.model.data"].create(
            {"module": "shown", "name": "move", "model": "account.move", "res_id": move.id}
        )
        self.assertFalse(setup._has_own_documents(), "demo data is not the company's own")

    def test_nothing_technical_is_shown(self):
        """ux.md 4.2: nothing in the list asks for a technical name, a domain or a model."""
        self.setup().set_names(self.finance.id)
        with self.wizard() as wizard:
            pass
        wizard.record.action_switch_on()
        state = self.setup().send_trial()
        shown = []
        for step in state["steps"]:
            shown += [step["title"], step["text"], *step["facts"]]
            shown += [step["action"]["label"]] if step["action"] else []
        shown += [text for link in state["later"] for text in (link["label"], link["text"])]
        self.assertGreater(len(shown), 20)
        for text in shown:
            self.assertEqual(words.banned_in(text), [], text)
            self.assertFalse(re.search(r"[a-z]_[a-z]|\[\(|\bdomain\b", text), text)
        self.assertTrue(json.dumps(state["steps"]), "plain values")

    def test_the_rehearsal_of_reminders_begins_with_one_button(self):
        """ux.md 4.2, 7 "Reminders: rehearse tonight"; 3.6: the first days are a rehearsal."""
        outreach = self.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        self.env.ref("base.group_user")._remove_group(outreach)
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.company
        self.company.country_id = self.env.ref("base.ua")
        setup = self.env["bpm.setup"].with_user(admin).with_context(
            allowed_company_ids=self.company.ids
        )  # fmt: skip
        step = self.step("reminders", setup.setup_state())
        self.assertEqual((step["done"], step["facts"]), (False, []))
        self.assertEqual(step["action"]["label"], "Begin the rehearsal")
        self.assertFalse(self.step("reminders")["action"], "no button that would refuse")
        begun = self.env.ref("bpm_crm_addon.action_bpm_rehearse").with_user(admin)
        begun.with_context(allowed_company_ids=self.company.ids).run()
        step = self.step("reminders", setup.setup_state())
        self.assertTrue(step["done"])
        self.assertTrue(self.company._bpm_is_rehearsing())
        self.assertIn("nothing is sent", step["facts"][0])
        self.assertRegex(step["facts"][1], r"Contact rules of Ukraine: [1-9]")
        self.assertEqual(step["action"]["label"], "See the list")

    def test_contracts_are_approved_by_the_two_names(self):
        """Issue 6, point 4: routes on contracts, asked for without a condition (ux.md 4.2)."""
        switch = self.env.ref("bpm_crm_addon.group_bpm_capability_contract")
        everybody = self.env.ref("base.group_user")
        everybody._remove_group(switch)
        self.assertNotIn(
            "contracts", [step["name"] for step in self.setup().setup_state()["steps"]]
        )
        everybody._apply_group(switch)
        step = self.step("contracts")
        self.assertEqual((step["done"], step["action"]), (False, False), "two names come first")
        self.setup().set_names(self.finance.id, self.lawyer.id)
        step = self.step("contracts")
        self.assertIn(self.lawyer.name, step["text"])
        self.assertTrue(step["action"])
        for _twice in range(2):
            self.setup().switch_on_contract_rule()
        route = self.env["bpm.approval.route"].search(
            [("model_name", "=", "bpm.contract"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual((len(route), route.state, route.gate), (1, "active", "sign"))
        self.assertEqual(set(route.step_ids.mapped("sequence")), {1})
        self.assertEqual(route.step_ids.user_ids, self.finance + self.lawyer)
        self.assertTrue(self.step("contracts")["done"])
