"""Purposes of messages: their codes are settled, and their kind in law is not the sender's to say.

Issue item 3, "message class (advertising, service, debt, legal notice)"; conventions.md 5.4,
"service messages are not ads, must not carry ads".
"""

from odoo.exceptions import AccessError, UserError
from tests.outreach.camp_case import CampCase

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"
ADMIN = "bpm_crm_addon.group_bpm_admin"


class TestPurpose(CampCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager, cls.admin = cls.person("manager", MANAGER), cls.person("boss", ADMIN)
        cls.offer = cls.env.ref("bpm_crm_addon.purpose_offer")

    def entries(self, purpose):
        return self.env["bpm.journal"].search(
            [("res_model", "=", "bpm.contact.purpose"), ("res_id", "=", purpose.id)], order="number"
        )

    def test_only_an_administrator_takes_it_out_of_the_rules_of_advertising(self):
        """Else offers would go out as a service, without consent and release."""
        with self.assertRaisesRegex(AccessError, "is no advertising"):
            self.offer.with_user(self.manager).message_class = "service"
        purposes = self.env["bpm.contact.purpose"].with_user(self.manager)
        with self.assertRaises(AccessError):
            purposes.create({"name": "News", "code": "news", "message_class": "service"})
        news = purposes.create({"name": "News", "code": "news"})
        self.assertEqual(news.message_class, "advertising")
        news.stale_hours = 5
        news.with_user(self.admin).message_class = "service"
        news.message_class = "advertising"

    def test_who_changed_it_stands_in_the_audit_trail(self):
        before = len(self.entries(self.offer))
        self.offer.with_user(self.admin).message_class = "service"
        self.offer.with_user(self.admin).priority = 71
        [entry] = self.entries(self.offer)[before:]
        self.assertEqual((entry.event, entry.user_id), ("purpose_changed", self.admin.id))
        self.assertEqual((entry.data["old"], entry.data["new"]), ("advertising", "service"))

    def test_each_kind_in_law_has_a_purpose(self):
        """Issue item 3 names four kinds; a legal notice is none of the others."""
        shipped = self.env["bpm.contact.purpose"].search([])
        kinds = dict(self.offer._fields["message_class"].selection)
        self.assertEqual(set(shipped.mapped("message_class")), set(kinds))
        message = self.enqueue(purpose="legal_notice")
        self.assertFalse(message.expires_at)

    def test_codes_are_settled(self):
        """A payment reminder must find its purpose, and the sender and budget of Accounts."""
        accounts = self.env.ref("bpm_crm_addon.department_accounts")
        debts = self.env.ref("bpm_crm_addon.purpose_payment_reminder")
        for known in (accounts, debts):
            with self.assertRaisesRegex(UserError, "Programs ask for"):
                known.code = "other"
            known.write({"code": known.code, "name": "Another name"})
            with self.assertRaisesRegex(UserError, "Archive it"):
                known.unlink()
        own = self.env["bpm.contact.purpose"].create({"name": "News", "code": "news"})
        own.unlink()
