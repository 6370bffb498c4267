"""A program of its own: reads a workbook from standard input, writes its cells as JSON.

Started by `import_reader.py` as a process that limits its own memory and processor time before it
looks at anything, so that a file made to do harm harms nothing but this. It knows nothing of Odoo.
"""

import io
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 100_000, 256, 50
DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)")
MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
PORTION = 2**20
LIMITS = {
    resource.RLIMIT_AS: 1536 * 2**20,
    resource.RLIMIT_CPU: 60,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


class Refused(Exception):
    """The file will not be read; the word says why."""


def main():
    for limit, value in LIMITS.items():
        resource.setrlimit(limit, (value, value))
    data = sys.stdin.buffer.read()
    try:
        sheets = read_xls(data) if data.startswith(b"\xd0\xcf\x11\xe0") else read_xlsx(data)
        answer = {"sheets": sheets}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout, ensure_ascii=True)


# === XLSX === #


def read_xlsx(data):
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_dtd(archive)
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheets = []
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            rows = sized([shown(cell) for cell in row] for row in sheet.iter_rows())
            merged = list(merged_ranges(archive, sheet._worksheet_path))
            sheets.append({"name": sheet.title, "rows": rows, "merged": merged})
    return sheets


def portions(archive, name):
    """A member's bytes, in portions that overlap so that nothing is cut through."""
    with archive.open(name) as member:
        tail = b""
        while portion := member.read(PORTION):
            yield tail + portion
            tail = portion[-200:]


def refuse_dtd(archive):
    """An entity could read files of this server or grow without end."""
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels", ".vml")):
            if any(DTD.search(portion) for portion in portions(archive, entry.filename)):
                raise Refused("dtd")


def merged_ranges(archive, path):
    """[first row, first column, last row, last column] of merged cells, counted from 0."""
    found = {
        match.groups()
        for portion in portions(archive, path.lstrip("/"))
        if b"mergeCell" in portion
        for match in MERGED.finditer(portion)
    }
    for left, top, right, bottom in sorted(found):
        yield [int(top) - 1, column(left), int(bottom) - 1, column(right)]


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def shown(cell):
    """A cell's text as the workbook shows it: digits kept, leading zeros of a format kept."""
    value = cell.value
    if value is None or value.__class__ is str:
        return value or ""
    if value.__class__ is int:
        zeros = cell.number_format
        return (
            str(value).zfill(len(zeros)) if len(zeros) > 1 and not zeros.strip("0") else str(value)
        )
    return plain(value)


# === XLS === #


def read_xls(data):
    import xlrd

    book = xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO())
    sheets = []
    for sheet in book.sheets()[:MOST_SHEETS]:
        if sheet.visibility:
            continue
        rows = sized(
            [old_cell(cell, book.datemode) for cell in sheet.row(number)]
            for number in range(sheet.nrows)
        )
        sheets.append({"name": sheet.name, "rows": rows, "merged": []})
    return sheets


def old_cell(cell, datemode):
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return plain(xlrd.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return plain(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return plain(bool(cell.value))
    return "" if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_ERROR) else plain(cell.value)


# === BOTH === #


def plain(value):
    """The same as `engine.tabular.cells.as_text`, for a program that stands alone."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return str(value if any((value.hour, value.minute, value.second)) else value.date())
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)


def sized(rows):
    """The rows without empty cells at their ends; too many of them are refused."""
    kept = []
    for row in rows:
        while row and not row[-1]:
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise Refused("too_many_columns")
        kept.append(row)
        if len(kept) > MOST_ROWS and row:
            raise Refused("too_many_rows")
    while kept and not kept[-1]:
        kept.pop()
    return kept


if __name__ == "__main__":
    main()
