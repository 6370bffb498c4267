"""Is a packed file harmless? Judged by its table of contents, before anything is unpacked."""

from dataclasses import dataclass

MEMBERS = 2_000
TOTAL = 200 * 2**20
RATIO = 100
SMALL = 2**20  # what unpacks to less than this may be packed as tightly as it likes
SHEET = 100 * 2**20
LINK = 0o120000


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents; `mode`: the file's Unix mode, 0 when unknown."""

    name: str
    packed: int
    unpacked: int
    mode: int = 0


def danger(entries):
    """What is wrong with a packed file: a word; None when nothing is.

    >>> danger([Entry("xl/worksheets/sheet1.xml", 900, 4_000)])
    >>> danger([Entry("xl/worksheets/sheet1.xml", 1_000_000, 1_000_000_000)])
    'too_large'
    >>> danger([Entry("xl/worksheets/sheet1.xml", 10_000, 11_000_000)])
    'packed_too_tightly'
    >>> danger([Entry("../../etc/passwd", 10, 10)]), danger([Entry("a", 1, 1, 0o120777)])
    ('leads_outside', 'leads_outside')
    >>> danger([Entry(f"{number}.xml", 1, 1) for number in range(2_001)])
    'too_many_parts'
    """
    if len(entries) > MEMBERS:
        return "too_many_parts"
    if sum(entry.unpacked for entry in entries) > TOTAL:
        return "too_large"
    for entry in entries:
        if _leads_outside(entry):
            return "leads_outside"
        if entry.name.endswith(".xml") and entry.unpacked > SHEET:
            return "too_large"
        if entry.unpacked > SMALL and entry.unpacked > RATIO * max(entry.packed, 1):
            return "packed_too_tightly"
    return None


def _leads_outside(entry):
    name = entry.name.replace("\\", "/")
    parts = name.split("/")
    return ".." in parts or name.startswith("/") or ":" in parts[0] or entry.mode & 0o170000 == LINK
