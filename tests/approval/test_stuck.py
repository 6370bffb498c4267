"""Steps nobody could be found for: what the problem's advice is good for."""

from odoo.exceptions import AccessError, UserError
from tests.approval.test_enough_people import Several


class TestStuck(Several):
    """Issue 2.3: else it becomes an incident; "Name somebody in the route, then try again." helps,
    and an approval administrator may name somebody on the request."""

    def stuck(self, *users, **values):
        """A request whose first step has nobody, asked for by the only administrator."""
        self.route_ = self.several(*users, **values)
        for user in users:
            user.active = False
        quote = self.quote(by=self.admin)
        request = self.asked(quote)
        self.assertEqual((request.plan[0]["status"], len(request.slot_ids)), ("stuck", 0))
        return request

    def incident(self, request):
        return self.env["bpm.incident"].search(
            [("res_model", "=", request._name), ("res_id", "=", request.id)]
        )

    def test_somebody_named_in_the_route(self):
        request = self.stuck(self.finance, quorum="any")
        incident = self.incident(request)
        incident.action_retry()
        self.assertEqual(incident.state, "open")
        self.route_.step_ids.user_ids = self.lawyer
        incident.action_retry()
        self.assertEqual(incident.state, "done")
        self.assertEqual(self.states(request), {(1, "lawyer"): "pending"})
        self.approve(request, self.lawyer)
        self.assertEqual(request.state, "approved")

    def test_somebody_named_on_the_request(self):
        request = self.stuck(self.finance, quorum="any")
        boss = self.person("boss", "bpm_crm_addon.group_bpm_approval_admin")
        with self.assertRaises(AccessError):
            request.with_user(self.seller).action_reassign(False, self.lawyer, "she knows it")
        with self.assertRaisesRegex(UserError, "Choose somebody else"):
            request.with_user(boss).bpm_decide("reassign", "me", self.admin.id)
        request.with_user(boss).bpm_decide("reassign", "she knows it", self.lawyer.id)
        self.assertEqual(self.states(request), {(1, "lawyer"): "pending"})
        self.assertTrue(request.slot_ids.due)
        self.approve(request, self.lawyer)
        self.assertEqual(request.state, "approved")
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])

    def test_as_many_are_named_as_must_agree(self):
        request = self.stuck(self.finance, self.leader)
        boss = self.person("boss", "bpm_crm_addon.group_bpm_approval_admin")
        request.with_user(boss).action_reassign(False, self.lawyer, "first")
        self.approve(request, self.lawyer)
        self.assertEqual(request.state, "open")
        with self.assertRaisesRegex(UserError, "in the same step already"):
            request.with_user(boss).action_reassign(False, self.lawyer, "twice")
        request.with_user(boss).action_reassign(False, self.director, "second")
        self.approve(request, self.director)
        self.assertEqual(request.state, "approved")
