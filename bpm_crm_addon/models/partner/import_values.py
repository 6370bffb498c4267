"""What a row says of a firm or a person → values of fields."""

from ...engine.tabular import changes
from ...engine.tabular.cells import Unreadable
from .import_lookup import Lookup, NotFound
from .import_tables import table_column


class RowValues:
    """Knows the columns of one import and what they mean in this database."""

    def __init__(self, importing):
        columns = importing.columns
        self.importing = importing
        self.targets = [column["target"] for column in columns]
        self.headings = [column["heading"] for column in columns]
        self.modes = {column["target"]: column["mode"] for column in columns if column["target"]}
        self.field_of = {
            target: importing._field_of(target) for target in self.modes | {"kpp": 0, "phone": 0}
        }
        self.lookup = Lookup(importing)

    def _try(self, read, text):
        try:
            return read(text) if text else None
        except NotFound:
            return None

    def _column(self, target):
        return self.targets.index(target) if target in self.targets else None

    def _values(self, said, row):
        """{field: (value, mode)} of one party. What names nothing here becomes a note."""
        found, country = {}, self._try(self.lookup.read_country, said.get("country"))
        for target, text in said.items():
            name = self.field_of.get(target)
            if target == "name" or not name:
                if target == "kpp":
                    row.notes.append(("KPP", text))
                continue
            try:
                value = self._value(target, name, text, country)
            except NotFound:
                row.notes.append((self.headings[self._column(target)], text))
                continue
            except Unreadable as error:
                error.target = target
                raise
            mode = self.modes.get(target, changes.FILL)
            if column := table_column(target):
                found.setdefault(name, ({}, None))[0][column[1]] = (value, mode)
                continue
            if name in self.lookup.tags:
                value = self._usable(name, value, row, target)
            found[name] = (value, mode)
        if changes.OVERWRITE in self._modes_of_name(said is row.firm):
            if said["name"] not in (said.get("email"), said.get("phone")):
                found["name"] = (said["name"], changes.OVERWRITE)
        return found

    def _usable(self, name, texts, row, target):
        """The choices the person may use; the others become notes."""
        usable = self.lookup.tags[name].usable(texts)
        heading = self.headings[self._column(target)]
        row.notes += [(heading, text) for text in texts if text not in usable]
        return usable

    def _modes_of_name(self, is_firm):
        targets = ("company", "name") if is_firm else ("contact", "name", "last_name", "first_name")
        return [self.modes.get(target) for target in targets]

    def _value(self, target, name, text, country):
        if target == "country":
            return self.lookup.read_country(text)
        if target == "state":
            return self.lookup.read_state(text, country)
        if target == "user":
            return self.lookup.read_user(text)
        if target == "lang":
            return self.lookup.read_lang(text)
        if target == "website":
            return self.importing.env["res.partner"]._clean_website(text)
        if column := table_column(target):
            return self.lookup.in_table(*column, text)
        return self.lookup.own(name, text) if ":" in target else text
