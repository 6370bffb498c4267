"""The Data Queue: ux.md 3.4; journeys, data steward 1 to 6; S2-19, S2-29."""

import ast
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from tests.partner.queue_case import FINDING, QueueCase


class TestQueue(QueueCase):
    def act(self, finding, verb, **given):
        return self.queue.browse(finding.ids).bpm_queue_act(verb, **given)

    def wrong(self, name, **values):
        firm = self.enter(name, vat="7721537681", **values)
        return firm, self.finding(firm, "digits")

    # === ORDER === #

    def test_what_is_at_stake_comes_first(self):
        self.wrong("Queue Idle")
        small, _finding = self.wrong("Queue Small")
        large, _finding = self.wrong("Queue Large")
        self.quote(small, 100)
        self.quote(large, 5000)
        self.env[FINDING].search([("kind", "=", "double")]).unlink()
        self.env[FINDING]._cron_stakes()
        self.assertEqual(self.shown(), ["Queue Large", "Queue Small", "Queue Idle"])
        stake = self.queue.bpm_queue()["items"][0]["stake"]
        self.assertEqual(stake["level"], 2)
        self.assertIn("Open quotations: 1", stake["lines"])

    def test_a_doubt_that_was_not_counted_yet_waits_behind_what_is_at_stake(self):
        firm, _finding = self.wrong("Queue Counted")
        self.quote(firm)
        self.env[FINDING]._cron_stakes()
        self.wrong("Queue Brand New")
        shown = self.shown()
        self.assertLess(shown.index("Queue Counted"), shown.index("Queue Brand New"))

    def test_sums_of_another_company_are_not_told(self):
        firm, _finding = self.wrong("Queue Shared")
        self.quote(firm, 5000)
        other = self.env["res.company"].create({"name": "Queue other company"})
        self.steward.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        queue = self.queue.with_context(allowed_company_ids=other.ids)
        [item] = [
            one
            for one in queue.bpm_queue()["items"]
            if (one["model"], one["holder_id"]) == ("res.partner", firm.id)
        ]
        self.assertEqual(item["stake"]["level"], 0)

    def test_possible_duplicates_are_the_queue_with_one_kind(self):
        """ux.md 2.1: Counterparties ▸ Possible Duplicates; Contacts ▸ Data Queue."""
        firm, _finding = self.wrong("Queue Double")
        self.quote(firm, 900)
        twin = self.enter("Queue Twin")
        self.env[FINDING]._raise(
            {("partner_id", twin.id, "double", "name", firm.id): {"value": "name"}}
        )
        action = self.env.ref("bpm_crm_addon.action_bpm_duplicates")
        queue = self.queue.with_context(**ast.literal_eval(action.context)).bpm_queue()
        self.assertEqual({item["kind"] for item in queue["items"]}, {"double"})
        [item] = [item for item in queue["items"] if item["partner"] == "Queue Twin"]
        self.assertIn("Open quotations: 1", item["stake"]["lines"], "what the other one has open")
        menus = self.env["ir.ui.menu"]
        for user, sees in ((self.steward, True), (self.seller, False)):
            visible = menus.with_user(user)._visible_menu_ids()
            for name in ("menu_bpm_duplicates", "menu_bpm_queue_of_contacts"):
                self.assertEqual(self.env.ref(f"bpm_crm_addon.{name}").id in visible, sees)

    def test_only_a_steward_sees_it(self):
        with self.assertRaises(AccessError):
            self.env[FINDING].with_user(self.seller).bpm_queue()
        _firm, finding = self.wrong("Queue Secret")
        with self.assertRaises(AccessError):
            self.env[FINDING].with_user(self.seller).browse(finding.id).bpm_queue_act("accept")

    def test_reading_it_costs_no_more_for_many(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.queue.bpm_queue()
            return self.env.cr.sql_log_count - before

        self.wrong("Queue first")
        count()
        few = count()
        for place in range(12):
            self.wrong(f"Queue more {place}")
        self.assertLessEqual(count(), few + 4)

    # === ANSWERS === #

    def test_accepting_writes_and_shows_the_next(self):
        firm, finding = self.wrong("Queue Accept")
        answer = self.act(finding, "accept")
        self.assertEqual(firm.vat, "7721573681")
        self.assertEqual(finding.state, "accepted")
        self.assertEqual(answer["done_today"], 1)
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", firm.id)]
        )
        self.assertEqual((entry.event, entry.user_id), ("doubt_accepted", self.steward.id))

    def test_all_alike_are_accepted_together(self):
        firms = [self.wrong(f"Queue alike {place}")[0] for place in range(5)]
        missing = self.env[FINDING]._raise({("partner_id", firms[0].id, "missing", "city", 0): {}})
        item = next(one for one in self.queue.bpm_queue()["items"] if one["kind"] == "digits")
        self.assertEqual(item["alike"], 4)
        answer = self.act(self.queue.browse(item["id"]), "accept", alike=True)
        self.assertEqual({firm.vat for firm in firms}, {"7721573681"})
        self.assertEqual(answer["said"], "Accepted: 5")
        self.assertEqual(missing.state, "open")

    def test_a_corrected_value_in_place(self):
        firm, finding = self.wrong("Queue Edit")
        self.act(finding, "edit", text=" 7736050003 ")
        self.assertEqual((firm.vat, finding.state), ("7736050003", "accepted"))

    def test_left_as_it_is(self):
        firm, finding = self.wrong("Queue Leave")
        self.act(finding, "leave")
        self.assertEqual((firm.vat, finding.state), ("7721537681", "dismissed"))

    def test_skipped_it_comes_back_after_thirty_days(self):
        _firm, finding = self.wrong("Queue Skip")
        self.act(finding, "skip")
        self.assertNotIn("Queue Skip", self.shown())
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            self.assertIn("Queue Skip", self.shown())

    def test_a_branch_is_related_and_not_merged(self):
        double = self.enter("Queue Firm Alpha")
        finding = self.finding(double, "double")
        self.assertNotIn("accept", finding._verbs())
        self.act(finding, "branch")
        relation = self.env["bpm.partner.relation"].search([("partner_id", "=", double.id)])
        self.assertEqual(relation.other_id, self.firm)
        self.assertEqual(finding.state, "dismissed")

    def test_merging_is_offered_for_those_that_look_like_one(self):
        double = self.enter("Queue Firm Alpha")
        offered = "merge" in self.finding(double, "double")._verbs()
        self.assertEqual(offered, "bpm.partner.merge" in self.env)

    def test_what_is_answered_already_says_so(self):
        _firm, finding = self.wrong("Queue Twice")
        self.act(finding, "leave")
        self.assertIn("already", self.act(finding, "accept")["said"])
        with self.assertRaises(UserError):
            self.act(self.wrong("Queue Odd")[1], "search")

    def test_the_empty_queue_offers_the_longest_idle(self):
        self.firm.with_user(self.steward).action_bpm_verify()
        with freeze_time(fields.Datetime.now() + timedelta(days=400)):
            self.env[FINDING]._age()
            queue = self.queue.bpm_queue()
            self.assertEqual((queue["total"], queue["idle"]), (0, 1))
            [item] = self.queue.bpm_queue_idle()["items"]
            self.act(self.queue.browse(item["id"]), "accept")
        self.assertEqual(self.firm.bpm_verification_state, "verified")

    # === QUESTIONS === #

    def test_the_seller_is_asked_softly_and_answers_on_the_desk(self):
        """Journeys, data steward 6: "a soft note, never a dialog"."""
        firm, finding = self.wrong("Queue Ask")
        self.act(finding, "ask", text="Which one is it?")
        self.assertNotIn("Queue Ask", self.shown())
        self.assertIn("Which one is it?", firm.message_ids[0].body)
        desk = self.env["bpm.desk"].with_user(self.seller)
        card = next(one for one in desk.desk()["cards"] if one["name"] == "questions")
        [row] = card["rows"]
        self.assertEqual((row["title"], row["text"]), ("Queue Ask", "Which one is it?"))
        question = self.env["bpm.partner.question"].browse(row["key"])
        with self.assertRaises(AccessError):
            question.with_user(self.steward).bpm_answer("mine")
        question.with_user(self.seller).bpm_answer("It is 7736 050003, from their invoice")
        item = self.queue.bpm_queue()["items"][0]
        self.assertEqual((item["partner"], item["suggestion"]), ("Queue Ask", "7736050003"))
        self.assertEqual(item["talk"][0]["answer"], "It is 7736 050003, from their invoice")
        self.assertNotIn("questions", [one["name"] for one in desk.desk()["cards"]])

    def test_nobody_to_ask_is_no_button(self):
        _firm, finding = self.wrong("Queue Nobody")
        self.seller.active = False
        self.assertNotIn("ask", finding._verbs())
