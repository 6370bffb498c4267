"""How a long table is cut into pages, so that each begins with the table's head.

The PDF program of many servers repeats no table head and knows no running title. It keeps a block
together and breaks where it is told to; so the rows are counted out beforehand, in lines of text,
and rather too few than too many are put on a page.
"""

from math import ceil

PAGE = 80  # lines of text on a page below the table's head
EDGE = 0.7  # what a row takes besides its lines


def row_lines(cells):
    """The lines a row takes.

    :param cells: for each column ``(texts, letters on a line)``; every text begins a line

    >>> row_lines([(["Anna Sydor", "for Petro Hai"], 20), (["agreed"], 20)])
    2
    >>> row_lines([(["a remark of forty-two letters, no less, no"], 20), ([""], 20)])
    3
    >>> row_lines([([], 20)])
    1
    """
    return (
        max(
            (sum(ceil(len(text) / width) for text in texts if text) for texts, width in cells),
            default=1,
        )
        or 1
    )


def portions(rows, above):
    """Cut rows into pages.

    :param rows: ``(row, its lines)`` in their order
    :param above: the lines that stand before the table on its first page
    :return: a list of lists of rows; none is empty

    >>> rows = [(number, 3) for number in range(30)]
    >>> [len(page) for page in portions(rows, above=40)]
    [10, 20]

    What is higher than a page stands alone, and nothing is lost:

    >>> portions([("short", 1), ("endless", 500), ("last", 1)], above=0)
    [['short'], ['endless'], ['last']]
    >>> portions([], above=10)
    []
    """
    pages, used = [], PAGE
    for row, lines in rows:
        height = lines + EDGE
        if not pages:
            pages, used = [[]], above
        if used + height > PAGE and (pages[-1] or len(pages) == 1 and above > PAGE):
            pages.append([])
            used = 0
        pages[-1].append(row)
        used += height
    return [page for page in pages if page]
