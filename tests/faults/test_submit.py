"""Asking twice at once, and asking while something else happens."""

import pytest

from tests.faults.calls import call, on_order, on_request, overlap, race

ways = pytest.mark.parametrize("way", [race, overlap], ids=["at once", "one after the other"])


@ways
def test_two_submits_make_one_request(world, way):
    """Reliability, submit (b): "second submit returns the same open request"."""
    world.route()
    quote = world.quote()
    ask = on_order("action_bpm_request_approval", quote)
    answers = way(world, ("seller", ask), ("other", ask))
    assert [answer.value for answer in answers] == [True, True], answers
    assert world.events(quote) == ["submitted"]


@ways
def test_overlapping_batches_make_one_request_each(world, way):
    """The same for lists that share quotations, given in opposite order: no circle of locks."""
    world.route()
    quotes = world.quotes(6)
    answers = way(
        world,
        ("seller", on_order("action_bpm_request_approval", quotes)),
        ("other", on_order("action_bpm_request_approval", quotes[::-1])),
    )
    assert all(answer.is_done for answer in answers), answers
    assert {tuple(world.events(quote)) for quote in quotes} == {("submitted",)}


@ways
def test_submit_after_withdrawal_at_once(world, way):
    """One open request per document, however withdrawing and asking anew meet."""
    world.route()
    quote, request = world.asked()
    answers = way(
        world,
        ("seller", on_request("action_withdraw", request)),
        ("other", on_order("action_bpm_request_approval", quote)),
    )
    assert answers[0].is_done and (answers[1].is_done or answers[1].sentence), answers
    with world.env() as env:
        found = env["bpm.approval.request"].search([("res_id", "=", quote)], order="id")
        states = found.mapped("state")
    assert states in (["withdrawn"], ["withdrawn", "open"])


@ways
def test_submit_against_taking_back_a_rejection(world, way):
    """A rejection taken back and a new request at the same moment: one of them is live."""
    world.route()
    quote, request = world.asked()
    assert call(world, "leader", on_request("action_reject", request, "too cheap")).is_done
    answers = way(
        world,
        ("leader", on_request("action_take_back", request)),
        ("seller", on_order("action_bpm_request_approval", quote)),
    )
    assert any(answer.is_done for answer in answers), answers
    for answer in answers:
        assert answer.is_done or answer.sentence
    with world.env() as env:
        live = env["bpm.approval.request"].search_count(
            [("res_id", "=", quote), ("state", "in", ("open", "approved"))]
        )
    assert live == 1


@ways
def test_submit_against_confirmation(world, way):
    """A quotation nobody had to be asked about is confirmed while somebody asks after a change of
    the route's condition: the order ends with one proof."""
    world.route({"domain": "[('client_order_ref', '=', 'big')]"})
    quote = world.quote()
    answers = way(
        world,
        ("other", on_order("write", quote, {"client_order_ref": "big"})),
        ("seller", on_order("action_confirm", quote)),
    )
    assert any(answer.is_done for answer in answers)
    for answer in answers:
        assert answer.is_done or answer.sentence
