"""S0-09: validators and "required if" of attributes apply to leads, too; S2-12, "soft data entry,
no blocking"; S2-27, strictness decides what a doubt does when the company commits itself."""

from lxml import etree

from odoo.addons.bpm_crm_addon.models.orchestration.party_gate import DoubtfulParty
from odoo.exceptions import AccessError, UserError, ValidationError
from tests.partner.catalogue import CatalogueCase

FINDING = "bpm.partner.finding"


class TestLeadFinding(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env[FINDING].search([]).unlink()
        cls.env["bpm.approval.route"].search([("state", "!=", "retired")]).action_retire()
        cls.budget, cls.plate = cls.add_all(
            {
                "name": "Budget agreed", "code": "agreed", "applies_to": "lead",
                "severity": "block", "required_domain": "[('expected_revenue', '>', 1000)]",
            },
            {
                "name": "Lorry", "code": "lorry", "applies_to": "lead", "severity": "warn",
                "validator": "pattern", "pattern": "[A-Z]{2}[0-9]{4}",
            },
        )  # fmt: skip
        cls.lead = cls.env["crm.lead"].with_user(cls.seller).create(
            {
                "name": "Desks for all", "type": "opportunity", "user_id": cls.seller.id,
                "partner_id": cls.person.id,
            }
        )  # fmt: skip
        cls.product = cls.env["product.product"].create({"name": "Lead desk"})

    def doubts(self, lead):
        found = self.env[FINDING].search([("lead_id", "=", lead.id), ("state", "=", "open")])
        return {one.attribute_id.code: one.kind for one in found}

    def be(self, strictness):
        self.env.company.bpm_strictness = strictness
        self.lead.invalidate_recordset(["bpm_lead_warning"])

    def quote(self):
        return (
            self.env["sale.order"]
            .with_user(self.seller)
            .create(
                {
                    "partner_id": self.person.id,
                    "opportunity_id": self.lead.id,
                    "order_line": [(0, 0, {"product_id": self.product.id, "price_unit": 9.0})],
                }
            )
        )

    def test_a_value_must_be_there_under_its_condition_only(self):
        self.assertEqual(self.doubts(self.lead), {})
        self.lead.expected_revenue = 5000
        self.assertEqual(self.doubts(self.lead), {"agreed": "missing"})
        self.lead.expected_revenue = 500
        self.assertEqual(self.doubts(self.lead), {})
        self.lead.write({"expected_revenue": 5000, "x_bpm_lorry": "slow"})
        self.assertEqual(self.doubts(self.lead), {"agreed": "missing", "lorry": "form"})
        self.lead.write({"x_bpm_agreed": "by phone", "x_bpm_lorry": "AB1234"})
        self.assertEqual(self.doubts(self.lead), {})

    def test_a_condition_speaks_of_leads(self):
        with self.assertRaises(ValidationError):
            self.budget.required_domain = "[('is_company', '=', True)]"

    def test_the_lead_says_it_as_far_as_the_company_wants(self):
        self.lead.expected_revenue = 5000
        self.be("soft")
        self.assertFalse(self.lead.bpm_lead_warning)
        self.be("warn")
        self.assertEqual(self.lead.bpm_lead_warning, "Doubtful: Budget agreed is missing")
        self.be("block")
        self.assertIn("before a quotation is confirmed: Budget", self.lead.bpm_lead_warning)
        self.lead.x_bpm_agreed = "by phone"
        self.be("block")
        self.assertFalse(self.lead.bpm_lead_warning)

    def test_a_quotation_of_the_lead_is_confirmed_by_the_companys_strictness(self):
        self.lead.expected_revenue = 5000
        self.be("warn")
        order = self.quote()
        self.assertIn("Desks for all: Budget agreed is missing", order.bpm_party_warning)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.be("block")
        order = self.quote()
        with self.assertRaisesRegex(UserError, "Desks for all: Budget agreed is missing"):
            order.action_confirm()
        with self.assertRaisesRegex(DoubtfulParty, "Desks for all: Budget agreed is missing"):
            order.sudo().write({"state": "sale"})
        self.lead.x_bpm_agreed = "by phone"
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_the_setting_counts_what_leads_would_have_held(self):
        """S2-27: the cost of being strict, shown beside the setting, is that of leads, too."""
        settings = self.env["res.config.settings"].create({"bpm_strictness": "block"})
        before = settings._bpm_held_lately()
        self.quote()
        self.assertEqual(settings._bpm_held_lately(), before)
        self.lead.expected_revenue = 5000
        parties, leads, quotes = settings._bpm_held_lately()
        self.assertEqual((parties, leads, quotes), (before[0], before[1] + 1, before[2] + 1))
        settings.invalidate_recordset(["bpm_strictness_cost"])
        self.assertIn(f"and {leads} leads", settings.bpm_strictness_cost)

    def test_a_lead_from_before_the_attribute_is_looked_at_when_it_matters(self):
        self.lead.expected_revenue = 5000
        self.env[FINDING].search([]).unlink()
        self.be("block")
        with self.assertRaisesRegex(UserError, "Budget agreed is missing"):
            self.quote().action_confirm()

    def test_the_steward_decides_about_it_without_a_right_on_leads(self):
        """S2-19, S2-29: the corrector corrects; nothing else of the lead is open to them."""
        self.lead.write({"expected_revenue": 5000, "x_bpm_lorry": "slow"})
        queue = self.env[FINDING].with_user(self.steward)
        items = [one for one in queue.bpm_queue()["items"] if one["model"] == "crm.lead"]
        [item] = [one for one in items if one["kind"] == "missing"]
        self.assertEqual((item["partner"], item["holder_id"]), ("Desks for all", self.lead.id))
        self.assertIn("Budget agreed is missing", item["sentence"])
        self.assertEqual(item["verbs"], ["edit", "leave", "skip"], "a steward who does not sell")
        lead = self.lead.with_user(self.steward)
        with self.assertRaises(AccessError):
            lead.x_bpm_agreed = "past the queue"
        finding = queue.browse(item["id"])
        told = finding.bpm_queue_act("edit", text="in writing")
        self.assertEqual(
            (told["said"], self.lead.x_bpm_agreed), ("Desks for all: done", "in writing")
        )
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", self.lead.id)]
        )
        self.assertEqual((entry.event, entry.user_id), ("doubt_accepted", self.steward.id))
        self.assertEqual(entry.data["field"], "x_bpm_agreed")
        [item] = [one for one in told["items"] if one["model"] == "crm.lead"]
        self.assertEqual(item["title"], "Lorry: It does not look as expected")
        self.assertFalse(lead.has_access("write") or lead.has_access("read"))

    def test_a_suggestion_for_a_lead_is_accepted_in_the_queue(self):
        self.lead.x_bpm_lorry = "slow"
        finding = self.env[FINDING].search([("lead_id", "=", self.lead.id)])
        finding.suggestion = "AB1234"
        finding.with_user(self.steward).action_accept()
        self.assertEqual((self.lead.x_bpm_lorry, finding.state), ("AB1234", "accepted"))
        trail = self.env["bpm.journal"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", self.lead.id)]
        )
        self.assertEqual((trail.event, trail.user_id), ("doubt_accepted", self.steward.id))

    def test_nobody_else_decides_about_it(self):
        """Nor anybody of another company, or once the doubt is closed."""
        self.lead.x_bpm_lorry = "slow"
        finding = self.env[FINDING].search([("lead_id", "=", self.lead.id)])
        finding.suggestion = "AB1234"
        for who in (self.clerk, self.seller):
            with self.assertRaises(AccessError):
                finding.with_user(who).bpm_queue_act("accept")
            with self.assertRaises(AccessError):
                finding.with_user(who).action_accept()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.lead.sudo().write({"company_id": elsewhere.id, "user_id": False, "team_id": False})
        with self.assertRaises(AccessError):
            finding.with_user(self.steward).bpm_queue_act("accept")
        self.lead.sudo().company_id = False
        finding.with_user(self.steward).bpm_queue_act("leave")
        finding.with_user(self.steward).action_accept()
        self.assertEqual(self.lead.x_bpm_lorry, "slow")

    def test_left_as_it_is_or_lost_it_waits_no_more(self):
        self.lead.expected_revenue = 5000
        queue = self.env[FINDING].with_user(self.steward)
        [finding] = queue.search([("lead_id", "=", self.lead.id)])
        self.lead.active = False
        self.assertEqual(queue.bpm_queue()["total"], 0)
        self.lead.active = True
        self.assertEqual(queue.bpm_queue()["total"], 1)
        finding.bpm_queue_act("leave")
        self.assertEqual(queue.bpm_queue()["total"], 0)
        self.be("block")
        self.quote().action_confirm()

    def test_the_form_of_the_attribute_asks_for_the_condition(self):
        form = self.view("form", "bpm.partner.attribute")
        fields = form.xpath("//field[@name='required_domain']")
        self.assertEqual(
            sorted(one.get("options").split("'")[3] for one in fields),
            ["bpm.contract", "crm.lead", "res.partner"],
        )

    def view(self, kind, model):
        arch = self.env[model].with_user(self.steward).get_view(view_type=kind)["arch"]
        return etree.fromstring(arch)
