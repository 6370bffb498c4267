"""What kind of values a column holds: told from its cells, for an attribute made from it."""

from .cells import NO, YES, Unreadable, as_date, as_number, typed


def guess_type(cells):
    """The type of attribute that holds all of these texts; "char" whenever it is not certain.

    >>> guess_type(["3", "12", ""]), guess_type(["3", "1 200,50"]), guess_type(["yes", "no"])
    ('integer', 'float', 'boolean')
    >>> guess_type(["31.01.2026", "2026-02-01"]), guess_type(["fine", "3"]), guess_type([])
    ('date', 'char', 'char')

    Numbers that are none: leading zeros and long rows of digits would be lost.

    >>> guess_type(["0032"]), guess_type(["12345678901"]), guess_type(["1", "0"])
    ('char', 'char', 'integer')
    """
    texts = {text for text in map(typed, cells) if text}
    if not texts:
        return "char"
    if all(text.lower() in YES | NO for text in texts) and not all(map(str.isdigit, texts)):
        return "boolean"
    if all(text.isdigit() and len(text) < 9 and str(int(text)) == text for text in texts):
        return "integer"
    for kind, read in (("date", _day), ("float", _number)):
        if all(_reads(read, text) for text in texts):
            return kind
    return "char"


def _reads(read, text):
    try:
        read(text)
    except Unreadable:
        return False
    return True


def _day(text):
    if text.replace(".", "").isdigit() and text.count(".") < 2:
        raise Unreadable("date")  # a number that Excel could mean as a day is a number
    return as_date(text)


def _number(text):
    whole = text.lstrip("+-").replace(" ", "").partition(",")[0].partition(".")[0]
    if len(whole) > 8 or (whole.startswith("0") and len(whole) > 1) or text.startswith("+"):
        raise Unreadable("number")
    return as_number(text)
