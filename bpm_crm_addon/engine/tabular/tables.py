"""Where the tables are on a sheet: people put titles above, notes beside, two lists on a page."""

import re
from dataclasses import dataclass

from .table_heads import is_total, likely_row, usual_rows

MOST_COLUMNS = 256


@dataclass
class Table:
    """Headings and, below them, rows of as many cells; `numbers`: the rows' numbers on the sheet,
    `columns`: where its columns stand there, counted from 0."""

    title: str
    headings: list
    rows: list
    numbers: list
    columns: list


def find_tables(grid, merged=(), known=None):
    """The tables of a sheet, the largest first.

    `grid`: rows of texts. `merged`: (first row, first column, last row, last column) counted from
    0. `known`: a function that says whether a text is a usual heading; it helps to find them.

    >>> [table] = find_tables([["Visitors of the fair"], [], ["Name", "", "Phone"],
    ...                        ["Ann", "", "0032"], ["Bob", "", "+32"]])
    >>> table.title, table.headings, table.rows, table.numbers
    ('Visitors of the fair', ['Name', 'Phone'], [['Ann', '0032'], ['Bob', '+32']], [4, 5])

    Two tables below each other, or beside each other, are two tables:

    >>> usual = {"Name", "Phone", "Firm", "City"}.__contains__
    >>> below = [["Name", "Phone"], ["Ann", "1"], [], [], ["Firm", "City"], ["Gemini", "Oslo"]]
    >>> [table.headings for table in find_tables(below, known=usual)]
    [['Name', 'Phone'], ['Firm', 'City']]
    >>> side = [["Name", "Phone", "", "", "Firm", "City"], ["Ann", "1", "", "", "Gemini", "Oslo"]]
    >>> [table.rows for table in find_tables(side)]
    [[['Ann', '1']], [['Gemini', 'Oslo']]]
    """
    known = known or (lambda text: False)
    grid = fill_merged([[clean(cell) for cell in row] for row in grid], merged)
    found, titles = [], []
    for top, block in _blocks(grid):
        for left, right in _strips(block, known):
            part = [row[left:right] for row in block]
            titles = _read(part, top, left, known, found, titles)
    found = [table for table in found if table.rows]
    return sorted(found, key=lambda table: -len(table.rows) * len(table.headings))


def _read(part, top, left, known, found, titles):
    """Add the tables of a part of a block to `found`; return the lines of text above the next."""
    starts = usual_rows(part, known)
    above = _above(found, left, len(part[0]))
    if not starts and above:
        _continue(above, part, top, left)
        return titles
    if not starts and len(part) < 3 and max(sum(map(bool, row)) for row in part) == 1:
        return titles + [text for row in part for text in row if text]
    if not starts:
        likely = likely_row(part, known)
        if likely is None:
            found.append(_table([[""] * len(part[0]), *part], top - 1, left, titles))
            return []
        starts = [likely]
    titles = titles + [text for row in part[: starts[0]] for text in row if text]
    for start, end in zip(starts, [*starts[1:], len(part)], strict=True):
        found.append(_table(part[start:end], top + start, left, titles))
        titles = []
    return titles


def _above(found, left, width):
    """The table that lies above these columns, if one does."""
    for table in reversed(found):
        first, last = min(table.columns), max(table.columns)
        if first <= left and left + width - 1 <= last:
            return table
    return None


def _continue(table, part, top, left):
    """Rows below an empty line belong to the table above; a line of one text there is a remark."""
    if len(table.columns) > 1 and max(sum(map(bool, row)) for row in part) == 1:
        return
    for number, row in enumerate(part, top + 1):
        if not is_total(row):
            cells = dict(enumerate(row, left))
            table.rows.append([cells.get(column, "") for column in table.columns])
            table.numbers.append(number)


def _table(rows, top, left, titles):
    """A table whose first row is its headings; `top`: that row's place on the sheet, from 0."""
    heads, body = rows[0], rows[1:]
    kept = [c for c in range(len(heads)) if heads[c] or any(row[c] for row in body)]
    filled = [
        (number, row) for number, row in enumerate(body, top + 2) if any(row) and not is_total(row)
    ]
    return Table(
        " ".join(dict.fromkeys(titles))[:200],
        distinct([heads[column] for column in kept]),
        [[row[column] for column in kept] for _number, row in filled],
        [number for number, _row in filled],
        [left + column for column in kept],
    )


def clean(cell):
    """A cell's text without the blanks that nobody sees.

    >>> clean(" a\\u00a0 b "), clean(None)
    ('a b', '')
    """
    text = "" if cell is None else str(cell)
    return re.sub(r"[ \t\u00a0\u2007\u202f\u200b\ufeff]+", " ", text).strip()


def fill_merged(grid, merged):
    """Each cell of a merged range says what the range says; a title across the page stays once.

    >>> fill_merged([["Firm", "Phone"], ["Gemini", "1"], ["", "2"]], [(1, 0, 2, 0)])
    [['Firm', 'Phone'], ['Gemini', '1'], ['Gemini', '2']]
    """
    for top, left, bottom, right in merged:
        if top >= len(grid) or left >= len(grid[top]) or right - left > MOST_COLUMNS:
            continue
        for number in range(top, min(bottom + 1, len(grid))) if left == right else ():
            row = grid[number]
            row.extend([""] * (left + 1 - len(row)))
            row[left] = row[left] or grid[top][left]
    return grid


def _blocks(grid):
    """(number of its first row, rows) of each run of rows that are not empty; rows are made
    equally long."""
    start = None
    for number, row in enumerate([*grid, []]):
        if any(row):
            start = number if start is None else start
        elif start is not None:
            block = grid[start:number]
            width = max(map(len, block))
            yield start, [row + [""] * (width - len(row)) for row in block]
            start = None


def _strips(block, known):
    """(first, last + 1) of the columns of each table in a block.

    One empty column is a gap people leave for looks; two, or one after which headings begin anew,
    separate tables.
    """
    width = len(block[0])
    filled = [any(row[column] for row in block) for column in range(width)]
    heads = block[(usual_rows(block[:15], known) or [0])[0]]
    runs, start = [], None
    for column in range(width + 1):
        if column < width and filled[column]:
            start = column if start is None else start
        elif start is not None:
            runs.append((start, column))
            start = None
    strips = runs[:1]
    for left, right in runs[1:]:
        before = {head.lower() for head in heads[strips[-1][0] : strips[-1][1]] if head}
        anew = heads[left].lower() in before and right - left > 1
        if left - strips[-1][1] > 1 and right - left > 1 or anew:
            strips.append((left, right))
        else:
            strips[-1] = (strips[-1][0], right)
    return strips


def distinct(headings):
    """Headings that differ; a column without one is called by its letter.

    >>> distinct(["Name", "", "Name"])
    ['Name', 'Column B', 'Name (2)']
    """
    seen, named = {}, []
    for number, heading in enumerate(headings):
        heading = heading or f"Column {letter(number)}"
        seen[heading.lower()] = seen.get(heading.lower(), 0) + 1
        count = seen[heading.lower()]
        named.append(heading if count == 1 else f"{heading} ({count})")
    return named


def letter(number):
    """
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
