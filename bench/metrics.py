#!/usr/bin/env python3
"""Measure what accounting knows of counterparties on a database as large as customers have.

scripts/python bench/metrics.py           makes the database bench_metrics, measures, removes it
scripts/python bench/metrics.py --keep    leaves it behind; a second run then measures only
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts" / "lib"))
import contestants
import databases
import part
import rows
from place import Progress, run

NAME = "bench_metrics"
SIZE = "100 000 partners, 1 000 000 lines"


def measure(keep=False):
    """{work: {ms, wall, queries}}."""
    made = not (keep and databases.exists(NAME))
    if made:
        databases.clone(NAME)
    contestant = contestants.Contestant("metrics", NAME)
    try:
        if made:
            step = Progress("Making 100 000 partners and 1 000 000 receivable lines")
            contestant.ask("call", name="fill")
            contestant.ask("call", name="settle")
            step.done()
        step = Progress("Computing the figures of everybody")
        found = contestant.ask("call", name="figures") | contestant.ask("call", name="posting")
        step.done()
    finally:
        contestants.finish({"metrics": contestant}, drop=not keep)
    return found


def table_rows(found):
    """The rows of the bench's table."""
    names = ("ours", "again", "bare", "count", "segment")
    ours, again, bare, count, segment = (found[name] for name in names)
    noted, plain = found["with"], found["without"]
    return [
        rows.Row(
            f"figures of everybody, first time; {SIZE}", f"bare SQL {rows.shown(bare)}",
            rows.shown(ours), rows.times(ours, bare), "≤ 2 × bare SQL",
            [("time", ours["ms"] <= 2 * bare["ms"])],
        ),
        rows.Row(
            f"figures of everybody, each morning; {SIZE}", f"bare SQL {rows.shown(bare)}",
            rows.shown(again), rows.times(again, bare), "≤ 2 × bare SQL",
            [("time", again["ms"] <= 2 * bare["ms"])],
        ),
        rows.Row(
            f"count by two figures; {SIZE}", "", rows.shown(count), "", "≤ 1 s",
            [("time", count["wall"] <= 1000)],
        ),
        rows.Row(
            "count of a segment by attribute, role, purchases and two figures, with ten of them; "
            f"{SIZE}", "", rows.shown(segment), "", "≤ 1 s",
            [("time", segment["wall"] <= 1000)],
        ),
        rows.Row(
            "post 200 invoices, with notes", f"without {rows.shown(plain)}", rows.shown(noted),
            rows.times(noted, plain), "≤ 1.05 ×", [("time", noted["ms"] <= 1.05 * plain["ms"])],
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    run(lambda: part.main(__doc__, measure, table_rows))
