"""Requirement (issue 2, point 3): a discount is measured against the price list, not read."""

import pytest

from odoo.addons.bpm_crm_addon.engine.payment_terms import Instalment, differ
from odoo.addons.bpm_crm_addon.engine.real_discount import Line, measure


def discount(*lines):
    return measure([Line(index, *line) for index, line in enumerate(lines)])


@pytest.mark.parametrize(
    ("lines", "worst", "whole"),
    [
        ([], 0.0, 0.0),
        ([(1, 100.0, 100.0)], 0.0, 0.0),
        ([(1, 100.0, 80.0)], 20.0, 20.0),
        ([(1, 100.0, 120.0)], 0.0, 0.0),
        ([(1, 100.0, 0.0), (3, 100.0, 100.0)], 100.0, 25.0),
        ([(1, 100.0, 95.0), (9, 100.0, 100.0)], 5.0, 0.5),
        # a surcharge elsewhere hides nothing
        ([(1, 100.0, 130.0), (1, 100.0, 70.0)], 30.0, 0.0),
        # a negative line of any make
        ([(1, 100.0, 100.0), (1, 0.0, -10.0)], 10.0, 10.0),
        ([(1, 100.0, 100.0), (-1, 10.0, 10.0)], 10.0, 10.0),
        ([(1, 100.0, 100.0), (1, 10.0, -10.0)], 200.0, 18.18),
        # more taken off than there is
        ([(1, 100.0, 100.0), (1, 0.0, -150.0)], 150.0, 150.0),
        # a product the price list does not know
        ([(1, 0.0, 500.0)], 0.0, 0.0),
        ([(1, 0.0, 500.0), (1, 0.0, -50.0)], 10.0, 10.0),
        # an optional line nobody has chosen yet is an offer, too
        ([(0, 100.0, 60.0), (1, 100.0, 100.0)], 40.0, 0.0),
        # nothing but a negative line
        ([(1, 0.0, -5.0)], 100.0, 100.0),
    ],
)
def test_the_worst_line_and_the_whole(lines, worst, whole):
    measured = discount(*lines)
    assert (measured.worst, measured.whole) == (worst, whole)


def test_a_discount_on_a_line_and_one_on_the_whole_add_up_on_that_line():
    measured = discount((1, 100.0, 95.0), (1, 100.0, 100.0), (1, 0.0, -9.75))
    assert measured.lines == {0: 9.75, 1: 5.0, 2: 0.0}
    assert measured.whole == 7.38


def test_what_odoo_rounds_is_no_discount_but_a_cent_of_a_cheap_thing_is():
    """0.004 × 100 000 pieces is money: only the discount's own last digit may be rounding."""
    assert measure([Line("rounded", 1, 33.334, 33.33, slack=0.005)]).worst == 0.0
    assert discount((100_000, 0.010, 0.006)).worst == 40.0


def test_terms_are_compared_by_what_is_due_when():
    half_now = Instalment("percent", 50.0, "days_after", 0)
    half_later = Instalment("percent", 50.0, "days_after", 30)
    assert not differ([half_now, half_later], [half_later, half_now])
    assert differ([half_now, half_later], [half_now, half_later._replace(days=31)])
    assert differ([half_later], [half_later._replace(delay="days_after_end_of_month")])
    on_15th = Instalment("percent", 100.0, "days_end_of_month_on_the", 0, 15)
    assert differ([on_15th], [on_15th._replace(month_day=16)])
