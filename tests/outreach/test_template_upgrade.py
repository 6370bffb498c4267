"""An update gives shipped texts of payments what phones need, and leaves the company's own alone.

Issue 5, 6 and 7: "3 days before due by e-mail, else SMS", also in a database made earlier.
"""

from tests.common import BpmCase

TEXT = "{{ object.company_name }}: {{ object.total }} falls due on {{ object.due_day }}."


class TestTemplateUpgrade(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref("bpm_crm_addon.template_payment_soon")

    def as_before(self, changed=False):
        """As the version before had installed it; `changed`: and somebody has worked on it."""
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE bpm_message_template SET sms_text = NULL,
                      create_date = '2026-01-01', write_date = %s WHERE id = %s""",
            ("2026-02-01" if changed else "2026-01-01", self.template.id),
        )
        self.env.invalidate_all()

    def test_what_nobody_touched_is_filled_in(self):
        self.as_before()
        self.template._fill_shipped_sms()
        self.assertEqual(self.template.with_context(lang="en_US").sms_text, TEXT)

    def test_what_somebody_changed_stays(self):
        self.as_before(changed=True)
        self.template._fill_shipped_sms()
        self.assertFalse(self.template.sms_text)

    def test_each_shipped_text_of_payments_has_one(self):
        levels = self.env["bpm.reminder.level"].search([])
        shipped = levels.filtered(lambda one: one._get_external_ids()[one.id])
        self.assertGreaterEqual(len(shipped), 5)
        self.assertTrue(all(shipped.template_id.mapped("sms_text")))

    def test_a_text_that_was_deleted_is_missed_by_nobody(self):
        self.env["ir.model.data"].search([("name", "=", "template_payment_soon")]).unlink()
        self.env["bpm.message.template"]._fill_shipped_sms()
