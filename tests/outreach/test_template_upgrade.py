"""An update gives shipped rows what came to them since, and leaves the company's own alone.

Issue 5, 2, 3, 6 and 7: presets as data; "3 days before due by e-mail, else SMS"; the way out of
advertising to phones; calls within the limits of debt contact law; 4: each department "with
templates": also in a database made earlier.
"""

from odoo.tools.convert import convert_file
from tests.common import BpmCase

TEXT = "{{ object.company_name }}: {{ object.total }} falls due on {{ object.due_day }}."
TEXT += " {{ object.link }}"
# What an earlier version had installed without these.
EMPTIED = {
    "template_payment_soon": "sms_text",
    "template_payment_due": "department_id",
    "contact_policy_ru_advertising": "way_out",
    "contact_policy_us_sms_consent": "way_out",
    "contact_policy_ua_debt": "calls",
    "contact_policy_us_debt_calls": "pause_days",
    "gateway_turbosms": "again",
}
SINCE = {
    "template_payment_soon": TEXT,
    "template_payment_due": "accounts",
    "contact_policy_ru_advertising": "link",
    "contact_policy_us_sms_consent": "word",
    "contact_policy_ua_debt": True,
    "contact_policy_us_debt_calls": 7,
    "gateway_turbosms": "103, 105, 106, 203, 301",
}


class TestTemplateUpgrade(BpmCase):
    @classmethod
    def row(cls, name):
        return cls.env.ref(f"bpm_crm_addon.{name}").with_context(lang="en_US")

    def as_before(self, changed=False):
        """As the version before had installed them; `changed`: and somebody has worked on them."""
        self.env.flush_all()
        for name, field in EMPTIED.items():
            row = self.row(name)
            # pylint: disable=sql-injection
            self.env.cr.execute(
                f"""UPDATE {row._table} SET {field} = NULL,
                          create_date = '2026-01-01', write_date = %s WHERE id = %s""",
                ("2026-02-01" if changed else "2026-01-01", row.id),
            )
        self.env.invalidate_all()

    def filled(self):
        self.env["bpm.message.template"]._fill_shipped()
        found = {name: self.row(name)[field] or False for name, field in EMPTIED.items()}
        if whose := found["template_payment_due"]:
            found["template_payment_due"] = whose.code
        return found

    def test_what_nobody_touched_is_filled_in(self):
        self.as_before()
        self.row("contact_policy_us_debt_calls").source = "The pause is not applied."
        self.as_before()
        self.assertEqual(self.filled(), SINCE)
        self.assertIn("after a talk", self.row("contact_policy_us_debt_calls").source)

    def test_what_somebody_changed_stays(self):
        self.as_before(changed=True)
        self.assertEqual(set(self.filled().values()), {False})

    def test_a_text_without_the_link_gets_it(self):
        """Issue 5, 6: "with invoice PDFs or a payment link", on phones since."""
        template = self.row("template_payment_soon")
        template.sms_text = TEXT.removesuffix(" {{ object.link }}")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpm_message_template SET write_date = create_date WHERE id = %s", [template.id]
        )
        self.env.invalidate_all()
        self.assertEqual(self.filled()["template_payment_soon"], TEXT)

    def test_what_is_not_empty_stays(self):
        """A text that was another one when it was installed is not written over."""
        self.as_before()
        template = self.row("template_payment_soon")
        template.sms_text = "Ours"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bpm_message_template SET write_date = create_date WHERE id = %s", [template.id]
        )
        self.env.invalidate_all()
        self.assertEqual(self.filled()["template_payment_soon"], "Ours")

    def test_an_update_calls_it(self):
        """The entry of the data file that an update runs each time."""
        self.as_before()
        convert_file(
            self.env, "bpm_crm_addon", "data/outreach/campaign_starter_data.xml", {}, mode="update"
        )
        self.assertEqual(self.row("contact_policy_ru_advertising").way_out, "link")

    def test_each_shipped_text_of_payments_has_one(self):
        levels = self.env["bpm.reminder.level"].search([])
        shipped = levels.filtered(lambda one: one._get_external_ids()[one.id])
        self.assertGreaterEqual(len(shipped), 5)
        self.assertTrue(all(shipped.template_id.mapped("sms_text")))

    def test_a_text_that_was_deleted_is_missed_by_nobody(self):
        self.env["ir.model.data"].search([("name", "=", "template_payment_soon")]).unlink()
        self.env["bpm.message.template"]._fill_shipped()
