"""Counterparties with 200 attributes, all filled, and what is done with them; each work stands beside
the same in SQL written by hand; the list beside one of ten fields of Odoo's own."""

import os

import data

PARTNERS, ROUNDS = int(os.environ.get("BENCH_PARTNERS", "100000")), 5
# {type: (how many, the value of the n-th counterparty as SQL)}
FILLED = {
    "char": (100, "'v' || mod(n, 5000)"),
    "integer": (50, "mod(n, 1000)"),
    "float": (20, "mod(n, 1000) / 4.0"),
    "date": (20, "date '2020-01-01' + mod(n, 2000)"),
    "boolean": (10, "mod(n, 3) = 0"),
}
SHOWN = [f"x_bpm_bench_{kind}_{number}" for kind in FILLED for number in (1, 2)]
TEXT, WHOLE, DAY = "x_bpm_bench_char_1", "x_bpm_bench_integer_1", "x_bpm_bench_boolean_1"
OWN = "email phone street street2 city zip vat ref website function".split()
CONTEXT = {"bin_size": True, "tracking_disable": True}
WORKS = {}


def fill(env):
    """Make attributes and counterparties once; {} back."""
    attributes = env["bpm.partner.attribute"]
    if attributes.search_count([("code", "=", "bench_char_1")]):
        return {}
    one_set = env["bpm.partner.attribute.set"].create({"name": "Bench"})
    attributes.create(
        [
            {
                "name": f"Bench {kind} {number}", "code": f"bench_{kind}_{number}", "type": kind,
                "set_id": one_set.id, "is_indexed": kind == "char" and number == 1,
            }
            for kind, (count, _value) in FILLED.items()
            for number in range(1, count + 1)
        ]
    )  # fmt: skip
    pattern = env["res.partner"].create({"name": "Bench client", "is_company": True})
    env.flush_all()
    values = {
        f"x_bpm_bench_{kind}_{number}": value
        for kind, (count, value) in FILLED.items()
        for number in range(1, count + 1)
    }
    data.multiply(
        env.cr, "res_partner", pattern.id, PARTNERS,
        name="'Bench client ' || n", complete_name="'Bench client ' || n",
        commercial_partner_id="currval('res_partner_id_seq')", **values,
    )  # fmt: skip
    return {}


def settle(env):
    """What a database that has run for a day knows about its tables."""
    data.analyze(env.cr)
    return {}


def partners(env):
    return env["res.partner"].with_context(**CONTEXT)


def listed(env, names):
    specification = {name: {} for name in ("complete_name", *names)}
    partners(env).web_search_read([], specification, limit=80, count_limit=10_001)


def by_hand(query):
    def run(env):
        env.cr.execute(query)
        env.cr.fetchall()

    return run


# {work: (ours, what it stands beside)}
PAIRS = {
    "search by an attribute, equal": (
        lambda env: partners(env).search([(TEXT, "=", "v77")], limit=80),
        by_hand(
            f"SELECT id FROM res_partner WHERE active AND {TEXT} = 'v77'"
            " ORDER BY complete_name ASC, id DESC LIMIT 80"
        ),
    ),
    "group by an attribute": (
        lambda env: partners(env)._read_group([], [DAY], ["__count"]),
        by_hand(f"SELECT {DAY}, count(*) FROM res_partner WHERE active GROUP BY 1 ORDER BY 1"),
    ),
    "sum of an attribute": (
        lambda env: partners(env)._read_group([], [], [f"{WHOLE}:sum"]),
        by_hand(f"SELECT sum({WHOLE}) FROM res_partner WHERE active"),
    ),
    "list of 80 with 10 attributes": (
        lambda env: listed(env, SHOWN),
        lambda env: listed(env, OWN),
    ),
}


def bought(env):
    """One of the many counterparties, with an order and a message: it has a Portrait."""
    partner = partners(env).search([(TEXT, "=", "v77")], limit=1)
    product = env["product.product"].create({"name": "Bench desk", "type": "service"})
    line = (0, 0, {"product_id": product.id, "price_unit": 100.0})
    env["sale.order"].create({"partner_id": partner.id, "order_line": [line]}).action_confirm()
    partner.message_post(body="Prices by Friday")
    return partner


def card(_env, partner):
    """What the server does for an open card: the form, chips, Portrait, line of time, Details."""
    form = partner.get_view(view_type="form")
    read(partner, form["models"]["res.partner"])
    partner.bpm_chips()
    partner.bpm_portrait()
    partner.bpm_timeline()
    details = partner.bpm_details("bpm_details")
    read(partner, details["models"]["res.partner"]["fields"])


def read(partner, names):
    fields = partner._fields
    partner.web_read(
        {
            name: {"fields": {"display_name": {}}} if fields[name].relational else {}
            for name in names
            if name in fields
        }
    )


def opened(env):
    """{ms, wall, queries} of an open card, the best of a few rounds."""
    import clock

    taken = [clock.one_round(env, bought, card) for _round in range(ROUNDS + 1)][1:]
    return min(taken, key=lambda figure: figure["wall"])


def works(env):
    """[(work, ours, by hand)]: the best figures of a few rounds that alternate."""
    import clock

    env.cr.execute("SET max_parallel_workers_per_gather = 0")
    found = []
    for work, pair in PAIRS.items():
        taken = [
            [clock.one_round(env, None, lambda env, _none, run=run: run(env)) for run in pair]
            for _round in range(ROUNDS + 1)
        ][1:]  # the first one warms up
        ours, sql = (
            min(figures, key=lambda figure: figure["ms"]) for figures in zip(*taken, strict=True)
        )
        found.append((work, ours, sql))
    return found
