"""The chain of the audit trail: whole means whole. design.md, audit; invariant I12; T15."""

import json
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.addons.bpm_crm_addon.engine import journal_chain
from odoo.addons.bpm_crm_addon.engine.journal_chain import broken, entry, is_whole, seal_all

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def chain(length, **columns):
    """A chain of entries and its head."""
    at = datetime(2026, 7, 1)
    entries = [
        entry(0, "approved", at=at + timedelta(seconds=number), user_id=2, **columns)
        for number in range(length)
    ]
    made, heads = seal_all(entries, {}, "db-1")
    return made, heads[columns.get("res_model", ""), columns.get("res_id", 0)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(), JSON))
def test_facts_read_back_from_the_database_have_the_same_hash(facts):
    """heart.md 6: the hash recomputed from jsonb equals. jsonb keeps neither order nor form."""
    [made], head = chain(1, data=facts)
    text = json.dumps(made["data"])
    stored = json.loads(text, parse_float=lambda digits: float(digits))
    shuffled = dict(reversed(list(stored.items())))
    assert is_whole([made | {"data": shuffled}], head)


@pytest.mark.parametrize("column", [*journal_chain.COLUMNS, "hash"])
def test_no_column_can_be_altered(column):
    other = {
        "res_model": "account.move", "res_id": 9, "number": 7, "at": datetime(2030, 1, 1),
        "user_id": 9, "on_behalf_of_id": 9, "event": "rejected", "method": "api",
        "data": {"amount": 1}, "previous_hash": "genesis:db-2", "hash": "0" * 64,
    }  # fmt: skip
    for place in range(3):
        entries, head = chain(3)
        assert is_whole(entries, head)
        entries[place][column] = other[column]
        assert not is_whole(entries, head)


@pytest.mark.parametrize("place", range(4))
def test_no_entry_can_be_left_out_doubled_or_put_elsewhere(place):
    entries, head = chain(4)
    rest = [one for one in entries if one is not entries[place]]
    assert not is_whole(rest, head)
    assert not is_whole([*entries, entries[place]], head)
    for elsewhere in range(4):
        moved = [*rest[:elsewhere], entries[place], *rest[elsewhere:]]
        assert is_whole(moved, head) == (elsewhere == place)


def test_a_chain_rewritten_from_an_entry_on_does_not_fit_its_head():
    entries, head = chain(3)
    forged, _head = chain(3, data={"amount": 1})
    assert is_whole(forged, _head)
    assert not is_whole(entries[:1] + forged[1:], head)
    assert not is_whole(forged, head)


def test_only_the_broken_chains_are_named():
    good, good_head = chain(2, res_model="sale.order", res_id=1)
    bad, bad_head = chain(2, res_model="sale.order", res_id=2)
    bad[0]["event"] = "rejected"
    rows = [
        one | {"head_number": head[0], "head_hash": head[1]}
        for entries, head in ((good, good_head), (bad, bad_head))
        for one in entries
    ]
    assert list(broken(rows)) == [("sale.order", 2)]


@pytest.mark.parametrize("fact", [float("nan"), float("inf"), {1, 2}, b"x", datetime(2026, 1, 1)])
def test_what_json_has_no_word_for_is_refused(fact):
    with pytest.raises(TypeError, match="JSON values only"):
        entry(1, "approved", data={"x": [fact]})


def test_an_exported_file_is_checked_without_odoo(tmp_path):
    """Issue 2.2: the journal is offered as a file; it must be able to prove itself."""
    entries, head = chain(3)
    rows = [
        one | {"at": journal_chain.moment(one["at"]), "head_number": head[0], "head_hash": head[1]}
        for one in entries
    ]
    for altered, said in ((False, "All 3 entries"), (True, "Altered or incomplete")):
        if altered:
            rows[1]["user_id"] = 7
        file = tmp_path / "trail.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        run = subprocess.run(
            [sys.executable, "-I", journal_chain.__file__, str(file)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert said in run.stdout, run.stderr
        assert run.returncode == int(altered)
