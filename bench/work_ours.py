"""What this addon does, by the methods its buttons call; bell, counter, journal included."""

import data
import work_import
import work_plain
from clock import settle

MANY, VOTERS = 20, 50


def make(env):
    """Routes for every scene, retired, and the decisions waiting for the busy person."""
    env["bpm.approval.route"].search([("state", "in", ("active", "watching"))]).action_retire()
    users = [env.ref("base.group_user").id]
    quiet = env(context={"tracking_disable": True, "no_reset_password": True})
    voters = data.make_users(quiet, [f"bench_voter_{n:02}" for n in range(VOTERS)], users)
    approvers = [data.user(env, login) for login in data.APPROVERS]
    route(env, "one", [{"user_ids": [approvers[0].id]}])
    route(env, "three", [{"user_ids": [person.id]} for person in approvers])
    route(env, "busy", [{"user_ids": [data.user(env, data.BUSY).id]}])
    route(env, "fifty", [{"user_ids": voters.ids, "quorum": "all"}])
    route(
        env,
        "shipped",
        [
            {"user_ids": [approvers[0].id], "domain": "[('bpm_real_discount', '>', 10.0)]"},
            {"user_ids": [approvers[1].id], "domain": "[('bpm_company_amount', '>', 50000.0)]"},
            {"user_ids": [approvers[2].id], "domain": "[('bpm_terms_differ', '=', True)]"},
        ],
    )
    for number in range(MANY):
        step = {"user_ids": [approvers[0].id]}
        route(env, f"many {number}", [step], f"[('amount_total', '>', {1_000_000 + number})]")
    env.flush_all()
    make_waiting(env)


def route(env, name, steps, domain="[('client_order_ref', 'like', 'BENCH')]"):
    return env["bpm.approval.route"].create(
        {
            "name": name,
            "model_id": env["ir.model"]._get("sale.order").id,
            "gate": "confirm",
            "domain": domain,
            "step_ids": [
                (
                    0,
                    0,
                    {
                        "name": f"Step {number}",
                        "sequence": number,
                        "domain": step.get("domain", "[('amount_total', '>', 50.0)]"),
                        "reason": f"reason {number}",
                        "user_ids": [(6, 0, step["user_ids"])],
                        "quorum": step.get("quorum", "any"),
                    },
                )
                for number, step in enumerate(steps, 1)
            ],
        }
    )


def make_waiting(env):
    """One real request, copied by SQL onto the filler quotations."""
    set_scene(env, "busy")
    ask(data.quotes(env, data.ONE_LINE, login=data.SELLER)[-1:])
    env.flush_all()
    first = env["bpm.approval.request"].search([], order="id desc", limit=1)
    place = first.slot_ids
    env.cr.execute("SELECT min(id) FROM sale_order WHERE client_order_ref LIKE 'FILLER-%'")
    (start,) = env.cr.fetchone()
    data.multiply(
        env.cr, "bpm_approval_request", first.id, res_id=f"{start} - 1 + n", name="'FILLER' || n"
    )
    env.cr.execute("SELECT min(id) FROM bpm_approval_request WHERE name = 'FILLER1'")
    (request,) = env.cr.fetchone()
    data.multiply(env.cr, "bpm_approval_slot", place.id, request_id=f"{request} - 1 + n",
                  res_id=f"{start} - 1 + n", title="'FILLER' || n")  # fmt: skip
    first.action_withdraw()


def set_scene(env, scene):
    """Exactly the routes of this scene are switched on."""
    routes = env["bpm.approval.route"].search([])
    wanted = routes.filtered(lambda one: scene and one.name.startswith(scene))
    (routes - wanted).filtered(lambda one: one.state in ("active", "watching")).action_retire()
    wanted.filtered(lambda one: one.state != "active").action_activate()


def ask(quotes):
    quotes.action_bpm_request_approval()


def submit(env, quotes):
    ask(quotes)


def requests_of(env, quotes, login):
    found = env["bpm.approval.request"].search(
        [("res_model", "=", "sale.order"), ("res_id", "in", quotes.ids), ("state", "=", "open")],
        order="id",
    )
    return data.seen_by(found, login)


def asked(count, lines=1):
    def prepare(env):
        quotes = data.quotes(env, count, lines, data.SELLER)
        ask(quotes)
        return requests_of(env, quotes, data.APPROVERS[0])

    return prepare


def approve(env, requests):
    requests.action_approve()


def in_turn(env):
    """The request as each of its three approvers sees it."""
    requests = asked(1)(env)
    return [data.seen_by(requests, login) for login in data.APPROVERS]


def chain(env, views):
    for requests in views:
        requests.action_approve()
        settle(env)


