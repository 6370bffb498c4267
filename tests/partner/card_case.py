"""A firm with a history, in a company of its own, seen by an accountant and by a salesperson."""

from tests.desk.xray_world import XrayCase, days_ago


class CardCase(XrayCase):
    """``firm`` bought monthly and pays ten days late; ``keeper`` keeps the books, ``seller``
    sells."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls.person("keeper", "account.group_account_invoice")
        cls.firm = cls.client("Old customer")
        cls.contact = cls.client("Ann", parent_id=cls.firm.id, is_company=False)
        cls.newcomer = cls.client("Newcomer")
        cls.bought(cls.firm, *(days_ago(days) for days in (130, 100, 70, 40)))
        # Facts date a role by the server's clock; these facts are of another day.
        cls.env.flush_all()
        roles = cls.env["bpm.partner.role.assignment"]
        roles.search([("partner_id", "=", cls.firm.id)]).date_from = days_ago(130)
        orders = cls.env["sale.order"].search([("partner_id", "=", cls.firm.id)], order="id")
        for days, order in zip((200, 170, 140, 110), orders, strict=True):
            line = cls.owed(cls.firm, days_ago(days))
            line.move_id.invoice_line_ids.sale_line_ids = order.order_line
            cls.paid(cls.firm, days_ago(days - 10), 100.0, line)

    def portrait(self, user, partner=None):
        """{name: (text, whether it opens)} of the lines somebody sees."""
        seen = (partner or self.firm).with_user(user)
        return {
            line["name"]: ("".join(part["text"] for part in line["parts"]), line["open"])
            for line in seen.bpm_portrait()["lines"]
        }

    def chips(self, user, partner=None):
        """{name: text} of the chips somebody sees."""
        seen = (partner or self.firm).with_user(user)
        return {chip["name"]: chip["text"] for chip in seen.bpm_chips()}
