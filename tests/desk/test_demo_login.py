"""The login page offers the demo company's people with one click (ux.md 4.4)."""

from lxml import html

from tests.common import BpmHttpCase


class TestDemoLogin(BpmHttpCase):
    def forms(self):
        """{login: the form of its button} on the login page."""
        page = html.fromstring(self.url_open("/web/login").text)
        forms = page.xpath("//div[contains(@class, 'o_bpm_demo_people')]//form")
        return {form.fields["login"]: form for form in forms}

    def test_one_click_signs_in(self):
        form = self.forms()["leader"]
        answer = self.url_open(form.action, data=dict(form.fields))
        self.assertIn("/odoo", answer.url)
        self.assertEqual(self.session_user(), self.env.ref("bpm_crm_addon.demo_user_leader"))

    def session_user(self):
        found = self.make_jsonrpc_request("/web/session/get_session_info", {})
        return self.env["res.users"].browse(found["uid"])

    def test_who_left_is_not_offered(self):
        forms = self.forms()
        self.assertIn("salesperson", forms)
        self.assertNotIn("rudenko", forms)

    def test_a_changed_password_is_respected(self):
        """There is no way in but the password."""
        self.env.ref("bpm_crm_addon.demo_user_leader").password = "something else"
        form = self.forms()["leader"]
        answer = self.url_open(form.action, data=dict(form.fields))
        self.assertIn("/web/login", answer.url)

    def test_without_the_company_nobody_is_offered(self):
        self.env["bpm.demo.company"]._remove()
        self.assertEqual(self.forms(), {})
