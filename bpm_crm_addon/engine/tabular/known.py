"""Counterparties that are known, and how they are found by what a row says."""

from dataclasses import dataclass, field

from .match_keys import block, name_key, tax_keys


@dataclass(eq=False)
class Party:
    """One counterparty: in the database (`id`) or yet to be created (`id` None).

    `values`: {field: value} as they are, or will be when the rows so far are written. `parent`: the
    firm a person belongs to.
    """

    id: int | None = None
    is_firm: bool = False
    name: str = ""
    tax: str = ""
    email: str = ""
    phone: str = ""
    key: str = ""
    parent: "Party | None" = None
    parent_id: int | None = None
    country: str = ""
    values: dict = field(default_factory=dict)

    def __post_init__(self):
        self.key = self.key or name_key(self.name)

    @property
    def place(self):
        """What tells namesakes apart."""
        return {
            str(self.values.get(name) or "").strip().lower() for name in ("city", "zip", "website")
        } - {""}

    def belongs_to(self, firm):
        return self.parent is firm or bool(firm.id and firm.id == self.parent_id)


class Index:
    """Parties by tax number, e-mail, phone, name and the beginning of the name.

    >>> index = Index()
    >>> acme = index.add(Party(1, True, "Acme Ltd", tax="BE0477472701", email="ann@acme.be"))
    >>> index.by_tax("0477472701", "BE") == [acme] == index.by_email("ann@acme.be")
    True
    >>> index.by_name("acme") == [acme] == index.similar("acme")
    True
    """

    def __init__(self):
        self._found, self._ids = {}, {}

    def __contains__(self, party_id):
        return party_id in self._ids

    def get(self, party_id):
        return self._ids.get(party_id)

    def add(self, party):
        """Remember a party, or what it has learned since; returns it."""
        if party.id:
            self._ids[party.id] = party
        keys = {("name", party.key), ("block", block(party.key))}
        keys |= {("tax", key) for key in tax_keys(party.tax, party.country)}
        keys |= {("email", party.email), ("phone", party.phone)}
        for key in keys:
            if key[1]:
                found = self._found.setdefault(key, [])
                if party not in found:
                    found.append(party)
        return party

    def by_tax(self, number, country=""):
        found = [p for key in sorted(tax_keys(number, country)) for p in self._at("tax", key)]
        return [party for party in dict.fromkeys(found) if not party.parent and not party.parent_id]

    def by_email(self, email):
        return self._at("email", email)

    def by_phone(self, phone):
        return self._at("phone", phone)

    def by_name(self, key):
        return self._at("name", key)

    def similar(self, key):
        return self._at("block", block(key))

    def _at(self, kind, key):
        return self._found.get((kind, key), []) if key else []
