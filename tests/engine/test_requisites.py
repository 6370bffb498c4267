"""Requisites: S0-07 "formats + checksums", with numbers from public texts and all digits tried."""

import pytest

from odoo.addons.bpm_crm_addon.engine import requisites
from odoo.addons.bpm_crm_addon.engine.attribute_check import Check, pattern_problem
from odoo.addons.bpm_crm_addon.engine.attribute_code import code_of, is_code

RIGHT = {
    "ru.ogrn": "1027700132195",
    "ru.ogrnip": "304500116000157",
    "ru.okpo": "00032537",
    "ru.snils": "11223344595",
}


@pytest.mark.parametrize(("name", "number"), RIGHT.items())
def test_exactly_one_check_digit_is_right(name, number):
    check = requisites.CHECKS[name]
    right = [digit for digit in "0123456789" if check(number[:-1] + digit)]
    assert right == [number[-1]]


@pytest.mark.parametrize("name", requisites.CHECKS)
@pytest.mark.parametrize("number", ["", "0", "x", "１２３４５６７８９", "9" * 40, "12345678901234"])
def test_anything_typed_gets_an_answer(name, number):
    assert requisites.CHECKS[name](number) in (True, False)


def test_every_remainder_of_a_sole_trader_has_a_digit():
    """The rule takes the last digit of the remainder modulo 13: 10, 11 and 12 count as 0, 1, 2."""
    for serial in range(13):
        body = f"3045001160{serial:04d}"
        right = [digit for digit in "0123456789" if requisites.ogrnip(body + digit)]
        assert right == [str(int(body) % 13 % 10)]


def test_the_account_of_the_central_banks_order():
    """Order 515: 40602810700000000025 with the bank 049805746, its own account with 049805000."""
    assert requisites.account("40602810700000000025", "049805746")
    assert requisites.correspondent_account("30101810800000000746", "049805000")
    wrong = [key for key in "0123456789" if key != "7"]
    for key in wrong:
        assert not requisites.account(f"40602810{key}00000000025", "049805746")


def test_an_old_snils_has_no_check_digits():
    assert requisites.snils("00100199800")


def test_a_suggestion_is_given_only_when_it_is_the_only_one():
    two = Check(is_right=lambda number, _other: number in ("2143", "1423"))
    assert two.doubt("1243").suggestion is None
    only = Check(is_right=lambda number, _other: number == "1234")
    assert only.doubt("12 43").suggestion == "1234"


@pytest.mark.parametrize("pattern", ["(a*)*", "(a|b|ab)*c", "a+a+a+a+", "(x+x+)+y", "[", "*"])
def test_patterns_that_hang_or_are_none_are_found(pattern):
    assert pattern_problem(pattern)


@pytest.mark.parametrize("pattern", [r"\d{4}-\d{2}", "[A-Z]+", r"(AA|BB)\d*", r"\(\+\d+\)"])
def test_plain_patterns_pass(pattern):
    assert pattern_problem(pattern) is None


@pytest.mark.parametrize("name", ["Степень", "日本", "", "123", "a" * 200, "Ünï cøde!"])
def test_every_name_makes_a_code(name):
    assert is_code(code_of(name, {"attribute"}))
