"""Texts about more than payments: values as people read them, parts of an SMS, whose they are.

Issue item 4; journey 3.4-2; S1-10, S1-23.
"""

from datetime import date

from odoo.exceptions import AccessError, ValidationError
from tests.outreach.camp_case import CampCase

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"


class TestValues(CampCase):
    def said(self, record, expression, lang="en_US"):
        text = self.text(
            record._name, subject="S", body=f"<p><t t-out='{expression}'/></p>", sms_text=False
        )
        rendered = text.with_context(lang=lang)._render_for(record.with_context(lang=lang))[
            record.id
        ]
        return rendered.body.replace("<div><p>", "").replace("</p></div>", ""), rendered.trouble

    def test_days_sums_and_choices_are_words(self):
        """Never what a program calls them."""
        ann = self.client("Camp Ann", bpm_birthday=date(1990, 3, 1))
        order = self.env["sale.order"].create({"partner_id": ann.id, "company_id": self.company.id})
        self.assertEqual(self.said(ann, "object.bpm_birthday"), ("03/01/1990", ""))
        self.assertEqual(self.said(order, "object.partner_id"), ("Camp Ann", ""))
        self.assertEqual(self.said(order, "object.state"), ("Quotation", ""))
        self.assertIn("0.00", self.said(order, "object.amount_total")[0])
        self.assertIn(order.currency_id.symbol, self.said(order, "object.amount_total")[0])

    def test_what_is_missing_is_named_as_on_screens(self):
        """Never "False" or "None"; a reason people understand."""
        body, trouble = self.said(self.client("Camp Ann"), "object.city")
        self.assertEqual(body, "")
        self.assertIn("City", trouble)

    def test_nobody_is_an_empty_name_and_missing(self):
        """An empty link to another card."""
        body, trouble = self.said(self.client("Camp Ann"), "object.user_id")
        self.assertNotIn("res.users", body)
        self.assertIn("Salesperson", trouble)

    def test_a_mail_does_not_wait_for_what_only_the_sms_lacks(self):
        ann = self.client("Camp Ann")
        text = self.text(sms_text="Call {{ object.city }}")._render_for(ann)[ann.id]
        self.assertEqual(text.trouble, "")
        self.assertIn("City", text.sms_trouble)

    def test_an_sms_keeps_its_lines(self):
        ann = self.client("Camp Ann & Co")
        text = self.text(sms_text="Hello {{ object.name }},\nsee you ||| soon")._render_for(ann)[
            ann.id
        ]
        self.assertEqual(text.sms, "Hello Camp Ann & Co,\nsee you ||| soon")


class TestLength(CampCase):
    def test_parts_are_counted_while_writing(self):
        """Journey 3.4-2: encoding, parts, and which letters make it dearer."""
        text = self.text(sms_text="x" * 161)
        self.assertIn("Parts: 2", text.sms_parts)
        self.assertIn("GSM-7", text.sms_parts)
        text.sms_text = "Привет " + "x" * 60
        self.assertIn("UCS-2", text.sms_parts)
        self.assertIn("П", text.sms_parts)
        text.sms_text = False
        self.assertFalse(text.sms_parts)

    def test_the_preview_shows_three_and_the_longest_name(self):
        names = ["Camp Long " + "x" * 200, "Camp A", "Camp B", "Camp C"]
        for name in names:
            self.client(name, email=f"p{len(name)}{name[-1]}@clients.invalid")
        action = self.text().action_preview()
        preview = self.env[action["res_model"]].browse(action["res_id"])
        self.assertIn(names[0], preview.cards)
        self.assertEqual(str(preview.cards).count("fw-bold"), 3)

    def test_the_preview_shows_whom_one_chooses(self):
        ann = self.client("Camp Chosen")
        action = self.text().action_preview()
        preview = self.env[action["res_model"]].browse(action["res_id"])
        preview.record = ann
        self.assertEqual(str(preview.cards).count("fw-bold"), 1)
        self.assertIn("Hello Camp Chosen", preview.cards)


class TestRights(CampCase):
    def test_a_departments_text_is_written_by_its_members(self):
        """S1-04, S1-23: each department its own texts; S1-21: no silo, everybody reads them."""
        inside, outside = self.person("in", MANAGER), self.person("out", MANAGER)
        text = self.text(department_id=self.sales.id)
        text.with_user(outside).name = "No members: every manager"
        self.sales.user_ids = inside
        text.with_user(inside).name = "A member"
        self.assertEqual(text.with_user(outside).read(["name"])[0]["name"], "A member")
        with self.assertRaises(AccessError):
            text.with_user(outside).name = "Not mine"
        with self.assertRaises(AccessError):
            self.text().with_user(outside).department_id = self.sales

    def test_who_edits_no_templates_in_odoo_uses_the_offered_values(self):
        """The insert button offers them; anything else is refused."""
        manager = self.person("camp", MANAGER)
        self.env.ref("base.group_user").write(
            {"implied_ids": [(3, self.env.ref("mail.group_mail_template_editor").id)]}
        )
        text = self.text().with_user(manager)
        text.body = "<p><t t-out='object.city'/> <t t-out='object.env.company.name'/></p>"
        with self.assertRaises(AccessError):
            text.body = "<p><t t-out='object.bank_ids'/></p>"

    def test_a_confidential_attribute_is_not_offered(self):
        """A value that is protected never gets into a text by the insert button."""
        attributes = self.env["bpm.partner.attribute"]
        attributes.create([
            {"name": "Camp open", "code": "camp_open", "type": "char"},
            {"name": "Camp secret", "code": "camp_secret", "type": "char", "sensitive": True},
        ])  # fmt: skip
        offered = self.env["res.partner"].mail_allowed_qweb_expressions()
        self.assertIn("object.x_bpm_camp_open", offered)
        self.assertNotIn("object.x_bpm_camp_secret", offered)

    def test_only_what_is_on_the_list_is_written_about(self):
        with self.assertRaises(ValidationError):
            self.text("res.users")
