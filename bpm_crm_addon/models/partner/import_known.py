"""The counterparties a portion of rows may be about: found in one search for all of them."""

from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.tabular.known import Index, Party
from ...engine.tabular.lines import Line
from ...engine.tabular.match_keys import block, tax_keys

IDENTITY = (
    "name",
    "is_company",
    "vat",
    "email_normalized",
    "phone_sanitized",
    "bpm_name_key",
    "parent_id",
)


class Known:
    """An index of parties with what the database knows about them.

    `fields`: the fields whose present values are needed, beside those by which they are found.
    """

    def __init__(self, importing, lookup, fields):
        self.env = importing.env
        self.lookup = lookup
        self.index = Index()
        self.fields = sorted({*IDENTITY, *fields, "city", "zip", "website"})

    def fetch(self, wanted):
        """Bring into the index whoever shares a key with the parties of `wanted`."""
        keys = {
            "vat": {key for one in wanted for key in tax_keys(one.tax, one.country)},
            "email_normalized": {one.email for one in wanted},
            "phone_sanitized": {one.phone for one in wanted},
            "bpm_name_key": {one.key for one in wanted},
        }
        domain = Domain.OR(
            Domain(field, "in", sorted(found - {""}))
            for field, found in keys.items()
            if found - {""}
        )
        partners = self._read(domain)
        self._read(Domain("id", "in", partners.parent_id.ids))
        self._fetch_similar(wanted)

    def _fetch_similar(self, wanted):
        """Firms in the same place whose names begin alike, for those found by nothing else."""
        unknown = [
            one for one in wanted if one.is_firm and one.place and not self.index.by_name(one.key)
        ]
        blocks = sorted({block(one.key) for one in unknown if len(one.key) > 5})
        if not blocks:
            return
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE left(bpm_name_key, 6) = ANY(%s) AND is_company"
                " LIMIT 20000",
                blocks,
            )
        )
        self._read(Domain("id", "in", [row[0] for row in rows]))

    def _read(self, domain):
        """Search with the person's rights, and add to the index whom it does not know yet."""
        company = Domain("company_id", "in", [False, self.env.company.id])
        partners = self.env["res.partner"].search_fetch(domain & company, self.fields, order="id")
        self._fetch_lines(partners)
        for partner in partners:
            if partner.id not in self.index:
                self.index.add(self._party(partner))
        return partners

    def _fetch_lines(self, partners):
        """Read the tables of all of them: columns added later are not read along by Odoo."""
        for name in set(self.fields) & set(self.lookup.tables):
            partners[name].fetch(list(self.lookup.tables[name].columns))

    def _party(self, partner):
        party = Party(
            id=partner.id,
            is_firm=partner.is_company,
            name=partner.name or "",
            tax=(partner.vat or "").replace(" ", "").upper(),
            email=partner.email_normalized or "",
            phone=partner.phone_sanitized or "",
            key=partner.bpm_name_key or "",
            parent_id=partner.parent_id.id or None,
        )
        party.values = {
            name: self._value(partner, name) for name in self.fields if name not in ("parent_id",)
        }
        return party

    def _value(self, partner, name):
        value, field = partner[name], partner._fields[name]
        if field.type == "many2one":
            return value.id
        if field.type == "many2many":
            return frozenset(value.ids)
        if field.type == "one2many":
            columns = self.lookup.tables[name].columns
            return [Line(line.id, {column: line[column] for column in columns}) for line in value]
        return value or ("" if field.type in ("char", "text", "html") else value)
