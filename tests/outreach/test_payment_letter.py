"""A reminder as a letter (issue 5, 6: levels may create one): text, sums, address, language."""

from odoo.exceptions import AccessError
from tests.outreach.payment_case import PaymentCase


class TestPaymentLetter(PaymentCase):
    def page(self, reminder, user=None):
        report = self.env["ir.actions.report"].with_user(user or self.collector)
        html, _kind = report._render_qweb_html(
            "bpm_crm_addon.report_payment_letter", reminder.ids
        )  # fmt: skip
        return " ".join(html.decode().replace("\N{NO-BREAK SPACE}", " ").split())

    def reminder(self):
        return self.reminders._prepare(self.company, self.company._bpm_today())

    def test_what_is_said_to_whom_about_what(self):
        self.firm.write({"street": "Main Street 7", "city": "Hamburg"})
        late = self.invoice(31, 1234.5)
        page = self.page(self.reminder())
        for said in ("Test Firm", "Main Street 7", "Hamburg", late.name, "1,234.50 €",
                     "open for 31 days", "We ask you to pay the full amount at once"):  # fmt: skip
            self.assertIn(said, page)

    def test_in_the_language_of_the_firm(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.firm.lang = "de_DE"
        self.invoice(31, 1234.5)
        self.assertIn("1.234,50 €", self.page(self.reminder()))

    def test_a_text_that_lacks_a_value_is_not_posted(self):
        template = self.env.ref("bpm_crm_addon.template_payment_last")
        template.body = "<p>Secret greeting <t t-out='object.partner_id.ref'/></p>"
        self.invoice(31)
        page = self.page(self.reminder())
        self.assertIn("The text needs what is missing", page)
        self.assertNotIn("Secret greeting", page)

    def test_others_print_none(self):
        self.invoice(31)
        with self.assertRaises(AccessError):
            self.page(self.reminder(), self.person("stranger"))
