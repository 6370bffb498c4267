"""The database itself refuses, at COMMIT, what went around the addon; nothing here uses its guards.

reference: heart.md 1, the deferred constraint trigger and what it could break (a–e).
"""

import psycopg2
import pytest

from odoo.exceptions import UserError, ValidationError
from tests.faults.calls import call, on_order

CONFIRM = "UPDATE sale_order SET state = 'sale' WHERE id = %s"


def sql(world, *statements):
    """Run (query, parameter) pairs in one transaction and commit; return the database's error."""
    try:
        with world.env() as env:
            for query, parameter in statements:
                env.cr.execute(query, [parameter])
    except psycopg2.Error as error:
        return error
    return None


def refused(error):
    return isinstance(error, psycopg2.errors.CheckViolation) and (
        error.diag.constraint_name == "bpm_sale_order_net"
    )


def test_raw_sql_is_refused_at_commit(world):
    """Issue 2 §4: "Writes below the ORM's front door (… SQL) meet … the trigger"."""
    world.route()
    quote = world.quote()
    assert refused(sql(world, (CONFIRM, quote)))
    assert world.order(quote) == "draft"


def test_order_born_confirmed_by_raw_sql(world):
    """The same for a row that is inserted: a copy made by SQL."""
    world.route()
    quote = world.quote()
    with world.env() as env:
        env.cr.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = 'sale_order'::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('id', 'state')"
        )
        [columns] = env.cr.fetchone()
    copy = f"INSERT INTO sale_order (state, {columns}) SELECT 'sale', {columns} FROM sale_order WHERE id = %s"
    assert refused(sql(world, (copy, quote)))


def test_nobody_needed_still_leaves_a_proof(world):
    """A confirmation without an entry in the audit trail is refused even where no route applies:
    it would be indistinguishable from one that went around it."""
    world.route({"domain": "[('amount_total', '>', 100000)]"})
    forged, honest = world.quotes(2)
    assert refused(sql(world, (CONFIRM, forged)))
    assert call(world, "seller", on_order("action_confirm", honest)).is_done
    assert world.events(honest) == ["no_route"]


def test_slipping_under_the_limit_and_back(world):
    """heart.md 1: "leave the route's domain, confirm, come back; or both in one" transaction."""
    world.route({"domain": "[('amount_total', '>', 90)]"})
    quote = world.quote()
    line, price = world.look("sale.order", quote, "order_line", "amount_total")
    change = "UPDATE sale_order_line SET price_unit = {0}, price_total = {0} WHERE id = %s"
    small = (change.format(1.0), line)
    back = (change.format(price), line)
    assert refused(sql(world, small, (CONFIRM, quote), back))


def test_content_changed_by_sql_after_the_approval(world):
    """I1: the approval's content is compared in the database, papers and lines included."""
    world.route()
    quote, _request = world.approved()
    line = world.look("sale.order", quote, "order_line")
    cheaper = ("UPDATE sale_order_line SET discount = 90 WHERE id = %s", line)
    assert refused(sql(world, cheaper, (CONFIRM, quote)))
    assert sql(world, (CONFIRM, quote)) is None, "exactly what was approved may pass"


def test_proof_of_another_order_or_content_does_not_count(world):
    """An entry says something about one document and one content only."""
    world.route({"domain": "[('amount_total', '>', 100)]"})
    quote = world.quote()
    assert call(world, "seller", on_order("action_confirm", quote)).is_done
    assert call(world, "seller", on_order("_action_cancel", quote)).is_done
    assert call(world, "seller", on_order("action_draft", quote)).is_done
    line = world.look("sale.order", quote, "order_line")
    dearer = ("UPDATE sale_order_line SET product_uom_qty = 50 WHERE id = %s", line)
    assert refused(sql(world, dearer, (CONFIRM, quote)))


