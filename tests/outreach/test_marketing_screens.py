"""The rest of marketing's journeys on the screen (journeys 3.4-2, -8 to -11, 3.5-8; issue 5).

Its first ones are in test_campaign_screens.py, gateways (3.4-12) in test_gateway_screen.py, debts
(3.4-5 to -7) in test_payment_screens.py.
"""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from tests.common import BpmHttpCase
from tests.outreach.camp_case import CampCase

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"
CAPABILITY = "bpm_crm_addon.group_bpm_capability_outreach"
SALES = "sales_team.group_sale_salesman_all_leads"


class TestMarketingScreens(CampCase, BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person(
            "marketer", MANAGER, CAPABILITY, SALES, "base.group_partner_manager"
        )
        cls.manager.password = cls.manager.login

    def look(self, tour, url):
        self.start_tour(url, tour, login=self.manager.login, timeout=180)
        self.env.invalidate_all()

    def test_a_text_is_written_counted_and_previewed(self):
        """3.4-2: parts are counted while writing, the longest name is in the preview."""
        self.client("Camp With A Very Long Name " + "x" * 80, phone="+79161234567")
        self.look("bpm_marketing_text", "/odoo/message-templates")
        [template] = self.env["bpm.message.template"].search([("name", "=", "Tour text")])
        self.assertEqual(template.sms_text, "News for {{ object.name }}")

    def test_everything_stops_for_one_client(self):
        """3.4-8 and 3.4-9: one dialog with a reason, at once, seen on the card, proven by one
        press (what is on the paper: test_stop_list.py)."""
        client = self.client("Camp Ann")
        waiting = self.advert(partner_id=client.id)
        partners = self.registry["res.partner"]
        tell, proven = partners._bpm_contact_proof, []

        def told(card):
            proven.append(card.id)
            return tell(card)

        # Odoo prints into a file where it finds the program for it, and in a page otherwise.
        reports = self.registry["ir.actions.report"]
        with (
            patch.object(partners, "_bpm_contact_proof", told),
            patch.object(reports, "get_wkhtmltopdf_state", lambda _self: "ok"),
        ):
            self.look("bpm_marketing_stop", f"/odoo/res.partner/{client.id}")
        self.assertEqual(proven, client.ids)
        soon = fields.Datetime.now() + timedelta(minutes=1)
        self.assertEqual(self.verdict(waiting, soon).reason, "stop_list")

    def test_what_a_campaign_brought(self):
        """3.4-10: bought since, against the control group."""
        people = [self.client(f"Camp {number}") for number in range(4)]
        campaign = self.campaign(name="Tour results")
        campaign.action_release()
        now = fields.Datetime.now()
        members = self.run_campaign(campaign, now).sudo()
        members[:2].outcome = "control"
        members[2:].write({"outcome": "sent", "sent_at": now - timedelta(days=1)})
        self.order(people[2])
        self.look("bpm_marketing_results", "/odoo/campaigns")

    def order(self, partner):
        product = self.env["product.product"].create({"name": "Test", "list_price": 90})
        line = {"product_id": product.id, "product_uom_qty": 1, "tax_ids": False}
        order = self.env["sale.order"].create(
            {"partner_id": partner.id, "company_id": self.company.id, "order_line": [(0, 0, line)]}
        )
        order.action_confirm()

    def test_a_department_is_on_the_air_at_once(self):
        """3.5-8, S1-14: a copy and five answers; its first message leaves under its own name."""
        self.look("bpm_marketing_department", "/odoo/outreach-departments")
        [made] = self.env["bpm.department"].search([("name", "=", "Tour dealers")])
        self.assertEqual(made.budget, 500)
        message = self.enqueue(department=made.code, purpose="statement")
        self.assertEqual(message.department_id, made)
        self.assertEqual(made._sender(self.company).address, "dealers@tour.invalid")
        texts = self.env["bpm.message.template"].search([("department_id", "=", made.id)])
        self.assertTrue(texts, "with texts of its own")

    def test_what_departments_spent(self):
        """3.4-11: one bill, split."""
        message = self.enqueue(department="marketing", purpose="statement")
        message.write({"cost": 3, "state": "sent", "handed_over_at": fields.Datetime.now()})
        self.env.flush_all()
        self.look("bpm_marketing_costs", "/odoo/messages-and-cost")

    def test_a_reminder_shows_whom_it_reaches_before_it_begins(self):
        """Issue 5, 5: preview with reasons, steps with waits, switched on by a person."""
        tomorrow = fields.Date.today() + timedelta(days=1)
        birthday = tomorrow.replace(year=1992)  # a leap year has every day
        self.client("Camp Ann", bpm_birthday=birthday)
        self.client("Camp Nowhere", bpm_birthday=birthday, email=False)
        self.reminder({}, {"wait_days": 3}, name="Tour reminder")
        self.look("bpm_marketing_reminder", "/odoo/bpm-reminders")
        [reminder] = self.reminders.search([("name", "=", "Tour reminder")])
        self.assertEqual(reminder.state, "on")
