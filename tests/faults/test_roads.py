"""Case 6: all roads to "confirmed", each really committed: none gets there without its approval."""

import ast
from pathlib import Path

import pytest
from werkzeug.test import Client

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Command
from tests.faults.calls import call

ADDON = Path(__file__).resolve().parents[2] / "bpm_crm_addon"
SIGNATURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def orders(env, quote):
    return env["sale.order"].browse(quote)


def values(world):
    line = {"product_id": world.product, "price_unit": 100.0}
    return {"partner_id": world.customer, "order_line": [Command.create(line)]}


def server_action(env, code, **more):
    return (
        env["ir.actions.server"]
        .sudo()
        .create(
            {
                "name": "road",
                "model_id": env["ir.model"]._get_id("sale.order"),
                "state": "code",
                "code": code,
                **more,
            }
        )
    )


def object_write(env, quote):
    field = env["ir.model.fields"]._get("sale.order", "state")
    action = server_action(
        env, "", state="object_write", update_path="state", evaluation_type="value",
        selection_value=field.selection_ids.filtered(lambda s: s.value == "sale").id,
    )  # fmt: skip
    action.with_context(active_model="sale.order", active_id=quote, active_ids=[quote]).run()


def by_cache(env, quote):
    order = orders(env, quote)
    order._fields["state"].write(order, "sale")
    env.flush_all()


def paid(env, quote):
    order = orders(env, quote).sudo()
    provider = env["payment.provider"].sudo().search([("code", "=", "none")], limit=1)
    method = env["payment.method"].sudo().with_context(active_test=False).search([], limit=1)
    provider.write({"state": "test"})
    transaction = env["payment.transaction"].sudo().create(
        {
            "provider_id": provider.id, "payment_method_id": method.id, "amount": order.amount_total,
            "currency_id": order.currency_id.id, "partner_id": order.partner_id.id,
            "reference": f"road-{quote}", "sale_order_ids": [Command.set(order.ids)],
        }
    )  # fmt: skip
    transaction._set_done()
    transaction._check_amount_and_confirm_order()


def imported(env, quote):
    orders(env, quote).load([".id", "state"], [[str(quote), "sale"]])


# Each makes an order of a quotation, as far as Odoo alone is asked.
ROADS = {
    "button": lambda env, quote: orders(env, quote).action_confirm(),
    "button as the system": lambda env, quote: orders(env, quote).sudo().action_confirm(),
    "_validate_order": lambda env, quote: orders(env, quote).sudo()._validate_order(),
    "write": lambda env, quote: orders(env, quote).write({"state": "sale"}),
    "write with content": lambda env, quote: orders(env, quote).write(
        {"state": "sale", "note": "changed in the same moment"}
    ),
    "attribute": lambda env, quote: setattr(orders(env, quote), "state", "sale"),
    "update": lambda env, quote: orders(env, quote).update({"state": "sale"}),
    "_write": lambda env, quote: orders(env, quote)._write({"state": "sale"}),
    "cache and flush": by_cache,
    "load": imported,
    "customer's list": lambda env, quote: orders(env, quote).sudo().partner_id.write(
        {"sale_order_ids": [Command.update(quote, {"state": "sale"})]}
    ),
    "server action's field": object_write,
    "server action's code": lambda env, quote: server_action(
        env, f"env['sale.order'].browse({quote}).write({{'state': 'sale'}})"
    ).run(),
    "scheduled action": lambda env, quote: env["ir.cron"].sudo().create(
        {"name": "road", "model_id": env["ir.model"]._get_id("sale.order"), "state": "code",
         "code": f"env['sale.order'].browse({quote}).action_confirm()"}
    ).ir_actions_server_id.run(),
    "payment": paid,
    "SQL": lambda env, quote: env.cr.execute("UPDATE sale_order SET state = 'sale' WHERE id = %s", [quote]),
}  # fmt: skip


# Each is a road to an order that is born confirmed.
BIRTHS = {
    "create": lambda env, world: env["sale.order"].create({**values(world), "state": "sale"}),
    "default in the context": lambda env, world: env["sale.order"]
    .with_context(default_state="sale")
    .create(values(world)),
    "default of the company": lambda env, world: (
        env["ir.default"].sudo().set("sale.order", "state", "sale"),
        env["sale.order"].create(values(world)),
    ),
    "duplicate": lambda env, world: orders(env, world.draft).copy({"state": "sale"}),
    "duplicate with a default": lambda env, world: orders(env, world.draft)
    .with_context(default_state="sale")
    .copy(),
    "data file": lambda env, world: env["sale.order"]
    .sudo()
    ._load_records([{"xml_id": "bpm_fault.order", "values": {**values(world), "state": "sale"}, "noupdate": False}]),
    "under the customer": lambda env, world: env["res.partner"]
    .browse(world.customer)
    .sudo()
    .write({"sale_order_ids": [Command.create({**values(world), "state": "sale"})]}),
}  # fmt: skip


