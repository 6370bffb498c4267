"""A file of attribute sets: what it looks like, and how it differs from what is there.

A file is JSON: {"format": FORMAT, "version": 1, "sets": [...]}. A set has its words and a list of
attributes; an attribute has plain values, words in several languages, and lists of parts (choices,
columns, tags, roles). Under "more" stands what only some attributes have: {name: yes or no, or a
list of parts with names and perhaps codes}; a name that a database does not know is passed over.

>>> text = '''{"format": "bpm.attribute.sets", "version": 1, "sets": [{"name": {"en_US": "Tastes"},
... "attributes": [{"code": "music", "type": "char", "name": {"en_US": "Music"}}]}]}'''
>>> [one_set] = read(text)
>>> one_set["attributes"][0]["code"], one_set["attributes"][0]["options"]
('music', [])
>>> for wrong in ('[]', 'x', text.replace('"char"', '7'), text.replace('music', 'Mu sic')):
...     try:
...         read(wrong)
...     except BadFile as error:
...         print(error)
not a file of attribute sets
not a file of attribute sets
type
Mu sic
"""

import json

from .attribute_code import is_code

FORMAT, VERSION = "bpm.attribute.sets", 1
LONGEST = 5_000_000  # characters; thousands of attributes are far below
TEXT, NUMBER, YES_NO = str, (int, float), bool
# Plain values of an attribute, and what each has to be. All but the first two may be missing.
PLAIN = {
    "code": TEXT, "type": TEXT, "applies_to": TEXT, "kind": TEXT, "severity": TEXT,
    "comodel": TEXT, "validator": TEXT, "number_format": TEXT, "pattern": TEXT,
    "required_domain": TEXT, "companion": TEXT, "minimum": NUMBER, "maximum": NUMBER,
    "is_indexed": YES_NO, "history": YES_NO, "sensitive": YES_NO,
    "counted_from": TEXT, "counted_way": TEXT, "counted_path": TEXT, "counted_domain": TEXT,
    "counted_days": NUMBER,
}  # fmt: skip
DEFAULTS = {"applies_to": "partner", "kind": "both", "severity": "note", "counted_way": "count"}
WORDS = ("name", "help")
PARTS = {"options": "code", "columns": "code", "roles": "code", "tags": "name"}
# What values rely on: a difference here is not a change, but another attribute of the same code.
FIRM = ("type", "comodel")


class BadFile(ValueError):
    """The file cannot be used; the text says where."""


def write(sets):
    """The text of a file.

    >>> read(write([{"name": {"en_US": "A"}, "attributes": []}]))[0]["name"]
    {'en_US': 'A'}
    """
    whole = {"format": FORMAT, "version": VERSION, "sets": sets}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def read(text):
    """The sets in a file, complete: what was left out is there with an empty value."""
    try:
        whole = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise BadFile("not a file of attribute sets")
    if whole.get("version") != VERSION:
        raise BadFile("version")
    sets = [_set(one) for one in _list(whole, "sets")]
    keys = [(one["applies_to"], one["code"]) for one_set in sets for one in one_set["attributes"]]
    for key in keys:
        if keys.count(key) > 1:
            raise BadFile(key[1])
    return sets


def _set(one):
    return {
        "name": _words(one, "name", needed=True),
        "starter": _plain(one, "starter", TEXT),
        "own_tab": bool(_plain(one, "own_tab", YES_NO)),
        "is_beside": bool(_plain(one, "is_beside", YES_NO)),
        "attributes": [_attribute(attribute) for attribute in _list(one, "attributes")],
    }


def _attribute(one):
    values = {name: _plain(one, name, kind) for name, kind in PLAIN.items()}
    if not values["type"] or not is_code(values["code"] or ""):
        raise BadFile(values["code"] or "code")
    values |= {name: values[name] or value for name, value in DEFAULTS.items()}
    values |= {"name": _words(one, "name", needed=True), "help": _words(one, "help")}
    for name, key in PARTS.items():
        values[name] = [_part(part, key) for part in _list(one, name)]
    values["more"] = _more(one)
    for column in values["columns"]:
        column.setdefault("type", "char")
    return values


def _part(one, key):
    part = {"name": _words(one, "name", needed=True)}
    if key == "code":
        part["code"] = _plain(one, "code", TEXT) or ""
        if not is_code(part["code"]):
            raise BadFile(part["code"] or "code")
    if kind := _plain(one, "type", TEXT):
        part["type"] = kind
    if _plain(one, "is_key", YES_NO):
        part["is_key"] = True
    return part


