"""Why somebody known may be the one that is being entered: what they share.

>>> from .known import Party
>>> acme = Party(1, True, "Acme Desks Ltd", tax="BE0477472701", email="info@acme.be", phone="+321")
>>> reasons(Party(name="Acme Desk", phone="+321"), acme)
('phone', 'similar')
>>> reasons(Party(name="Somebody else", tax="0477472701", country="BE"), acme)
('tax',)
>>> reasons(Party(name="Desks, Acme"), acme), reasons(Party(name="Acme 2"), acme)
(('name',), ())
"""

from .match_keys import likeness, tax_keys

NEARLY = 0.8
SHORTEST = 3
REASONS = ("tax", "email", "phone", "name", "similar")  # the strongest first


def reasons(said, known):
    """What two `Party` have in common, as words of REASONS; nothing means: not alike."""
    found = []
    if tax_keys(said.tax, said.country) & tax_keys(known.tax, said.country):
        found.append("tax")
    if said.email and said.email == known.email:
        found.append("email")
    if said.phone and said.phone == known.phone:
        found.append("phone")
    if len(said.key) >= SHORTEST:
        if said.key == known.key:
            found.append("name")
        elif _same_figures(said.key, known.key) and likeness(said.key, known.key) >= NEARLY:
            found.append("similar")
    return tuple(found)


def rank(why):
    """A key for sorting what `reasons` gave: who shares more, and the stronger, comes first.

    >>> sorted([("name",), ("tax", "name"), ("email",)], key=rank)
    [('tax', 'name'), ('email',), ('name',)]
    """
    return tuple(word not in why for word in REASONS)


def _same_figures(one, other):
    """Shop 1 and Shop 2 are nearly the same name and not the same shop."""
    return [sign for sign in one if sign.isdigit()] == [sign for sign in other if sign.isdigit()]
