"""Writing what was planned: new firms, new people, then changes."""

from datetime import date

from ...engine.tabular.known import Party
from ...engine.tabular.lines import Added, Cell
from .import_lines import commands, learn_ids, line_trace
from .import_tags import SEVERAL


class Writer:
    """Writes planned rows with the rights of the importing person.

    Afterwards `trace(planned)` tells what undoing a row would need.
    """

    def __init__(self, planner):
        self.planner, self.lookup = planner, planner.lookup
        self.partners = planner.importing.env["res.partner"]

    def put(self, planned):
        """Write rows that have no problem."""
        new = [party for one in planned for party in one.created]
        changed = self._changed(planned, set(new))
        self.lookup.tags.make(self._new_tags([*new, *changed]))
        self._create([party for party in new if not party.parent])
        self._create([party for party in new if party.parent])
        for party, names in changed.items():
            partner = self.partners.browse(party.id)
            partner.write({name: self._to_write(name, party.values[name]) for name in names})
        self._learn_lines([*new, *changed])
        self.partners.env.flush_all()

    def _learn_lines(self, parties):
        for name in self.lookup.tables:
            for party in parties:
                if lines := party.values.get(name):
                    learn_ids(lines, self.partners.browse(party.id)[name])

    def _changed(self, planned, new):
        """{party that exists: names of its changed fields}."""
        changed = {}
        for one in planned:
            for party, name, _old, _new in one.changed:
                if party not in new:
                    changed.setdefault(party, {})[name] = None
        return changed

    def _new_tags(self, parties):
        """{field: names of choices that do not exist yet}."""
        found = {}
        for party in parties:
            for name, value in party.values.items():
                for tag in value if isinstance(value, frozenset) else ():
                    if isinstance(tag, str):
                        found.setdefault(name, {})[tag] = None
        return found

    def _create(self, parties):
        if not parties:
            return
        vals_list = [
            {
                name: self._to_write(name, value)
                for name, value in party.values.items()
                if value not in (None, "")
            }
            | ({"parent_id": party.parent.id} if party.parent else {})
            for party in parties
        ]
        # What Odoo calls when it loads files is quicker, and for those without a parent the same.
        has_parents = any(party.parent for party in parties)
        create = self.partners.create if has_parents else self.partners._load_records_create
        partners = create(vals_list)
        for party, partner in zip(parties, partners, strict=True):
            party.id = partner.id
            self.planner.known.index.add(party)

    def _to_write(self, name, value):
        if isinstance(value, frozenset):
            return [(6, 0, self._tag_ids(name, value))]
        if isinstance(value, list):
            return commands(value)
        return value.id if isinstance(value, Party) else value

    def _tag_ids(self, name, tags):
        return sorted(map(self.lookup.tags[name].id_of, tags))

    # === TRACE === #

    def traces(self, planned):
        """{row number: what undoing it needs}, values as they are now in the database."""
        last = {}
        for one in planned:
            for party, name, _old, new in one.changed:
                last.update(dict.fromkeys(_places(party, name, new), one.number))
        return {one.number: self._trace(one, last) for one in planned if not one.problem}

    def _trace(self, planned, last):
        steps = [{"id": party.id, "created": True} for party in planned.created]
        for change in planned.changed:
            party, name, old, new = change
            if name in self.lookup.tables:
                rows = self.partners.env[self.lookup.tables[name].model]
                steps.append(line_trace(change, planned.number, last, rows, kept))
                continue
            if last[party, name] == planned.number:
                new = self.partners.browse(party.id)[name]
            steps.append(
                {
                    "id": party.id,
                    "field": name,
                    "old": self.kept(name, old),
                    "new": self.kept(name, new),
                }
            )
        return steps or None

    def kept(self, name, value):
        """A value as it is kept in a trace: nothing is None, several are a sorted list."""
        if isinstance(value, frozenset | set):
            return self._tag_ids(name, value)
        return kept(value.id if isinstance(value, Party) else value)


def _places(party, name, new):
    """What a change changes: a field of a counterparty, or columns of a line of a table."""
    if isinstance(new, Cell):
        return [(new.line, new.column)]
    return (
        [(new.line, column) for column in new.values] if isinstance(new, Added) else [(party, name)]
    )


def kept(value):
    """A field's value as JSON keeps it."""
    if hasattr(value, "_name"):  # a recordset
        return sorted(value.ids) if value._name in SEVERAL else value.id or None
    if isinstance(value, date):  # or a moment
        return value.isoformat()
    if value in ("", None) or value is False:
        return None
    return str(value) if isinstance(value, str) else value
