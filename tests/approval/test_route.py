"""Routes: which one is chosen, who is resolved, versions, watching, other models."""

from odoo.exceptions import UserError, ValidationError
from tests.common import ApprovalCase

DISCOUNTED = "[('bpm_real_discount', '>', 10)]"


class TestRoute(ApprovalCase):
    def test_first_fitting_route_in_sequence(self):
        """Issue 2 §3: chosen by company, condition and sequence."""
        self.route({"user_ids": [(6, 0, self.finance.ids)]}, sequence=20, name="All")
        self.route(domain="[('amount_total', '>', 500)]", sequence=5, name="Big")
        other = self.env["res.company"].create({"name": "Other company"})
        self.route({"user_ids": [(6, 0, self.lawyer.ids)]}, sequence=1, company_id=other.id)
        self.assertEqual(self.asked(self.quote()).slot_ids.approver_id, self.finance)
        self.assertEqual(self.asked(self.quote(quantity=6)).slot_ids.approver_id, self.leader)

    def test_a_route_that_asks_nobody_leaves_the_document_to_the_next(self):
        """Decision 001: the first route of which a step applies; below every limit nobody."""
        self.route({"domain": "[('amount_total', '>', 1000)]"}, sequence=5, name="Big")
        limits = {"user_ids": [(6, 0, self.finance.ids)], "domain": DISCOUNTED}
        self.route(limits, sequence=20, name="Discounts")
        free, cheap, big = self.quote(), self.quote(20.0), self.quote(20.0, quantity=20)
        states = [quote.bpm_approval_state for quote in (free, cheap, big)]
        self.assertEqual(states, ["none", "required", "required"])
        self.assertEqual(cheap.bpm_approval_preview()["route"], "Discounts")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            cheap.action_confirm()
        self.assertEqual(self.asked(cheap).slot_ids.approver_id, self.finance)
        self.assertEqual(self.asked(big).slot_ids.approver_id, self.leader)
        free.action_confirm()

    def test_the_threshold_counts_all_routes_that_would_ask(self):
        """ux 3.2, decision 001: below the value shown really nobody is asked."""
        self.route({"domain": "[('bpm_real_discount', '>', 15)]"}, sequence=5)
        self.route({"domain": DISCOUNTED}, sequence=20)
        self.assertEqual(self.quote(20.0).bpm_approval_preview()["threshold"]["value"], 10)
        self.route({"domain": "[('amount_total', '>', 1)]"}, sequence=30)
        self.assertFalse(self.quote(20.0).bpm_approval_preview()["threshold"])

    def test_two_companies_use_their_own_routes(self):
        """Case 20: orders of two companies in one call, each judged by its company's route."""
        other = self.env["res.company"].create({"name": "Other company"})
        self.seller.company_ids |= other
        self.route(company_id=self.env.company.id)
        self.route({"user_ids": [(6, 0, self.lawyer.ids)]}, company_id=other.id)
        mine = self.quote()
        theirs = self.quote(company_id=other.id, team_id=False)
        (mine | theirs).with_context(
            allowed_company_ids=[self.env.company.id, other.id]
        ).action_bpm_request_approval()
        self.assertEqual(mine.bpm_approval_request_id.sudo().slot_ids.approver_id, self.leader)
        self.assertEqual(theirs.bpm_approval_request_id.sudo().slot_ids.approver_id, self.lawyer)

    def test_resolvers(self):
        """Issue 2 §3: users, group, manager, team leader, a field, the lines, the limit chain."""
        group = self.env["res.groups"].create(
            {"name": "Signers", "user_ids": [(6, 0, self.lawyer.ids)]}
        )
        self.customer.user_id = self.finance
        self.leader.bpm_approval_limit = 1000.0
        self.director.bpm_approval_limit = 50000.0
        cases = [
            ({"resolver": "users", "user_ids": [(6, 0, self.finance.ids)]}, 1, "finance"),
            ({"resolver": "group", "group_id": group.id}, 1, "lawyer"),
            ({"resolver": "manager"}, 1, "leader"),
            ({"resolver": "team_leader"}, 1, "leader"),
            ({"resolver": "field", "field_path": "team_id.user_id"}, 1, "leader"),
            (
                {"resolver": "lines", "field_path": "order_line.order_partner_id.user_id"},
                1,
                "finance",
            ),
            ({"resolver": "limit_chain"}, 10, "leader"),
            ({"resolver": "limit_chain"}, 10.01, "director"),
        ]
        for values, quantity, login in cases:
            with self.subTest(values["resolver"], quantity=quantity):
                route = self.route(values)
                request = self.asked(self.quote(quantity=quantity, user_id=self.seller.id))
                self.assertEqual(set(self.states(request)), {(1, login)})
                route.action_retire()

    def test_amounts_compare_at_the_rate_of_the_submit_date(self):
        """Case 15: the limit is in the company's currency, at a rate that is recorded."""
        currency = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "x",
                "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 2.0})],
            }
        )
        pricelist = self.env["product.pricelist"].create({"name": "x", "currency_id": currency.id})
        self.route({"domain": "[('bpm_company_amount', '>', 100)]"})
        below = self.quote(price=200.0, pricelist_id=pricelist.id)
        above = self.quote(price=200.02, pricelist_id=pricelist.id)
        self.assertEqual((below.bpm_approval_state, above.bpm_approval_state), ("none", "required"))
        request = self.asked(above)
        self.assertAlmostEqual(request.rate, 0.5)
        self.assertAlmostEqual(request.company_amount, 100.01)
        currency.rate_ids.rate = 4.0
        request.with_user(self.leader).action_approve()
        above.action_confirm()
        self.assertEqual(above.state, "sale")

    def test_a_recorded_rate_of_one_counts_like_any_other(self):
        """Case 15: what was recorded holds, also where two currencies were worth the same."""
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "x"})
        currency.rate_ids = [(0, 0, {"name": "2020-01-01", "rate": 1.0})]
        pricelist = self.env["product.pricelist"].create({"name": "x", "currency_id": currency.id})
        self.route({"domain": "[('bpm_company_amount', '>', 99)]"})
        quote = self.quote(pricelist_id=pricelist.id)
        self.assertEqual(self.asked(quote).rate, 1.0)
        currency.rate_ids.rate = 4.0
        quote.invalidate_recordset()
        self.assertEqual(quote.bpm_company_amount, 100)
        over = [("id", "=", quote.id), ("bpm_company_amount", ">", 99)]
        self.assertEqual(self.env["sale.order"].search(over), quote)

    def test_running_request_keeps_its_version(self):
        """Issue 2 §3: routes are versioned."""
        route = self.route({}, {"user_ids": [(6, 0, self.finance.ids)]})
        request = self.asked(self.quote())
        first = request.version_id
        route.step_ids[1].write({"user_ids": [(6, 0, self.lawyer.ids)], "quorum": "all"})
        self.assertEqual(route.version_number, first.number + 1)
        request.with_user(self.leader).action_approve()
        request.with_user(self.finance).action_approve()
        self.assertEqual((request.state, request.version_id), ("approved", first))
        self.assertEqual(first.data["steps"][1]["user_ids"], self.finance.ids)
        with self.assertRaises(UserError):
            first.data = {}

    def test_watching_blocks_nothing_and_notes_who_would_be_asked(self):
        """Issue 2 §3, ux 6: draft, watching, active, retired."""
        route = self.route(activate=False)
        self.quote().action_confirm()
        route.action_watch()
        quote = self.quote(20.0)
        self.assertEqual(quote.bpm_approval_line()["kind"], "watching")
        quote.action_confirm()
        self.assertEqual(self.events(quote), ["watched"])
        route.action_activate()
        with self.assertRaises(UserError):
            self.quote().action_confirm()
        route.action_retire()
        self.quote().action_confirm()

    def watched(self, document):
        """What watching has noted about a document: facts of the entries, oldest first."""
        entries = self.env["bpm.journal"].search(
            [("event", "=", "watched"), ("res_id", "=", document.id)], order="id"
        )
        return [e.data for e in entries if e.res_model == document._name]

    def test_watching_notes_each_content_once_with_its_people(self):
        """ux 6: watching “notes who would have been asked”, as often as they would have been."""
        both = [(6, 0, (self.finance | self.lawyer).ids)]
        route = self.route({"resolver": "manager"}, {"user_ids": both}, activate=False, gate="send")
        route.action_watch()
        quote = self.quote(20.0)
        quote.action_quotation_sent()
        quote.action_confirm()
        [noted] = self.watched(quote)
        self.assertEqual(noted["asked"], [self.leader.id, *(self.finance | self.lawyer).ids])
        entry = self.env["bpm.journal"].search([("event", "=", "watched")], limit=1)
        self.assertIn("Test lawyer", entry.summary)
        changed = self.quote(20.0)
        changed.action_quotation_sent()
        changed.order_line.discount = 30.0
        changed.action_confirm()
        self.assertEqual(len(self.watched(changed)), 2)

    def test_watching_looks_at_its_own_gate_only(self):
        """Design, gates: a route that blocks confirming says nothing about sending."""
        self.route({"domain": "[('amount_total', '>', 100000)]"}, gate="send")
        route = self.route(activate=False)
        route.action_watch()
        quote = self.quote()
        quote.action_quotation_sent()
        self.assertEqual(self.watched(quote), [])
        quote.action_confirm()
        self.assertEqual(len(self.watched(quote)), 1)

    def test_watching_a_change_of_state_looks_where_it_came_from(self):
        """Design, gates: from_domain → to_domain."""
        self.route(
            model="crm.lead",
            gate="transition",
            from_domain="[('priority', '=', '2')]",
            to_domain="[('priority', '=', '3')]",
            activate=False,
        ).action_watch()
        straight, through = self.env["crm.lead"].create([{"name": "a"}, {"name": "b"}])
        straight.priority = "3"
        through.priority = "2"
        through.priority = "3"
        self.assertEqual([len(self.watched(lead)) for lead in (straight, through)], [0, 1])

    def test_archiving_a_route_retires_it(self):
        """Issue 2 §3: no road past the states; what switches a route off is noted."""
        for state in ("active", "watching"):
            with self.subTest(state):
                route = self.route(activate=False)
                route.state = state
                route.with_user(self.admin).action_archive()
                self.assertEqual((route.state, route.active), ("retired", False))
                self.assertEqual(self.events(route)[-1], "route_retired")
                with self.assertRaisesRegex(UserError, "is archived"):
                    route.action_activate()
        self.quote().action_confirm()
        draft = self.route(activate=False)
        draft.active = False
        self.assertEqual(draft.state, "draft")
        with self.assertRaises(UserError):
            draft.write({"active": False, "state": "active"})

    def test_first_route_takes_in_what_passed_before(self):
        """Design: one entry stands for all that passed before control."""
        self.env["bpm.approval.route"].search([]).filtered(lambda r: r.state == "draft").unlink()
        before = self.quote()
        before.action_confirm()
        self.route(model="res.partner.category", gate="transition", to_domain="[('color', '=', 9)]")
        entry = self.env["bpm.journal"].search(
            [("event", "=", "passed_before_control"), ("res_model", "=", "res.partner.category")]
        )
        self.assertEqual(len(entry), 1)

    def test_route_without_step_or_with_nonsense_is_refused(self):
        """Every refusal is a sentence; user text is never evaluated."""
        model = self.env["ir.model"]._get_id("sale.order")
        empty = self.env["bpm.approval.route"].create({"name": "Empty", "model_id": model})
        with self.assertRaisesRegex(UserError, "asks nobody yet"):
            empty.action_activate()
        for text in (
            "[('no_such', '=', 1)]",
            "__import__('os').system('true')",
            "[('id','=',",
            "[(1)]",
        ):
            with self.assertRaisesRegex(ValidationError, "cannot be read"), self.env.cr.savepoint():
                empty.domain = text

    def test_transition_on_any_model(self):
        """Design, gates: from → to on any model; refused, approved, passed, changed after."""
        self.route(
            model="crm.lead",
            gate="transition",
            from_domain="[('priority', '!=', '3')]",
            to_domain="[('priority', '=', '3')]",
        )
        lead = (
            self.env["crm.lead"]
            .with_user(self.seller)
            .create({"name": "Lead", "user_id": self.seller.id})
        )
        self.assertEqual(lead.bpm_approval_state, "required")
        with self.assertRaises(UserError):
            lead.priority = "3"
        lead.name = "Lead, mended"
        lead.action_bpm_request_approval()
        with self.assertRaisesRegex(UserError, "waiting for Test leader"):
            lead.name = "other"
        lead.bpm_approval_request_id.with_user(self.leader).action_approve()
        lead.priority = "3"
        self.assertEqual(lead.priority, "3")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env["crm.lead"].create({"name": "born so", "priority": "3"})

    def test_computed_change_cannot_be_a_gate(self):
        """Heart 3: refuse at activation what no door could watch."""
        with self.assertRaisesRegex(ValidationError, "computes by itself"):
            self.route(
                model="account.move",
                gate="transition",
                to_domain="[('payment_state', '=', 'paid')]",
            )

    def test_posting_invoices_by_configuration(self):
        """Design: approvals on anything else; posting rewrites fields of its own and passes."""
        self.route(
            model="account.move",
            gate="transition",
            from_domain="[('state', '=', 'draft')]",
            to_domain="[('state', '=', 'posted')]",
        )
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [(0, 0, {"product_id": self.product.id, "price_unit": 100.0})],
            }
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            invoice.action_post()
        invoice.action_bpm_request_approval()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            invoice.invoice_line_ids.price_unit = 90.0
        invoice.bpm_approval_request_id.with_user(self.leader).action_approve()
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    def test_preview_says_who_why_and_the_threshold(self):
        """ux 3.2: who, why, and below which value nobody is asked; nothing is written."""
        self.route(
            {
                "domain": "[('bpm_real_discount', '>', 10)]",
                "resolver": "team_leader",
                "reason": "discount over 10 %",
            }
        )
        preview = self.quote(20.0).bpm_approval_preview()
        self.assertTrue(preview["needed"])
        self.assertEqual(preview["steps"][0]["people"][0]["name"], "Test leader")
        self.assertEqual(preview["threshold"]["value"], 10)
        self.assertIn("discount over 10 %", preview["sentence"])
        self.assertFalse(self.quote(10.0).bpm_approval_preview()["needed"])

    def test_search_by_approval_state(self):
        """ux 2.2: list filters."""
        self.route({"domain": "[('bpm_real_discount', '>', 10)]"})
        free, needed, pending, approved = (self.quote(d) for d in (0, 20, 20, 20))
        self.asked(pending)
        self.asked(approved).with_user(self.leader).action_approve()
        ours = [("id", "in", (free | needed | pending | approved).ids)]
        for state, expected in (
            ("none", free),
            ("required", needed),
            ("pending", pending),
            ("approved", approved),
        ):
            with self.subTest(state):
                found = self.env["sale.order"].search([*ours, ("bpm_approval_state", "=", state)])
                self.assertEqual(found, expected)
                self.assertEqual(set(expected.mapped("bpm_approval_state")), {state})

    def test_models_without_route_show_no_approval(self):
        """Design: fields_get hides the fields where no route is."""
        self.assertNotIn("bpm_approval_state", self.env["res.partner"].fields_get())
        self.assertNotIn("bpm_approval_state", self.env["sale.order"].fields_get())
        self.route()
        self.assertIn("bpm_approval_state", self.env["sale.order"].fields_get())

    def test_asking_for_many_leaves_out_what_needs_nothing(self):
        """Design: a recordset; leaves out what needs nothing. Twice gives the same request."""
        self.route({"domain": "[('bpm_real_discount', '>', 10)]"})
        free, needed = self.quote(0.0), self.quote(20.0)
        message = (free | needed).action_bpm_request_approval()["params"]["message"]
        self.assertIn(free.name, message)
        request = needed.bpm_approval_request_id
        needed.action_bpm_request_approval()
        self.assertEqual(needed.bpm_approval_request_id, request)
        with self.assertRaisesRegex(UserError, "needs no approval"):
            free.action_bpm_request_approval()
