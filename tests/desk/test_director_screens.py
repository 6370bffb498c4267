"""The director's page as its reader uses it, in Chromium; the database is looked at afterwards."""

from datetime import datetime

from tests.approval.past import TOTALS, PastCase
from tests.common import BpmHttpCase


class DirectorScreen(PastCase, BpmHttpCase):
    """A director who also administers approvals; ten answers of the past, one document waiting."""

    # Chromium lives in the present.
    NOW = datetime.now().strftime("%Y-%m-%d %H:%M:%S")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.person(
            "boss",
            "base.group_user",
            "bpm_crm_addon.group_bpm_director",
            "bpm_crm_addon.group_bpm_approval_admin",
            "sales_team.group_sale_manager",
            "account.group_account_readonly",
            password="test_boss",
        )
        for total in TOTALS:
            cls.answer(total=total)
        cls.answer("pending", total=300000, ago=2)

    def tour(self, name, url):
        self.start_tour(url, name, login=self.boss.login, timeout=120)
        self.env.invalidate_all()


class TestDesktop(DirectorScreen):
    def test_a_sentence_opens_its_list_and_a_rule_is_raised(self):
        """ux.md 3.7: "Each sentence opens its list"; "[raise to 80 000?]"."""
        self.tour("bpm_director_raises_a_limit", "/odoo/director")
        self.assertEqual(self.step.domain, "[('bpm_company_amount', '>', 80000.0)]")


class TestPhone(DirectorScreen):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_link_of_the_mail_opens_the_list(self):
        """ux.md 3.7: "mailed Monday 8:00, opens without menus on a phone"."""
        self.tour("bpm_director_by_phone", "/odoo/director?sentence=waiting")
