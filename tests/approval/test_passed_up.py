"""Places follow their people while a request is open: who leaves or has time off is replaced."""

from odoo import fields
from odoo.exceptions import UserError
from tests.approval.test_enough_people import Several


class TestPassedUp(Several):
    """Issue 2.3: a step whose approvers are all shut out goes to their manager, else to the
    approval administrators, else becomes an incident; never skipped silently."""

    def setUp(self):
        super().setUp()
        self.finance.bpm_manager_id = self.director

    def time_off(self, person):
        """Approved time off of the Employees apps, which need not be installed."""

        def leaves(model, user_ids, start, end):
            return [(uid, start.date(), end.date()) for uid in user_ids if uid == person.id]

        self.patch(self.registry["bpm.approval.substitution"], "_time_off", leaves)

    def incidents(self, request):
        return self.env["bpm.incident"].search(
            [("res_model", "=", request._name), ("res_id", "=", request.id)]
        )

    def test_who_leaves_while_asked(self):
        self.several(self.finance, quorum="any")
        quote = self.quote()
        request = self.asked(quote)
        self.finance.active = False
        self.assertEqual(self.states(request), {(1, "director"): "pending"})
        self.assertEqual(request.slot_ids.fallback, "manager")
        self.assertEqual(self.events(quote), ["submitted", "reassigned"])
        self.approve(request, self.director)
        self.assertEqual(request.state, "approved")

    def test_who_left_before_their_step_opened(self):
        self.route({}, {"user_ids": [(6, 0, self.finance.ids)]})
        request = self.asked(self.quote())
        self.finance.active = False
        self.approve(request, self.leader)
        self.assertEqual(self.states(request)[2, "director"], "pending")
        self.assertNotIn((2, "finance"), self.states(request))

    def test_without_a_manager_administrators_are_asked(self):
        self.finance.bpm_manager_id = False
        self.several(self.finance, quorum="any")
        request = self.asked(self.quote())
        self.finance.active = False
        self.assertEqual(self.states(request), {(1, "approvals"): "pending"})
        self.assertEqual(request.slot_ids.fallback, "admin")

    def test_nobody_left_is_told_once(self):
        """I13: it waits, a person is told, and trying again finds who is there then."""
        self.finance.bpm_manager_id = False
        self.several(self.finance, quorum="any")
        request = self.asked(self.quote())
        nobody = self.env["res.users"]
        self.patch(self.registry["res.users"], "_bpm_admins", lambda users: nobody)
        self.finance.active = False
        self.assertEqual(self.states(request), {(1, "finance"): "pending"})
        self.assertEqual(self.incidents(request).mapped("attempts"), [1])
        self.env["bpm.approval.substitution"]._cron_follow()
        self.assertEqual(self.incidents(request).mapped("attempts"), [1])
        self.assertFalse(request._retry_stuck())
        self.finance.bpm_manager_id = self.director
        self.assertTrue(request._retry_stuck())
        self.assertEqual(self.states(request), {(1, "director"): "pending"})

    def test_the_route_may_name_somebody_meanwhile(self):
        """ "Name somebody in the route, then try again." """
        self.finance.bpm_manager_id = False
        route = self.several(self.finance, self.leader)
        request = self.asked(self.quote())
        nobody = self.env["res.users"]
        self.patch(self.registry["res.users"], "_bpm_admins", lambda users: nobody)
        self.finance.active = False
        self.assertEqual(self.states(request)[1, "finance"], "pending")
        route.step_ids.user_ids = self.lawyer | self.leader
        self.incidents(request).action_retry()
        self.assertEqual(self.incidents(request).state, "done")
        self.assertEqual(self.states(request), {(1, "lawyer"): "pending", (1, "leader"): "pending"})
        self.approve(request, self.lawyer, self.leader)
        self.assertEqual(request.state, "approved")

    def test_time_off_without_a_stand_in(self):
        self.several(self.finance, quorum="any")
        request = self.asked(self.quote())
        self.time_off(self.finance)
        self.env["bpm.approval.substitution"]._cron_follow()
        self.assertEqual(self.states(request), {(1, "director"): "pending"})

    def test_a_colleague_is_enough(self):
        """Whoever is away keeps the place for the return; who left loses it."""
        self.several(self.finance, self.lawyer, quorum="any")
        request = self.asked(self.quote())
        self.time_off(self.finance)
        self.env["bpm.approval.substitution"]._cron_follow()
        both = {(1, "finance"): "pending", (1, "lawyer"): "pending"}
        self.assertEqual(self.states(request), both)
        self.finance.active = False
        self.assertEqual(self.states(request), {**both, (1, "finance"): "cancelled"})
        self.approve(request, self.lawyer)
        self.assertEqual(request.state, "approved")

    def test_all_stay_as_many_as_they_were(self):
        """One of two has agreed, the other leaves: their manager's word is still needed."""
        self.several(self.finance, self.lawyer)
        request = self.asked(self.quote())
        self.approve(request, self.lawyer)
        self.finance.active = False
        self.assertEqual(
            self.states(request), {(1, "lawyer"): "approved", (1, "director"): "pending"}
        )
        with self.assertRaises(UserError):
            request.with_user(self.finance).action_approve()
        self.approve(request, self.director)
        self.assertEqual(request.state, "approved")
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])

    def test_chosen_by_hand_while_away(self):
        """Issue 2 §5: whoever is handed a decision while away is represented, and the stand-in is
        told; what came to a stand-in rings their bell, too."""
        today = fields.Date.context_today(self.finance)
        absence = {"user_id": self.finance.id, "substitute_id": self.lawyer.id}
        self.several(self.leader, quorum="any")
        for_hand, for_forward, waiting = (self.asked(self.quote()) for _number in range(3))
        self.env["bpm.approval.substitution"].with_user(self.finance).create(
            {**absence, "date_from": today, "date_to": today}
        )
        for_forward.with_user(self.leader).action_forward(self.finance, "yours")
        place = for_hand.slot_ids
        for_hand.with_user(self.admin).action_reassign(place, self.finance, "yours")
        waiting.with_user(self.leader).action_add_approver(self.finance, "look")
        for request in (for_hand, for_forward, waiting):
            [now] = request.slot_ids.filtered(lambda slot: slot.on_behalf_of_id == self.finance)
            self.assertEqual((now.state, now.approver_id), ("pending", self.lawyer))
        told = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.lawyer.partner_id.id)]
        )
        subjects = told.mail_message_id.filtered(lambda m: m.res_id).mapped("subject")
        names = {request.name for request in (for_hand, for_forward, waiting)}
        self.assertTrue(all(any(name in text for text in subjects) for name in names), subjects)

    def test_the_stand_in_is_told_what_came(self):
        """Issue 2 §5, bell at once: the places that move with an absence are named."""
        self.several(self.finance, quorum="any")
        request = self.asked(self.quote())
        today = fields.Date.context_today(self.finance)
        self.env["bpm.approval.substitution"].with_user(self.finance).create(
            {
                "user_id": self.finance.id,
                "substitute_id": self.lawyer.id,
                "date_from": today,
                "date_to": today,
            }
        )
        self.assertEqual(self.states(request), {(1, "lawyer"): "pending"})
        told = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.lawyer.partner_id.id)]
        )
        self.assertTrue(
            any(request.name in (s or "") for s in told.mail_message_id.mapped("subject"))
        )
