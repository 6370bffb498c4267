"""Nothing that fails is dropped: it becomes a problem with a reason, an owner, a next attempt.

Invariant I13; design.md, idea 7 and audit.
"""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger
from tests.common import BpmCase


class IncidentCase(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.incident = cls.env["bpm.incident"]
        cls.owner = new_test_user(cls.env, "problem_owner", groups="base.group_user")
        cls.partners = cls.env["res.partner"].create([{"name": n} for n in ("A", "B", "C")])

    def retryable(self, work):
        """Let partners have a method `_send`, which may be tried again."""
        partner_class = self.env.registry["res.partner"]
        for name, value in (("_send", work), ("_bpm_retryable", {"_send": "Send"})):
            patcher = patch.object(partner_class, name, value, create=True)
            self.addCleanup(patcher.stop)
            patcher.start()

    def fail(self, partner, **values):
        values = {"retry": "_send", "owner": self.owner} | values
        return self.incident._raise_incident(
            f"Letter to {partner.name}", "No answer", partner, **values
        )

    def run_cron(self):
        """Run it as the scheduler does; its commits are the test's savepoints."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("bpm_crm_addon.ir_cron_incident_retry").method_direct_trigger()
        self.env.invalidate_all()

    def events(self, incident):
        entries = self.env["bpm.journal"].search(
            [("res_model", "=", "bpm.incident"), ("res_id", "=", incident.id)], order="number"
        )
        return entries.mapped("event")


class TestRaise(IncidentCase):
    def test_it_has_a_reason_an_owner_and_a_next_attempt(self):
        self.retryable(lambda partner: None)
        incident = self.fail(self.partners[0])
        self.assertEqual((incident.name, incident.reason), ("Letter to A", "No answer"))
        self.assertEqual((incident.owner_id, incident.attempts), (self.owner, 1))
        self.assertGreater(incident.next_attempt_at, fields.Datetime.now())
        self.assertEqual(incident.document_name, "A")

    def test_without_an_owner_an_administrator_gets_it(self):
        incident = self.incident._raise_incident("Letter", "No answer")
        self.assertTrue(incident.owner_id.has_group("bpm_crm_addon.group_bpm_admin"))
        self.assertNotEqual(incident.owner_id, self.env.ref("base.user_root"))
        self.assertFalse(incident.next_attempt_at)

    def test_the_owner_is_told_once(self):
        """I13: a visible alarm."""
        self.retryable(lambda partner: None)
        for _time in range(3):
            incident = self.fail(self.partners[0], key="letter:A")
        told = self.env["mail.message"].search(
            [("model", "=", "bpm.incident"), ("res_id", "=", incident.id)]
        )
        self.assertEqual(told.mapped("notified_partner_ids"), self.owner.partner_id)
        self.assertEqual(len(told), 1)

    def test_one_open_problem_for_each_key(self):
        self.retryable(lambda partner: None)
        first = self.fail(self.partners[0], key="letter:A")
        again = self.fail(self.partners[0], key="letter:A")
        other = self.fail(self.partners[1], key="letter:B")
        self.assertEqual(first, again)
        self.assertEqual((again.attempts, other.attempts), (2, 1))
        first.action_dismiss("Sent by hand")
        anew = self.fail(self.partners[0], key="letter:A")
        self.assertNotEqual(anew, first)
        self.assertEqual((anew.attempts, anew.state), (1, "open"))

    def test_only_methods_named_by_their_model_are_tried_again(self):
        """T10: what is stored in a row must not choose any method there is."""
        with self.assertRaisesRegex(ValueError, "unlink"):
            self.fail(self.partners[0], retry="unlink")


class TestRetry(IncidentCase):
    def test_by_hand_and_it_works_now(self):
        self.retryable(lambda partner: partner.write({"comment": "sent"}))
        incident = self.fail(self.partners[0])
        told = incident.with_user(self.owner).action_retry()
        self.assertEqual(told["params"]["type"], "success")
        self.assertEqual((incident.state, incident.closed_by_id), ("done", self.owner))
        self.assertIn("sent", self.partners[0].comment)
        self.assertEqual(self.events(incident), ["problem_solved"])

    def test_by_hand_and_it_still_fails(self):
        def fail_halfway(partner):
            partner.write({"comment": "half sent"})
            raise UserError("The gateway is closed")

        self.retryable(fail_halfway)
        incident = self.fail(self.partners[0])
        told = incident.with_user(self.owner).action_retry()
        self.assertEqual(told["params"]["type"], "warning")
        self.assertIn("The gateway is closed", told["params"]["message"])
        self.assertEqual((incident.state, incident.attempts), ("open", 2))
        self.assertEqual(incident.reason, "The gateway is closed")
        self.assertFalse(self.partners[0].comment, "half of the work was left behind")
        self.assertEqual(self.events(incident), ["problem_retried"])

    def test_pauses_grow_and_end(self):
        """I13: attempt count and next action; after ten times a person has to look."""
        self.retryable(lambda partner: 1 / 0)
        incident = self.fail(self.partners[0])
        pauses = []
        for _time in range(9):
            incident.action_retry()
            pauses.append(incident.next_attempt_at and incident.next_attempt_at - incident.last_at)
        self.assertEqual(pauses[0], timedelta(minutes=10))
        self.assertEqual(pauses[1], timedelta(minutes=20))
        self.assertFalse(pauses[-1])
        self.assertEqual((incident.state, incident.attempts), ("open", 10))

    @mute_logger("odoo.sql_db")
    def test_one_poisoned_unit_does_not_stop_its_neighbours(self):
        """I13: poison units never stop neighbours, even when they break the transaction."""

        def work(partner):
            partner.write({"comment": "tried"})
            if partner.name == "A":
                partner.env.cr.execute("SELECT * FROM there_is_no_such_table")
            if partner.name == "B":
                partner.write({"parent_id": partner.id, "name": False})

        self.retryable(work)
        poisoned, odd, fine = (self.fail(partner) for partner in self.partners)
        past = fields.Datetime.now() - timedelta(minutes=1)
        (poisoned | odd | fine).next_attempt_at = past
        self.run_cron()
        self.assertEqual(poisoned.state, "open")
        self.assertIn("there_is_no_such_table", poisoned.reason)
        self.assertEqual(odd.state, "open")
        self.assertEqual((fine.state, fine.attempts), ("done", 2))
        self.assertEqual((poisoned.attempts, odd.attempts), (2, 2))
        self.assertGreater(poisoned.next_attempt_at, fields.Datetime.now())
        self.assertFalse(self.partners[0].comment)
        self.assertIn("tried", self.partners[2].comment)

    def test_the_attempt_is_counted_before_the_work(self):
        """reliability.md, escalate timer (d): a crash counts too, or it comes first for ever."""
        seen = []
        self.retryable(lambda partner: seen.append((incident.attempts, incident.next_attempt_at)))
        incident = self.fail(self.partners[0])
        past = fields.Datetime.now() - timedelta(minutes=1)
        incident.next_attempt_at = past
        self.run_cron()
        self.assertEqual(seen[0][0], 2)
        self.assertGreater(seen[0][1], past)

    def test_what_is_not_due_or_cannot_be_repeated_waits(self):
        self.retryable(lambda partner: None)
        later = self.fail(self.partners[0])
        by_hand = self.incident._raise_incident("Letter", "No answer")
        self.run_cron()
        self.assertEqual((later.state, by_hand.state), ("open", "open"))
        with self.assertRaisesRegex(UserError, "tried again"):
            by_hand.action_retry()

    def test_work_about_something_deleted_ends(self):
        self.retryable(lambda partner: None)
        incident = self.fail(self.partners[0])
        self.partners[0].unlink()
        incident.action_retry()
        self.assertEqual(incident.state, "dismissed")
        self.assertIn("no longer exists", incident.closed_reason)


class TestDismissAndRights(IncidentCase):
    def test_dismissing_needs_a_reason_and_is_noted(self):
        incident = self.incident._raise_incident("Letter", "No answer", owner=self.owner)
        for nothing in (False, "", "  "):
            with self.assertRaises(UserError):
                incident.with_user(self.owner).action_dismiss(nothing)
        wizard = self.env["bpm.incident.dismiss"].with_user(self.owner)
        wizard.with_context(active_ids=incident.ids).create(
            {"reason": "Told by phone"}
        ).action_dismiss()
        self.assertEqual((incident.state, incident.closed_reason), ("dismissed", "Told by phone"))
        self.assertEqual(self.events(incident), ["problem_dismissed"])
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", "bpm.incident"), ("res_id", "=", incident.id)]
        )
        self.assertEqual(entry.user_id, self.owner.id)
        self.assertIn("Told by phone", entry.details)

    def test_strangers_neither_see_nor_touch_it(self):
        incident = self.incident._raise_incident("Letter", "No answer", owner=self.owner)
        stranger = new_test_user(self.env, "stranger", groups="bpm_crm_addon.group_bpm_director")
        theirs = incident.with_user(stranger)
        self.assertFalse(theirs.search([]))
        for act in (lambda: theirs.name, lambda: theirs.action_dismiss("x"), theirs.action_retry):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            incident.with_user(self.owner).write({"state": "done"})
        self.assertEqual(incident.state, "open")

    def test_seeing_is_not_acting(self):
        """Also where a company lets its directors see all problems."""
        self.env["ir.rule"].create(
            {
                "name": "Directors see problems",
                "model_id": self.env["ir.model"]._get_id("bpm.incident"),
                "groups": self.env.ref("bpm_crm_addon.group_bpm_director").ids,
                "domain_force": "[(1, '=', 1)]",
            }
        )
        self.retryable(lambda partner: None)
        incident = self.fail(self.partners[0])
        reader = new_test_user(self.env, "reader", groups="bpm_crm_addon.group_bpm_director")
        theirs = incident.with_user(reader)
        self.assertTrue(theirs.name)
        for act in (lambda: theirs.action_dismiss("x"), theirs.action_retry):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(incident.state, "open")

    def test_problems_of_another_company_stay_there(self):
        """I14: every model that has a company has a company rule."""
        other = self.env["res.company"].create({"name": "Other house"})
        order = self.env["sale.order"].create({"partner_id": self.partners[0].id})
        incident = self.incident._raise_incident("Letter", "No answer", order)
        self.assertEqual(incident.company_id, self.env.company)
        admin = new_test_user(
            self.env,
            "other_admin",
            groups="base.group_user,bpm_crm_addon.group_bpm_admin",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.incident.with_user(admin).search([("id", "=", incident.id)]))
        with self.assertRaises(AccessError):
            incident.with_user(admin).action_dismiss("Not mine")
