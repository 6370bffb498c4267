"""What the peer does, by its own methods as its buttons call them; notices are off."""

import data
import work_plain
from clock import settle

MANY = 20


def make(env):
    """Tiers for every scene, switched off, and the decisions waiting for the busy person."""
    model = env["ir.model"]._get("sale.order")
    approvers = [data.user(env, login) for login in data.APPROVERS]
    values = {
        "model_id": model.id,
        "review_type": "individual",
        "approve_sequence": True,
        "active": False,
    }
    env["tier.definition"].search([]).write({"active": False})
    env["tier.definition"].create(
        [
            {
                **values,
                "name": f"three {number}",
                "reviewer_id": approver.id,
                "definition_domain": "[('client_order_ref', 'like', 'BENCH')]",
                "sequence": 50 - number,
            }
            for number, approver in enumerate(approvers)
        ]
        + [
            {
                **values,
                "name": f"many {number}",
                "reviewer_id": approvers[0].id,
                "definition_domain": f"[('amount_total', '>', {1_000_000 + number})]",
            }
            for number in range(MANY)
        ]
    )
    env.flush_all()
    make_waiting(env)


def make_waiting(env):
    busy, fillers = data.user(env, data.BUSY), data.filler_ids(env.cr)
    definition = tiers(env).filtered(lambda tier: tier.name == "three 2")
    env.cr.execute(
        """
        WITH made AS (
            INSERT INTO tier_review (definition_id, company_id, sequence, requested_by, model, status,
                                     todo_by, can_review, res_id, create_uid, write_uid, create_date, write_date)
            SELECT %(definition)s, %(company)s, 1, 1, 'sale.order', 'pending', 'Bench Busy', true, f,
                   1, 1, now(), now() FROM unnest(%(fillers)s) f RETURNING id)
        INSERT INTO res_users_tier_review_rel (tier_review_id, res_users_id) SELECT id, %(busy)s FROM made
        """,
        {"definition": definition.id, "company": definition.company_id.id or None, "fillers": fillers,
         "busy": busy.id},
    )  # fmt: skip
    env.cr.execute(
        "UPDATE sale_order SET validation_status = 'pending' WHERE id = ANY(%s)", (fillers,)
    )


def tiers(env):
    return env["tier.definition"].with_context(active_test=False).search(
        [("name", "=like", "%e %")]
    ) | env["tier.definition"].with_context(active_test=False).search([("name", "=like", "many %")])


def set_scene(env, scene):
    wanted = {"one": ("three 0",), "three": ("three",), "many": ("many",)}.get(scene, ())
    for tier in tiers(env):
        tier.active = tier.name.startswith(wanted) if wanted else False


def submit(env, quotes):
    quotes.request_validation()


def asked(count):
    def prepare(env):
        quotes = data.quotes(env, count, login=data.SELLER)
        quotes.request_validation()
        return quotes

    return prepare


def approve_loop(env, quotes):
    """There is no bulk approval: one after another in one transaction."""
    for quote in data.seen_by(quotes, data.APPROVERS[0]):
        quote.validate_tier()


def in_turn(env):
    """The quotation as each of its three reviewers sees it."""
    quotes = asked(1)(env)
    return [data.seen_by(quotes, login) for login in data.APPROVERS]


def chain(env, views):
    for quotes in views:
        quotes.validate_tier()
        settle(env)


def busy(env):
    return data.seen_by(env["sale.order"], data.BUSY)


def counter(env, orders):
    orders.env["res.users"].review_user_count()


def waiting(env):
    return busy(env), work_plain.bare_columns(env)


def waiting_list(env, prepared):
    orders, columns = prepared
    orders.web_search_read([("can_review", "=", True)], columns, limit=80, count_limit=10001)


def reader(env):
    orders, columns = work_plain.reader(env)
    people = {"fields": {"display_name": {}}}
    return orders, {
        **columns, "validation_status": {}, "can_review": {}, "reviewer_ids": people, "next_review": {},
        "need_validation": {}, "review_ids": {"fields": {"status": {}, "sequence": {}, "reviewer_ids": {}}},
    }  # fmt: skip


WORKS = {
    "submit": ("three", work_plain.quotes_of_seller(200), submit),
    "approve": ("one", asked(200), approve_loop),
    "chain": ("three", in_turn, chain),
    "counter": ("three", busy, counter),
    "waiting": ("three", waiting, waiting_list),
    "list": ("three", reader, work_plain.read_list),
    "write_untouched": ("many", work_plain.quotes_of_seller(200), work_plain.write_untouched),
    "confirm": ("many", work_plain.quotes_of_seller(1), work_plain.confirm),
}
