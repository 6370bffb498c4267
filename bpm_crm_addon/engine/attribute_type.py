"""Which types of an attribute can become which, and what its values must look like for that.

>>> conversion("integer", "float"), conversion("date", "boolean")
('', None)
"""

WHOLE = r"^\s*-?\d{1,9}\s*$"
NUMBER = r"^\s*-?\d{1,15}(\.\d{1,10})?\s*$"
DAY = r"^\s*\d{4}-\d{2}-\d{2}\s*$"
COLUMNS = {
    "char": "varchar",
    "text": "text",
    "selection": "varchar",
    "integer": "int4",
    "float": "float8",
    "date": "date",
}
TEXTS = ("char", "text")


def conversion(old, new):
    """What values must look like so that type ``old`` can become ``new``.

    A regular expression that every value has to meet, "" when any value will do, None when
    these types never change into each other.

    >>> conversion("char", "integer") == WHOLE, conversion("text", "date") == DAY
    (True, True)
    >>> [conversion(*types) for types in (("char", "text"), ("date", "char"))]
    ['', '']
    >>> conversion("table", "char")
    """
    if old in TEXTS:
        needed = {"integer": WHOLE, "float": NUMBER, "date": DAY, "selection": ""}
        return needed.get(new, "" if new in TEXTS else None)
    if old == "integer" and new == "float":
        return ""
    return "" if old in COLUMNS and new in TEXTS else None
