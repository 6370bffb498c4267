"""The card and the entry as a salesperson uses them, in Chromium (journeys 1 and 3)."""

from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user
from tests.common import ApprovalCase, BpmHttpCase


class CardScreens(ApprovalCase, BpmHttpCase):
    """``firm`` ordered every thirty days, ``newcomer`` never."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.group_ids |= cls.env.ref("base.group_partner_manager")
        cls.seller.password = cls.seller.login
        cls.env.company.country_id = cls.env.ref("base.ua")
        cls.firm, cls.newcomer = cls.client("Old customer"), cls.client("Newcomer")
        for days in (130, 100, 70, 40):
            order = cls.quote(partner_id=cls.firm.id)
            order.action_confirm()
            order.date_order = fields.Datetime.now() - timedelta(days=days)

    @classmethod
    def client(cls, name):
        return cls.env["res.partner"].create({"name": name, "is_company": True})

    def card_tour(self, name, url):
        self.start_tour(url, name, login=self.seller.login, timeout=120)
        self.env.invalidate_all()


class TestCard(CardScreens):
    def test_a_form_asks_whom_one_means(self):
        known = self.client("Zorbala Furniture")
        before = self.env["res.partner"].search_count([])
        self.card_tour("bpm_form_meant_this_one", "/odoo/contacts/new")
        self.assertEqual(self.env["res.partner"].search_count([]), before, known.name)

    def test_who_is_new_has_no_portrait(self):
        """ux.md 2.2: "else Contacts stays first"."""
        self.card_tour("bpm_new_client_has_no_portrait", f"/odoo/contacts/{self.newcomer.id}")

    def test_a_registry_suggests_on_the_card(self):
        provider = self.env["bpm.registry.provider"].create(
            {
                "name": "Register",
                "active": True,
                "url_template": "https://registry.invalid/{number}",
                "line_ids": [(0, 0, {"path": "name", "target": "name"})],
            }
        )
        self.newcomer.vat = "30000001"
        lookup = self.env["bpm.registry.lookup"]._queue(provider, "30000001", self.newcomer)
        lookup._note_answer({"name": "OpenWood LLC"})
        self.card_tour("bpm_registry_suggests", f"/odoo/contacts/{self.newcomer.id}")
        self.assertEqual(self.newcomer.name, "OpenWood LLC")


class TestCardByPhone(CardScreens):
    """ux.md 3.3, right side: 390 px; S2-08 "mobile users"."""

    browser_size = "390x844"
    touch_enabled = True

    def test_a_client_before_a_call(self):
        self.quote(partner_id=self.firm.id)
        self.firm.with_user(self.seller).message_post(
            body="Prices by Friday", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.card_tour("bpm_seller_opens_client", f"/odoo/contacts/{self.firm.id}")

    def test_two_taps(self):
        """S2-14: name and phone, from My Desk."""
        self.card_tour("bpm_seller_enters_on_the_run", "/odoo/desk")
        partner = self.env["res.partner"].search([("name", "=", "Zorbala Fair Visitor")])
        self.assertEqual(partner.phone, "+380 67 123 4567")

    def test_maybe_this_one(self):
        self.client("Zorbala Furniture")
        before = self.env["res.partner"].search_count([])
        self.card_tour("bpm_seller_meant_this_one", "/odoo/bpm-counterparties")
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_the_menu_of_registries_is_for_administrators(self):
        user = new_test_user(self.env, "card_nobody", "base.group_user")
        menu = self.env.ref("bpm_crm_addon.menu_bpm_registry")
        self.assertNotIn(menu.id, self.env["ir.ui.menu"].with_user(user)._visible_menu_ids())
