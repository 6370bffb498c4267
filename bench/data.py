"""The same data in every database: people, 300 quotations of one line, 200 of five, and fillers."""

ONE_LINE, FIVE_LINES, FILLERS = 300, 200, 10_000
APPROVERS = ("bench_first", "bench_second", "bench_third")
SELLER, BUSY = "bench_seller", "bench_busy"


def make(env):
    """Create it as the superuser; the salesperson owns the quotations."""
    quiet = env(context={"tracking_disable": True, "no_reset_password": True})
    groups = [env.ref("base.group_user").id, env.ref("sales_team.group_sale_salesman_all_leads").id]
    make_users(quiet, [SELLER, BUSY, *APPROVERS], groups)
    seller = user(env, SELLER)
    product = quiet["product.product"].create(
        {"name": "Bench desk", "list_price": 100.0, "type": "service"}
    )
    partners = env["res.partner"].search([("is_company", "=", True)], limit=10, order="id")
    quiet["sale.order"].create([
        {
            "partner_id": partners[number % len(partners)].id,
            "user_id": seller.id,
            "client_order_ref": f"BENCH-{lines}-{number:03}",
            "order_line": [
                (0, 0, {"product_id": product.id, "product_uom_qty": 1 + number % 5, "price_unit": 100.0})
            ] * lines,
        }
        for lines, count in ((1, ONE_LINE), (5, FIVE_LINES))
        for number in range(count)
    ])  # fmt: skip
    env.flush_all()
    template = quotes(env, 1)
    multiply(env.cr, "sale_order", template.id, name="'FILLER' || n", client_order_ref="'FILLER-' || n",
             access_token="NULL")  # fmt: skip


def make_users(env, logins, groups):
    """Users who can log in with their login as password and read their bell in Odoo."""
    return env["res.users"].create(
        [
            {
                "name": login.replace("_", " ").title(),
                "login": login,
                "password": login,
                "email": f"{login}@example.com",
                "notification_type": "inbox",
                "group_ids": [(6, 0, groups)],
            }
            for login in logins
        ]
    )


def user(env, login):
    return env["res.users"].search([("login", "=", login)])


def seen_by(records, login):
    """``records`` as a person's web client asks for them: with user, language, zone and company."""
    person = user(records.env, login)
    return records.with_user(person).with_context(
        lang="en_US", tz="Europe/Kyiv", allowed_company_ids=person.company_id.ids
    )


def quotes(env, count, lines=1, login=None):
    """The first quotations with this many lines, as the superuser or as a user."""
    found = env["sale.order"].search(
        [("client_order_ref", "=like", f"BENCH-{lines}-%")], limit=count, order="id"
    )
    return seen_by(found, login) if login else found


def multiply(cr, table, row_id, count=FILLERS, **changed):
    """Copy one row many times by SQL; ``changed``: column = expression that may use n (1, 2, …)."""
    cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", (table,))
    columns = [name for (name,) in cr.fetchall() if name != "id"]
    values = ", ".join(changed.get(name, f'r."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} r, generate_series(1, {count}) n"
        f" WHERE r.id = %s ORDER BY n",
        (row_id,),
    )


def filler_ids(cr):
    cr.execute("SELECT id FROM sale_order WHERE client_order_ref LIKE 'FILLER-%' ORDER BY id")
    return [row[0] for row in cr.fetchall()]


def analyze(cr):
    """What a database that has run for a day knows about its tables."""
    cr._cnx.autocommit = True
    cr.execute("VACUUM ANALYZE")
    cr._cnx.autocommit = False


VISITOR_FIELDS = [
    "name",
    "is_company",
    "phone",
    "email",
    "vat",
    "street",
    "city",
    "country_id",
    "ref",
]


def visitors(count):
    """Rows of a list of firms, all different."""
    return [
        [f"Firm {number:05} Bench Ltd", "True", f"+32 9 {number // 10000:03} {number % 10000:04}",
         f"office{number}@firm{number}.example", f"{10_000_000 + number}", f"Street {number}",
         f"Town {number % 97}", "Belgium", f"B{number}"]
        for number in range(count)
    ]  # fmt: skip
