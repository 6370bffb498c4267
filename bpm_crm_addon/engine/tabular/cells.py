"""Cells as people meant them: what Excel did to a number is undone, several values are parted."""

import re
from datetime import date, datetime, timedelta

EMPTY = frozenset(
    ("", "-", "--", "—", "–", "n/a", "na", "null", "none", "нет", "нема", "немає", "#n/a", "0.0")
)
# An empty day, as accounting programs write it.
NO_DAY = re.compile(r"(01\.01\.0001|0001-01-01)( 0?0:00(:00)?)?")
FORMULA = "=+-@\t\r|＝＋－＠"
EMAIL = re.compile(r"[\w.!#$%&*+/=?^`{|}~'-]+@[\w-]+(\.[\w-]+)+", re.UNICODE)
DATES = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d/%m/%Y",
    "%Y/%m/%d",
    "%d-%m-%Y",
    "%m/%d/%Y",
    "%Y.%m.%d",
)
CLOCKS = ("%H:%M:%S", "%H:%M")
YES = frozenset(("1", "true", "yes", "y", "да", "так", "+", "x", "истина", "v"))
NO = frozenset(("0", "false", "no", "n", "нет", "ні", "ложь", ""))


class Unreadable(ValueError):
    """A cell that does not say what its column holds; the word says why."""


def as_text(value):
    """What a cell of a workbook shows, as text.

    Long numbers keep their digits, whole ones lose Excel's ".0", dates become 2026-01-31:

    >>> [as_text(value) for value in (380501234567.0, 7707083893, 12.5, 1e15, None, True)]
    ['380501234567', '7707083893', '12.5', '1000000000000000', '', 'TRUE']
    >>> as_text(datetime(2026, 1, 31)), as_text(datetime(2026, 1, 31, 9, 5)), as_text("0032")
    ('2026-01-31', '2026-01-31 09:05:00', '0032')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return str(value.date() if not any((value.hour, value.minute, value.second)) else value)
    return str(value)


def typed(text):
    """The text somebody typed: the apostrophe that keeps a spreadsheet from calculating goes.

    >>> typed("'+32 470"), typed("'=1+1"), typed("'t Hooft"), typed(" n/a "), typed("0")
    ('+32 470', '=1+1', "'t Hooft", '', '0')
    >>> typed("01.01.0001 0:00:00"), typed("01.01.2001")
    ('', '01.01.2001')
    """
    text = text.strip()
    if text[:1] == "'" and text[1:].lstrip("\"' ")[:1] in tuple(FORMULA):
        text = text[1:]
    return "" if text.lower() in EMPTY or NO_DAY.fullmatch(text) else text


def several(text):
    """Values that stand in one cell.

    >>> several("+32 1; +32 2"), several("a@b.c, d@e.f"), several("")
    (['+32 1', '+32 2'], ['a@b.c', 'd@e.f'], [])
    """
    return [part.strip() for part in re.split(r"[;,\n]| / ", text) if part.strip()]


def phones(text):
    """The phone numbers in a cell, as typed; a slash between two whole numbers parts them too.

    >>> phones("050 123-45-67, 067 765-43-21"), phones("tel: +32 (470) 12.34.56")
    (['050 123-45-67', '067 765-43-21'], ['+32 (470) 12.34.56'])
    >>> phones("+380501234567/+380671234567"), phones("380501234567.0"), phones("0032")
    (['+380501234567', '+380671234567'], ['380501234567'], ['0032'])
    """
    text = re.sub(r"\.0$", "", text)
    text = re.sub(r"(?<=\d{5})\s*/\s*(?=[+\d])", ";", text)
    found = [re.sub(r"^[^\d+(]+", "", part).strip() for part in several(text)]
    return [part for part in found if sum(map(str.isdigit, part)) >= 3]


def emails(text):
    """The e-mail addresses in a cell; usual slips are mended.

    >>> emails("Ann <Ann@X.com>; mailto:bob@y.org"), emails("ann@gmail,com"), emails("")
    (['ann@x.com', 'bob@y.org'], ['ann@gmail.com'], [])
    >>> emails("ann at home")
    Traceback (most recent call last):
    ...
    odoo.addons.bpm_crm_addon.engine.tabular.cells.Unreadable: email
    """
    mended = re.sub(r"(?<=@)\s+|\s+(?=@)", "", text.strip().replace("mailto:", ""))
    mended = re.sub(r"(@[\w-]+),(?=[a-zA-Z]{2,12}$)", r"\1.", mended)
    mended = re.sub(r"\.\.+", ".", mended)
    found = [match[0].strip(".'").lower() for match in EMAIL.finditer(mended)]
    if mended and not found:
        raise Unreadable("email")
    return list(dict.fromkeys(found))


def tax_number(text):
    """A tax number as it is written on papers: no blanks, no label, no slash with the KPP.

    >>> tax_number("ИНН 7707083893"), tax_number("7707083893 / 770701001")
    ('7707083893', '7707083893')
    >>> tax_number("be 0477-472-701")
    'BE0477472701'
    """
    text = re.sub(
        r"^(инн|єдрпоу|едрпоу|іпн|vat|tax id|код)[\s:№]*", "", text.strip(), flags=re.IGNORECASE
    )
    text = re.sub(r"(?<=\d{8})\s*[/\\].*$", "", re.sub(r"\.0$", "", text))
    return re.sub(r"[^\w]", "", text).upper()


def as_date(text):
    """A day, from what people write or from Excel's own number of it.

    >>> str(as_date("31.01.2026")), str(as_date("2026-01-31 10:00:00")), str(as_date("46053"))
    ('2026-01-31', '2026-01-31', '2026-01-31')
    """
    text = text.strip()
    for pattern in DATES:
        try:
            return datetime.strptime(text[:10] if pattern == DATES[0] else text, pattern).date()
        except ValueError:
            continue
    if re.fullmatch(r"\d{4,6}(\.\d+)?", text):
        return excel_date(float(text))
    raise Unreadable("date")


def as_moment(text):
    """A day with its time of day, which may be left out.

    >>> str(as_moment("31.01.2026 09:05")), str(as_moment("2026-01-31"))
    ('2026-01-31 09:05:00', '2026-01-31 00:00:00')
    """
    day, _blank, clock = text.strip().replace("T", " ").partition(" ")
    for pattern in CLOCKS if clock else ():
        try:
            return datetime.combine(as_date(day), datetime.strptime(clock, pattern).time())
        except ValueError:
            continue
    return datetime.combine(as_date(text), datetime.min.time())


def excel_date(number, since_1904=False):
    """Excel counts days from the last day of 1899 and believes in 29 February 1900; on old Macs
    it counts from 1904.

    >>> str(excel_date(1)), str(excel_date(61)), str(excel_date(0, since_1904=True))
    ('1900-01-01', '1900-03-01', '1904-01-01')
    """
    if since_1904:
        return date(1904, 1, 1) + timedelta(days=int(number))
    return date(1899, 12, 30 if number > 60 else 31) + timedelta(days=int(number))


def as_number(text):
    """
    >>> as_number("1 234,50"), as_number("1,234.50"), as_number("12")
    (1234.5, 1234.5, 12.0)
    """
    text = re.sub(r"[\s\u00a0']", "", text)
    if "," in text and "." in text:
        text = text.replace("," if text.rfind(".") > text.rfind(",") else ".", "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise Unreadable("number")
    return float(text)


def as_boolean(text):
    """
    >>> as_boolean("Да"), as_boolean("no")
    (True, False)
    """
    word = text.strip().lower()
    if word not in YES | NO:
        raise Unreadable("yes_no")
    return word in YES
