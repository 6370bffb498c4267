"""A row of a table → what it says about a firm and about a person."""

from dataclasses import dataclass, field

from . import cells
from .cells import Unreadable
from .match_keys import looks_like_firm

PARTS_OF_NAME = ("last_name", "first_name", "patronymic")
OF_FIRM = frozenset(
    "vat company_registry kpp website street street2 city zip state country roles".split()
)
FIRM_WORDS = ("company", "firm", "юр", "компани", "компані", "организ", "організ")


@dataclass
class Row:
    """`firm`, `person`: {target: text or texts} or None; `notes`: [(heading, text)] that have no
    place of their own; `problem`: (column number, word) of the cell nobody can read."""

    firm: dict | None = None
    person: dict | None = None
    notes: list = field(default_factory=list)
    problem: tuple | None = None


def read_row(values, targets, headings):
    """What a row says. `targets`: what each column holds, None for columns left out; a target with
    a colon is a field of this database.

    >>> row = read_row(["ТОВ Меркурій", "Ольга Коваль", "050 1234567, 067 7654321", "o@m.ua"],
    ...                ["company", "contact", "phone", "email"], ["Firm", "Who", "Tel", "Mail"])
    >>> row.firm, row.person
    ({'name': 'ТОВ Меркурій'}, {'name': 'Ольга Коваль', 'phone': '050 1234567', 'email': 'o@m.ua'})
    >>> row.notes
    [('Tel', '067 7654321')]

    Without a person, everything is the firm's; without a firm, the person's:

    >>> read_row(["Acme Ltd", "1"], ["name", "ref"], ["N", "R"]).firm
    {'ref': '1', 'name': 'Acme Ltd'}
    >>> read_row(["Ann", "Lee"], ["first_name", "last_name"], ["F", "L"]).person
    {'name': 'Lee Ann'}
    >>> read_row(["Ann", "at home"], ["contact", "email"], ["Who", "Mail"]).problem
    (1, 'email')
    """
    row, said = Row(), {}
    for number, (value, target) in enumerate(zip(values, targets, strict=True)):
        text = cells.typed(value) if target else ""
        if not text:
            continue
        try:
            _take(said, row.notes, target, text, headings[number])
        except Unreadable as error:
            row.problem = row.problem or (number, str(error))
    _part(said, row)
    return row


def _take(said, notes, target, text, heading):
    """Put one cell's text where it belongs."""
    if target in ("phone", "mobile"):
        numbers = cells.phones(text)
        _keep_first(said, notes, "phone", numbers or [text], heading)
    elif target == "email":
        _keep_first(said, notes, "email", cells.emails(text), heading)
    elif target == "vat":
        said["vat"] = cells.tax_number(text)
        rest = text.replace("\\", "/").partition("/")[2].strip()
        if rest.isdigit() and len(rest) == 9:
            said["kpp"] = rest
    elif target in ("tags", "roles"):
        said[target] = cells.several(text)
    elif target == "note":
        notes.append((heading, text))
    elif target == "comment":
        notes.append(("", text))
    elif target == "address":
        said.setdefault("street", text)
    elif target == "zip":
        said["zip"] = text
    else:
        said[target] = text


def _keep_first(said, notes, target, found, heading):
    if target not in said and found:
        said[target], found = found[0], found[1:]
    notes.extend((heading, text) for text in found if text != said.get(target))


def _part(said, row):
    """Divide what was said between the firm and the person."""
    full = " ".join(said.pop(part) for part in PARTS_OF_NAME if part in said)
    kind = said.pop("kind", "").lower()
    firm, person, name = (
        said.pop("company", ""),
        said.pop("contact", "") or full,
        said.pop("name", ""),
    )
    if name and not person and (firm or not _is_firm(name, said, kind)):
        person = name
    elif name and not firm:
        firm = name
    elif name and name not in (firm, person):
        row.notes.append(("", name))
    if firm and person:
        own = {key: said.pop(key) for key in list(said) if key in OF_FIRM or ":" in key}
        row.firm, row.person = own | {"name": firm}, {"name": person} | said
    elif firm:
        row.firm = said | {"name": firm}
    elif person or said.get("email") or said.get("phone"):
        row.person = said | {"name": person or said.get("email") or said["phone"]}
    if row.person and not row.firm:
        row.person.pop("company", None)


def _is_firm(name, said, kind):
    if kind:
        return kind in cells.YES or any(word in kind for word in FIRM_WORDS)
    return looks_like_firm(name) or bool(said.get("kpp")) or len(said.get("vat", "")) == 8
