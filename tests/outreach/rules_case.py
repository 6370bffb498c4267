"""People of several countries, a company of each, and makers of what contact rules are asked."""

from datetime import datetime

from tests.outreach.outbox_case import OutboxCase

NEVER = datetime(2100, 1, 1)
THURSDAY_NOON = datetime(2026, 11, 26, 9, 0)  # noon in Moscow, 11:00 in Kyiv


class RulesCase(OutboxCase):
    """``ann`` is a person in Moscow who owes money to a firm there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policies = cls.env["bpm.contact.policy"]
        cls.place(cls.company, "ru")
        cls.place(cls.ann, "ru", tz="Europe/Moscow")
        cls.wording = cls.env["bpm.consent.wording"].create(
            {"name": "News", "text": "I agree to news by e-mail.", "company_id": cls.company.id}
        )

    @classmethod
    def place(cls, record, code, **values):
        country = cls.env.ref(f"base.{code}") if code else cls.env["res.country"]
        record.write({"country_id": country.id, **values})

    @classmethod
    def partner(cls, name, code="ru", **values):
        country = cls.env.ref(f"base.{code}").id if code else False
        return cls.env["res.partner"].create({"name": name, "country_id": country, **values})

    @classmethod
    def debt(cls, number=1, **values):
        values = {"purpose": "payment_reminder", "occurrence": f"debt {number}", **values}
        return cls.enqueue(expires_at=values.pop("expires_at", NEVER), **values)

    @classmethod
    def advert(cls, number=1, **values):
        values = {"purpose": "greeting", "occurrence": f"advert {number}", **values}
        return cls.enqueue(expires_at=values.pop("expires_at", NEVER), **values)

    @classmethod
    def verdict(cls, message, now=THURSDAY_NOON):
        return cls.policies._verdicts(message, now)[message.id]

    @classmethod
    def handed_over(cls, messages, now):
        cls.policies._count(messages, now)
        messages._move("sending")

    @classmethod
    def agrees(cls, partner=None, **values):
        return cls.env["bpm.consent"].create(
            {
                "partner_id": (partner or cls.ann).id,
                "wording_id": cls.wording.id,
                "company_id": cls.company.id,
                "given_at": datetime(2026, 1, 1),
                **values,
            }
        )

    @classmethod
    def stop(cls, partner=None, **values):
        return cls.env["bpm.suppression"].create(
            {"partner_id": (partner or cls.ann).id, "since": datetime(2026, 1, 1), **values}
        )

    @classmethod
    def release(cls, message):
        """As the outbox does when a person lets a message go."""
        message.sudo().write({"released_at": datetime(2026, 1, 1), "held": False})
