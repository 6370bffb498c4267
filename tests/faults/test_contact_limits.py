"""Two workers can never pass a limit together (I7, T17; conventions 5.4).

Under REPEATABLE READ both would count the same past and both would send: write skew. The row of
each address, changed by every claim, is what makes the second one notice the first.
"""

from datetime import datetime
from itertools import count

import pytest

from tests.faults.calls import call, overlap, race

NOON = datetime(2026, 11, 26, 9, 0)
NUMBER = count()


@pytest.fixture
def people(world):
    """Ids of messages to three cards of one person, of whom two may get one in 24 hours."""
    with world.env() as env:
        env["bpm.contact.policy"].with_context(active_test=False).search([]).active = False
        env["bpm.contact.policy"].create({"name": "Two a day", "limit_day": 2})
        env["bpm.contact.count"].search([]).unlink()
        cards = env["res.partner"].create(
            [
                {"name": "Card 1", "email": "one@fault.invalid", "phone": "+74951234567"},
                {"name": "Card 2", "email": "two@fault.invalid", "phone": "+74951234567"},
                {"name": "Card 3", "email": "one@fault.invalid"},
            ]
        )
        return env["bpm.message"]._enqueue(
            [
                {
                    "purpose": "greeting", "partner_id": card.id, "channel": "email",
                    "occurrence": f"fault {next(NUMBER)}", "subject": "Hello", "body": "<p>Hello</p>",
                    "expires_at": datetime(2100, 1, 1),
                    "address": f"fault{number}@fault.invalid",
                }
                for number, card in enumerate((cards[0], cards[1], cards[2], cards[0]))
            ]
        ).ids  # fmt: skip


def claim(message):
    """What a worker does within one claim: ask, and book what may go."""

    def work(env):
        messages = env["bpm.message"].browse(message)
        verdict = env["bpm.contact.policy"]._verdicts(messages, NOON)[message]
        if verdict.action == "send":
            env["bpm.contact.policy"]._count(messages, NOON)
            messages._move("sending")
        return verdict.action

    return "admin", work


def test_the_second_of_two_workers_judges_again(world, people):
    assert call(world, *claim(people[0])).value == "send"
    first, second = overlap(world, claim(people[1]), claim(people[2]))
    assert (first.value, second.value) == ("send", "wait")
    assert (first.attempts, second.attempts) == (1, 2)


def test_workers_that_see_the_same_person_for_the_first_time(world, people):
    first, second = overlap(world, claim(people[0]), claim(people[1]))
    assert (first.value, second.value, second.attempts) == ("send", "send", 2)


def test_four_workers_and_a_limit_of_two(world, people):
    answers = race(world, *[claim(message) for message in people])
    assert [answer.error for answer in answers] == [None] * 4
    assert sorted(answer.value for answer in answers) == ["send", "send", "wait", "wait"]


def test_two_collectors_who_call_one_debtor_at_once(world):
    """S1-15: calls are counted in the same row, so the second collector is told, not the debtor."""
    with world.env() as env:
        rules = env["bpm.contact.policy"]
        rules.with_context(active_test=False).search([]).active = False
        rules.create({"name": "One call a day", "channel": "call", "limit_day": 1})
        env["bpm.contact.count"].search([]).unlink()
        debtor = env["res.partner"].create({"name": "Debtor", "phone": "+74957654321"}).id

    def note(env):
        pair = env["res.partner"].browse(debtor), env.company
        return len(env["bpm.payment.call"]._note_call([pair], "missed"))

    first, second = overlap(world, ("admin", note), ("admin", note))
    assert (first.value, second.value, second.attempts) == (1, None, 2)
    assert "One call a day" in second.sentence


def test_workers_with_other_people_do_not_disturb_each_other(world, people):
    with world.env() as env:
        other = env["res.partner"].create({"name": "Other", "email": "other@fault.invalid"})
        message = env["bpm.message"]._enqueue(
            [
                {
                    "purpose": "greeting", "partner_id": other.id, "channel": "email",
                    "occurrence": f"fault {next(NUMBER)}", "subject": "Hello", "body": "<p>Hello</p>",
                    "expires_at": datetime(2100, 1, 1),
                }
            ]
        ).id  # fmt: skip
    first, second = overlap(world, claim(people[0]), claim(message))
    assert (first.value, second.value, second.attempts) == ("send", "send", 1)
