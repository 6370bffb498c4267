"""S2-30, hand-over and leaving: links in mails and on paper die at once with their user."""

from odoo.tests import tagged
from tests.common import ApprovalCase, BpmHttpCase


@tagged("post_install", "-at_install")
class TestLinksOfLeavers(ApprovalCase, BpmHttpCase):
    def setUp(self):
        super().setUp()
        self.leader.password = "leader of the team"
        self.route()
        self.request = self.asked(self.quote())
        self.links = [
            f"/odoo/bpm.approval.request/{self.request.id}",  # in a mail
            f"/bpm/approval/{self.request.id}/read",  # on the sheet, as a picture to scan
            f"/bpm/approval/{self.request.id}/pdf",
        ]

    def answers(self, link):
        """Whether the link still shows something; a page to sign in is none."""
        answer = self.url_open(link, allow_redirects=False)
        return answer.status_code < 400 and "/web/login" not in answer.headers.get("Location", "")

    def test_links_in_mails_and_on_paper(self):
        self.authenticate(self.leader.login, "leader of the team")
        for link in self.links:
            self.assertTrue(self.answers(link), link)
        self.leader.active = False
        self.env.flush_all()
        for link in self.links:
            self.assertFalse(self.answers(link), link)

    def test_a_link_that_was_sent_to_choose_a_password(self):
        """It would be a way back in. The user's return does not bring it back either."""
        partner = self.leader.partner_id
        partner.signup_prepare(signup_type="reset")
        token = partner.sudo()._generate_signup_token()
        page = f"/web/reset_password?token={token}"
        self.assertNotIn("Invalid signup token", self.url_open(page).text)
        for active in (False, True):
            self.leader.active = active
            partner.active = True
            self.env.flush_all()
            self.assertIn("Invalid signup token", self.url_open(page).text)
