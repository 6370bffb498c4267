"""Statements PostgreSQL plans once per connection, not each time they are sent.

For the few statements behind every decision planning takes longer than carrying out. PL/pgSQL keeps
the plans of what stands in its functions, through any pool of connections; without
`force_generic_plan` it would still plan anew wherever it cannot tell how long a list will be.
"""

from odoo.tools import SQL

from .bulk import literal

CREATE = """
CREATE FUNCTION {name}({takes}) RETURNS {gives} AS $body$
#variable_conflict use_column
BEGIN
    {body}
END
$body$ LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan
"""


class Planned:
    """One of them. The model it belongs to makes it in `init`; called, it is SQL to execute."""

    def __init__(self, name, takes, gives, body):
        """Take the parts of the function.

        :param str name: begins with ``bpm_``: uninstalling drops it by that
        :param dict takes: {parameter: PostgreSQL type}, in their order; named with an underscore
            in front, so that no column is ever meant
        :param gives: {column: PostgreSQL type} of the rows it returns, or a type
        :param str body: of a PL/pgSQL block, written by us
        """
        self.name, self.takes = name, takes
        self.gives = gives if isinstance(gives, str) else f"TABLE ({_pairs(gives)})"
        self.body = body
        self.call = f"SELECT * FROM {name}({', '.join(['%s'] * len(takes))})"

    def install(self, cr):
        """Make the function, in place of a former one; repeatable."""
        cr.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE proname = %s AND pronamespace = current_schema()::regnamespace",
            (self.name,),
        )
        for (former,) in cr.fetchall():
            cr.execute(SQL("DROP FUNCTION %s", SQL(former)))
        parts = {"name": self.name, "takes": _pairs(self.takes), "gives": self.gives}
        made = CREATE.format(**parts, body=self.body).replace("%", "%%")  # constants of ours
        cr.execute(SQL(made))  # pylint: disable=sql-injection

    def __call__(self, *values):
        """Return the SQL that calls it; a list or tuple among the values is an array."""
        return SQL(
            self.call,
            *(literal(value) if isinstance(value, (list, tuple)) else value for value in values),
        )


def _pairs(columns):
    return ", ".join(f"{name} {type_}" for name, type_ in columns.items())


def write_pending(*models):
    """Let the database know what these models' records hold, before a statement reads them.

    Mostly nothing is pending; to look for it at each of their fields, as `flush_model` does, takes
    as long as the statement itself.
    """
    if is_pending(models[0].env):
        for model in models:
            model.flush_model()


def is_pending(env):
    """Whether anything of this transaction is in memory only."""
    transaction = env.transaction
    return any(transaction.field_dirty.values()) or any(transaction.tocompute.values())
