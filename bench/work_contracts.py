"""10 000 contracts and as many quotations, copied from one of each; lists as the web client reads
them."""

import time

from work_xray import copies

CONTRACTS = 10_000
STATES = "(ARRAY['draft','approval','signing','active','active','expired'])[1 + n % 6]"
LIST = (
    *("number", "type_id", "partner_id", "name", "user_id", "date_until", "notice_date"),
    *("current_amount", "currency_id", "state"),
)
QUOTATIONS = (
    *("name", "date_order", "partner_id", "user_id", "activity_ids", "team_id", "amount_total"),
    *("currency_id", "state", "invoice_status"),
)


def make(env):
    """The contracts, their parties and an obligation each, and the quotations."""
    partner = env["res.partner"].create({"name": "Pattern", "is_company": True})
    contract = env["bpm.contract"].create(
        {
            "type_id": env["bpm.contract.type"].search([], limit=1).id,
            "partner_id": partner.id,
            "name": "Glass",
            "amount": 1000.0,
            "date_start": "2026-01-01",
            "date_end": "2026-12-31",
            "obligation_ids": [(0, 0, {"name": "Report", "due": "2026-06-01"})],
        }
    )
    order = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "order_line": [(0, 0, {"name": "Glass", "display_type": "line_section"})],
        }
    )
    env.flush_all()
    cr = env.cr
    cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cr.execute("ALTER TABLE sale_order DISABLE TRIGGER USER")
    cr.execute("ALTER TABLE bpm_contract DISABLE TRIGGER USER")
    first = copies(
        cr, "bpm_contract", contract.id, CONTRACTS, number="'X-' || n", state=STATES,
        date_until="current_date + (n % 700)::int",
        notice_date="current_date + (n % 700)::int - 30",
    )  # fmt: skip
    copies(
        cr, "bpm_contract_party", contract.party_ids[1].id, CONTRACTS, contract_id=f"{first} + n"
    )
    copies(
        cr, "bpm_contract_obligation", contract.obligation_ids.id, CONTRACTS,
        contract_id=f"{first} + n", due="current_date + (n % 300)::int",
    )  # fmt: skip
    copies(cr, "sale_order", order.id, CONTRACTS, name="'XQ' || n", access_token="NULL")
    for table in ("bpm_contract", "bpm_contract_party", "bpm_contract_obligation", "sale_order"):
        cr.execute(f"ANALYZE {table}")
    env.invalidate_all()


def listed(env, model, names):
    """The first page of a list, as the web client asks for it."""
    spec = {
        name: {"fields": {"display_name": {}}} if env[model]._fields[name].relational else {}
        for name in names
    }
    found = env[model].web_search_read([], spec, limit=80, count_limit=10_001)
    assert len(found["records"]) == 80


def board(env, model):
    """The columns of a board with their sums."""
    amount = "current_amount:sum" if model == "bpm.contract" else "amount_total:sum"
    assert env[model].formatted_read_group([], ["state"], ["__count", amount])


def remind(env):
    """An hour in which nothing new is due."""
    env["bpm.contract"]._remind()
    env.flush_all()


def by_sql(env):
    """The least any program has to do: read what is due within two months."""
    for query in env["bpm.contract"]._dated().values():
        env.cr.execute("SELECT * FROM (%s) d WHERE d.date <= current_date + 61" % query.code)  # noqa: UP031
        env.cr.fetchall()


def measured(env, work, *arguments):
    env.flush_all()
    env.invalidate_all()
    queries, start = env.cr.sql_log_count, time.perf_counter()
    work(env, *arguments)
    seconds = time.perf_counter() - start
    return {"ms": seconds * 1000, "queries": env.cr.sql_log_count - queries}


def figures(env):
    """{work: the best of five rounds}."""
    make(env)
    remind(env)  # what is due today is told once; the hours after it are measured
    works = {
        "list": (listed, "bpm.contract", LIST),
        "list_peer": (listed, "sale.order", QUOTATIONS),
        "board": (board, "bpm.contract"),
        "board_peer": (board, "sale.order"),
        "reminders": (remind,),
        "reminders_peer": (by_sql,),
    }
    return {
        name: min((measured(env, *work) for _round in range(5)), key=lambda one: one["ms"])
        for name, work in works.items()
    }
