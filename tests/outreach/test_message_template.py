"""Texts of messages: never "False" or "None", nothing acted on that came from data.

Reliability case 43 (missing field, None, HTML, emoji, `{{`) and 41 (one that breaks the template).
"""

from datetime import timedelta

from odoo.exceptions import AccessError
from tests.outreach.payment_case import TODAY, PaymentCase


class TestTemplate(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.level = cls.env.ref("bpm_crm_addon.reminder_level_late")
        cls.template = cls.level.template_id

    def texts(self):
        reminders = self.reminders._prepare(self.company, TODAY)
        return {one.partner_id.name: text for one in reminders for text in [one._texts()[one.id]]}

    def text(self, name="Test Firm"):
        return self.texts()[name]

    def test_the_shipped_text_says_what_is_due(self):
        move = self.invoice(8, 1234.5)
        text = self.text()
        self.assertEqual(text.trouble, "")
        self.assertIn("overdue since 03/10/2026", text.subject)
        for said in (move.name, "1,234.50", "03/10/2026", "Test Firm", "Test Glass House"):
            self.assertIn(said, text.body)

    def test_every_shipped_level_can_be_filled_in(self):
        for level in self.env["bpm.reminder.level"].search([]):
            firm = self.client(f"Firm {level.days}", email=f"{level.days + 9}@firm.invalid")
            self.invoice(level.days, partner=firm)
            text = self.text(firm.name)
            self.assertEqual(text.trouble, "")
            self.assertTrue(text.subject)
            for word in ("False", "None", "{{", "t-out"):
                self.assertNotIn(word, text.subject + text.body)

    def test_a_missing_value_is_a_reason_and_no_text(self):
        """Issue item 4: never "False" or "None"."""
        self.template.body = "<p>Call <t t-out='object.partner_id.phone'/></p>"
        self.invoice(8)
        text = self.text()
        self.assertIn("object.partner_id.phone", text.trouble)
        self.assertNotIn("False", text.body)
        self.assertFalse(self.reminders._prepare(self.company, TODAY)._send())
        [reminder] = self.reminders.search([("partner_id", "=", self.firm.id)])
        self.assertEqual(reminder.state, "not_sent")
        self.assertIn("phone", reminder.reason_text)

    def test_a_missing_value_in_the_subject(self):
        self.template.subject = "For {{ object.partner_id.phone }}"
        self.invoice(8)
        self.assertIn("object.partner_id.phone", self.text().trouble)

    def test_a_template_may_say_what_stands_instead(self):
        self.template.body = "<p>Call <t t-out='object.partner_id.phone'>us</t></p>"
        self.template.subject = "For {{ object.partner_id.phone ||| you }}"
        self.invoice(8)
        text = self.text()
        self.assertEqual((text.trouble, text.subject), ("", "For you"))
        self.assertIn("Call us", text.body)

    def test_names_are_shown_and_never_acted_on(self):
        names = ("<b>Bold</b> & Co", "{{ 7*7 }} Ltd", "Firma 🪑 Émile", "None GmbH", "{{ object }}")
        for place, name in enumerate(names):
            self.invoice(8, partner=self.client(name, email=f"n{place}@firm.invalid"))
        texts = self.texts()
        self.template.subject = "{{ object.partner_name }}: pay"
        subjects = self.texts()
        for name in names:
            self.assertEqual(texts[name].trouble, "")
            self.assertEqual(subjects[name].subject, f"{name}: pay")
        self.assertIn("&lt;b&gt;Bold&lt;/b&gt; &amp; Co", texts[names[0]].body)
        self.assertIn("{{ 7*7 }} Ltd", texts[names[1]].body)
        self.assertIn("Firma 🪑 Émile", texts[names[2]].body)

    def test_one_that_breaks_the_template_does_not_stop_the_others(self):
        """Reliability case 41."""
        self.template.body = "<p><t t-out='1 / object.partner_id.color'/></p>"
        for place in range(5):
            firm = self.client(f"Firm {place}", email=f"{place}@f.invalid", color=int(place != 3))
            self.invoice(8, partner=firm)
        sent = self.reminders._prepare(self.company, TODAY)._send()
        self.assertEqual(len(sent), 4)
        [broken] = self.reminders.search(
            [("company_id", "=", self.company.id), ("state", "=", "not_sent")]
        )
        self.assertEqual(broken.partner_id.name, "Firm 3")
        self.assertIn(self.template.name, broken.reason_text)
        [problem] = self.env["bpm.incident"].search([("key", "=", f"template.{self.template.id}")])
        self.assertIn("Not written to: 1", problem.reason)
        self.reminders._prepare(self.company, TODAY + timedelta(days=1))._send()
        self.assertEqual((problem.state, problem.attempts), ("open", 2), "one for the template")

    def test_each_in_its_own_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.template.with_context(lang="ru_RU").subject = "Просрочено с {{ object.due_day }}"
        russian = self.client("Firma", email="ru@firm.invalid", lang="ru_RU")
        self.invoice(8, partner=russian)
        self.invoice(8)
        self.assertEqual(self.text("Firma").subject, "Просрочено с 10.03.2026")
        self.assertIn("overdue since", self.text().subject)

    def test_who_is_no_template_editor_uses_what_is_offered_only(self):
        self.env["ir.config_parameter"].set_param("mail.restrict.template.rendering", "1")
        self.env.ref("base.group_user")._remove_group(
            self.env.ref("mail.group_mail_template_editor")
        )
        mine = self.template.with_user(self.collector)
        mine.body = "<p>Pay <t t-out='object.total'/></p>"
        with self.assertRaises(AccessError):
            mine.body = "<p><t t-out='object.env.user.login'/></p>"
