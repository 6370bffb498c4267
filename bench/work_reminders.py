"""Payment reminders for 5 000 instalments that are due, from the account into the outbox.

The rows are copied from one invoice that Odoo made, so that every column is filled; each round is
rolled back.
"""

import time
from datetime import date

from work_xray import copies

INSTALMENTS, PARTNERS = 5_000, 1_000


def make(env):
    """A company's account with what is due; returns the company."""
    company = env.company
    company.write({"bpm_outreach_mode": "live", "bpm_outreach_live_since": "2026-01-01 00:00:00"})
    if env["account.move"].search_count([("name", "=", "XI0")], limit=1):
        return company  # kept from an earlier run
    partner = env["res.partner"].create(
        {"name": "Pattern", "is_company": True, "email": "pattern@bench.invalid"}
    )
    invoice = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_line_ids": [
                (0, 0, {"name": "Glass", "quantity": 1, "price_unit": 100.0, "tax_ids": []})
            ],
        }
    )
    invoice.action_post()
    env.flush_all()
    cr = env.cr
    due = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
    cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("res_partner", "account_move", "account_move_line"):
        cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    partners = copies(
        cr, "res_partner", partner.id, PARTNERS, name="'Client ' || n", commercial_partner_id="id",
        complete_name="'Client ' || n", email="'c' || n || '@bench.invalid'",
        email_normalized="'c' || n || '@bench.invalid'",
    )  # fmt: skip
    who = f"{partners} + n % {PARTNERS}"
    moves = copies(
        cr, "account_move", invoice.id, INSTALMENTS, name="'XI' || n", partner_id=who,
        commercial_partner_id=who, access_token="NULL",
    )  # fmt: skip
    copies(
        cr, "account_move_line", due.id, INSTALMENTS, move_id=f"{moves} + n", partner_id=who,
        date_maturity="current_date - 8 - (n % 30)::int",
    )  # fmt: skip
    for table in ("res_partner", "account_move", "account_move_line"):
        cr.execute(f"ANALYZE {table}")
    env.invalidate_all()
    return company


def into_outbox(env, company):
    """Prepared, and sent as a person does who presses Send all."""
    reminders = env["bpm.payment.reminder"]
    prepared = reminders._prepare(company, date.today())
    assert len(prepared) >= PARTNERS, len(prepared)
    sent = prepared._send()
    env.flush_all()
    assert len(sent) == len(prepared)
    return sent


def prepare_only(env, company):
    env["bpm.payment.reminder"]._prepare(company, date.today())
    env.flush_all()


def by_sql(env, company):
    """The least any program has to do: find what is due and write a row for each counterparty."""
    env.cr.execute(
        """CREATE TEMP TABLE bench_outbox ON COMMIT DROP AS
           SELECT p.commercial_partner_id, sum(l.amount_residual) AS amount, array_agg(l.id) AS lines
             FROM account_move_line l
             JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
             JOIN res_partner p ON p.id = l.partner_id
            WHERE l.company_id = %s AND l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
              AND l.amount_residual > 0 AND l.date_maturity < current_date
            GROUP BY p.commercial_partner_id""",
        (company.id,),
    )


def measured(env, work, company):
    """{"ms", "queries"} of one round, rolled back; processor time, as in clock.py."""
    import clock

    env.flush_all()
    env.invalidate_all()
    with env.cr.savepoint() as point:
        queries, start = env.cr.sql_log_count, time.perf_counter()
        busy = clock.busy_seconds(env.cr)
        work(env, company)
        seconds = clock.busy_seconds(env.cr) - busy or time.perf_counter() - start
        figure = {"ms": seconds * 1000, "queries": env.cr.sql_log_count - queries}
        point.rollback()
    env.invalidate_all(flush=False)
    return figure


def figures(env):
    """{work: the best of three rounds}."""
    company = make(env)
    works = {"sql": by_sql, "prepare": prepare_only, "reminders": into_outbox}
    found = {}
    for name, work in works.items():
        rounds = [measured(env, work, company) for _round in range(3)]
        found[name] = min(rounds, key=lambda figure: figure["ms"])
    return found
