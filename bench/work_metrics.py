"""A database with 100 000 counterparties and 1 000 000 receivable lines, and the figures of it.

160 000 invoices in three instalments, most of them paid, and 250 000 orders, over two years; made
by SQL from rows that Odoo made (work_xray.py).
"""

import time

import work_xray
from work_xray import CLIENT, ORDERS, PARTNERS, copies

INVOICES, PARTS = 170_000, 3
LINES = INVOICES * PARTS
WORKS = {}
POSTED = 200
settle = work_xray.settle
# What a patient person would write without the addon: a temporary table in place of rows that
# are updated, made in one go, without notes, portions and places.
BARE = "CREATE TEMP TABLE bare_figures ON COMMIT DROP AS WITH {} SELECT * FROM figure"


def fill(env):
    """Make the data; {} back."""
    cr = env.cr
    attribute = {"name": "Level", "code": "bench_level", "type": "integer"}
    bench = env["bpm.partner.attribute.set"].create({"name": "Bench"})
    env["bpm.partner.attribute"].create({**attribute, "set_id": bench.id})
    partner, order, invoice = work_xray._patterns(env)
    cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
    work_xray._stop_checking(cr)
    partners = work_xray._partners(cr, partner)
    cr.execute("UPDATE res_partner SET x_bpm_bench_level = id %% 10 WHERE id >= %s", (partners,))
    cr.execute(
        """INSERT INTO bpm_partner_role_rel (partner_id, role_id)
           SELECT id, %s FROM res_partner WHERE id >= %s ON CONFLICT DO NOTHING""",
        (_customer(env).id, partners),
    )
    client = f"{partners} + {CLIENT}"
    copies(
        cr, "sale_order", order.id, ORDERS, name="'X' || n", partner_id=client, access_token="NULL",
        date_order=f"now() at time zone 'UTC' - {work_xray.DAYS_AGO} * interval '1 day'",
    )  # fmt: skip
    _invoices(cr, invoice, client)
    for table in work_xray.TABLES:  # notes are part of what is measured
        cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    cr.commit()
    return {}


def _invoices(cr, invoice, client):
    """Instalments a month apart; nine of ten were paid around their day."""
    due_line = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
    day, paid = f"(n / {PARTS} * 700 / {INVOICES} - 730)", "(n % 10 < 9)"
    partner = client.replace("n ", f"(n / {PARTS}) ")
    date = f"current_date + {day}::int"
    moves = copies(
        cr, "account_move", invoice.id, 2 * INVOICES, name="'XI' || n", access_token="NULL",
        partner_id=client.replace("n ", f"(n % {INVOICES}) "),
        move_type=f"CASE WHEN n < {INVOICES} THEN 'out_invoice' ELSE 'entry' END",
        invoice_date=f"current_date + (n % {INVOICES} * 700 / {INVOICES} - 730)::int",
    )  # fmt: skip
    due = copies(
        cr, "account_move_line", due_line.id, LINES, move_id=f"{moves} + n / {PARTS}",
        partner_id=partner, date=date, invoice_date=date,
        date_maturity=f"{date} + (30 * (1 + n % {PARTS}))::int",
        amount_residual=f"CASE WHEN {paid} THEN 0 ELSE 100 END", reconciled=paid,
    )  # fmt: skip
    payments = copies(
        cr, "account_move_line", due_line.id, LINES, move_id=f"{moves} + {INVOICES} + n / {PARTS}",
        partner_id=partner, date=f"{date} + (30 * (1 + n % {PARTS}) - 10 + n % 31)::int",
        display_type="'product'", balance="-100", debit="0", credit="100", amount_currency="-100",
        amount_residual="0", reconciled="TRUE",
    )  # fmt: skip
    cr.execute(
        f"""INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, amount,
                debit_amount_currency, credit_amount_currency, company_id, max_date)
            SELECT {due} + n, {payments} + n, 100, 100, 100, l.company_id, current_date
              FROM generate_series(0, {LINES - 1}) n
              JOIN account_move_line l ON l.id = {due} + n WHERE {paid}"""
    )


def figures(env):
    """{work: {ms, wall, queries}}: everybody, by the addon and by the bare statement."""
    return {
        "ours": _timed(env, _everybody),
        "bare": _timed(env, _bare),
        "again": _timed(env, _everybody_again),
        "count": _timed(env, _count),
        "segment": _timed(env, _segment),
    }


