"""Counter-offers with real transactions: one outcome, effects once, a clean sentence for the loser;
and a kill before every statement of accepting."""

import pytest

from tests.faults.calls import busy, call, on_order, on_request, overlap, race
from tests.faults.kills import fail_at_every_statement, kill_at_every_statement

TRIALS = 110  # more than accepting needs statements: about 85
ACCEPTED = ["submitted", "offered", "offer_accepted", "submitted", "approved", "settled"]

ways = pytest.mark.parametrize("way", [race, overlap], ids=["at once", "one after the other"])
snapshots = pytest.mark.parametrize("kind", [lambda work: work, busy], ids=["fresh", "busy"])


def accept(request, offer=None):
    return on_request("action_accept_offer", request, offer)


def offer(request, discount):
    """An approver agrees at this discount on every line."""

    def work(env):
        order = env["bpm.approval.request"].browse(request).sudo()._document_of()
        values = {"order_line": {line.id: {"discount": discount} for line in order.order_line}}
        return env["bpm.approval.request"].browse(request).action_approve_at(values, "less")

    return work


def discount(world, quote):
    with world.env() as env:
        return env["sale.order"].browse(quote).order_line.discount


def state(world, quote):
    """The state of a quotation's latest request."""
    with world.env() as env:
        return world.request(world.requests(env, quote)[0])


@pytest.fixture
def offered(world):
    """Makes quotations of 20 % on which the leader agrees at 15 %: (quotation, request)."""
    world.route({"people": ["leader", "finance"]})

    def make():
        quote, request = world.asked(discount=20.0)
        assert call(world, "leader", offer(request, 15.0)).is_done
        return quote, request

    return make


@ways
@snapshots
def test_double_click(world, offered, way, kind):
    """Reliability: a click twice, or a call replayed: accepted once, both are told the same."""
    quote, request = offered()
    answers = way(world, *[("seller", kind(accept(request)))] * 2)
    assert [answer.value for answer in answers] == [True, True], answers
    assert world.events(quote) == ACCEPTED
    assert (discount(world, quote), state(world, quote)) == (15, "approved")


RIVALS = {
    "reject": ("finance", lambda request: on_request("action_reject", request, "no")),
    "approve": ("finance", lambda request: on_request("action_approve", request)),
    "withdraw": ("leader", lambda request: on_request("action_withdraw_offer", request)),
    "second offer": ("leader", lambda request: offer(request, 12.0)),
    "withdrawal of the request": ("seller", lambda request: on_request("action_withdraw", request)),
}


@ways
@pytest.mark.parametrize("rival", RIVALS)
def test_accepting_against(world, offered, way, rival):
    """ux.md 6, I3: whoever comes first; the other is told so, and nothing of theirs stays."""
    login, work = RIVALS[rival]
    for accepting_first in (True, False):
        quote, request = offered()
        seen = world.look("bpm.approval.request", request, "offer_ids")
        pair = [("seller", accept(request, seen)), (login, work(request))]
        answers = way(world, *(pair if accepting_first else pair[::-1]))
        accepted, other = answers if accepting_first else answers[::-1]
        events = world.events(quote)
        if accepted.is_done:
            assert (discount(world, quote), state(world, quote)) == (15, "approved")
            assert events == ACCEPTED
            assert other.sentence
        else:
            assert discount(world, quote) == 20
            assert "offer_accepted" not in events
            assert other.is_done, other
            assert accepted.sentence  # also when a newer offer stands: it was not seen
        if way is overlap:
            assert accepted.is_done is accepting_first


@ways
def test_accepting_against_a_cancelled_order(world, offered, way):
    """I3: cancelled while the offer is accepted: void in the end, whoever comes first."""
    for accepting_first in (True, False):
        quote, request = offered()
        pair = [("seller", accept(request)), ("other", on_order("_action_cancel", quote))]
        answers = way(world, *(pair if accepting_first else pair[::-1]))
        cancelled = answers[1] if accepting_first else answers[0]
        assert cancelled.is_done, answers
        assert world.order(quote) == "cancel"
        assert state(world, quote) == "void"


def test_two_offers_at_once(world):
    """Two approvers agree at different values at the same moment: one offer stands, the other
    person is told of it."""
    world.route({"people": ["leader", "finance"]})
    quote, request = world.asked(discount=20.0)
    answers = race(world, ("leader", offer(request, 15.0)), ("finance", offer(request, 12.0)))
    assert sorted(answer.is_done for answer in answers) == [False, True], answers
    loser = next(answer for answer in answers if not answer.is_done)
    assert "already" in loser.sentence
    assert world.events(quote) == ["submitted", "offered"]


def test_asking_and_answering_at_once(world):
    """Two questions, then two answers to one of them: each is written once."""
    world.route({"people": ["leader", "finance"], "quorum": "all"})
    quote, request = world.asked()
    ask = on_request("action_ask", request, "Why?", pause=True)
    assert all(a.is_done for a in race(world, ("leader", ask), ("finance", ask)))
    answer = on_request("action_answer", request, "So")
    assert all(a.is_done for a in race(world, *[("seller", answer)] * 2))
    assert world.events(quote)[1:] == ["question_asked"] * 2 + ["question_answered"] * 2
    assert "Nobody waits" in call(world, "seller", answer).sentence


@pytest.fixture
def trials(world):
    """Quotations on which the leader agrees at 15 %: (quotations, requests)."""
    world.route({"people": ["leader", "finance"]}, {"people": ["lawyer"]})
    quotes = world.quotes(TRIALS, discount=20.0)
    requests = world.ask(*quotes)

    def offers(env):
        for request in requests:
            offer(request, 15.0)(env)

    assert call(world, "leader", offers).is_done
    return quotes, requests


def test_accepting_killed_at_every_statement(world, trials):
    """ux.md 6: “in one transaction”: at each statement all of it happened, or nothing of it."""
    quotes, requests = trials
    works = [accept(request) for request in requests]
    seen = ["submitted", "offered", "offer_accepted", "submitted", "approved"]
    for number, ended in kill_at_every_statement(world, "seller", works):
        quote = quotes[number]
        done = (discount(world, quote), world.request(requests[number]), world.events(quote))
        assert done in [(20, "open", seen[:2]), (15, "void", seen)]
        assert done[0] == 15 or not ended
    assert number > 20
    assert world.violations() == []
    again = [on_request("action_accept_offer", request) for request in requests[: number + 1]]
    assert all(call(world, "seller", work).is_done for work in again), "it can be done again"
    assert {discount(world, quote) for quote in quotes[: number + 1]} == {15}


def test_accepting_replayed_after_a_serialization_failure(world, trials):
    """Whichever statement fails, the whole is replayed and happens once."""
    quotes, requests = trials
    works = [accept(request) for request in requests]
    for number, answer in fail_at_every_statement(world, "seller", works):
        assert answer.is_done, answer
        assert answer.attempts == 2
        assert world.events(quotes[number])[2:] == ["offer_accepted", "submitted", "approved"]
    assert number > 20
