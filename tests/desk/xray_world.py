"""A company of its own, on a Wednesday, with what the X-ray looks at: quotations, orders, debts."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.fields import Command
from tests.books import Books
from tests.common import BpmCase

TODAY = date(2026, 3, 18)


def days_ago(days):
    return TODAY - timedelta(days=days)


class XrayCase(BpmCase):
    """``xray``: the X-ray as the director of a new company reads it; nothing else is in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(datetime(2026, 3, 18, 10)))
        cls.env["bpm.approval.route"].search([("state", "!=", "retired")]).action_retire()
        currency = cls.env.ref("base.EUR")
        currency.active = True
        cls.company = cls.env["res.company"].create(
            {"name": "Glass House", "currency_id": currency.id}
        )
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context={
                "allowed_company_ids": cls.company.ids,
                "tracking_disable": True,
                "no_reset_password": True,
            }
        )
        cls.director = cls.person("director", "bpm_crm_addon.group_bpm_director")
        cls.seller = cls.person("seller", "sales_team.group_sale_salesman")
        cls.xray = cls.seen_by(cls.director)
        cls.product = cls.env["product.product"].create(
            {"name": "Glass", "list_price": 100.0, "taxes_id": [Command.clear()]}
        )
        cls.books = Books(cls.env)
        cls.receivable, cls.bank = cls.books.receivable, cls.books.bank
        cls.entries = cls.books.other

    @classmethod
    def person(cls, login, *groups, **values):
        """An internal user of the company alone."""
        return cls.env["res.users"].create(
            {
                "name": f"Test {login}",
                "login": f"xray_{login}",
                "company_id": cls.company.id,
                "company_ids": [Command.set(cls.company.ids)],
                "group_ids": [
                    Command.set([cls.env.ref(one).id for one in ("base.group_user", *groups)])
                ],
                **values,
            }
        )

    @classmethod
    def seen_by(cls, user):
        """The X-ray as this person's browser asks for it."""
        return cls.env["bpm.xray"].with_user(user).with_context(tracking_disable=False)

    @classmethod
    def client(cls, name, **values):
        """A firm that belongs to the company."""
        return cls.books.client(name, company_id=cls.company.id, **values)

    # === SALES === #

    @classmethod
    def quotes(cls, partner, *lines, day=TODAY, count=1, **values):
        """Draft quotations; each line is a dictionary of values over one Glass at 100.00."""
        return cls.env["sale.order"].create(
            [
                {
                    "partner_id": partner.id,
                    "user_id": cls.seller.id,
                    "date_order": datetime.combine(day, datetime.min.time()),
                    "order_line": [
                        Command.create({"product_id": cls.product.id, "product_uom_qty": 1, **line})
                        for line in lines or ({},)
                    ],
                    **values,
                }
            ]
            * count
        )

    @classmethod
    def bought(cls, partner, *days, **values):
        """Orders confirmed on these days."""
        for day in days:
            with freeze_time(datetime.combine(day, datetime.min.time()) + timedelta(hours=9)):
                cls.quotes(partner, day=day, **values).action_confirm()

    # === MONEY === #

    @classmethod
    def owed(cls, partner, due, amount=100.0, move_type="out_invoice", **values):
        """A posted invoice, made a month before it is due; return its due line."""
        return cls.books.due_lines(
            cls.books.invoice(partner, due, amount, move_type=move_type, **values)
        )

    @classmethod
    def paid(cls, partner, day, amount, line=None):
        """Money that came from a client, matched with a due line when one is given."""
        return cls.books.paid(partner, day, amount, line)
