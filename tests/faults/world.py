"""A database with a sales team, and makers of what fault tests need. Everything is committed."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry

PEOPLE = {
    "director": ["base.group_user"],
    "leader": ["sales_team.group_sale_salesman_all_leads"],
    "finance": ["base.group_user"],
    "lawyer": ["base.group_user"],
    "seller": ["sales_team.group_sale_salesman_all_leads"],
    "other": ["sales_team.group_sale_salesman_all_leads"],
    "admin": ["bpm_crm_addon.group_bpm_approval_admin", "sales_team.group_sale_manager"],
}
REQUEST = "bpm.approval.request"


def registry_of(database):
    """The registry of a fresh copy. One of an earlier copy of that name serves again, which saves
    seconds: it forgets what it read there, and is loaded anew if its models were changed there."""
    registry = Registry(database)
    if registry.registry_invalidated:
        registry = Registry.new(database)
    registry = registry.check_signaling()
    registry.clear_all_caches()
    registry.cache_invalidated.clear()
    registry.setup_signaling()
    return registry


class World:
    """People by login in ``uid``; documents and requests are spoken of by their ids, since each
    transaction has records of its own."""

    def __init__(self, database):
        self.registry = registry_of(database)
        self.database = database
        with self.env() as env:
            self.uid = self.make_people(env, PEOPLE)
            for login, manager in (("seller", "leader"), ("leader", "director")):
                env["res.users"].browse(self.uid[login]).bpm_manager_id = self.uid[manager]
            self.customer = env["res.partner"].create({"name": "Fault customer"}).id
            product = {"name": "Fault desk", "list_price": 100.0, "taxes_id": [(5,)]}
            self.product = env["product.product"].create(product).id

    def close(self):
        sql_db.close_all()

    @contextmanager
    def env(self, login=None):
        """A transaction of ``login`` (the system by default), committed at the end."""
        uid = self.uid[login] if login else SUPERUSER_ID
        with self.registry.cursor() as cr:
            yield api.Environment(cr, uid, {})

    def make_people(self, env, people):
        """Make users from {login: groups' xml ids}; return {login: id}."""
        users = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": f"Fault {login}",
                        "login": f"fault_{login}",
                        "email": f"{login}@fault.invalid",
                        "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
                    }
                    for login, groups in people.items()
                ]
            )
        )
        return dict(zip(people, users.ids))

    def start_anew(self):
        """Retire all routes: each test says who is asked."""
        with self.env() as env:
            env["bpm.approval.route"].search([("state", "!=", "retired")]).action_retire()

    def route(self, *steps, model="sale.order", **values):
        """Switch on a route over quotations; a step without more asks the leader. Returns its id."""
        with self.env() as env:
            route = env["bpm.approval.route"].create(
                {
                    "name": "Fault route",
                    "model_id": env["ir.model"]._get_id(model),
                    "gate": "confirm",
                    "step_ids": [
                        (0, 0, {"name": f"Step {number}", "sequence": number, **self._step(step)})
                        for number, step in enumerate(steps or ({},), 1)
                    ],
                    **values,
                }
            )  # fmt: skip
            route.action_activate()
            return route.id

    def _step(self, step):
        step = dict(step)
        asked = [self.uid[login] for login in step.pop("people", ["leader"])]
        return {"resolver": "users", "user_ids": [(6, 0, asked)], **step}

    def quotes(self, count=1, by="seller", discount=0.0, price=100.0, **values):
        """Make quotations of one line; return their ids."""
        with self.env(by) as env:
            line = {"product_id": self.product, "price_unit": price, "discount": discount}
            vals = {"partner_id": self.customer, "order_line": [(0, 0, line)], **values}
            return env["sale.order"].create([vals] * count).ids

    def quote(self, **values):
        return self.quotes(**values)[0]

    def ask(self, *quotes, by="seller"):
        """Ask for approval; return the requests' ids in the order of the quotations."""
        with self.env(by) as env:
            env["sale.order"].browse(quotes).action_bpm_request_approval()
            return self.requests(env, *quotes)

    def asked(self, **values):
        """A new quotation that waits for approval: (quotation id, request id)."""
        quote = self.quote(**values)
        return quote, self.ask(quote)[0]

    def approved(self, by="leader", **values):
        """A new quotation that ``by`` approved: (quotation id, request id)."""
        quote, request = self.asked(**values)
        with self.env(by) as env:
            env[REQUEST].browse(request).action_approve()
        return quote, request

    def requests(self, env, *quotes):
        """The latest request of each quotation."""
        latest = env["sale.order"].sudo().browse(quotes)._bpm_last_requests()
        return [latest[quote].id for quote in quotes]

    # === LOOKING === #

    def look(self, model, record_id, *names):
        """Committed values of a record, as the system sees them."""
        with self.env() as env:
            record = env[model].browse(record_id)
            values = tuple(
                value.id if hasattr(value := record[name], "_ids") else value for name in names
            )
        return values if len(values) > 1 else values[0]

    def order(self, quote):
        return self.look("sale.order", quote, "state")

    def request(self, request):
        return self.look(REQUEST, request, "state")

    def slots(self, request):
        """{login: state} of a request's places, the latest of each person."""
        logins = {uid: login for login, uid in self.uid.items()}
        with self.env() as env:
            places = env[REQUEST].browse(request).slot_ids.sorted("id")
            return {logins.get(place.approver_id.id): place.state for place in places}

    def events(self, quote):
        """The journal's events of a quotation, oldest first."""
        with self.env() as env:
            entries = env["bpm.journal"].search(
                [("res_model", "=", "sale.order"), ("res_id", "=", quote)], order="number"
            )
            return entries.mapped("event")

    def violations(self):
        with self.env() as env:
            return env[REQUEST]._bpm_check_invariants()
