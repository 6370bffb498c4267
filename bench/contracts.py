#!/usr/bin/env python3
"""Measure 10 000 contracts: their list and board beside Odoo's own of as many quotations, and the
reminders of an hour.

scripts/python bench/contracts.py      makes the database bench_contracts, measures, removes it
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts" / "lib"))
import contestants
import databases
import part
import rows
from place import Progress, run

NAME = "bench_contracts"


def measure(keep=False):
    """{work: {"ms", "queries"}}, as work_contracts.figures gives them."""
    databases.clone(NAME, "addon")
    contestant = contestants.Contestant("contracts", NAME)
    step = Progress("10 000 contracts")
    try:
        return contestant.ask("call", name="figures")
    finally:
        step.done()
        contestants.finish({"contracts": contestant}, drop=not keep)


def table_rows(figures):
    """The rows of the bench's table."""
    return [
        _row("list of 80 of 10 000 contracts", "list", "quotations: {}", 1.2, figures),
        _row("board of 10 000 contracts by state", "board", "quotations: {}", 1.5, figures),
        _row("reminders of 10 000 contracts, nothing new", "reminders", "raw SQL {}", 3, figures),
    ]


def _row(work, name, peer, limit, figures):
    ours, theirs = figures[name], figures[f"{name}_peer"]
    return rows.Row(
        work, peer.format(rows.shown(theirs)), rows.shown(ours),
        f"{ours['ms'] / theirs['ms']:.2f} ×", f"≤ {limit} ×",
        [("time", ours["ms"] <= limit * theirs["ms"])],
    )  # fmt: skip


if __name__ == "__main__":
    run(lambda: part.main(__doc__, measure, table_rows))
