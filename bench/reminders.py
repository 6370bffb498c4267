#!/usr/bin/env python3
"""Measure payment reminders for 5 000 due instalments of 1 000 counterparties, into the outbox.

scripts/python bench/reminders.py           makes the database bench_reminders, measures, removes it
scripts/python bench/reminders.py --keep    leaves it behind; a second run then measures only
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts" / "lib"))
import contestants
import databases
import part
import rows
from place import Progress, run

NAME = "bench_reminders"
# What OCA's account_credit_control took for as many, in ms, and on the same machine: raw SQL, and
# OCA's tier validation for 200 quotations. All of OCA are loops of the ORM: where one of them was
# measured here it says how fast such loops are on this machine, else raw SQL has to.
OCA, SQL_THEN, LOOP_THEN = 8_500, 12, 1_000


def measure(keep=False):
    """{work: {"ms", "queries"}}, as work_reminders.figures gives them."""
    if not (keep and databases.exists(NAME)):
        databases.clone(NAME, "addon")
    contestant = contestants.Contestant("reminders", NAME)
    step = Progress("Payment reminders for 5 000 instalments")
    try:
        return contestant.ask("call", name="figures")
    finally:
        step.done()
        contestants.finish({"reminders": contestant}, drop=not keep)


def table_rows(figures, loop=None):
    """The row of the bench's table; OCA's time is scaled by how fast this machine is.

    :param loop: {"ms"} of OCA's tier validation here, where it was measured
    """
    ours, sql = figures["reminders"], figures["sql"]
    peer = OCA * (loop["ms"] / LOOP_THEN if loop else sql["ms"] / SQL_THEN)
    return [
        rows.Row(
            "reminders for 5 000 due instalments into the outbox",
            f"raw SQL {rows.shown(sql)}; OCA {peer:.0f} ms, 10 696 q (scaled)",
            rows.shown(ours), f"{ours['ms'] / peer:.2f} ×", "≤ 1/10 of OCA's time, queries fixed",
            [("time", ours["ms"] <= peer / 10), ("queries", ours["queries"] <= 60)],
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    run(lambda: part.main(__doc__, measure, table_rows))
