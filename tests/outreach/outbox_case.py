"""A company with its outbox, and makers of what its tests need."""

from tests.common import BpmCase


class OutboxCase(BpmCase):
    """``company`` is live; ``ann`` can be written to, ``bob`` has no address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.messages = cls.env["bpm.message"]
        cls.company = cls.env["res.company"].create(
            {"name": "Test sender", "email": "us@test.invalid"}
        )
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.messages = cls.env["bpm.message"]
        cls.live()
        cls.ann, cls.bob = cls.env["res.partner"].create(
            [{"name": "Test Ann", "email": "Ann@Test.invalid"}, {"name": "Test Bob"}]
        )

    @classmethod
    def live(cls):
        cls.company.write(
            {"bpm_outreach_mode": "live", "bpm_outreach_live_since": "2026-01-01 00:00:00"}
        )

    @classmethod
    def rehearse(cls):
        cls.company.write({"bpm_outreach_mode": "rehearsal", "bpm_outreach_live_since": False})

    @classmethod
    def person(cls, login, *groups):
        """A user of the company with these groups (xml ids)."""
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": f"Test {login}",
                    "login": f"test_{login}",
                    "company_id": cls.company.id,
                    "company_ids": [(6, 0, cls.company.ids)],
                    "group_ids": [
                        (6, 0, [cls.env.ref(group).id for group in ("base.group_user", *groups)])
                    ],
                }
            )
        )

    @classmethod
    def item(cls, **values):
        return {
            "purpose": "greeting",
            "partner_id": cls.ann.id,
            "channel": "email",
            "occurrence": "new year",
            "subject": "Happy new year",
            "body": "<p>All the best</p>",
            **values,
        }

    @classmethod
    def enqueue(cls, **values):
        return cls.messages._enqueue([cls.item(**values)])
