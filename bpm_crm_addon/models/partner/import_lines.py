"""Lines of tables: what a row adds to them or changes in them, how that is written and shown."""

from odoo.tools import format_date, format_datetime

from ...engine.tabular import changes
from ...engine.tabular.lines import Added, Cell, Line, find_line


def plan_line(planned, party, name, said, table):
    """Apply what a row says of one line: it is added, changed, or there already.

    `said`: {column: (value, mode)}; `table`: the Table that the field `name` is.
    """
    values = {column: value for column, (value, _mode) in said.items()}
    lines = party.values.setdefault(name, [])
    line = find_line(lines, values, table.keys)
    if not line:
        is_wanted = any(mode != changes.KEEP for _value, mode in said.values())
        if is_wanted and any(values.values()):
            values = dict.fromkeys(table.columns) | values
            line = Line(None, dict(values))
            lines.append(line)
            planned.changed.append((party, name, None, Added(line, values)))
        return
    for column, (value, mode) in said.items():
        old = line.values.get(column)
        if changes.wanted(mode, old, value):
            planned.changed.append(
                (party, name, Cell(line, column, old), Cell(line, column, value))
            )
            line.values[column] = value
            line.touched.add(column)


def commands(lines):
    """What Odoo is told to bring the lines of a counterparty in line with these."""
    return [
        (1, line.id, {column: line.values[column] for column in line.touched})
        if line.id
        else (0, 0, {column: value for column, value in line.values.items() if value is not None})
        for line in lines
        if line.touched or not line.id
    ]


def learn_ids(lines, rows):
    """Give the lines that were just made the ids of their rows, in their order."""
    there = {line.id for line in lines}
    made = iter(id_ for id_ in sorted(rows.ids) if id_ not in there)
    for line in lines:
        line.id = line.id or next(made)
        line.touched.clear()


def line_trace(change, number, last, rows, kept):
    """What undoing a change of a line needs; values as they are in the database, unless a later
    row changed them again.

    `last`: {(line, column): number of the row that changed it last}; `rows`: of the table.
    """
    party, name, old, new = change
    row = rows.browse(new.line.id)
    values = {new.column: new.value} if isinstance(new, Cell) else new.values
    return {
        "id": party.id,
        "field": name,
        "line": new.line.id,
        "old": {old.column: kept(old.value)} if old else None,
        "new": {
            column: kept(row[column] if last.get((new.line, column)) == number else value)
            for column, value in values.items()
        },
    }


# === ON THE SCREEN === #


def line_words(env, table, values):
    """A line as people read it: "Promotion: Autumn fair, Used: Yes"."""
    words = (
        (table.columns[column], cell_words(env, value))
        for column, value in values.items()
        if column in table.columns
    )
    return ", ".join(f"{title}: {word}" for title, word in words if word)


def cell_title(env, table, cell):
    """Which cell of a table is meant: "Promotions › Autumn fair › Used"."""
    known = [cell_words(env, cell.line.values.get(key)) for key in table.keys]
    return " › ".join(filter(None, (table.title, *known, table.columns.get(cell.column))))


def cell_words(env, value):
    """A value of a table as people read it."""
    if isinstance(value, bool):
        return env._("Yes") if value else ""
    if hasattr(value, "hour"):
        return format_datetime(env, value)
    if hasattr(value, "day"):
        return format_date(env, value)
    return "" if value in (None, "") else str(value)
