"""The base of every database test, and makers of what tests need."""

import time
from unittest.mock import patch

from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tests.common import ChromeBrowser

PAUSE = 0.05  # seconds between two questions whether a page is ready


@tagged("standard", "post_install", "-at_install")
class BpmCase(TransactionCase):
    """A test in a transaction that is rolled back.

    Odoo gives these tags only to classes below odoo.addons; "standard" also installs
    Odoo's block on outgoing requests.
    """


@tagged("standard", "post_install", "-at_install")
class BpmHttpCase(HttpCase):
    """A test that goes through HTTP or a browser: start_tour, browser_js, url_open."""

    def browser_js(self, *args, **kwargs):
        with patch.object(ChromeBrowser, "_wait_ready", wait_ready):
            super().browser_js(*args, **kwargs)


def wait_ready(browser, ready_code=None, timeout=60):
    """Whether the page is ready in time. Odoo's own asks without a pause, which takes the
    processor from the page it waits for and from the server that answers it."""
    code = ready_code or "document.readyState === 'complete'"
    question = {"expression": f"try {{ {code} }} catch {{}}", "awaitPromise": True}
    for _time in range(int(timeout / PAUSE)):
        answer = browser._websocket_request("Runtime.evaluate", params=question, timeout=timeout)
        if answer["result"] == {"type": "boolean", "value": True}:
            return True
        time.sleep(PAUSE)
    browser.take_screenshot(prefix="sc_failed_ready_")
    return False


class ApprovalCase(BpmCase):
    """A sales team with people, a product of 100.00, and makers of quotations and routes.

    ``seller`` reports to ``leader``, who leads the team and reports to ``director``; ``finance``
    and ``lawyer`` have no right in Sales; ``admin`` is the approval administrator.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Other routes of the database (demo ones) would ask other people.
        cls.env["bpm.approval.route"].search([("state", "!=", "retired")]).action_retire()
        people = {
            "director": ["base.group_user"],
            "leader": ["sales_team.group_sale_salesman_all_leads"],
            "seller": ["sales_team.group_sale_salesman"],
            "finance": ["base.group_user"],
            "lawyer": ["base.group_user"],
            "approvals": [
                "bpm_crm_addon.group_bpm_approval_admin",
                "sales_team.group_sale_manager",
            ],
        }
        made = cls.people(people)
        cls.director, cls.leader, cls.seller, cls.finance, cls.lawyer, cls.admin = made
        cls.leader.bpm_manager_id = cls.director
        cls.seller.bpm_manager_id = cls.leader
        cls.team = cls.env["crm.team"].create(
            {"name": "Test team", "user_id": cls.leader.id, "member_ids": [(6, 0, cls.seller.ids)]}
        )
        cls.customer = cls.env["res.partner"].create({"name": "Test customer"})
        cls.product = cls.env["product.product"].create(
            {"name": "Test desk", "list_price": 100.0, "taxes_id": [(5,)]}
        )

    @classmethod
    def person(cls, login, *groups, **values):
        """A user named and called ``login`` with the given groups (xml ids)."""
        return cls.people({login: groups}, **values)

    @classmethod
    def people(cls, groups, **values):
        """Users from {login: groups' xml ids}, in one go: one by one takes four times as long."""
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": f"Test {login}",
                        "login": f"test_{login}",
                        "email": f"{login}@test.invalid",
                        "group_ids": [(6, 0, [cls.env.ref(group).id for group in theirs])],
                        **values,
                    }
                    for login, theirs in groups.items()
                ]
            )
        )

    @classmethod
    def quote(cls, discount=0.0, quantity=1.0, price=100.0, by=None, **values):
        """A draft quotation of one line, made by the seller."""
        return cls.env["sale.order"].with_user(by or cls.seller).create(
            {
                "partner_id": cls.customer.id,
                "team_id": cls.team.id,
                "order_line": [
                    (0, 0, {
                        "product_id": cls.product.id,
                        "product_uom_qty": quantity,
                        "price_unit": price,
                        "discount": discount,
                    })
                ],
                **values,
            }
        )  # fmt: skip

    @classmethod
    def route(cls, *steps, model="sale.order", activate=True, **values):
        """A route over quotations, switched on. Each step is a dictionary of values; missing
        ones mean: the leader, always."""
        route = cls.env["bpm.approval.route"].create(
            {
                "name": "Test route",
                "model_id": cls.env["ir.model"]._get_id(model),
                "gate": "confirm",
                "step_ids": [
                    (0, 0, {
                        "name": f"Step {number}",
                        "sequence": number,
                        "resolver": "users",
                        "user_ids": [(6, 0, cls.leader.ids)],
                        **step,
                    })
                    for number, step in enumerate(steps or ({},), 1)
                ],
                **values,
            }
        )  # fmt: skip
        if activate:
            route.action_activate()
        return route

    def asked(self, quote, comment=None):
        """Ask for the approval of ``quote`` as the one who made it; return the request."""
        quote.action_bpm_request_approval(comment)
        return quote.bpm_approval_request_id.sudo()

    def states(self, request):
        """{(step number, login): state} of a request's places, to compare at a glance."""
        return {
            (slot.sequence, slot.approver_id.login.removeprefix("test_")): slot.state
            for slot in request.slot_ids
        }

    def events(self, document):
        """The journal's events of a document, oldest first."""
        entries = (
            self.env["bpm.journal"]
            .sudo()
            .search(
                [("res_model", "=", document._name), ("res_id", "=", document.id)], order="number"
            )
        )
        return entries.mapped("event")
