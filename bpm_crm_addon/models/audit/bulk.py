"""Many rows in one statement, in the form PostgreSQL reads fastest."""

import json
from contextlib import contextmanager
from functools import lru_cache

from odoo.tools import SQL

LOGGED = ("create_uid", "write_uid", "create_date", "write_date")


def unnest(types, rows):
    """SQL for a table of `rows` (tuples), its columns of these PostgreSQL types; give it an alias.

    Each column travels as one array literal, one whose values are all the same as one value:
    written as thousands of single values the same rows take three times as long to quote and to
    parse.
    """
    rows = list(rows)
    if len(rows) == 1:
        return SQL(_row_of(tuple(types)), *rows[0])
    columns = [_Column(*column) for column in zip(types, zip(*rows, strict=True), strict=True)]
    if all(column.is_constant for column in columns):
        columns[0].is_constant = False
    arrays = [column for column in columns if not column.is_constant]
    for number, column in enumerate(arrays):
        column.name = SQL.identifier(f"c{number}")
    return SQL(
        "(SELECT %s FROM unnest(%s) AS given (%s))",
        SQL(", ").join(column.shown for column in columns),
        SQL(", ").join(column.array for column in arrays),
        SQL(", ").join(column.name for column in arrays),
    )


@lru_cache
def _row_of(types):
    return f"(SELECT {', '.join(f'%s::{type_}' for type_ in types)})"


@lru_cache
def _identifiers(names):
    return SQL(", ").join(map(SQL.identifier, names))


class _Column:
    def __init__(self, type_, values):
        self.type, self.values = SQL(type_), values
        self.is_constant = values.count(values[0]) == len(values)
        self.name = None

    @property
    def array(self):
        return SQL("%s::%s[]", literal(self.values), self.type)

    @property
    def shown(self):
        return SQL("%s::%s", self.values[0], self.type) if self.is_constant else self.name


def literal(values):
    """An array literal of PostgreSQL.

    >>> print(literal([1, None, 'say "no"']))
    {1,NULL,"say \\"no\\""}
    """
    quoted = {value: _quoted(value) for value in set(values)}  # most columns repeat a few values
    return "{" + ",".join(map(quoted.__getitem__, values)) + "}"


def _quoted(value):
    if value is None:
        return "NULL"
    if value.__class__ is int:
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def insert(model, vals_list, along=None):
    """Insert rows of one shape in one statement; return their records, in the given order.

    For tables of ours with thousands of rows at a time, where `create` has nothing to add: all
    values are given, and no stored field is computed from others. What was written is in memory.

    :param along: SQL of one more INSERT for the same round trip; it may read from `made`, a table
        of the new rows' `id` and `number`, from 1 in the given order
    """
    fields = {name: model._fields[name] for name in vals_list[0]}
    columns = [
        _column(field, [values[name] for values in vals_list]) for name, field in fields.items()
    ]
    who = SQL(
        ", %(uid)s AS create_uid, %(uid)s AS write_uid,"
        " now() AT TIME ZONE 'UTC' AS create_date, now() AT TIME ZONE 'UTC' AS write_date",
        uid=model.env.uid,
    )
    names = [*fields, *(LOGGED if model._log_access else ())]
    statement = SQL(
        "INSERT INTO %s (%s) SELECT v.*%s FROM %s AS v RETURNING id",
        SQL.identifier(model._table),
        _identifiers(tuple(names)),
        who if model._log_access else SQL(),
        unnest([field.column_type[0] for field in fields.values()], zip(*columns, strict=True)),
    )
    if along:
        statement = SQL(
            """WITH rows AS (%s),
                    made AS (SELECT id, row_number() OVER (ORDER BY id) AS number FROM rows),
                    along AS (%s)
             SELECT id FROM made ORDER BY number""",
            statement,
            along,
        )
    model.env.cr.execute(statement)
    records = model.browse(row[0] for row in model.env.cr.fetchall())
    for field, column in zip(fields.values(), columns, strict=True):
        if field.type != "json":
            field._insert_cache(records, column)
    return records


def column(records, name):
    """The values of a field as memory keeps them, in the order of ``records``: an id of a many2one,
    None where there is nothing. Hundreds of records asked one by one make a record of each id."""
    field = records._fields[name]
    if field.compute and field.store:
        field.recompute(records)
    cache = field._get_cache(records.env)
    if any(record_id not in cache for record_id in records._ids):
        for record in records:
            record[name]
    return [cache[record_id] for record_id in records._ids]


def fill(records, **columns):
    """Give records what was computed for them, in a compute method of fields that are not stored.

    Assigned one by one, the values of hundreds of records take longer than most computations.

    :param columns: {field name: values in the order of ``records``}
    """
    for name, values in columns.items():
        field = records._fields[name]
        cache = field._get_cache(records.env)
        for record_id, value in zip(records._ids, values, strict=True):
            cache[record_id] = field.convert_to_cache(value, records)


@contextmanager
def looked_up_by_index(cr):
    """Around an `insert` of rows that refer to thousands of rows which were inserted just now.

    PostgreSQL looks up what each new row refers to. A table that it knows as small is read as a
    whole for each of them, until it has counted anew: thousands of rows then cost their square.
    """
    cr.execute("SET LOCAL enable_seqscan = off")
    yield
    cr.execute("SET LOCAL enable_seqscan = DEFAULT")


def _column(field, values):
    """Values of a field as PostgreSQL takes them."""
    if field.type == "json":
        return [None if value is None else json.dumps(value) for value in values]
    if field.type == "boolean":
        return [bool(value) for value in values]
    return [None if value is False else value for value in values]