def _more(one):
    """What other concepts ask of an attribute, checked for its form only."""
    found = one.get("more") or {}
    if not isinstance(found, dict):
        raise BadFile("more")
    return {
        name: [
            {"name": _words(part, "name", needed=True), "code": _plain(part, "code", TEXT)}
            for part in value
        ]
        if isinstance(value, list)
        else bool(_plain(found, name, YES_NO))
        for name, value in found.items()
    }


def _plain(one, name, kind):
    value = one.get(name) if isinstance(one, dict) else kind
    if value is None or (isinstance(value, kind) and (kind is YES_NO or value is not True)):
        return value
    raise BadFile(name)


def _words(one, name, needed=False):
    words = (one.get(name) if isinstance(one, dict) else None) or {}
    right = isinstance(words, dict) and all(isinstance(word, str) for word in words.values())
    if not right or (needed and not any(words.values())):
        raise BadFile(name)
    return {language: word for language, word in words.items() if word}


def _list(one, name):
    found = one.get(name) if isinstance(one, dict) else None
    if found is None:
        return []
    if not isinstance(found, list):
        raise BadFile(name)
    return found


# === COMPARING === #


def differences(there, here, languages):
    """What of an attribute of a file differs from the one that is here.

    :param dict there: from the file
    :param dict here: the same of this database
    :param languages: those that this database knows; words in others do not count
    :return: names of what differs; what is only here is left as it is and does not count

    >>> here = {"type": "char", "name": {"en_US": "Floor"}, "options": []}
    >>> there = {"type": "integer", "name": {"en_US": "Storey", "de_DE": "Etage"}, "options": []}
    >>> differences(there, here, ["en_US"]), clashes(differences(there, here, ["en_US"]))
    (['type', 'name'], True)
    >>> choice = {"code": "low", "name": {"en_US": "Low"}}
    >>> differences({**here, "options": [choice]}, here, ["en_US"])
    ['options']
    >>> differences(here, {**here, "options": [choice]}, ["en_US"])
    []
    >>> lease = {"kinds": [{"code": "lease", "name": {"en_US": "Lease"}}], "unknown": True}
    >>> differences({**here, "more": lease}, {**here, "more": {"kinds": []}}, ["en_US"])
    ['kinds']
    """
    plain = [
        name for name in PLAIN if name in there and (there[name] or None) != (here[name] or None)
    ]
    words = [name for name in WORDS if _new_words(there.get(name), here.get(name), languages)]
    parts = [
        name
        for name, key in PARTS.items()
        if _new_parts(there.get(name, ()), here.get(name, ()), key, languages)
    ]
    if any(part == "columns" for part in parts) and _other_columns(there, here):
        parts.append("type")
    beside = here.get("more", {})
    more = [
        name
        for name, value in there.get("more", {}).items()
        if name in beside and _more_differs(value, beside[name])
    ]
    return [*plain, *words, *parts, *more]


def clashes(names):
    """Whether what differs cannot be taken over."""
    return any(name in FIRM for name in names)


def is_same(part, other):
    """Whether two parts with names, and perhaps codes, are one: by their codes where both have one.

    >>> one, other = {"code": "a", "name": {"en_US": "A"}}, {"code": "b", "name": {"en_US": "A"}}
    >>> is_same(one, other), is_same(one, {**other, "code": None})
    (False, True)
    """
    if part["code"] and other["code"]:
        return part["code"] == other["code"]
    return not set(part["name"].items()).isdisjoint(other["name"].items())


def _more_differs(there, here):
    if isinstance(there, list) and isinstance(here, list):
        return any(not any(is_same(part, other) for other in here) for part in there)
    return there != here


def _new_words(there, here, languages):
    here = here or {}
    return any(word != here.get(code) for code, word in (there or {}).items() if code in languages)


def _new_parts(there, here, key, languages):
    if key == "name":
        known = {word for part in here for word in part["name"].values()}
        return any(known.isdisjoint(part["name"].values()) for part in there)
    known = {part[key]: part for part in here}
    return any(
        part[key] not in known or _new_words(part["name"], known[part[key]]["name"], languages)
        for part in there
    ) or _other_columns({"columns": there}, {"columns": here})


def _other_columns(there, here):
    """Whether a column is of one type in the file and of another here."""
    types = {part["code"]: part.get("type") for part in here.get("columns", ())}
    return any(
        types.get(part["code"], part.get("type")) != part.get("type") for part in there["columns"]
    )
