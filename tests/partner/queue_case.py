"""A data steward, a seller, and firms with doubts of their own; other doubts are set aside."""

from tests.common import BpmCase
from tests.partner.people import steward_and_seller

FINDING = "bpm.partner.finding"


class QueueCase(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env[FINDING].search([]).unlink()
        cls.env.company.write({"bpm_strictness": "soft", "bpm_verified_months": 12})
        cls.steward, cls.seller = steward_and_seller(cls.env)
        cls.russia, cls.germany = cls.env.ref("base.ru"), cls.env.ref("base.de")
        cls.product = cls.env["product.product"].create({"name": "Queue desk"})
        cls.firm = cls.enter("Queue Firm Alpha")

    @classmethod
    def enter(cls, name, **values):
        """A firm as a seller enters it."""
        return (
            cls.env["res.partner"]
            .with_user(cls.seller)
            .create(
                {
                    "name": name,
                    "is_company": True,
                    "country_id": cls.russia.id,
                    "user_id": cls.seller.id,
                    **values,
                }
            )
            .with_env(cls.env)
        )

    def doubts(self, partner, state="open"):
        """{(kind, field): suggestion} of the doubts about a firm."""
        found = self.env[FINDING].search([("partner_id", "=", partner.id), ("state", "=", state)])
        return {(one.kind, one.field_name): one.suggestion or None for one in found}

    def finding(self, partner, kind):
        """The open doubt of that kind, as the steward has it."""
        return self.queue.search(
            [("partner_id", "=", partner.id), ("kind", "=", kind), ("state", "=", "open")]
        )

    @property
    def queue(self):
        return self.env[FINDING].with_user(self.steward)

    def shown(self):
        """Names in the queue, in its order."""
        return [item["partner"] for item in self.queue.bpm_queue()["items"]]

    def quote(self, partner, price=100.0, **values):
        """A draft quotation of one line; nothing has to be approved."""
        return (
            self.env["sale.order"]
            .with_user(self.seller)
            .create(
                {
                    "partner_id": partner.id,
                    "order_line": [(0, 0, {"product_id": self.product.id, "price_unit": price})],
                    **values,
                }
            )
        )
