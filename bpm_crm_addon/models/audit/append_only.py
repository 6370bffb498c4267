"""Triggers by which a table keeps what was written into it, whoever asks."""

from odoo.tools import SQL

REFUSE = """
CREATE OR REPLACE FUNCTION bpm_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING HINT = 'What was noted stays as it was. Add a new entry instead.';
END $$
"""


def protect(cr, table, update_refused_when=None):
    """Let PostgreSQL refuse UPDATE, DELETE and TRUNCATE on `table`; repeatable.

    `update_refused_when`: an SQL condition over OLD and NEW that limits which updates are
    refused, written by us; without it, all are.
    """
    cr.execute(REFUSE)
    condition = SQL()
    if update_refused_when:  # a constant of the calling model, never a user's text
        condition = SQL("WHEN (%s)", SQL(update_refused_when))  # pylint: disable=sql-injection
    _trigger(cr, table, "no_update", SQL("BEFORE UPDATE"), SQL("ROW %s", condition))
    _trigger(cr, table, "no_delete", SQL("BEFORE DELETE"), SQL("ROW"))
    _trigger(cr, table, "no_truncate", SQL("BEFORE TRUNCATE"), SQL("STATEMENT"))


def _trigger(cr, table, name, event, each):
    name = SQL.identifier(f"{table}_{name}")
    cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", name, SQL.identifier(table)))
    cr.execute(
        SQL(
            "CREATE TRIGGER %s %s ON %s FOR EACH %s EXECUTE FUNCTION bpm_refuse_change()",
            name,
            event,
            SQL.identifier(table),
            each,
        )
    )


def is_protected(cr, *tables):
    """Whether all triggers of these tables are there and switched on."""
    cr.execute(
        SQL(
            """SELECT count(*) FROM pg_trigger
            WHERE tgrelid = ANY(%s::text[]::regclass[]) AND tgenabled IN ('O', 'A')
              AND tgfoid = to_regproc('bpm_refuse_change')""",
            list(tables),
        )
    )
    return cr.fetchone()[0] == 3 * len(tables)
