"""Two people at the same moment: one outcome, effects once, a clean sentence for the loser."""

import pytest

from tests.faults.calls import busy, call, on_order, on_request, overlap, race

ways = pytest.mark.parametrize("way", [race, overlap], ids=["at once", "one after the other"])
snapshots = pytest.mark.parametrize("kind", [lambda work: work, busy], ids=["fresh", "busy"])


def approve(request):
    return on_request("action_approve", request)


@ways
@snapshots
def test_two_approvers_complete_a_number_of_two(world, way, kind):
    """Case 1: quorum 2 of 3, two approvers vote at one barrier: approved once, 2 votes, 1 effect,
    audit +3."""
    people = ["leader", "finance", "lawyer"]
    world.route({"people": people, "quorum": "number", "quorum_number": 2})
    quote, request = world.asked()
    work = kind(approve(request))
    answers = way(world, ("leader", work), ("finance", work))
    assert all(answer.is_done for answer in answers)
    assert world.request(request) == "approved"
    assert world.slots(request) == {
        "leader": "approved", "finance": "approved", "lawyer": "skipped"
    }  # fmt: skip
    assert world.events(quote) == ["submitted", "approved", "approved", "settled"]
    confirmed = race(world, *[("seller", on_order("action_confirm", quote))] * 2)
    assert any(answer.is_done for answer in confirmed)
    assert world.order(quote) == "sale"
    assert world.events(quote)[4:] == ["passed"]


@ways
@snapshots
def test_approve_against_reject(world, way, kind):
    """Case 2: approve vs reject at the same instant: one terminal outcome, the loser gets a clean
    message."""
    world.route({"people": ["leader", "finance"]})
    quote, request = world.asked()
    answers = way(
        world,
        ("leader", kind(approve(request))),
        ("finance", kind(on_request("action_reject", request, "too cheap"))),
    )
    winner, loser = sorted(answers, key=lambda answer: not answer.is_done)
    assert winner.is_done
    outcome = "approved" if winner is answers[0] else "rejected"
    assert world.request(request) == outcome
    assert f"already {outcome} by Fault" in loser.sentence
    assert world.events(quote) == ["submitted", outcome, "settled"]
    if way is overlap:
        assert outcome == "approved"


@ways
@snapshots
def test_double_click(world, way, kind):
    """Case 4: same approver, two browser tabs: one vote, second response equals first."""
    world.route({"people": ["leader", "finance"], "quorum": "all"})
    quote, request = world.asked()
    answers = way(world, *[("leader", kind(approve(request)))] * 2)
    assert [answer.value for answer in answers] == [True, True], answers
    assert world.slots(request) == {"leader": "approved", "finance": "pending"}
    assert world.events(quote) == ["submitted", "approved"]


@ways
def test_vote_against_withdrawal(world, way):
    """I3: a request has exactly one terminal outcome, whoever comes first."""
    world.route()
    vote = ("leader", approve)
    withdrawal = ("seller", lambda request: on_request("action_withdraw", request))
    for pair in ((vote, withdrawal), (withdrawal, vote)):
        quote, request = world.asked()
        answers = way(world, *[(login, make(request)) for login, make in pair])
        done = [answer.is_done for answer in answers]
        assert sorted(done) == [False, True], answers
        assert next(answer for answer in answers if not answer.is_done).sentence
        assert world.request(request) in ("approved", "withdrawn")
        assert len(world.events(quote)) == (3 if world.request(request) == "approved" else 2)


@ways
def test_cancel_against_approval(world, way):
    """I3: an order cancelled while somebody approves it ends void, whoever comes first; the vote
    is either in the trail or refused in words."""
    world.route()
    vote = ("leader", lambda _quote, request: approve(request))
    cancel = ("seller", lambda quote, _request: on_order("_action_cancel", quote))
    for pair in ((vote, cancel), (cancel, vote)):
        quote, request = world.asked()
        answers = way(world, *[(login, make(quote, request)) for login, make in pair])
        by_login = dict(zip([login for login, _make in pair], answers))
        assert by_login["seller"].is_done, by_login
        assert world.order(quote) == "cancel"
        assert world.request(request) == "void"
        voted = ["approved", "settled"] if by_login["leader"].is_done else []
        assert world.events(quote) == ["submitted", *voted, "voided"]
        assert by_login["leader"].is_done or "not needed any more" in by_login["leader"].sentence


@ways
def test_steps_side_by_side_decided_together(world, way):
    """I4: two steps of one number, each completed by one vote at the same moment: no lost
    wake-up, the next step opens once."""
    steps = [
        {"sequence": 1},
        {"sequence": 1, "people": ["finance"]},
        {"sequence": 2, "people": ["lawyer"]},
    ]
    world.route(*steps)
    _quote, request = world.asked()
    answers = way(world, ("leader", approve(request)), ("finance", approve(request)))
    assert all(answer.is_done for answer in answers)
    assert world.slots(request)["lawyer"] == "pending"
    assert call(world, "lawyer", approve(request)).is_done
    assert world.request(request) == "approved"


@ways
def test_opposite_batches_do_not_block_each_other(world, way):
    """Two people decide the same two hundred… here twelve… in opposite order: requests are locked
    in one order, so nobody waits in a circle."""
    world.route({"people": ["leader", "finance"], "quorum": "all"})
    requests = world.ask(*world.quotes(12))
    answers = way(
        world, ("leader", approve(requests)), ("finance", approve(list(reversed(requests))))
    )
    assert all(answer.is_done for answer in answers), answers
    assert {world.request(request) for request in requests} == {"approved"}
