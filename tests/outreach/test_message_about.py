"""Texts and reminders about anything that has a date and leads to a counterparty (issue 5, 5)."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from tests.outreach.camp_case import NOW, CampCase


class TestAnything(CampCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.abouts = cls.env["bpm.message.about"].with_user(
            cls.person("admin", "bpm_crm_addon.group_bpm_admin")
        )

    def about(self, model, **values):
        return self.abouts.create({"model_id": self.env["ir.model"]._get_id(model), **values})

    def visits(self):
        """A table on the card of a counterparty: its lines have a day and a name."""
        attribute = self.env["bpm.partner.attribute"].create(
            {
                "name": "Camp visits",
                "code": "camp_visits",
                "type": "table",
                "column_ids": [
                    Command.create({"name": "What", "type": "char", "sequence": 1}),
                    Command.create({"name": "Day", "type": "date", "sequence": 2}),
                ],
            }
        )
        what, day = (one.field_name for one in attribute.column_ids.sorted("sequence"))
        return attribute._table_model(), what, day

    def test_a_line_of_a_table_is_reminded_of(self):
        """S0-20 (data start events): from adding the kind to the message."""
        model, what, day = self.visits()
        about = self.about(model)
        self.assertEqual(about.contact_path, "x_bpm_holder_id")
        ann = self.client("Camp Ann")
        self.env[model].create(
            {"x_bpm_holder_id": ann.id, what: "Service", day: date(2026, 11, 27)}
        )
        text = self.text(
            model,
            subject=f"{{{{ object.{what} }}}} tomorrow",
            body="<p><t t-out='object.x_bpm_holder_id.name'/></p>",
            sms_text=False,
        )
        reminder = self.reminder(
            {"template_id": text.id}, model_name=model, domain="[]", date_path=day, offset=1,
            on=NOW - timedelta(days=7),
        )  # fmt: skip
        self.assertTrue(reminder.sentence.startswith(about.name))
        [fate] = reminder.sudo()._forecast_days(7, NOW - timedelta(days=1))
        self.assertEqual((fate.letter.to.partner, fate.action), (ann, "send"))
        [occurrence] = self.run_reminder(reminder)
        self.assertEqual(occurrence.message_id.subject, "Service tomorrow")
        self.assertEqual((occurrence.partner_id, occurrence.message_id.partner_id), (ann, ann))
        self.assertIn("Camp Ann", occurrence.message_id.body)
        preview = self.env["bpm.template.preview"].create({"template_id": text.id})
        self.assertIn("Service tomorrow", preview.cards)

    def test_another_apps_document(self):
        """A meeting, say; its plain values are offered, what is for some only is not."""
        self.about("account.payment")
        offered = self.env["account.payment"].mail_allowed_qweb_expressions()
        for name in ("amount", "date", "memo", "partner_id.city"):
            self.assertIn(f"object.{name}", offered)
        self.assertNotIn("object.move_id", offered)
        fields = self.env["account.payment"]._fields
        self.patch(fields["memo"], "groups", "base.group_system")
        offered = self.env["account.payment"].mail_allowed_qweb_expressions()
        self.assertNotIn("object.memo", offered)
        self.assertNotIn("object.code", self.env["res.country"].mail_allowed_qweb_expressions())
        self.reminder(model_name="account.payment", date_path="date")

    def test_what_does_not_fit_is_refused_in_a_sentence(self):
        refused = (
            ("res.country", "counterparty"),
            ("res.partner.bank", "no date"),
            ("bpm.audience.preview", "holds no documents"),
            ("sale.order", "there already"),
        )
        for model, words in refused:
            with self.subTest(model), self.assertRaisesRegex(ValidationError, words):
                self.about(model, name="Test", contact_path="partner_id")
        with self.assertRaises(ValidationError):
            self.about("account.payment", contact_path="currency_id")

    def test_only_an_administrator_adds_one(self):
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        with self.assertRaises(AccessError):
            self.abouts.with_user(manager).create(
                {"model_id": self.env["ir.model"]._get_id("account.payment")}
            )

    def test_what_is_used_stays(self):
        about = self.about("account.payment")
        text = self.text("account.payment", name="Camp payment")
        with self.assertRaisesRegex(UserError, "Camp payment"):
            about.unlink()
        with self.assertRaises(UserError):
            about.model_id = self.env["ir.model"]._get_id("crm.lead")
        text.unlink()
        about.unlink()
        with self.assertRaises(ValidationError):
            self.text("account.payment")
