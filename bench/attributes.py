#!/usr/bin/env python3
"""Measure 200 attributes of 100 000 counterparties beside SQL written by hand and fields of Odoo's own.

scripts/python bench/attributes.py           makes bench_attributes, measures, removes it
scripts/python bench/attributes.py --keep    leaves it behind; a second run then measures only

BENCH_PARTNERS=1000000 measures a million instead (some minutes, 8 GB on the disk).
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts" / "lib"))
import contestants
import databases
import part
import rows
from place import Progress, run

PARTNERS = os.environ.get("BENCH_PARTNERS", "100000")
NAME = f"bench_attributes_{PARTNERS}"
MOST = 2  # times SQL by hand
SPARE = 5  # milliseconds that rights, cache and objects may take however quick the query is


def measure(keep=False):
    """([(work, ours, by hand)], figures of an open card)."""
    if not databases.exists(NAME):
        databases.clone(NAME, "addon")
    contestant = contestants.Contestant("attributes", NAME)
    try:
        step = Progress(
            f"Making {int(PARTNERS):_} counterparties with 200 attributes".replace("_", " ")
        )
        contestant.ask("call", name="fill")
        contestant.ask("call", name="settle")
        step.done()
        step = Progress("Measuring attributes")
        found = contestant.ask("call", name="works"), contestant.ask("call", name="opened")
        step.done()
    finally:
        contestants.finish({"attributes": contestant}, drop=not keep)
    return found


def table_rows(figures):
    """Rows of the bench's table."""
    pairs, card = figures
    opened = rows.Row(
        f"open a card, all its tabs; {int(PARTNERS):_} with 200 attributes".replace("_", " "), "",
        f"{card['wall']:.0f} ms, {card['queries']} q", "", "≤ 2 s", [("time", card["wall"] <= 2000)],
    )  # fmt: skip
    return [
        rows.Row(
            f"{work}; {int(PARTNERS):_} with 200 attributes".replace("_", " "), f"{sql['ms']:.1f} ms", rows.shown(ours),
            rows.times(ours, sql), f"≤ {MOST} ×, or {SPARE} ms more",
            [("time", ours["ms"] <= max(MOST * sql["ms"], sql["ms"] + SPARE))],
        )
        for work, ours, sql in pairs
    ] + [opened]  # fmt: skip


if __name__ == "__main__":
    run(lambda: part.main(__doc__, measure, table_rows))
