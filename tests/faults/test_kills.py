"""SIGKILL before every single statement: all of it happened, or nothing of it did.

Each trial has a quotation of its own and nothing mends it, so the invariants, asked once after the
last trial, tell about all of them.
"""

import pytest

from tests.faults.calls import call, on_order, on_request
from tests.faults.kills import fail_at_every_statement, kill_at_every_statement

TRIALS = 60  # more than any of these operations needs statements


def submitted(world, quote):
    """All or nothing of a submission: (open request, places, journal entry)."""
    with world.env() as env:
        requests = env["bpm.approval.request"].search([("res_id", "=", quote)])
        return len(requests), len(requests.slot_ids), len(world.events(quote))


@pytest.fixture
def trials(world):
    """Quotations that wait for two people, of whom one has agreed: (quotations, requests)."""
    world.route({"people": ["leader", "finance"], "quorum": "all"})
    quotes = world.quotes(TRIALS)
    requests = world.ask(*quotes)
    assert call(world, "leader", on_request("action_approve", requests)).is_done
    return quotes, requests


def test_vote_that_completes_a_request(world, trials):
    """Case 3: vote that completes request, killed at every statement: I1–I4, I12 hold at each N."""
    quotes, requests = trials
    works = [on_request("action_approve", request) for request in requests]
    for number, ended in kill_at_every_statement(world, "finance", works):
        state = world.request(requests[number])
        events = world.events(quotes[number])
        assert (state, events) in [
            ("open", ["submitted", "approved"]),
            ("approved", ["submitted", "approved", "approved", "settled"]),
        ]
        assert state == "approved" or not ended
    assert number > 5
    assert world.violations() == []
    again = call(world, "finance", on_request("action_approve", requests[: number + 1]))
    assert again.is_done, "what was killed can be done again"
    assert {world.request(request) for request in requests[: number + 1]} == {"approved"}


def test_submit(world):
    """Reliability, submit (a): "request+steps+digest+audit … all there or none"."""
    world.route({"people": ["leader", "finance"], "quorum": "all"}, {"people": ["lawyer"]})
    quotes = world.quotes(TRIALS)
    works = [on_order("action_bpm_request_approval", quote) for quote in quotes]
    for number, ended in kill_at_every_statement(world, "seller", works):
        done = submitted(world, quotes[number])
        assert done in [(0, 0, 0), (1, 3, 1)]
        assert done[0] or not ended
    assert number > 5
    assert world.violations() == []
    done = quotes[: number + 1]
    assert call(world, "seller", on_order("action_bpm_request_approval", done)).is_done
    assert {submitted(world, quote) for quote in done} == {(1, 3, 1)}


def test_confirmation_of_an_approved_order(world):
    """I1 at every statement: an order is confirmed with its proof, or a draft."""
    world.route()
    quotes = world.quotes(TRIALS)
    requests = world.ask(*quotes)
    assert call(world, "leader", on_request("action_approve", requests)).is_done
    works = [on_order("action_confirm", quote) for quote in quotes]
    for number, ended in kill_at_every_statement(world, "seller", works):
        passed = world.events(quotes[number])[3:]
        assert (world.order(quotes[number]), passed) in [("draft", []), ("sale", ["passed"])]
        assert passed or not ended
    assert number > 5
    assert world.violations() == []
    rest = [quote for quote in quotes[: number + 1] if world.order(quote) == "draft"]
    assert call(world, "seller", on_order("action_confirm", rest)).is_done


def test_vote_replayed_after_a_serialization_failure(world, trials):
    """Reliability, vote (d): "whole vote retried, one vote row", whichever statement fails; no
    lock is left behind on the connection."""
    quotes, requests = trials
    works = [on_request("action_approve", request) for request in requests]
    for number, answer in fail_at_every_statement(world, "finance", works):
        assert answer.is_done, answer
        assert answer.attempts == 2
        assert world.events(quotes[number]) == ["submitted", "approved", "approved", "settled"]
        assert not locks_left(world)
    assert number > 5


def test_submit_replayed_after_a_serialization_failure(world):
    """Reliability, submit (d): "replay creates no 2nd request"."""
    world.route({"people": ["leader", "finance"], "quorum": "all"}, {"people": ["lawyer"]})
    quotes = world.quotes(TRIALS)
    works = [on_order("action_bpm_request_approval", quote) for quote in quotes]
    for number, answer in fail_at_every_statement(world, "seller", works):
        assert answer.is_done, answer
        assert answer.attempts == 2
        assert submitted(world, quotes[number]) == (1, 3, 1)
    assert number > 5


def locks_left(world):
    """Advisory locks still held in this database: they outlive a transaction."""
    with world.env() as env:
        env.cr.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return env.cr.fetchone()[0]
