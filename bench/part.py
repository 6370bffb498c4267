"""A part of the benchmark as a program of its own: measure, and print its rows."""

import argparse
import os

import server


def main(description, measure, table_rows):
    """`measure(keep)` gives figures, `table_rows(figures)` the rows.Row of them."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", action="store_true")
    keep = parser.parse_args().keep
    server.prepare()
    for row in table_rows(measure(keep)):
        verdict = f"{row.aim}: {row.verdict}" if row.aim else ""
        print(f"{row.work:60}{row.peer:>34}{row.ours:>32}{row.ratio:>10}  {verdict}")
    print(f"Load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.", flush=True)
    return 0