def posting(env):
    """The same of posting 200 invoices, with the notes and without, in turns."""
    found = {"with": [], "without": []}
    for _round in range(3):
        for kind in found:
            found[kind].append(_timed(env, _post, kind))
    return {kind: min(rounds, key=lambda one: one["ms"]) for kind, rounds in found.items()}


def _timed(env, run, *arguments):
    import clock

    prepared = run.prepare(env, *arguments) if hasattr(run, "prepare") else None
    env.flush_all()
    env.invalidate_all()
    queries, busy, start = env.cr.sql_log_count, clock.busy_seconds(env.cr), time.perf_counter()
    run(env, prepared)
    env.flush_all()
    wall = time.perf_counter() - start
    seconds = clock.busy_seconds(env.cr) - busy or wall
    env.cr.rollback()
    return {"ms": seconds * 1000, "wall": wall * 1000, "queries": env.cr.sql_log_count - queries}


def _everybody(env, _prepared):
    """What the scheduled action does after installation."""
    _on_one_core(env)
    import odoo.addons.bpm_crm_addon.models.rule.metric_cron as cron

    env.cr.execute(cron.EVERYBODY)
    metric = env["bpm.partner.metric"]
    while metric._refresh_waiting(cron.PORTION):
        pass
    metric._rank()


def _everybody_again(env, _prepared):
    """What it does each morning: all rows are there and of another day."""
    _on_one_core(env)
    import odoo.addons.bpm_crm_addon.models.rule.metric_cron as cron

    while env["bpm.partner.metric"]._refresh_waiting(cron.PORTION):
        pass
    env["bpm.partner.metric"]._rank()


def _before_the_morning(env):
    _everybody(env, None)
    env.cr.execute("UPDATE bpm_partner_metric SET computed_on = computed_on - 1")


_everybody_again.prepare = _before_the_morning


def _bare(env, _prepared):
    _on_one_core(env)
    metric = env["bpm.partner.metric"]
    env.cr.execute("SELECT array_agg(DISTINCT commercial_partner_id) FROM res_partner")
    [firms] = env.cr.fetchone()
    tables = metric._tables(firms, metric._all_companies())
    env.cr.execute(BARE.format(tables.code), tables.params)


def _count(env, _prepared):
    """A list of late payers who bought lately, counted."""
    env["res.partner"].search_count(
        [("bpm_is_overdue", "=", True), ("bpm_last_purchase", ">", "today -60d")]
    )


_count.prepare = lambda env: _everybody(env, None)


def _segment(env, segment):
    """What the form of a segment shows: how many belong to it, and ten of them."""
    assert segment.count and len(segment.sample_ids) == 10
    segment.sample_ids.read(["display_name", "bpm_last_purchase", "bpm_pays", "bpm_rfm_group"])


def _a_mixed_segment(env):
    """An attribute, a role, what was bought, and two figures; a third of all bought glass."""
    _everybody(env, None)
    glass = env["product.product"].search([("name", "=", "Glass")], limit=1)
    glass.categ_id = env["product.category"].create({"name": "Bench"})
    env.cr.execute(
        """INSERT INTO bpm_partner_purchase (partner_id, company_id, product_id, amount_year, last_on)
           SELECT id, %s, %s, 100, current_date FROM res_partner WHERE id %% 3 = 0""",
        (env.company.id, glass.id),
    )
    env.cr.execute("ANALYZE bpm_partner_metric, bpm_partner_purchase")
    condition = [
        ("x_bpm_bench_level", ">", 2),
        ("bpm_role_ids", "in", _customer(env).ids),
        ("bpm_purchase_ids.categ_id", "child_of", glass.categ_id.id),
        ("bpm_recency", "<", 200),
        ("bpm_overdue", ">", 0),
    ]
    return env["bpm.segment"].create({"name": "S", "action": "call", "domain": repr(condition)})


_segment.prepare = _a_mixed_segment


def _customer(env):
    return env["bpm.partner.role"].search([("code", "=", "customer")])


def _post(env, invoices):
    invoices.action_post()


def _invoices_to_post(env, kind):
    if kind == "without":
        env.cr.execute("ALTER TABLE account_move_line DISABLE TRIGGER USER")
    partners = env["res.partner"].search([], limit=50, order="id desc")
    return env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": partners[number % len(partners)].id,
                "invoice_line_ids": [
                    (0, 0, {"name": "Glass", "price_unit": 100.0, "tax_ids": []}) for _one in "12"
                ],
            }
            for number in range(POSTED)
        ]
    )


_post.prepare = _invoices_to_post


def _on_one_core(env):
    env.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")


assert PARTNERS == 100_000
