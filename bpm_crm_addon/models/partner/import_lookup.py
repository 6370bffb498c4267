"""Texts of a file → values of fields: countries, people, tags, dates and figures."""

from datetime import MAXYEAR, MINYEAR
from functools import lru_cache

from pytz import timezone, utc

from odoo.addons.phone_validation.tools import phone_validation

from ...engine.tabular import cells
from ...engine.tabular.country_words import CODES
from .import_tags import TagLists


class NotFound(ValueError):
    """A text that names nothing in this database; it is kept as a note."""


class Lookup:
    """Everything is asked once per import and remembered: no query for each row."""

    def __init__(self, importing):
        self.env = importing.env
        self.country = importing.company_id.country_id
        self.read_country = lru_cache(None)(self._read_country)
        self.read_state = lru_cache(None)(self._read_state)
        self.read_user = lru_cache(None)(self._read_user)
        self.read_lang = lru_cache(None)(self._read_lang)
        self.read_one = lru_cache(None)(self._read_one)
        self.phone_key = lru_cache(65536)(self._phone_key)
        self.tags = TagLists(self.env)
        self.tables = importing._tables()

    # === PHONES === #

    def _phone_key(self, number, country_id=None):
        """The number as Odoo keeps it for comparison; empty when it is none."""
        country = self.env["res.country"].browse(country_id) if country_id else self.country
        try:
            return (
                phone_validation.phone_format(number, country.code, country.phone_code, "E164")
                or ""
            )
        except Exception:  # noqa: BLE001  whatever it stumbles over, this is no number
            return ""

    # === COUNTRIES === #

    @property
    @lru_cache(None)  # noqa: B019  lives as long as the import
    def countries(self):
        """{name or code in small letters: id}, in every language of the database."""
        found = {}
        for lang, _name in self.env["res.lang"].get_installed():
            for country in self.env["res.country"].with_context(lang=lang).search([]):
                found[country.name.lower()] = found[country.code.lower()] = country.id
        return found

    def _read_country(self, text):
        word = " ".join(text.lower().replace(".", "").split())
        found = self.countries.get(word) or self.countries.get(CODES.get(word, "").lower())
        if not found:
            raise NotFound(text)
        return found

    def _read_state(self, text, country_id):
        states = self.env["res.country.state"]
        country_id = country_id or self.country.id
        found = states.search(
            [
                ("country_id", "=", country_id),
                "|",
                ("name", "=ilike", text),
                ("code", "=ilike", text),
            ]
        )
        if len(found) != 1:
            raise NotFound(text)
        return found.id

    # === PEOPLE, LANGUAGES === #

    def _read_user(self, text):
        users = self.env["res.users"]
        domain = [("share", "=", False)]
        for field, operator in (("login", "=ilike"), ("name", "=ilike"), ("email", "=ilike")):
            found = users.search([*domain, (field, operator, cells.typed(text))], limit=2)
            if len(found) == 1:
                return found.id
        raise NotFound(text)

    def _read_lang(self, text):
        word = text.lower()
        for code, name in self.env["res.lang"].get_installed():
            if word in (code.lower(), code[:2].lower(), name.lower(), name.lower().split(" /")[0]):
                return code
        raise NotFound(text)

    # === FIELDS OF THIS DATABASE === #

    def own(self, name, text):
        """The value of a field of this database for a text."""
        return self._read(self.env["res.partner"]._fields[name], text)

    def in_table(self, name, column, text):
        """The value of a column of a table attribute for a text."""
        return self._read(self.env[self.tables[name].model]._fields[column], text)

    def _read(self, field, text):
        if field.type in ("integer", "float", "monetary"):
            number = cells.as_number(text)
            return round(number) if field.type == "integer" else number
        if field.type == "date":
            return cells.as_date(text)
        if field.type == "datetime":
            return self._as_moment(text)
        if field.type == "many2many":
            return cells.several(text)
        if field.type == "boolean":
            return cells.as_boolean(text)
        if field.type in ("selection", "many2one"):
            return self.read_one(field.name, text)
        return text

    def _read_one(self, name, text):
        field = self.env["res.partner"]._fields[name]
        if field.type == "many2one":
            found = self.env[field.comodel_name].name_search(text, operator="=ilike", limit=2)
            if len(found) == 1:
                return found[0][0]
            raise NotFound(text)
        for key, label in field._description_selection(self.env):
            if text.lower() in (str(key).lower(), label.lower()):
                return key
        raise NotFound(text)

    def _as_moment(self, text):
        """A moment as Odoo stores it; a file means the clock of the person who imports."""
        moment = cells.as_moment(text)
        if moment.year in (MINYEAR, MAXYEAR):  # the last day there is, for "always": no zone has it
            raise cells.Unreadable("date")
        zone = timezone(self.env.user.tz or "UTC")
        return zone.localize(moment).astimezone(utc).replace(tzinfo=None)