def test_sending_is_guarded_only_by_routes_on_sending(world):
    """The database knows the same points of control as the routes."""
    world.route()
    quote = world.quote()
    send = "UPDATE sale_order SET state = 'sent' WHERE id = %s"
    assert sql(world, (send, quote)) is None
    world.start_anew()
    world.route(gate="send")
    assert refused(sql(world, (send, world.quote())))
    world.start_anew()
    assert sql(world, (CONFIRM, quote)) is None, "no route, no control"


# === WHAT A DEFERRED TRIGGER COULD BREAK === #


def test_columns_can_be_added_after_a_confirmation(world):
    """heart.md 1 (a): ALTER TABLE in a transaction with pending events is ObjectInUse: a field
    added in the same transaction, by a consultant's script or a module's installation."""
    world.route()
    quote, _request = world.approved()

    def confirm_and_add_field(env):
        env["sale.order"].browse(quote).action_confirm()
        env["ir.model.fields"].sudo().create(
            {"name": "x_fault", "ttype": "char", "model_id": env["ir.model"]._get_id("sale.order")}
        )

    answer = call(world, "seller", confirm_and_add_field)
    assert answer.is_done, answer
    assert world.order(quote) == "sale"
    other = world.quote()
    assert refused(sql(world, (CONFIRM, other))), "it still works on the altered table"
    with world.env() as env:
        env["ir.model.fields"].search([("name", "=", "x_fault")]).unlink()
    assert refused(sql(world, (CONFIRM, other)))


def test_it_fires_without_a_commit_where_tests_ask_for_it(world):
    """heart.md 1 (b): a transaction that is rolled back can be asked before."""
    world.route()
    quote = world.quote()
    with pytest.raises(psycopg2.errors.CheckViolation):
        with world.env() as env:
            env.cr.execute(CONFIRM, [quote])
            env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("table", ["bpm_approval_route", "bpm_approval_request", "bpm_journal"])
def test_tables_that_are_gone_stop_nothing(world, table):
    """heart.md 1 (c): "function outlives its tables, then every confirm fails"."""
    world.route()
    quote = world.quote()
    with world.env() as env:
        env.cr.execute(f"ALTER TABLE {table} RENAME TO gone")
        env.cr.execute(CONFIRM, [quote])
        env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        env.cr.rollback()
    assert world.order(quote) == "draft"


def test_the_refusal_is_a_sentence(world):
    """heart.md 1 (d): where Odoo can translate the database's error, people read ours."""
    world.route()
    quote = world.quote()

    def forge(env):
        env.cr.execute(CONFIRM, [quote])
        env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")

    answer = call(world, "seller", forge)
    assert isinstance(answer.error, ValidationError)
    assert "not approved as it stands" in answer.sentence


def test_an_upgrade_makes_it_anew_once(world):
    """heart.md 1 (e): what a migration switched off is on again after the next upgrade; never two
    of them."""
    with world.env() as env:
        env.cr.execute("ALTER TABLE sale_order DISABLE TRIGGER bpm_sale_order_net")
        env["sale.order"].init()
        env["sale.order"].init()
        env.cr.execute(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = 'sale_order'::regclass"
            " AND tgname LIKE 'bpm_sale_order_net%' ORDER BY tgname"
        )
        assert env.cr.fetchall() == [
            ("bpm_sale_order_net", "O"),
            ("bpm_sale_order_net_insert", "O"),
        ]
    world.route()
    assert refused(sql(world, (CONFIRM, world.quote())))


def test_the_guard_alone_refuses_too(world):
    """Idea 6: the trigger is the last line, not the first: without it people still get a sentence
    from the guard, on every road through the ORM."""
    world.route()
    quote = world.quote()
    with world.env() as env:
        env.cr.execute("ALTER TABLE sale_order DISABLE TRIGGER bpm_sale_order_net")
        with pytest.raises(UserError):
            env["sale.order"].browse(quote).action_confirm()
        env.cr.rollback()
