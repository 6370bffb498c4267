"""What an import would do: rows → parties to create and values to change. Writes nothing."""

from dataclasses import dataclass, field

from odoo.tools import plaintext2html

from ...engine.tabular import changes
from ...engine.tabular.cells import Unreadable
from ...engine.tabular.known import Party
from ...engine.tabular.matching import Several, find_firm, find_person
from ...engine.tabular.row_values import read_row
from .import_known import Known
from .import_lines import plan_line
from .import_values import RowValues

ADDRESS = ("street", "street2", "zip", "city", "state_id", "country_id")


@dataclass
class Planned:
    """A row and what it does: `changed`: [(party, field, old, new)] in order."""

    number: int
    cells: list
    firm: Party | None = None
    person: Party | None = None
    created: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    problem: tuple | None = None  # (column number or None, word)

    @property
    def party(self):
        return self.person or self.firm

    @property
    def outcome(self):
        if self.problem:
            return "rejected"
        if self.party in self.created:
            return "created"
        return "updated" if self.created or self.changed else "unchanged"


class Planner(RowValues):
    """Plans portions of rows. What a row would create is known to the rows after it."""

    def __init__(self, importing):
        super().__init__(importing)
        fields = {name for name in self.field_of.values() if name} | {"comment", "country_id"}
        self.known = Known(importing, self.lookup, fields)

    def start_anew(self):
        """Forget what the rows so far would do: it is written, or was rolled back."""
        self.known = Known(self.importing, self.lookup, self.known.fields)

    def plan(self, rows):
        """[Planned] for rows (number, cells)."""
        rows = self.importing._whole_rows(rows)
        read = [
            (number, cells, read_row(cells, self.targets, self.headings)) for number, cells in rows
        ]
        said = [self._said(row) for _number, _cells, row in read]
        self.known.fetch([party for pair in said for party in pair if party])
        return [
            self._plan_row(Planned(number, cells), row, *pair)
            for (number, cells, row), pair in zip(read, said, strict=True)
        ]

    # === WHO === #

    def _said(self, row):
        """The row's firm and person as parties nobody knows yet."""
        return tuple(
            self._party(values, is_firm) if values else None
            for values, is_firm in ((row.firm, True), (row.person, False))
        )

    def _party(self, values, is_firm):
        country = self._try(self.lookup.read_country, values.get("country"))
        code = (
            self.lookup.env["res.country"].browse(country).code
            if country
            else self.lookup.country.code
        )
        return Party(
            is_firm=is_firm,
            name=values["name"],
            tax=values.get("vat", ""),
            email=values.get("email", ""),
            phone=self.lookup.phone_key(values["phone"], country) if values.get("phone") else "",
            country=code or "",
            values={name: values[name] for name in ("city", "zip", "website") if name in values},
        )

    def _plan_row(self, planned, row, firm, person):
        planned.problem = row.problem or (None if firm or person else (None, "nobody"))
        if planned.problem:
            return planned
        index = self.known.index
        try:
            values = [self._values(one, row) if one else None for one in (row.firm, row.person)]
            known_firm = find_firm(index, firm, bool(person)) if firm else None
            known_person = find_person(index, person, known_firm or firm) if person else None
        except Several:
            planned.problem = (self._column("vat"), "several")
            return planned
        except Unreadable as error:
            planned.problem = (self._column(error.target), str(error))
            return planned
        planned.firm = firm and self._take(planned, known_firm, firm, values[0])
        if person:
            person.parent = planned.firm
            if known_person and planned.firm and self._has_no_firm(known_person):
                values[1]["parent_id"] = (planned.firm, changes.FILL)
                known_person.parent = planned.firm
            planned.person = self._take(planned, known_person, person, values[1])
        self._take_notes(planned, row.notes)
        return planned

    def _has_no_firm(self, party):
        """A person of no firm yet, whose own tax number would not contradict the firm's."""
        return not (party.is_firm or party.parent or party.parent_id or party.tax)

    # === WHAT === #

    def _take(self, planned, known, said, values):
        """Apply a row's values to the party it is about; returns that party."""
        party = known
        if not party:
            party = said
            party.values = {"name": party.name, "is_company": party.is_firm}
            planned.created.append(party)
        busy = self._has_other_address(party, values)
        for name, (value, mode) in values.items():
            if name in self.lookup.tables:
                self._take_line(planned, party, name, value)
                continue
            mode = self._mode_for(party, mode)
            if name in ADDRESS and busy and mode == changes.FILL:
                continue
            self._change(planned, party, name, value, mode)
        self._learn(party, said)
        return party

    def _take_line(self, planned, party, name, cells):
        """Apply what the row says of a line of the table `name`: {column: (value, mode)}."""
        said = {
            column: (value, self._mode_for(party, mode)) for column, (value, mode) in cells.items()
        }
        plan_line(planned, party, name, said, self.lookup.tables[name])

    def _mode_for(self, party, mode):
        """To keep what is there applies to who was there before the import."""
        return changes.FILL if mode == changes.KEEP and not party.id else mode

    def _has_other_address(self, party, values):
        """Half of one address is not filled up with half of another."""
        return any(
            party.values.get(name) and not changes.alike(party.values[name], values[name][0])
            for name in ("street", "city", "zip")
            if name in values
        )

    def _change(self, planned, party, name, value, mode):
        """Note that a field changes, if it is to."""
        old = party.values.get(name)
        if name in self.lookup.tags:
            old = old or frozenset()
            value = old if mode == changes.KEEP else old | self.lookup.tags[name].known(value)
            is_wanted = value != old
        else:
            is_wanted = changes.wanted(mode, old, value, self._same(name))
        if is_wanted:
            if party not in planned.created:
                planned.changed.append((party, name, old, value))
            party.values[name] = value

    def _same(self, name):
        """How two values of a field are compared that may be written differently."""
        key = {"phone": self.lookup.phone_key, "email": str.lower}.get(name)
        return key and (lambda old, new: old == new or key(old) == key(new) != "")

    def _learn(self, party, said):
        """What the row said is known of the party from now on."""
        party.tax = party.tax or said.tax
        party.email = party.email or said.email
        party.phone = party.phone or said.phone
        self.known.index.add(party)

    def _take_notes(self, planned, notes):
        party = planned.party
        mode = self._mode_for(party, self.modes.get("comment", changes.FILL))
        old = party.values.get("comment") or ""
        lines = changes.missing_notes(old, notes)
        if not lines or mode == changes.KEEP:
            return
        new = str(old) + str(plaintext2html("\n".join(lines)))
        if party not in planned.created:
            planned.changed.append((party, "comment", old, new))
        party.values["comment"] = new
