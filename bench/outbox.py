#!/usr/bin/env python3
"""Measure the outbox: putting 5 000 messages in, handing mails and SMS to servers on loopback.

scripts/python bench/outbox.py           makes the database bench_outbox, measures, removes it
scripts/python bench/outbox.py --keep    leaves it behind; a second run then measures only
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts" / "lib"), str(ROOT)]
import contestants
import databases
import part
import rows
from place import Progress, run

NAME = "bench_outbox"
PER_SECOND, TEXTS_PER_SECOND = 40, 20
INSTALMENTS = 850  # ms: a tenth of what OCA's credit control takes for 5 000 instalments


def measure(keep=False):
    """{"enqueue": {ms, queries}, "few": the same of 50, "sent": {count, seconds, given}}."""
    from tests.faults.mail_server import mail_server
    from tests.faults.outbox_world import GATEWAY
    from tests.faults.sms_server import sms_server

    if not (keep and databases.exists(NAME)):
        databases.clone(NAME, "addon")
    contestant = contestants.Contestant("outbox", NAME)
    step = Progress("Putting 5 000 messages into the outbox and handing mails over")
    try:
        contestant.ask("call", name="fill")
        found = {work: contestant.ask("round", work=work) for work in ("few", "enqueue")}
        with mail_server() as (script, port):
            found["sent"] = contestant.ask("call", name="send", port=port)
            found["sent"]["given"] = len(script.ledger)
        with sms_server() as (script, port):
            script.mode = "latency"
            found["texts"] = contestant.ask("call", name="send_texts", port=port, gateway=GATEWAY)
            found["texts"]["given"] = len(script.ledger)
    finally:
        contestants.finish({"outbox": contestant}, drop=not keep)
    step.done()
    return found


def table_rows(figures):
    """The rows of the bench's table."""
    few, many, sent = figures["few"], figures["enqueue"], figures["sent"]
    speed = sent["count"] / sent["seconds"]
    texts = figures["texts"]
    pace = texts["count"] / texts["seconds"]
    return [
        rows.Row(
            "outbox: 5 000 messages put in", "", rows.shown(many), "", "≤ 850 ms, as many queries as 50",
            [("time", many["ms"] <= INSTALMENTS), ("queries", many["queries"] <= few["queries"])],
        ),
        rows.Row(
            f"outbox: {sent['count']} mails, one worker, loopback", "",
            f"{speed:.0f}/s on the wall", "", f"≥ {PER_SECOND}/s",
            [("speed", speed >= PER_SECOND), ("each once", sent["given"] == sent["count"])],
        ),
        rows.Row(
            f"outbox: {texts['count']} SMS, one worker, 20 ms gateway", "",
            f"{pace:.0f}/s on the wall", "", f"≥ {TEXTS_PER_SECOND}/s",
            [("speed", pace >= TEXTS_PER_SECOND), ("each once", texts["given"] == texts["count"])],
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    run(lambda: part.main(__doc__, measure, table_rows))
