"""Text for cells of a file that somebody will open in a spreadsheet."""

STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠|")
SKIPPED = "\"' \u00a0\u3000\ufeff"


def safe_cell(value):
    """Text that a spreadsheet shows rather than calculates; an apostrophe is put before it.

    >>> safe_cell("=HYPERLINK(A1)"), safe_cell("@SUM(1)"), safe_cell("\\t=1")
    ("'=HYPERLINK(A1)", "'@SUM(1)", "'\\t=1")

    Also where a quotation mark, a space or a wide sign hides it:

    >>> safe_cell(' "=1"'), safe_cell("＝1")
    ('\\' "=1"', "'＝1")

    Numbers and harmless text stay as they are, nothing becomes empty text:

    >>> safe_cell(-5), safe_cell("S00214"), safe_cell(None)
    (-5, 'S00214', '')
    """
    if value is None or value is False:
        return ""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip(SKIPPED)[:1] in STARTS_FORMULA and value else value
