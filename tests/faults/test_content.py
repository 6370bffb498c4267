"""What an approval is for: the controlled content, the amount it was asked at, the company."""

import pytest

from odoo import fields
from tests.faults.calls import call, on_order, on_request


def confirm(quote):
    return on_order("action_confirm", quote)


def approve(world, request, login="leader"):
    assert call(world, login, on_request("action_approve", request)).is_done


# === CASE 9 === #


def test_other_fields_keep_the_approval(world):
    """Case 9: "change of non-controlled field (note, tag, client_order_ref if so configured) keeps
    approval"."""
    world.route()
    quote, request = world.approved()
    with world.env() as env:
        tag = env["crm.tag"].create({"name": "Fault tag"}).id
    values = {"client_order_ref": "their number", "tag_ids": [(4, tag)], "origin": "fair"}
    assert call(world, "other", on_order("write", quote, values)).is_done
    assert world.request(request) == "approved"
    assert call(world, "seller", confirm(quote)).is_done


def controlled(world, *names):
    with world.env() as env:
        return [(6, 0, [env["ir.model.fields"]._get("sale.order", name).id for name in names])]


def test_list_of_controlled_fields_is_data(world):
    """Case 9: "list of controlled fields is data …": another list, other consequences."""
    world.route(controlled_field_ids=controlled(world, "client_order_ref"))
    quote, request = world.approved()
    assert call(world, "other", on_order("write", quote, {"note": "new words"})).is_done
    assert world.request(request) == "approved"
    assert call(world, "other", on_order("write", quote, {"client_order_ref": "theirs"})).is_done
    assert world.request(request) == "void"
    assert "changed after its approval" in call(world, "seller", confirm(quote)).sentence


def test_list_of_controlled_fields_is_versioned(world):
    """Case 9: "… and versioned": a request keeps the list it was asked with."""
    route = world.route(controlled_field_ids=controlled(world, "note", "order_line"))
    old, old_request = world.approved()
    with world.env() as env:
        fields_now = controlled(world, "client_order_ref", "order_line")
        env["bpm.approval.route"].browse(route).controlled_field_ids = fields_now
    new, new_request = world.approved()
    for quote in (old, new):
        assert call(world, "other", on_order("write", quote, {"client_order_ref": "x"})).is_done
    assert (world.request(old_request), world.request(new_request)) == ("approved", "void")
    assert call(world, "seller", confirm(old)).is_done
    assert call(world, "seller", confirm(new)).sentence


def test_old_list_is_still_watched(world):
    """I1 across versions: a field that only the old version controls still voids its approval."""
    route = world.route(controlled_field_ids=controlled(world, "note", "order_line"))
    quote, request = world.approved()
    with world.env() as env:
        env["bpm.approval.route"].browse(route).controlled_field_ids = controlled(
            world, "order_line"
        )
    assert call(world, "other", on_order("write", quote, {"note": "other words"})).is_done
    assert "changed after its approval" in call(world, "seller", confirm(quote)).sentence
    assert world.request(request) in ("approved", "void")


# === CASE 15 === #

LIMIT = 1000.0


@pytest.fixture
def foreign(world):
    """A price list in a currency of which two are one of the company's."""
    with world.env() as env:
        currency = (
            env["res.currency"].with_context(active_test=False).search([("name", "=", "CHF")])
        )
        currency.active = True
        world.currency = currency.id
        rates(env, world, 2.0)
        pricelist = env["product.pricelist"].create(
            {"name": "Fault foreign", "currency_id": currency.id}
        )
        world.pricelist = pricelist.id
    money = [("bpm_company_amount", ">", LIMIT)]
    world.route(
        {"domain": str(money)},
        {"domain": "[('bpm_company_amount', '>', 3000)]", "people": ["finance"]},
    )
    return world


def rates(env, world, rate):
    env["res.currency.rate"].search([("currency_id", "=", world.currency)]).unlink()
    env["res.currency.rate"].create(
        {"currency_id": world.currency, "rate": rate, "name": fields.Date.today()}
    )


def test_both_sides_of_the_limit(foreign):
    """Case 15: "test both sides by 0.01", in the company's currency."""
    below = foreign.quote(pricelist_id=foreign.pricelist, price=2 * LIMIT)
    above = foreign.quote(pricelist_id=foreign.pricelist, price=2 * (LIMIT + 0.01))
    assert call(foreign, "seller", confirm(below)).is_done
    assert "needs an approval" in call(foreign, "seller", confirm(above)).sentence


