"""Write skew: one confirms exactly what was approved while another changes it.

New lines, notes and attached papers touch no row that confirming touches: each transaction alone
sees nothing wrong (reference: under REPEATABLE READ both could commit). The document's row is
changed by both, so the second one has to look again.
"""

import base64

import pytest

from tests.faults.calls import call, on_order, on_request, overlap, race

ways = pytest.mark.parametrize("way", [race, overlap], ids=["at once", "one after the other"])
sides = pytest.mark.parametrize(
    "confirm_first", [True, False], ids=["confirm-edit", "edit-confirm"]
)


def add_free_line(world, quote):
    line = {"order_id": quote, "product_id": world.product, "price_unit": 0.0}
    return lambda env: env["sale.order.line"].create(line)


def add_note(world, quote):
    note = {"display_type": "line_note", "name": "with a second year of service"}
    return on_order("write", quote, {"order_line": [(0, 0, note)]})


def remove_line(world, quote):
    return lambda env: env["sale.order"].browse(quote).order_line[-1].unlink()


def lower_price(world, quote):
    return lambda env: env["sale.order"].browse(quote).order_line[0].write({"price_unit": 1.0})


def move_line_away(world, quote):
    elsewhere = world.quote()
    return lambda env: env["sale.order"].browse(quote).order_line[-1].write({"order_id": elsewhere})


def change_terms(world, quote):
    with world.env() as env:
        terms = env.ref("account.account_payment_term_45days").id
    return on_order("write", quote, {"payment_term_id": terms})


def paper_of(env, quote):
    return env["ir.attachment"].search([("res_model", "=", "sale.order"), ("res_id", "=", quote)])


def replace_paper(world, quote):
    return lambda env: paper_of(env, quote).write({"raw": b"other promises"})


def remove_paper(world, quote):
    return lambda env: paper_of(env, quote).unlink()


def move_paper_away(world, quote):
    elsewhere = world.quote()
    return lambda env: paper_of(env, quote).write({"res_id": elsewhere})


EDITS = [add_free_line, add_note, remove_line, lower_price, move_line_away, change_terms,
         replace_paper, remove_paper, move_paper_away]  # fmt: skip
edits = pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)


def with_paper(world, **values):
    """A quotation of two lines with a paper attached."""
    line = {"product_id": world.product, "price_unit": 100.0}
    quote = world.quote(order_line=[(0, 0, line), (0, 0, dict(line, price_unit=50.0))], **values)
    with world.env("seller") as env:
        env["ir.attachment"].create(
            {
                "name": "promises.txt",
                "datas": base64.b64encode(b"promises"),
                "res_model": "sale.order",
                "res_id": quote,
            }
        )
    return quote


def approve(world, quote):
    request = world.ask(quote)[0]
    assert call(world, "leader", on_request("action_approve", request)).is_done
    return request


def confirm_against(world, way, edit, confirm_first):
    """Confirm an approved quotation and edit it; return (confirmed, edited) after the checks that
    hold whoever wins."""
    world.route()
    quote = with_paper(world)
    request = approve(world, quote)
    pair = [("seller", on_order("action_confirm", quote)), ("other", edit(world, quote))]
    answers = way(world, *(pair if confirm_first else reversed(pair)))
    confirmed, edited = answers if confirm_first else reversed(answers)
    assert [confirmed.is_done, edited.is_done].count(True) == 1, (confirmed, edited)
    if confirmed.is_done:
        assert edited.sentence
        assert (world.order(quote), world.request(request)) == ("sale", "approved")
    else:
        assert "changed after its approval" in confirmed.sentence
        assert (world.order(quote), world.request(request)) == ("draft", "void")
    return confirmed


@sides
@edits
def test_approved_content_is_what_is_confirmed(world, confirm_first, edit):
    """I1: a confirmed order's approval is for exactly its content; of confirming and editing with
    the same snapshot one is refused in words."""
    confirmed = confirm_against(world, overlap, edit, confirm_first)
    assert confirmed.is_done == confirm_first


@pytest.mark.parametrize("edit", [add_free_line, add_note, replace_paper], ids=lambda e: e.__name__)
def test_confirming_and_editing_at_once(world, edit):
    """The same let loose at one barrier: no circle of locks, one winner."""
    confirm_against(world, race, edit, confirm_first=True)


