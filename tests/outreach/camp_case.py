"""People who are congratulated and told of promotions, and makers of reminders and campaigns."""

from datetime import datetime

from tests.outreach.rules_case import RulesCase

NOW = datetime(2026, 11, 26, 9, 0)  # Thursday noon in Moscow


class CampCase(RulesCase):
    """``company`` is live, in Moscow; ``sales``, ``marketing`` and ``support`` write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.company_id = cls.company
        cls.company.partner_id.tz = "Europe/Moscow"
        cls.reminders = cls.env["bpm.reminder"]
        cls.campaigns = cls.env["bpm.campaign"]
        cls.sales, cls.marketing, cls.support = (
            cls.env.ref(f"bpm_crm_addon.department_{code}")
            for code in ("sales", "marketing", "support")
        )
        cls.greeting = cls.env.ref("bpm_crm_addon.purpose_greeting")
        cls.notice = cls.env.ref("bpm_crm_addon.purpose_quotation_notice")

    @classmethod
    def client(cls, name, **values):
        """Somebody in Moscow with a mail address of their own, who has agreed to advertising."""
        code = name.lower().replace(" ", ".")
        values = {
            "email": f"{code}@clients.invalid",
            "tz": "Europe/Moscow",
            "lang": "en_US",
        } | values
        partner = cls.partner(name, **values)
        if partner.email_normalized:
            cls.agrees(partner, address=partner.email_normalized)
        return partner

    @classmethod
    def text(cls, model="res.partner", **values):
        return cls.env["bpm.message.template"].create(
            {
                "name": "Test text",
                "model_name": model,
                "subject": "Hello {{ object.name }}",
                "body": "<p>Hello <t t-out='object.name'/></p>",
                "sms_text": "Hello {{ object.name }}",
                **values,
            }
        )

    @classmethod
    def reminder(cls, *steps, on=None, **values):
        """A reminder about counterparties' birthdays, unless `values` say otherwise; `on`: when it
        was switched on."""
        model = values.get("model_name", "res.partner")
        steps = steps or ({},)
        reminder = cls.reminders.create(
            {
                "name": "Test reminder",
                "company_id": cls.company.id,
                "department_id": cls.sales.id,
                "purpose_id": cls.notice.id,
                "date_path": "bpm_birthday",
                "yearly": model == "res.partner",
                "domain": "[('name', 'like', 'Camp')]",
                "step_ids": [
                    (0, 0, {"channel": "email", "template_id": cls.text(model).id, **step})
                    for step in steps
                ],
                **values,
            }
        )
        if on:
            reminder.action_switch_on()
            reminder.sudo().write({"since": on, "looked_until": on})
        return reminder

    @classmethod
    def campaign(cls, **values):
        return cls.campaigns.create(
            {
                "name": "Test campaign",
                "company_id": cls.company.id,
                "department_id": cls.sales.id,
                "purpose_id": cls.greeting.id,
                "segment_id": cls.segment().id,
                "template_id": cls.text().id,
                **values,
            }
        )

    @classmethod
    def segment(cls, domain="[('name', 'like', 'Camp')]", **values):
        return cls.env["bpm.segment"].create(
            {"name": "Test segment", "domain": domain, "action": "campaign", **values}
        )

    def run_reminder(self, reminder, now=NOW):
        """What the schedule does for one reminder; returns its occurrences."""
        reminder = reminder.sudo()
        reminder._look(now)
        reminder._advance(now)
        reminder.invalidate_recordset(["occurrence_ids"])
        return reminder.occurrence_ids.sorted("id")

    def run_campaign(self, campaign, now=NOW):
        campaign.sudo()._advance(now)
        campaign.invalidate_recordset()
        return campaign.member_ids.sorted("id")

    def outcomes(self, campaign):
        return {one.partner_id.name: one.outcome for one in campaign.member_ids}
