"""A database as a wholesaler has it after two years, made by SQL, and the X-ray of it.

100 000 counterparties, 250 000 quotations and orders of four lines, their notes, 150 000 invoices
and what was paid of them. Rows are copied from one that Odoo made, so that every column is filled.
"""

import time

PARTNERS, ORDERS, LINES, INVOICES = 100_000, 250_000, 4, 150_000
WORKS = {}
TABLES = (
    "res_partner", "sale_order", "sale_order_line", "mail_message", "mail_tracking_value",
    "account_move", "account_move_line", "account_partial_reconcile",
)  # fmt: skip
# Half of the orders go to a tenth of the clients: these buy regularly.
CLIENT = f"(CASE WHEN n % 2 = 0 THEN n / 2 % {PARTNERS // 10} ELSE n * 7919 % {PARTNERS} END)"
DAYS_AGO = f"(730 - n * 730 / {ORDERS})"
RIGHT_NUMBER = """(SELECT b || sum(w * substr(b, i::int, 1)::int) % 11 % 10
    FROM unnest(ARRAY[2,4,10,3,5,9,4,6,8]) WITH ORDINALITY x(w, i),
         (SELECT (770000000 + n - (n % 50 = 0)::int)::text AS b) y GROUP BY b)"""


def fill(env):
    """Make the data; {} back. The clock is the transaction's."""
    cr = env.cr
    partner, order, invoice = _patterns(env)
    cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _stop_checking(cr)
    partners = _partners(cr, partner)
    orders = _orders(cr, order, partners)
    _notes(env, orders)
    _invoices(cr, invoice, partners)
    return {}


def settle(env):
    """What a database that has run for a day knows about its tables."""
    import data

    data.analyze(env.cr)
    return {}


def cards(env):
    """[(card, {ms, wall, queries})] in the order in which the screen asks for them.

    On one core: PostgreSQL's helpers would be faster, but nobody could tell how busy they were.
    """
    import clock

    env.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    xray, figures = env["bpm.xray"].with_user(env.ref("base.user_admin")), []
    for card in xray.xray_cards():
        env.invalidate_all()
        queries = env.cr.sql_log_count
        busy, start = clock.busy_seconds(env.cr), time.perf_counter()
        found = xray.xray_card(card["name"])
        wall = time.perf_counter() - start
        assert found["enough"], found
        seconds = clock.busy_seconds(env.cr) - busy or wall
        figure = {"ms": seconds * 1000, "wall": wall * 1000}
        figures.append((card["name"], figure | {"queries": env.cr.sql_log_count - queries}))
    return figures


def _stop_checking(cr):
    """Copies need no check of what they point to, and no guard: the database is thrown away."""
    cr.execute(
        """SELECT conrelid::regclass, conname FROM pg_constraint
            WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)""",
        (list(TABLES),),
    )
    for table, name in cr.fetchall():
        cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for table in TABLES:
        cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _patterns(env):
    """One of each, made by Odoo: a client, a confirmed order, a posted invoice."""
    partner = env["res.partner"].create({"name": "Pattern", "is_company": True})
    product = env["product.product"].create({"name": "Glass", "list_price": 100.0})
    order = env["sale.order"].create({
        "partner_id": partner.id,
        "order_line": [(0, 0, {"product_id": product.id, "product_uom_qty": 2})],
    })  # fmt: skip
    order.action_confirm()
    invoice = env["account.move"].create({
        "move_type": "out_invoice", "partner_id": partner.id,
        "invoice_line_ids": [(0, 0, {"name": "Glass", "quantity": 1, "price_unit": 100.0, "tax_ids": []})],
    })  # fmt: skip
    invoice.action_post()
    env.flush_all()
    env.cr.precommit.run()
    return partner, order, invoice


def _partners(cr, partner):
    return copies(
        cr, "res_partner", partner.id, PARTNERS,
        commercial_partner_id="id", name="'Client ' || n - (n % 50 = 1)::int",
        complete_name="'Client ' || n", email="'a' || n || '@x.example'",
        email_normalized="'a' || n / 2 * 2 + (n % 40 <> 1)::int * (n % 2) || '@x.example'",
        phone_sanitized="'+7495' || lpad((n * 3)::text, 7, '0')",
        vat=f"CASE WHEN n % 5 > 1 THEN {RIGHT_NUMBER} WHEN n % 100 = 1 THEN '7707083894' END",
        country_id="(SELECT id FROM res_country WHERE code = 'RU')", partner_share="TRUE",
    )  # fmt: skip


