"""Files as people have them, made in memory."""

import base64
import csv
import io
import zipfile
from datetime import date

import openpyxl
import xlwt

HEADINGS = ["Company", "Contact person", "Phone", "E-mail", "Town"]


def workbook(*rows, **sheets):
    """The bytes of an .xlsx with these rows, or with several named sheets; text stays text."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in (sheets or {"List": rows}).items():
        sheet = book.create_sheet(name)
        for number, line in enumerate(lines, 1):
            for column, value in enumerate(line, 1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    return saved(book)


def listed(*rows):
    """The same as a text file, which is quicker to read."""
    lines = io.StringIO()
    csv.writer(lines, delimiter=";").writerows(rows)
    return lines.getvalue().encode()


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def old_workbook(*rows, since_1904=False, day="DD.MM.YYYY"):
    """The bytes of an .xls; days are written as Excel's own numbers with a format."""
    book = xlwt.Workbook()
    book.dates_1904 = since_1904
    sheet, style = book.add_sheet("List"), xlwt.easyxf(num_format_str=day)
    for number, line in enumerate(rows):
        for column, value in enumerate(line):
            dated = (style,) if isinstance(value, date) else ()
            sheet.write(number, column, value, *dated)
    return saved(book)


def base64_of(data):
    return base64.b64encode(data).decode()


def fair(*more, make=listed):
    """A fair's visitor list as it comes: a title, an empty line, a total below."""
    return make(
        ["Visitors of our stand"],
        [],
        ["No.", *HEADINGS, "Interested in"],
        [1, "Zeta Mobili", "Anna Rossi", 390612345678, "anna@zeta.example", "Roma", "desks"],
        [2, "Zeta Mobili", "Bruno Verdi", "+39 06 1234 5679", "bruno@zeta.example", "Roma", None],
        [
            3,
            "ТОВ Зета-Плюс",
            "Зоряна Проба",
            "+380 50 765 43 21",
            "zoriana@zplus.example",
            "Київ",
            "шафи",
        ],
        *more,
        ["Total:", 3],
    )


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    """A packed file of {name: bytes}, with what makes it look like a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in {
            "[Content_Types].xml": b"",
            "xl/workbook.xml": b"",
            **members,
        }.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_member(data, name, change):
    """A workbook whose member `name` was changed by a function of its text."""
    source, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, change(content.decode()).encode() if entry == name else content)
    return file.getvalue()