@pytest.fixture
def gated(world):
    world.route()
    world.draft = world.quote()
    return world


def confirmed_count(world):
    with world.env() as env:
        return env["sale.order"].search_count([("state", "=", "sale")])


@pytest.mark.parametrize("road", ROADS)
def test_roads_are_real(world, road):
    """Without a route each of them does confirm: what the next test shows is the guard."""
    quote = world.quote()
    answer = call(world, "admin", lambda env: ROADS[road](env, quote))
    assert world.order(quote) == "sale", answer


@pytest.mark.parametrize("road", ROADS)
def test_no_road_confirms(gated, road):
    """Case 6: "none confirms without complete approval for that digest (F1, F2)"."""
    for login in ("seller", "admin"):
        call(gated, login, lambda env: ROADS[road](env, gated.draft))
        assert gated.order(gated.draft) == "draft"
    request = gated.ask(gated.draft)[0]
    call(gated, "admin", lambda env: ROADS[road](env, gated.draft))
    assert gated.order(gated.draft) == "draft"
    assert gated.request(request) == "open"


def test_what_follows_a_confirmation_does_not_run_alone(gated):
    """Case 6: `_action_confirm` from another module."""
    assert call(gated, "admin", lambda env: orders(env, gated.draft)._action_confirm()).sentence


@pytest.mark.parametrize("birth", BIRTHS)
def test_no_order_is_born_confirmed(world, birth):
    """Case 6: create(state), default_state, copy, import. Without a route each of them works."""
    world.draft = world.quote()
    before = confirmed_count(world)
    assert call(world, "admin", lambda env: BIRTHS[birth](env, world)).is_done
    forget_default(world)
    assert confirmed_count(world) == before + 1
    world.route()
    answer = call(world, "admin", lambda env: BIRTHS[birth](env, world))
    forget_default(world)
    assert answer.sentence
    assert confirmed_count(world) == before + 1


def forget_default(world):
    with world.env() as env:
        env["ir.default"].search([("field_id.name", "=", "state")]).unlink()


def test_no_context_key_switches_the_guard_off(gated):
    """T4: "No context key … influences any guard (fuzz: all string constants found in addon code
    as context keys)": all at once, and one by one those that stand where a context is read."""
    trees = [ast.parse(path.read_text()) for path in ADDON.rglob("*.py")]
    constants = {
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    }
    words = {c.value for c in constants if isinstance(c.value, str) and c.value.isidentifier()}
    known = {
        "install_mode",
        "module",
        "import_file",
        "tracking_disable",
        "_force_unlink",
        "no_check",
    }
    known |= {word for tree in trees for word in context_words(tree)}
    special = {"lang", "tz", "uid", "allowed_company_ids", "company"}
    with gated.env("seller") as env:
        for context in (
            dict.fromkeys(words - special, True),
            *({word: True} for word in known - special),
        ):
            with pytest.raises(UserError), env.cr.savepoint():
                orders(env, gated.draft).with_context(**context).write({"state": "sale"})
    assert gated.order(gated.draft) == "draft"


def context_words(tree):
    """Strings in expressions that mention a context."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Call, ast.Compare, ast.Subscript)) and "context" in ast.unparse(
            node
        ):
            for part in ast.walk(node):
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and part.value.isidentifier()
                ):
                    yield part.value


@pytest.mark.parametrize("gate", ["confirm", "send"])
def test_customer_cannot_sign_what_is_not_approved(world, gate):
    """F18, over HTTP: a colleague takes the link's key, an anonymous visitor accepts with a forged
    name and signature. Neither an order nor a signature remains."""
    world.route(gate=gate)
    quote = world.quote(require_signature=True, require_payment=False)
    with world.env("seller") as env:
        path = orders(env, quote).get_portal_url()
    key = path.partition("access_token=")[2]
    accept = {
        "json": {"params": {"access_token": key, "name": "The Customer", "signature": SIGNATURE}},
        "headers": {"X-Odoo-Database": world.database},
    }
    answer = Client(http.root).post(f"/my/orders/{quote}/accept", **accept)
    assert "error" in answer.json["result"], answer.json
    assert world.look("sale.order", quote, "state", "signature", "signed_by") == (
        "draft",
        False,
        False,
    )
    if gate == "send":
        return
    world.start_anew()
    Client(http.root).post(f"/my/orders/{quote}/accept", **accept)
    assert world.look("sale.order", quote, "state", "signed_by") == ("sale", "The Customer")
