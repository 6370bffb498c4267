#!/usr/bin/env python3
"""Measure the X-ray of a database as large as customers have: one line per card.

scripts/python bench/xray.py           makes the database bench_xray, measures, removes it
scripts/python bench/xray.py --keep    leaves it behind; a second run then measures only
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts" / "lib"))
import contestants
import databases
import part
import rows
from place import Progress, run

NAME = "bench_xray"
FIRST, ALL = 2_000, 30_000  # milliseconds
ROUNDS = 3


def measure(keep=False):
    """[(card, {ms, wall, queries})] of the best of a few rounds, in the screen's order."""
    made = not (keep and databases.exists(NAME))
    if made:
        databases.clone(NAME)
    contestant = contestants.Contestant("xray", NAME)
    try:
        if made:
            step = Progress("Making 100 000 partners and 1 000 000 order lines (two minutes)")
            contestant.ask("call", name="fill")
            contestant.ask("call", name="settle")
            step.done()
        step = Progress("Taking the X-ray")
        found = [contestant.ask("call", name="cards") for _round in range(ROUNDS)]
        step.done()
    finally:
        contestants.finish({"xray": contestant}, drop=not keep)
    return [
        (taken[0][0], min((figure for _name, figure in taken), key=lambda figure: figure["ms"]))
        for taken in zip(*found, strict=True)
    ]


def each_card(figures):
    """A row per card, without an aim."""
    return [
        rows.Row(name, "", f"{rows.shown(figure)} ({figure['wall']:.0f} on the wall)", "", "")
        for name, figure in figures
    ]


def table_rows(figures):
    """The two rows of the bench's table."""
    first = figures[0][1]
    every = {key: sum(figure[key] for _name, figure in figures) for key in ("ms", "queries")}
    size = "100 000 partners, 1 000 000 lines"
    return [
        rows.Row(
            f"X-ray, first card; {size}", "", rows.shown(first), "", "≤ 2 s",
            [("time", first["ms"] <= FIRST)],
        ),
        rows.Row(
            f"X-ray, all cards; {size}", "", rows.shown(every), "", "≤ 30 s",
            [("time", every["ms"] <= ALL)],
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    run(
        lambda: part.main(
            __doc__, measure, lambda figures: [*each_card(figures), *table_rows(figures)]
        )
    )
