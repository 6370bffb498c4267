"""Who is late by their own habit (S3-04, S3-09; ux.md 3.3: "every 34 days (±6)")."""

from datetime import date, timedelta

import pytest

from odoo.addons.bpm_crm_addon.engine.purchase_rhythm import Rhythm, rhythm

LAST = date(2026, 3, 1)


def bought(*gaps):
    """Days of purchase with these gaps between them, the last one on LAST."""
    days = [LAST]
    for gap in reversed(gaps):
        days.append(days[-1] - timedelta(days=gap))
    return days


def test_mean_and_spread_of_the_intervals():
    found = rhythm(bought(28, 34, 40))
    assert (found.purchases, found.interval, found.last) == (4, 34.0, LAST)
    assert found.spread == pytest.approx(4.899, abs=0.001)


def test_the_order_of_the_dates_does_not_matter():
    assert rhythm(reversed(bought(10, 20, 30))) == rhythm(bought(10, 20, 30))


@pytest.mark.parametrize(
    ("days_later", "past"), [(30, False), (35, False), (36, True), (365, True), (366, False)]
)
def test_past_begins_after_the_usual_ups_and_downs_and_ends_after_a_year(days_later, past):
    buyer = Rhythm(6, 30.0, 5.0, LAST)
    assert buyer.is_past(LAST + timedelta(days=days_later)) is past


@pytest.mark.parametrize("gaps", [(30, 30), (1, 80, 5, 60), ()])
def test_too_few_or_too_unsteady_purchases_are_no_habit(gaps):
    found = rhythm(bought(*gaps))
    assert found is None or not found.is_past(LAST + timedelta(days=100))


def test_a_buyer_with_perfect_rhythm_is_late_the_day_after():
    buyer = rhythm(bought(30, 30, 30))
    assert not buyer.is_past(buyer.expected)
    assert buyer.is_past(buyer.expected + timedelta(days=1))
