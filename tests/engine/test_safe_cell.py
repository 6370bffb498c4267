"""T12: no text that we write into a file becomes a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bpm_crm_addon.engine.safe_cell import safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", '"', "' ", "\u00a0", "\ufeff"])
def test_a_formula_is_shown_not_calculated(start, before):
    assert safe_cell(f"{before}{start}1+1") == f"'{before}{start}1+1"


@given(st.text())
def test_the_text_itself_is_never_lost(text):
    assert safe_cell(text).removeprefix("'").endswith(text.removeprefix("'"))


def test_numbers_stay_numbers():
    assert [safe_cell(value) for value in (-5, 0, 2.5, None, False)] == [-5, 0, 2.5, "", ""]
