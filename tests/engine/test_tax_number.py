"""Check digits of tax numbers, against published examples and every possible slip (S0-07)."""

import random

import pytest
from stdnum.ru import inn
from stdnum.ua import edrpou, rntrc

from odoo.addons.bpm_crm_addon.engine.tax_number import is_right, suggestion

FIRMS = ["7707083893", "7702070139", "7736050003"]
SOLE_TRADERS = ["586834497804", "500100732259"]


@pytest.mark.parametrize("number", FIRMS + SOLE_TRADERS)
def test_numbers_that_exist_are_right(number):
    """Among them a sole trader's number that Odoo's own check refuses."""
    assert is_right("RU", number)


@pytest.mark.parametrize("number", ["0000000000", "000000000000", "7707083892", "770708389", ""])
def test_fillers_and_slips_are_wrong(number):
    assert not is_right("RU", number)


def test_every_number_is_judged_as_the_library_judges_it():
    """It is right for Russia's INN and Ukraine's codes but for fillers, which it lets pass."""
    numbers = random.Random(1)
    for length, country, check in (
        (10, "RU", inn.is_valid),
        (12, "RU", inn.is_valid),
        (8, "UA", edrpou.is_valid),
        (10, "UA", rntrc.is_valid),
    ):
        right = 0
        for _round in range(5000):
            number = "".join(numbers.choices("0123456789", k=length))
            assert is_right(country, number) == check(number), (country, number)
            right += is_right(country, number)
        assert right, f"no right number among them: {country} {length}"


def test_letters_and_foreign_digits_are_no_number():
    assert not is_right("RU", "77070838٩3")
    assert not is_right("UA", "3285596A")


def test_two_digits_that_changed_places_are_found():
    for place in range(9):
        number = list(FIRMS[0])
        number[place : place + 2] = reversed(number[place : place + 2])
        typed = "".join(number)
        if typed != FIRMS[0] and not is_right("RU", typed):
            assert suggestion(typed, lambda one: one == FIRMS[0]) == FIRMS[0]


def test_nothing_is_suggested_when_it_is_not_certain():
    assert suggestion("7707083894", lambda _number: True) is None
    assert suggestion("1111", lambda _number: True) is None
