#!/usr/bin/env python3
"""Measure this addon beside OCA's tier validation, plain Odoo and raw SQL; print one table.

scripts/bench            ten minutes
scripts/bench --quick    fewer rounds, without the rows over HTTP and the large databases
scripts/bench --keep     leave the databases bench_plain, bench_peer and bench_ours behind
"""

import argparse
import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts" / "lib"))
import attributes
import contestants
import contracts
import desk
import imports
import metrics
import outbox
import reminders
import rows
import traffic
import xray
from place import Progress, run
from serving import serving

PREFIX = "bench"
# work: rounds, and who does it; the order keeps changes of routes few.
PLAN = {
    "submit": (5, ("peer", "ours")),
    "chain": (9, ("peer", "ours")),
    "counter": (9, ("peer", "ours")),
    "counter_sql": (9, ("ours",)),
    "waiting": (7, ("peer", "ours")),
    "list": (9, ("plain", "peer", "ours")),
    "list_bare": (9, ("ours",)),
    "approve": (5, ("peer", "ours")),
    "approve_sql": (5, ("ours",)),
    "write_untouched": (9, ("plain", "peer", "ours")),
    "confirm": (9, ("plain", "peer", "ours")),
    "import": (1, ("plain", "ours")),
    "import_known": (1, ("ours",)),
}
TOGETHER = [
    ("counter", "counter_sql"),
    ("list", "list_bare"),
    ("approve", "approve_sql"),
    ("import", "import_known"),
]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    made = contestants.start(PREFIX)
    try:
        figures = measure(made, asked.quick)
        http = {} if asked.quick else over_http(made["ours"])
    finally:
        contestants.finish(made, drop=not asked.keep)
    table = list(rows.all_rows(lambda kind, work: figures.get((kind, work)), http))
    table += reminders.table_rows(reminders.measure(), figures.get(("peer", "submit")))
    table += outbox.table_rows(outbox.measure())
    for part in () if asked.quick else (xray, metrics, attributes, imports, contracts):
        table += part.table_rows(part.measure())
    report(table)
    slower = figures["ours", "list_bare"]["ms"] / rows.REFERENCE_LIST
    print(f"This machine took {slower:.1f} times as long as the one of the aims in ms.", flush=True)
    return 0


def measure(made, quick):
    """{(kind, work): median figures}; rounds of all contestants alternate."""
    step = Progress("Measuring, one round of each in turn")
    found, done, groups = {}, 0, grouped()
    for group in groups:
        count = 2 if quick else max(PLAN[work][0] for work in group)
        for number in range(count + 1):
            for work in group:
                for kind in PLAN[work][1]:
                    if kind in made:
                        figure = made[kind].ask("round", work=work)
                        if number:  # the first one warms up
                            found.setdefault((kind, work), []).append(figure)
        done += 1
        step.at(done, len(groups), " groups of rows")
    step.done()
    return {key: median(figures) for key, figures in found.items()}


def grouped():
    """Works whose figures are compared with each other take turns."""
    followers = {second for _first, second in TOGETHER}
    return [
        [work, *(second for first, second in TOGETHER if first == work)]
        for work in PLAN
        if work not in followers
    ]


def median(figures):
    return {
        "ms": statistics.median(figure["ms"] for figure in figures),
        "queries": int(statistics.median(figure["queries"] for figure in figures)),
    }


def over_http(ours):
    step = Progress("Measuring over HTTP: a real server, people with browsers")
    with serving(ours.database) as address:
        figures = traffic.measure(ours, address)
        figures |= desk.measure(ours, address)
    step.done()
    return figures


def report(table):
    columns = ("work", "peer", "ours", "ratio", "aim", "verdict")
    heads = ("work", "peers", "ours", "ratio", "aim", "verdict")
    lines = [heads, *(tuple(getattr(row, name) for name in columns) for row in table)]
    widths = [max(len(line[number]) for line in lines) for number in range(len(heads))]
    for number, line in enumerate(lines):
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        )
        if not number:
            print("  ".join("-" * width for width in widths))
    met = sum(row.verdict == "met" for row in table)
    load = os.getloadavg()[1]
    print(
        f"\nTimes are medians with flush and hooks, without COMMIT; q = queries."
        f" Load {load:.1f} on {os.cpu_count()} cores: compare ratios and queries."
    )
    print(f"{met} of {len(table)} aims met.", flush=True)


if __name__ == "__main__":
    run(main)
