"""The statement of account: open items by currency, ageing, bank, in the firm's language."""

from tests.outreach.payment_case import PaymentCase


class TestStatement(PaymentCase):
    def page(self, firm=None, user=None):
        """The page's text, its white space made one."""
        report = self.env["ir.actions.report"].with_user(user or self.collector)
        html, _kind = report._render_qweb_html(
            "bpm_crm_addon.report_statement", (firm or self.firm).ids
        )
        plain = html.decode().replace("\N{NO-BREAK SPACE}", " ").replace("\ufeff", "")
        return " ".join(plain.split())

    def test_open_items_and_what_is_taken_off(self):
        """Issue item 6: statement of account."""
        late, soon = self.invoice(40, 100), self.invoice(-5, 30)
        self.pay(25)
        paid = self.invoice(9, 7)
        self.pay(7, paid)
        page = self.page()
        for said in (late.name, soon.name, "105.00 €", "75.00 €", "-25.00 €", "31–60"):
            self.assertIn(said, page)
        self.assertNotIn(paid.name, page)

    def test_currencies_stay_apart(self):
        self.invoice(8, 100)
        self.invoice(8, 60, currency_id=self.dollar.id)
        page = self.page()
        self.assertIn("100.00 €", page)
        self.assertIn("$ 60.00", page)
        self.assertNotIn("160.00", page)

    def test_where_to_pay(self):
        self.env["res.partner.bank"].create(
            {"acc_number": "BE71 0961 2345 6769", "partner_id": self.company.partner_id.id}
        )
        self.invoice(8)
        self.assertIn("BE71 0961 2345 6769", self.page())

    def test_nothing_is_open(self):
        self.assertIn("Nothing is open.", self.page())

    def test_in_the_language_of_the_firm(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.firm.lang = "de_DE"
        self.invoice(8, 1234.5)
        self.assertIn("1.234,50 €", self.page())
        self.assertIn("10.03.2026", self.page())