def _orders(cr, order, partners):
    date = f"now() at time zone 'UTC' - {DAYS_AGO} * interval '1 day'"
    state = (
        "CASE n % 10 WHEN 0 THEN 'cancel' WHEN 1 THEN 'sent' WHEN 2 THEN 'draft' ELSE 'sale' END"
    )
    partner = f"{partners} + {CLIENT}"
    orders = copies(
        cr, "sale_order", order.id, ORDERS,
        name="'X' || n", partner_id=partner, partner_invoice_id=partner, partner_shipping_id=partner,
        date_order=date, create_date=date, state=state, amount_total="CASE WHEN n % 999 = 5 THEN 900000 ELSE 100 + n % 9973 * 10 END",
        access_token="NULL",
    )  # fmt: skip
    copies(
        cr, "sale_order_line", order.order_line.id, ORDERS * LINES,
        order_id=f"{orders} + n / {LINES}", order_partner_id="NULL",
        discount="CASE WHEN n % 60 = 0 THEN 20 WHEN n % 7 = 0 THEN 5 ELSE 0 END",
        price_unit="CASE WHEN n % 90 = 0 THEN 80 ELSE 100 END", technical_price_unit="100",
    )  # fmt: skip
    return orders


def _notes(env, orders):
    """Each order's confirmation, and a change of the total after every hundredth."""
    cr, fields = env.cr, env["ir.model.fields"]
    cr.execute(
        "SELECT m.id, v.id FROM mail_message m JOIN mail_tracking_value v ON v.mail_message_id = m.id"
        " WHERE m.model = 'sale.order' ORDER BY m.id DESC LIMIT 1"
    )
    message, value = cr.fetchone()
    for name, every in (("state", 1), ("amount_total", 100)):
        count = ORDERS // every
        messages = copies(
            cr, "mail_message", message, count,
            res_id=f"{orders} + n * {every} + {every // 20}", message_id="'x' || n",
            create_uid="CASE WHEN n % 40 = 0 THEN r.create_uid ELSE 1000 END",
        )  # fmt: skip
        copies(
            cr, "mail_tracking_value", value, count,
            mail_message_id=f"{messages} + n", field_id=str(fields._get("sale.order", name).id),
            old_value_float="100.0", new_value_float="90.0 + n % 30",
        )  # fmt: skip


def _invoices(cr, invoice, partners):
    """Due a month after a day of the last two years; nine of ten were paid around then."""
    due_line = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
    days = f"(n * 730 / {INVOICES} - 730)"
    partner, date = f"{partners} + {CLIENT}", f"current_date + {days}::int"
    paid = "(n % 10 < 9)"
    moves = copies(
        cr, "account_move", invoice.id, 2 * INVOICES,
        name="'XI' || n", partner_id=partner, commercial_partner_id=partner, access_token="NULL",
        move_type=f"CASE WHEN n < {INVOICES} THEN 'out_invoice' ELSE 'entry' END",
    )  # fmt: skip
    due = copies(
        cr, "account_move_line", due_line.id, INVOICES,
        move_id=f"{moves} + n", partner_id=partner, date=date, date_maturity=f"{date} + 30",
        amount_residual=f"CASE WHEN {paid} THEN 0 ELSE 100 END", reconciled=paid,
    )  # fmt: skip
    payments = copies(
        cr, "account_move_line", due_line.id, INVOICES,
        move_id=f"{moves} + {INVOICES} + n", partner_id=partner,
        date=f"{date} + (20 + n % 31)::int", display_type="'product'", balance="-100", debit="0",
        credit="100", amount_currency="-100", amount_residual="0", reconciled="TRUE",
    )  # fmt: skip
    cr.execute(
        f"""INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, amount,
                debit_amount_currency, credit_amount_currency, company_id, max_date)
            SELECT {due} + n, {payments} + n, 100, 100, 100, {invoice.company_id.id}, current_date
              FROM generate_series(0, {INVOICES - 1}) n WHERE {paid}"""
    )


def copies(cr, table, row_id, count, **changed):
    """Copy one row; ``changed``: column = expression over n (0, 1, 2 …) and the new id.

    Returns the id of the first copy; the others follow without a gap.
    """
    cr.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")
    first = cr.fetchone()[0]
    cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", (table,))
    columns = [name for (name,) in cr.fetchall() if name != "id"]
    values = [changed.get(name, f'r."{name}"') for name in columns]
    values = ["n.id" if value == "id" else value for value in values]
    names = ", ".join(f'"{name}"' for name in columns)
    cr.execute(
        f"""INSERT INTO {table} (id, {names}) SELECT n.id, {", ".join(values)}
              FROM {table} r,
                   (SELECT n::bigint, n + {first} AS id FROM generate_series(0, {count - 1}) n) n
             WHERE r.id = {row_id}"""
    )
    cr.execute(f"SELECT setval('{table}_id_seq', {first + count})")
    return first
