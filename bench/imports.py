#!/usr/bin/env python3
"""Measure the import of a workbook of 50 000 rows as a person does it: open, look, import, again.

scripts/python bench/imports.py           makes the database bench_imports, measures, removes it
scripts/python bench/imports.py --keep    leaves it behind

BENCH_ROWS=5000 takes a shorter list.
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

ROWS = int(os.environ.get("BENCH_ROWS", "50000"))
NAME = "bench_imports"
MINUTES, MEGABYTES = 6, 300


def measure(keep=False):
    """{step: seconds, or MB for "memory"}."""
    databases.clone(NAME, "addon")
    contestant = contestants.Contestant("imports", NAME)
    try:
        step = Progress(f"Importing {ROWS} rows, twice")
        found = contestant.ask("call", name="twice", count=ROWS)
        step.done()
    finally:
        contestants.finish({"imports": contestant}, drop=not keep)
    return found


def table_rows(found):
    """Rows of the bench's table."""
    size = f"{ROWS:_} rows of an .xlsx".replace("_", " ")
    allowed = MINUTES * 60 * ROWS / 50_000
    for name, words in (("new", "all new"), ("known", "all known")):
        steps = found[name]
        total = sum(steps.values())
        told = ", ".join(f"{step} {seconds:.0f} s" for step, seconds in steps.items())
        yield rows.Row(
            f"import {size}, {words}", "", told, f"{total / 60:.1f} min",
            f"≤ {MINUTES} min for 50 000", [("time", total <= allowed)],
        )  # fmt: skip
    yield rows.Row(
        f"import {size}: memory", "", f"+{found['memory']:.0f} MB", "", f"≤ {MEGABYTES} MB",
        [("memory", found["memory"] <= MEGABYTES)],
    )  # fmt: skip


if __name__ == "__main__":
    run(lambda: part.main(__doc__, measure, table_rows))
