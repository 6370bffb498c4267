"""Is whoever has this position the head of a firm, who signs for it without a power of attorney?"""

HEADS = frozenset(
    {
        *("director", "general director", "managing director", "executive director", "ceo"),
        *("chief executive officer", "president", "chairman of the board", "sole trader"),
        *("директор", "генеральный директор", "исполнительный директор", "президент"),
        *("председатель правления", "предприниматель", "индивидуальный предприниматель"),
        *("генеральний директор", "виконавчий директор", "голова правління", "підприємець"),
        *("geschäftsführer", "geschäftsführerin", "vorstand", "prezes", "prezes zarządu"),
        *("konateľ", "konateľka", "juhatuse liige", "direktorius"),
    }
)


def is_head(position):
    """Whether a position is that of a head; a deputy and a head of something are not.

    >>> is_head("Director"), is_head(" Генеральный  директор "), is_head("Deputy director")
    (True, True, False)
    >>> is_head("Commercial director"), is_head("Заместитель директора"), is_head(None)
    (False, False, False)
    """
    return " ".join((position or "").split()).casefold() in HEADS
