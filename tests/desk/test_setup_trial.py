"""ux.md 4.2, step 4: send a trial to your own phone and decide it."""

from datetime import datetime, timedelta

from odoo import fields
from tests.desk.test_setup import SetupCase

MODELS = (
    "bpm.setup.trial", "bpm.approval.request", "bpm.approval.slot", "bpm.approval.route",
    "bpm.approval.version", "mail.message", "sale.order",
)  # fmt: skip


class TestTrial(SetupCase):
    def counts(self):
        return {name: self.env[name].sudo().search_count([]) for name in MODELS}

    def sent(self):
        self.setup().send_trial()
        return self.env["bpm.setup.trial"].search([("approver_id", "=", self.boss.id)])

    def test_it_waits_in_the_real_inbox(self):
        trial = self.sent()
        [row] = self.env["bpm.approval.slot"].with_user(self.boss).bpm_inbox()["rows"]
        self.assertEqual(row["name"], trial.name)
        self.assertIn("trial", row["reason"])
        step = self.step("trial")
        self.assertFalse(step["done"])
        self.assertTrue(step["trial"]["waiting"])
        self.assertTrue(step["trial"]["address"].endswith("/odoo/bpm-waiting"))
        self.assertTrue(step["trial"]["picture"].startswith("data:image/svg+xml;base64,"))

    def test_asked_twice_one_waits(self):
        self.assertEqual(self.sent(), self.sent())

    def test_deciding_ticks_the_box(self):
        """A fact: one was decided. The person who asks is not the person who decides."""
        request = self.sent().bpm_approval_request_id.sudo()
        self.assertNotEqual(request.requester_id, self.boss)
        request.with_user(self.boss).action_return("Just a try")
        self.assertTrue(self.step("trial")["done"])
        self.assertTrue(self.company.bpm_trial_decided_at)

    def test_each_administrator_has_their_own(self):
        other = self.boss.copy({"login": "setup_other", "company_id": self.company.id})
        mine = self.sent()
        self.setup(other).send_trial()
        self.setup(other).remove_trial()
        self.assertTrue(mine.exists())
        self.assertEqual(mine.bpm_approval_request_id.sudo().state, "open")

    def test_a_trial_is_no_rule_and_no_document(self):
        """It confuses no figure: no quotation, no route that counts as the first rule."""
        before = self.env["sale.order"].search_count([])
        self.sent()
        self.assertNotIn("rule", self.done())
        self.assertEqual(self.env["sale.order"].search_count([]), before)

    def test_it_counts_in_no_figure(self):
        """Issue 3: answer times, rule advice, the director's page and My Desk leave it out."""
        director = self.person("reader", "bpm_crm_addon.group_bpm_director")
        before = self.figures(director)
        trial = self.sent()
        self.assertEqual(self.figures(director), before)
        trial.bpm_approval_request_id.with_user(self.boss).action_approve()
        self.assertEqual(self.figures(director), before)

    def figures(self, director):
        self.env.flush_all()
        self.env.invalidate_all()
        statistics = self.env["bpm.approval.statistics"].with_user(director).sudo()
        desk = self.env["bpm.desk"].with_user(director)
        return {
            "times": statistics._answer_times(datetime(2000, 1, 1))["count"],
            "report": self.env["bpm.approval.report"].search_count([]),
            "rules": len(statistics._rules(self.env["bpm.approval.route"].search([]))),
            "page": self.env["bpm.director"].with_user(director).sentences(),
            "waiting": desk._card_waiting()["rows"],
            "routes": desk.sudo()._card_routes()["rows"],
            "today": self.env["bpm.approval.slot"].with_user(self.boss)._count_waiting()[2],
        }

    def test_removed_without_a_trace_but_the_audit_trail(self):
        before = self.counts()
        trial = self.sent()
        trial.bpm_approval_request_id.sudo().with_user(self.boss).action_approve()
        events = self.events(trial)
        state = self.setup().remove_trial()
        self.assertEqual(self.counts(), before)
        self.assertEqual(events, ["submitted", "approved", "settled"])
        self.assertEqual(self.events(trial), events)
        self.assertTrue(self.step("trial", state)["done"], "what was done stays done")

    def test_an_undecided_one_can_be_removed_too(self):
        before = self.counts()
        self.sent()
        self.setup().remove_trial()
        self.assertEqual(self.counts(), before)
        self.assertFalse(self.env["bpm.approval.slot"].with_user(self.boss).bpm_inbox()["rows"])

    def test_forgotten_ones_go_after_a_day(self):
        trial = self.sent()
        self.env["bpm.setup.trial"]._gc_trials()
        self.assertTrue(trial.exists())
        self.env.cr.execute(
            "UPDATE bpm_setup_trial SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=2), trial.id],
        )
        self.env.invalidate_all()
        self.env["bpm.setup.trial"]._gc_trials()
        self.assertFalse(trial.exists())
