"""How many people really agree in a step: nobody counts twice, and a number never shrinks."""

from odoo.exceptions import UserError
from tests.common import ApprovalCase


class Several(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Only the administrator of the test, not those of the demo company.
        users = cls.registry["res.users"]
        cls.classPatch(users, "_bpm_admins", lambda users: users.browse(cls.admin.id))

    def several(self, *users, quorum="all", number=2, **values):
        step = {"user_ids": [(6, 0, [user.id for user in users])], "quorum": quorum}
        return self.route({**step, "quorum_number": number, **values.pop("step", {})}, **values)

    def away(self, person, substitute):
        self.env["bpm.approval.substitution"].create(
            {
                "user_id": person.id,
                "substitute_id": substitute.id,
                "date_from": "2020-01-01",
                "date_to": "2099-12-31",
            }
        )

    def approve(self, request, *users):
        for user in users:
            self.assertEqual(request.state, "open")
            request.with_user(user).action_approve()


class TestOwnAuthorityAmongOthers(Several):
    """ux 6: own authority settles what the requester could settle alone, and counts as their
    own agreement elsewhere."""

    def setUp(self):
        super().setUp()
        self.leader.bpm_approval_limit = 500.0

    def own(self, quorum, *others, number=2):
        self.several(
            self.leader, *others, quorum=quorum, number=number,
            requester_is_approver="own_authority",
        )  # fmt: skip
        return self.quote(by=self.leader)

    def test_the_others_of_all_are_asked(self):
        quote = self.own("all", self.lawyer)
        self.assertEqual(quote.bpm_approval_state, "required")
        with self.assertRaises(UserError):
            quote.action_confirm()
        request = self.asked(quote)
        self.assertEqual(self.states(request), {(1, "lawyer"): "pending"})
        entry = self.env["bpm.journal"].search([("event", "=", "submitted")], limit=1)
        self.assertEqual(entry.data["own_authority"], self.leader.id)
        self.assertIn(("Within own authority", "Step 1"), request._sheets()[0]["head"])
        self.approve(request, self.lawyer)
        self.assertEqual(request.state, "approved")
        self.assertNotIn("own_authority", self.events(quote))

    def test_one_of_two_is_enough(self):
        quote = self.own("any", self.lawyer)
        quote.action_confirm()
        self.assertEqual(self.events(quote), ["own_authority"])

    def test_it_counts_towards_a_number(self):
        request = self.asked(self.own("number", self.lawyer, self.finance))
        self.assertEqual(
            self.states(request), {(1, "lawyer"): "pending", (1, "finance"): "pending"}
        )
        request.with_user(self.lawyer).action_reject("no")
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])
        self.approve(request, self.finance)
        self.assertEqual(request.state, "approved", "two agree: the leader and finance")
        self.assertEqual(self.env["bpm.approval.request"]._bpm_check_invariants(), [])


class TestEnough(Several):
    """Issue 2.3: quorum any, all, number; a step is never skipped silently."""

    def test_a_stand_in_who_is_asked_already_counts_once(self):
        self.several(self.finance, self.lawyer)
        self.finance.bpm_manager_id = self.director
        self.away(self.finance, self.lawyer)
        request = self.asked(self.quote())
        self.assertEqual(
            self.states(request), {(1, "lawyer"): "pending", (1, "director"): "pending"}
        )
        self.approve(request, self.lawyer, self.director)
        self.assertEqual(request.state, "approved")

    def test_one_administrator_does_not_stand_for_two(self):
        """Three of three, two have left, one administrator: that is two people, not three."""
        self.several(self.finance, self.lawyer, self.leader, quorum="number", number=3)
        (self.finance | self.lawyer).active = False
        request = self.asked(self.quote())
        self.assertEqual(request.plan[0]["status"], "stuck")
        self.assertFalse(request.slot_ids)

    def test_a_number_larger_than_the_people_named(self):
        self.several(self.finance, quorum="number", number=2)
        request = self.asked(self.quote())
        self.assertEqual(
            self.states(request), {(1, "finance"): "pending", (1, "approvals"): "pending"}
        )
        self.approve(request, self.finance, self.admin)
        self.assertEqual(request.state, "approved")

    def test_who_left_is_missed_in_a_list_on_the_document(self):
        """A path to several people: who left is replaced, not forgotten."""
        field = self.env["ir.model.fields"].create(
            {
                "name": "x_signers",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "ttype": "many2many",
                "relation": "res.users",
                "field_description": "Signers",
            }
        )
        self.several(step={"resolver": "field", "field_path": field.name})
        quote = self.quote(x_signers=[(6, 0, (self.finance | self.lawyer).ids)])
        self.finance.bpm_manager_id = self.director
        self.finance.active = False
        self.assertEqual(
            self.states(self.asked(quote)),
            {(1, "lawyer"): "pending", (1, "director"): "pending"},
        )

    def test_a_customer_named_on_the_document_is_not_asked(self):
        """A path to the users of the contact finds portal users: shut out like who has left."""
        self.person("portal", "base.group_portal", partner_id=self.customer.id)
        self.several(step={"resolver": "field", "field_path": "partner_id.user_ids"}, quorum="any")
        self.assertEqual(self.states(self.asked(self.quote())), {(1, "approvals"): "pending"})

    def test_nobody_gives_their_decision_to_one_who_has_one(self):
        """Forwarding to a colleague of the same step would leave one to decide for two."""
        self.several(self.finance, self.lawyer)
        request = self.asked(self.quote())
        with self.assertRaisesRegex(UserError, "in the same step already"):
            request.with_user(self.finance).action_forward(self.lawyer, "yours")

    def test_nobody_is_asked_twice_where_one_is_enough(self):
        """Also where one of them decides: a second place of one person has no meaning."""
        self.several(self.finance, self.lawyer, quorum="any")
        request = self.asked(self.quote())
        with self.assertRaisesRegex(UserError, "in the same step already"):
            request.with_user(self.finance).action_forward(self.lawyer, "yours")
