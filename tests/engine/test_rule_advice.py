"""Advice about a rule: what must hold whatever the past was."""

import random

import pytest

from odoo.addons.bpm_crm_addon.engine.rule_advice import (
    ENOUGH,
    RuleFacts,
    advise,
    late_people,
    rounded_down,
    share_of,
    walked_around,
)


def pasts(count=300):
    """Pasts of rules over a limit of 50 000, some with a no here and there."""
    chance = random.Random(7)
    for _number in range(count):
        asked = chance.randint(1, 60)
        risk = chance.choice((0.0, 0.02, 0.3))
        values = [
            (chance.uniform(50_000, 250_000), chance.random() < risk) for _one in range(asked)
        ]
        said_no = sum(bit for _value, bit in values)
        yield RuleFacts(limit=50_000, values=values, asked=asked, said_no=said_no)


def test_a_raised_limit_would_have_missed_no_refusal():
    """Issue 3: X is the smallest value at which a no was ever said, rounded."""
    raised = 0
    for facts in pasts():
        advice = advise(facts)
        if advice.verdict == "raise":
            raised += 1
            assert advice.value > facts.limit
            assert not [value for value, bit in facts.values if bit and value <= advice.value]
    assert raised > 20, "the test would be blind"


def test_what_is_spared_is_what_lies_up_to_the_new_limit():
    for facts in pasts():
        advice = advise(facts)
        if advice.verdict == "raise":
            assert advice.spared == sum(value <= advice.value for value, _bit in facts.values)
            assert advice.spared >= facts.asked / 5


def test_with_few_answers_nothing_is_said():
    for facts in pasts():
        assert (advise(facts).verdict == "wait") == (facts.asked < ENOUGH)


def test_a_rule_that_bites_at_unknown_values_is_kept():
    facts = RuleFacts(limit=10, values=[(12, False)] * 20, asked=20, said_no=3)
    assert advise(facts).verdict == "keep"


def test_a_remark_is_a_bite():
    """ "approved with change": the rule was worth asking."""
    assert advise(RuleFacts(asked=20, changed=1)).verdict == "keep"
    assert advise(RuleFacts(asked=20)).verdict == "drop"


@pytest.mark.parametrize("value", [1, 9, 10, 11, 99.9, 100, 12_345, 99_999, 1_000_000])
def test_rounding_never_goes_up_and_not_far_down(value):
    lower, below = rounded_down(value), rounded_down(value, below=True)
    assert value * 0.9 <= lower <= value
    assert below < value


def test_walking_around_needs_more_than_chance():
    assert not walked_around(RuleFacts(limit=10, near=4))
    assert not walked_around(RuleFacts(limit=10, near=9, beside=5))
    assert walked_around(RuleFacts(limit=10, near=10, beside=5)) == ("near",)
    assert not walked_around(RuleFacts(limit=10, splits=1))


def test_one_late_answer_is_no_habit():
    assert not late_people(RuleFacts(late=[("A", 2, 2), ("B", 100, 20)]))


def test_shares_lie_among_the_values():
    for size in range(1, 40):
        values = sorted(random.Random(size).uniform(0, 9) for _one in range(size))
        assert values[0] <= share_of(values, 0.5) <= share_of(values, 0.9) <= values[-1]