@sides
@pytest.mark.parametrize("edit", [add_free_line, add_note, lower_price], ids=lambda e: e.__name__)
def test_what_needs_nobody_is_noted_as_it_stands(world, confirm_first, edit):
    """I1: without a route that applies, both may happen, and the trail holds a proof for the
    content as it is in the end."""
    world.route({"domain": "[('amount_total', '>', 100000)]"})
    quote = with_paper(world)
    pair = [("seller", on_order("action_confirm", quote)), ("other", edit(world, quote))]
    answers = overlap(world, *(pair if confirm_first else reversed(pair)))
    assert all(answer.is_done for answer in answers), answers
    expected = ["no_route", "changed_after"] if confirm_first else ["no_route"]
    assert world.events(quote) == expected
    assert answers[1].attempts > 1


@sides
def test_edit_that_needs_somebody_against_confirmation(world, confirm_first):
    """Issue 2 §4: an edit that brings the order under a route does not slip past a confirmation
    that saw it outside."""
    world.route({"domain": "[('amount_total', '>', 1000)]"})
    quote = world.quote()
    line = {"order_id": quote, "product_id": world.product, "price_unit": 5000.0}
    pair = [
        ("seller", on_order("action_confirm", quote)),
        ("other", lambda env: env["sale.order.line"].create(line)),
    ]
    answers = overlap(world, *(pair if confirm_first else reversed(pair)))
    assert answers[0].is_done
    assert answers[1].sentence
    assert world.order(quote) == ("sale" if confirm_first else "draft")


@ways
@sides
def test_taking_back_against_confirmation(world, way, confirm_first):
    """I3: a decision is used or taken back, never both."""
    world.route()
    quote, request = world.approved()
    pair = [
        ("seller", on_order("action_confirm", quote)),
        ("leader", on_request("action_take_back", request)),
    ]
    answers = way(world, *(pair if confirm_first else reversed(pair)))
    confirmed, taken_back = answers if confirm_first else reversed(answers)
    assert [confirmed.is_done, taken_back.is_done].count(True) == 1, answers
    if confirmed.is_done:
        assert "cannot be taken back" in taken_back.sentence
        assert (world.order(quote), world.request(request)) == ("sale", "approved")
    else:
        assert "still waiting for Fault leader" in confirmed.sentence
        assert (world.order(quote), world.request(request)) == ("draft", "open")


@sides
def test_taking_back_against_an_edit(world, confirm_first):
    """I1, I4: what waits again is what was submitted; an edit at that moment is refused or ends
    the request."""
    world.route()
    quote, request = world.approved()
    pair = [
        ("leader", on_request("action_take_back", request)),
        ("other", add_note(world, quote)),
    ]
    answers = overlap(world, *(pair if confirm_first else reversed(pair)))
    assert answers[0].is_done and answers[1].sentence
    assert world.request(request) == ("open" if confirm_first else "void")


@sides
@pytest.mark.parametrize("edit", [add_free_line, add_note, replace_paper], ids=lambda e: e.__name__)
def test_asking_against_an_edit(world, confirm_first, edit):
    """I1: what is asked for is what stands in the document when both are done."""
    world.route()
    quote = with_paper(world)
    pair = [
        ("seller", on_order("action_bpm_request_approval", quote)),
        ("other", edit(world, quote)),
    ]
    answers = overlap(world, *(pair if confirm_first else reversed(pair)))
    asked, edited = answers if confirm_first else reversed(answers)
    assert asked.is_done
    assert edited.is_done or "cannot be changed meanwhile" in edited.sentence
    with world.env() as env:
        [request] = world.requests(env, quote)
    assert call(world, "leader", on_request("action_approve", request)).is_done
    assert call(world, "seller", on_order("action_confirm", quote)).is_done
    assert world.order(quote) == "sale"


@edits
def test_after_confirmation_a_change_is_refused_or_noted(world, edit):
    """I1, issue 2 §4: "a change after confirmation", papers included."""
    world.route()
    quote = with_paper(world)
    approve(world, quote)
    assert call(world, "seller", on_order("action_confirm", quote)).is_done
    assert call(world, "other", edit(world, quote)).sentence
    assert world.events(quote)[-1] == "passed"


@pytest.mark.parametrize("edit", [add_note, replace_paper, remove_paper], ids=lambda e: e.__name__)
def test_change_that_needs_nobody_any_more(world, edit):
    """I1: after the approval was used, a change that needs nobody ends it, and the trail holds the
    proof for the new content, whatever papers the approval was about."""
    world.route({"domain": "[('client_order_ref', '!=', 'small')]"})
    quote = with_paper(world)
    request = approve(world, quote)
    assert call(world, "seller", on_order("action_confirm", quote)).is_done
    assert call(world, "other", on_order("write", quote, {"client_order_ref": "small"})).is_done
    assert call(world, "other", edit(world, quote)).is_done
    assert world.request(request) == "void"
    assert world.events(quote)[-2:] == ["changed_after", "voided"]