def test_rate_of_the_day_it_was_asked(foreign):
    """Case 15: rate changes between submit and completion: the threshold is fixed at the submit
    rate, which is recorded."""
    quote, request = foreign.asked(pricelist_id=foreign.pricelist, price=2 * (LIMIT + 0.01))
    names = ("amount", "company_amount", "rate", "currency_id")
    expected = (2 * (LIMIT + 0.01), LIMIT + 0.01, 0.5, foreign.currency)
    assert foreign.look("bpm.approval.request", request, *names) == pytest.approx(expected)
    with foreign.env() as env:
        rates(env, foreign, 0.5)  # worth 4 000 now: the second step would apply
    assert list(foreign.slots(request)) == ["leader"]
    approve(foreign, request)
    assert foreign.request(request) == "approved"
    assert call(foreign, "seller", confirm(quote)).is_done
    with foreign.env() as env:
        rates(env, foreign, 8.0)  # worth 250: nobody would be asked
    quote, request = foreign.approved(pricelist_id=foreign.pricelist, price=8 * (LIMIT + 1))
    with foreign.env() as env:
        rates(env, foreign, 100.0)
    assert call(foreign, "seller", confirm(quote)).is_done
    assert foreign.events(quote)[-1] == "passed"


# === CASE 18 === #


def test_cancelled_and_set_back_needs_a_new_approval(world):
    """Case 18: "cancel/reset to draft after confirm: approval void, new submit needed; old links
    dead" (here: the old request refuses every decision)."""
    world.route()
    quote, request = world.approved()
    assert call(world, "seller", confirm(quote)).is_done
    assert call(world, "seller", on_order("_action_cancel", quote)).is_done
    assert world.request(request) == "void"
    assert call(world, "seller", on_order("action_draft", quote)).is_done
    assert call(world, "seller", confirm(quote)).sentence
    for method, arguments in (
        ("action_approve", ()),
        ("action_reject", ("no",)),
        ("action_take_back", ()),
    ):
        assert call(world, "leader", on_request(method, request, *arguments)).sentence
    again = world.ask(quote)[0]
    assert again != request
    approve(world, again)
    assert call(world, "seller", confirm(quote)).is_done
    assert world.events(quote) == [
        "submitted", "approved", "settled", "passed", "voided",
        "submitted", "approved", "settled", "passed",
    ]  # fmt: skip


def test_cancelled_while_waiting(world):
    """Case 18 before the confirmation: the places no longer wait for anybody."""
    world.route()
    quote, request = world.asked()
    assert call(world, "seller", on_order("_action_cancel", quote)).is_done
    assert world.request(request) == "void"
    assert world.slots(request) == {"leader": "cancelled"}
    assert call(world, "leader", on_request("action_approve", request)).sentence


# === CASE 20 === #


def test_each_company_has_its_own_people(world):
    """Case 20: split approval on two companies' orders in multi-company user context: each uses
    its own company's matrix."""
    with world.env() as env:
        first = env.ref("base.main_company")
        second = env["res.company"].create({"name": "Fault second company"})
        companies = [first.id, second.id]
        everyone = env["res.users"].browse(
            [world.uid[login] for login in ("seller", "leader", "finance")]
        )
        everyone.company_ids = [(4, second.id)]
    world.route({"people": ["leader"]}, company_id=companies[0])
    world.route({"people": ["finance"]}, company_id=companies[1])
    with world.env("seller") as env:
        line = {"product_id": world.product, "price_unit": 100.0}
        both = env["sale.order"].with_context(allowed_company_ids=companies)
        quotes = both.create(
            [
                {"partner_id": world.customer, "company_id": company, "order_line": [(0, 0, line)]}
                for company in companies
            ]
        ).ids

    def ask(env):
        env["sale.order"].with_context(allowed_company_ids=companies).browse(
            quotes
        ).action_bpm_request_approval()

    assert call(world, "seller", ask).is_done
    with world.env() as env:
        requests = world.requests(env, *quotes)
    assert [list(world.slots(request)) for request in requests] == [["leader"], ["finance"]]
    found = [world.look("bpm.approval.request", request, "company_id") for request in requests]
    assert found == companies
    approve(world, requests[0], "leader")
    assert call(world, "leader", on_request("action_approve", requests[1])).error
    assert world.request(requests[1]) == "open"

    def confirm_both(env):
        orders = env["sale.order"].with_context(allowed_company_ids=companies).browse(quotes)
        return orders.action_confirm()

    call(world, "seller", confirm_both)
    assert [world.order(quote) for quote in quotes] == ["sale", "draft"]