def approve_by_sql(env, requests):
    """The least any program has to write: the places, the requests, a line each in a log."""
    cr, uid = env.cr, requests.env.uid
    cr.execute(
        "UPDATE bpm_approval_slot SET state = 'approved', decided_at = now()"
        " WHERE request_id = ANY(%s) AND approver_id = %s AND state = 'pending'",
        (requests.ids, uid),
    )
    cr.execute(
        "UPDATE bpm_approval_request SET state = 'approved', settled_at = now() WHERE id = ANY(%s)",
        (requests.ids,),
    )
    cr.execute(
        "INSERT INTO bpm_journal (number, at, user_id, event, res_model, res_id, method, data, previous_hash, hash)"
        " SELECT 1000 + n, now(), %s, 'approved', res_model, res_id, 'screen', '{}', '', ''"
        "   FROM bpm_approval_request, generate_series(1, 2) n WHERE id = ANY(%s)",
        (uid, requests.ids),
    )


def slots_of_busy(env):
    return data.seen_by(env["bpm.approval.slot"], data.BUSY)


def counter(env, slots):
    slots.bpm_pending()


def counter_by_sql(env, slots):
    env.cr.execute(
        "SELECT count(*) FROM bpm_approval_slot WHERE approver_id = %s AND state = 'pending'",
        (slots.env.uid,),
    )


def waiting_list(env, slots):
    slots.bpm_inbox(shown=80)


def reader(env):
    """A quarter of the quotations wait for somebody, the others need an approval or none."""
    ask(data.quotes(env, 20, login=data.SELLER))
    orders, columns = work_plain.reader(env)
    return orders, {**columns, "bpm_approval_state": {}, "bpm_waiting_for": {}}


def bare_reader(env):
    ask(data.quotes(env, 20, login=data.SELLER))
    return work_plain.reader(env)


# === FOR THE ROWS OVER HTTP === #


def sessions(env, logins):
    """Log these people in, as a form would; {login: session id} back."""
    from odoo import http
    from odoo.service import security

    result = {}
    for login in logins:
        user = data.user(env, login)
        session = http.root.session_store.new()
        session.update(http.get_default_session(), db=env.cr.dbname, _trace_disable=True)
        session.context["lang"] = "en_US"
        session.uid, session.login = user.id, login
        session.session_token = security.compute_session_token(session, env(user=user.id))
        session.context = dict(env["res.users"].with_user(user).context_get())
        http.root.session_store.save(session)
        result[login] = session.sid
    return result


def make_partners(env, count, people):
    """100 000 customers by SQL, the open requests spread over them; who has which job."""
    logins = {login: data.user(env, login) for login in people.values()}
    for job, login in people.items():
        logins[login].bpm_job = job
    logins[people["salesperson"]].bpm_manager_id = logins[people["approver"]]
    env.flush_all()
    first = env["res.partner"].search([("is_company", "=", True)], limit=1, order="id")
    data.multiply(env.cr, "res_partner", first.id, count, name="'Customer ' || n",
                  complete_name="'Customer ' || n", user_id=str(logins[people["salesperson"]].id),
                  commercial_partner_id=f"{next_id(env.cr, 'res_partner')} - 1 + n")  # fmt: skip
    env.cr.execute(
        """UPDATE bpm_approval_request SET submitted_at = submitted_at - interval '2 days',
                  partner_id = (SELECT max(id) FROM res_partner) - %s + id %% %s""",
        (count - 1, count),
    )
    env.cr.commit()
    data.analyze(env.cr)


def next_id(cr, table):
    """The number the next row of a table will get, when nobody else writes to it."""
    cr.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) + 1", (table,))
    return cr.fetchone()[0]


def ask_for_votes(env, scene, count, offset=0):
    """Ask for the approval of fresh quotations; [request ids] back."""
    set_scene(env, scene)
    quotes = data.quotes(env, offset + count, lines=5, login=data.SELLER)[offset:]
    ask(quotes)
    env.flush_all()
    return requests_of(env, quotes, data.APPROVERS[0]).ids


def outcome(env, request_ids):
    """How the requests and their places stand: {state: count} of each."""
    requests = env["bpm.approval.request"].browse(request_ids)
    states, places = requests.mapped("state"), requests.slot_ids.mapped("state")
    return [{state: found.count(state) for state in set(found)} for found in (states, places)]


WORKS = {
    "submit": ("three", work_plain.quotes_of_seller(200), submit),
    "submit_five_lines": ("three", work_plain.quotes_of_seller(200, 5), submit),
    "submit_shipped": ("shipped", work_plain.quotes_of_seller(200, 5), submit),
    "approve": ("one", asked(200), approve),
    "approve_sql": ("one", asked(200), approve_by_sql),
    "approve_first": ("three", asked(200), approve),
    "chain": ("three", in_turn, chain),
    "counter": ("three", slots_of_busy, counter),
    "counter_sql": ("three", slots_of_busy, counter_by_sql),
    "waiting": ("three", slots_of_busy, waiting_list),
    "list": ("three", reader, work_plain.read_list),
    "list_bare": ("three", bare_reader, work_plain.read_list),
    "write_untouched": ("many", work_plain.quotes_of_seller(200), work_plain.write_untouched),
    "confirm": ("many", work_plain.quotes_of_seller(1), work_plain.confirm),
    "import": (None, work_import.new(work_plain.IMPORTED), work_import.run),
    "import_known": (None, work_import.known(work_plain.IMPORTED), work_import.run),
    "confirm_shipped": ("shipped", work_plain.quotes_of_seller(1), work_plain.confirm),
}
