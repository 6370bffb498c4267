"""Health of a route: what it says in plain sentences before anybody gets stuck (issue 2.3)."""

from odoo.exceptions import UserError
from tests.common import ApprovalCase


class TestRouteHealth(ApprovalCase):
    def found(self, route, level=None):
        """The sentences of that level, joined."""
        return " | ".join(
            finding["text"] for finding in route._bpm_health() if level in (None, finding["level"])
        )

    def drafted(self, **step):
        return self.route(step, activate=False)

    def setUp(self):
        super().setUp()
        self.leader.bpm_manager_id = self.director

    def test_a_sound_route_says_nothing(self):
        route = self.drafted(user_ids=[(6, 0, (self.finance | self.lawyer).ids)])
        self.assertEqual(route._bpm_health(), [])
        self.assertEqual(route.health_level, "ok")
        self.assertFalse(route.health)

    def test_nobody_is_left(self):
        """issue 2.3: no approver found."""
        route = self.drafted(user_ids=[(6, 0, (self.finance | self.lawyer).ids)])
        self.lawyer.active = False
        self.assertIn("people who have left: Test lawyer", self.found(route, "warning"))
        self.finance.active = False
        route.invalidate_recordset()
        self.assertIn("asks nobody who still works here", self.found(route, "danger"))
        self.assertEqual(route.health_level, "danger")
        self.assertIn("alert-danger", route.health)

    def test_an_empty_group(self):
        group = self.env["res.groups"].create({"name": "Auditors"})
        route = self.drafted(resolver="group", group_id=group.id)
        self.assertIn("nobody is in it", self.found(route, "danger"))
        group.user_ids = self.finance | self.lawyer
        self.assertEqual(self.found(route), "")
        other = self.env["res.company"].create({"name": "Other company"})
        route.company_id = other
        self.assertIn("nobody is in it", self.found(route, "danger"), "nobody of that company")
        (self.finance | self.lawyer).company_ids |= other
        self.assertEqual(self.found(route), "")

    def test_a_team_without_leader(self):
        route = self.drafted(resolver="team_leader")
        self.env["crm.team"].search([("company_id", "!=", False)]).action_archive()
        teams = self.env["crm.team"].search([])
        teams.user_id = self.finance
        self.assertEqual(self.found(route), "")
        self.team.user_id = False
        self.assertIn("these teams have none: Test team", self.found(route, "warning"))
        teams.user_id = False
        self.assertIn("no sales team has one", self.found(route, "danger"))

    def test_people_without_a_manager(self):
        route = self.drafted(resolver="manager")
        sellers = route._possible_requesters()
        sellers.bpm_manager_id = self.finance
        self.assertEqual(self.found(route), "")
        self.seller.bpm_manager_id = False
        self.assertIn("these people have none: Test seller", self.found(route, "warning"))

    def test_managers_who_have_left(self):
        """Issue 2 §3, “no approver found”: who has left decides nothing."""
        route = self.drafted(resolver="manager")
        sellers = route._possible_requesters()
        (sellers | self.finance).bpm_manager_id = False
        sellers.bpm_manager_id = self.finance
        self.finance.active = False
        route.invalidate_recordset()
        self.assertIn("these people have none", self.found(route, "warning"))
        self.finance.bpm_manager_id = self.director
        found = self.found(route, "warning")
        self.assertIn("the managers of these people have left", found)
        self.assertNotIn("have none", found)

    def test_a_field_that_leads_nowhere(self):
        route = self.drafted(resolver="field", field_path="user_id")
        self.assertEqual(self.found(route), "")
        self.env.cr.execute(
            "UPDATE bpm_approval_step SET field_path = 'gone_id' WHERE route_id = %s", [route.id]
        )
        route.step_ids.invalidate_recordset()
        self.assertIn("“gone_id” does not lead to one", self.found(route, "danger"))

    def test_a_field_that_leads_to_customers(self):
        """People outside are never asked, and that is said before it happens."""
        route = self.drafted(resolver="field", field_path="partner_id.user_ids")
        self.assertIn("may be people outside", self.found(route, "warning"))
        route.step_ids.field_path = "partner_id.user_id"
        self.assertEqual(self.found(route), "")

    def test_a_step_that_can_never_apply(self):
        """issue 2.3: a step that can never apply, alone or beside the route's own condition."""
        route = self.route(
            {
                "domain": "[('bpm_company_amount', '<', 100)]",
                "user_ids": [(6, 0, (self.finance | self.lawyer).ids)],
            },
            domain="[('bpm_company_amount', '>', 1000)]",
            activate=False,
        )
        self.assertIn("can never apply", self.found(route, "danger"))
        route.step_ids.domain = "[('bpm_company_amount', '>', 2000)]"
        self.assertEqual(self.found(route), "")
        # Each line may differ, so two conditions on lines are no contradiction.
        route.step_ids.domain = (
            "[('order_line.discount', '>', 20), ('order_line.discount', '<', 5)]"
        )
        self.assertNotIn("can never apply", self.found(route))

    def test_a_chain_of_limits_with_a_hole(self):
        """issue 2.3: a limit chain with a hole."""
        route = self.drafted(resolver="limit_chain")
        route._possible_requesters().bpm_manager_id = self.director
        self.director.bpm_approval_limit = 90000
        self.assertRegex(
            self.found(route, "danger"), r"ends at Test director, who may approve up to 90.000"
        )
        self.director.bpm_approval_unlimited = True
        self.assertEqual(self.found(route), "")
        self.director.active = False
        route.invalidate_recordset()
        self.assertIn("goes up from manager to manager", self.found(route, "danger"))

    def test_limits_where_no_amount_is_known(self):
        """Issue 2 §3: “whose limit covers the amount”: an opportunity has none that is known."""
        lead = {"model": "crm.lead", "gate": "transition", "to_domain": "[('priority', '=', '3')]"}
        route = self.route({"resolver": "limit_chain"}, activate=False, **lead)
        self.assertIn("no amount is known", self.found(route, "danger"))
        for switch_on in (route.action_activate, route.action_watch):
            with self.assertRaisesRegex(UserError, "no amount is known"), self.env.cr.savepoint():
                switch_on()
        route.step_ids.resolver = "manager"
        route.action_activate()
        with self.assertRaisesRegex(UserError, "no amount is known"):
            route.step_ids.resolver = "limit_chain"

    def test_amounts_in_the_documents_own_currency(self):
        """Issue 2 §3: “amounts compare in the company's currency”; own rules are told how."""
        self.env["res.currency"].with_context(active_test=False).search([], limit=2).active = True
        both = {"user_ids": [(6, 0, (self.finance | self.lawyer).ids)]}
        over = "[('amount_total', '>', 1000)]"
        use = "Use “Total in Company Currency” instead"
        self.assertIn(use, self.found(self.drafted(**both, domain=over), "warning"))
        route = self.route(both, domain=over, activate=False)
        self.assertIn(use, self.found(route, "warning"))
        route.domain = "[('order_line.price_subtotal', '>', 1000)]"
        self.assertIn("Say in the condition which currency", self.found(route, "warning"))
        for domain in (
            "[('amount_total', '>', 1000), ('currency_id', '=', 1)]",
            "[('bpm_company_amount', '>', 1000)]",
        ):
            route.domain = domain
            self.assertEqual(self.found(route), "")
        lead = {"model": "crm.lead", "gate": "transition", "to_domain": "[('priority', '=', '3')]"}
        route = self.route(both, activate=False, domain="[('expected_revenue', '>', 9)]", **lead)
        self.assertEqual(self.found(route), "", "an opportunity counts in the company's currency")

    def test_who_can_only_ask_themselves(self):
        """issue 2.3: a requester who can only ask themselves."""
        route = self.drafted(user_ids=[(6, 0, self.leader.ids)])
        self.assertEqual(self.found(route), "", "the director decides for the leader")
        self.leader.bpm_manager_id = False
        self.assertIn("Test leader would have to ask themselves", self.found(route, "warning"))
        route.requester_is_approver = "refuse"
        self.assertIn("could only ask themselves", self.found(route, "danger"))
        route.step_ids.user_ids = self.leader | self.finance
        self.assertEqual(self.found(route), "")
        route.step_ids.quorum = "all"
        self.assertIn("requests of Test leader are refused", self.found(route, "danger"))
        route.step_ids.write({"quorum": "number", "quorum_number": 2})
        self.assertIn("requests of Test leader are refused", self.found(route, "danger"))
        route.step_ids.user_ids |= self.lawyer
        self.assertEqual(self.found(route), "")

    def test_more_must_agree_than_are_asked(self):
        """issue 2.3: quorum; a number no one can reach without administrators is said so."""
        both = [(6, 0, (self.finance | self.lawyer).ids)]
        route = self.drafted(user_ids=both, quorum="number", quorum_number=2)
        self.assertEqual(self.found(route), "")
        route.step_ids.quorum_number = 3
        self.assertIn("needs 3 people to agree, but finds only 2", self.found(route, "warning"))
        leader = self.drafted(resolver="team_leader", quorum="number", quorum_number=2)
        self.assertIn("finds only 1", self.found(leader, "warning"))

    def test_a_veto_of_somebody_who_is_not_asked(self):
        both = [(6, 0, (self.finance | self.lawyer).ids)]
        route = self.drafted(user_ids=both, veto_user_ids=[(6, 0, self.lawyer.ids)])
        self.assertEqual(self.found(route), "")
        route.step_ids.veto_user_ids = self.director
        self.assertIn("the rejection of Test director", self.found(route, "warning"))

    def test_discounts_nobody_can_see(self):
        """ux 1: on a real database health says that nobody can see the discount column."""
        column = self.env.ref("sale.group_discount_per_so_line")
        column.implied_by_ids = False
        column.user_ids = False
        both = [(6, 0, (self.finance | self.lawyer).ids)]
        route = self.drafted(domain="[('bpm_real_discount', '>', 10)]", user_ids=both)
        self.assertIn("Nobody can see discounts", self.found(route, "warning"))
        other = self.drafted(domain="[('bpm_company_amount', '>', 10)]", user_ids=both)
        self.assertEqual(self.found(other), "")
        column.user_ids = self.seller
        self.assertEqual(self.found(route), "")

    def test_a_route_that_another_one_makes_mute(self):
        """Decision 001: a route that asks for every document leaves nothing to those after it."""
        both = {"user_ids": [(6, 0, (self.finance | self.lawyer).ids)]}
        limit = {**both, "domain": "[('bpm_company_amount', '>', 10)]"}
        later = self.route(limit, sequence=20, name="Later")
        first = self.route(limit, sequence=10, name="First")
        self.assertEqual(self.found(later), "", "below the limit of the first it asks")
        first.step_ids.domain = "[]"
        later.invalidate_recordset()
        self.assertIn("“First” comes first and asks for every", self.found(later, "danger"))
        self.assertIn("never ask anybody: Later", self.found(first, "danger"))
        first.sequence = 30
        self.assertEqual(self.found(later) + self.found(first), "")
        first.write({"sequence": 10, "domain": "[('bpm_company_amount', '>', 100)]"})
        self.assertEqual(self.found(later) + self.found(first), "")
