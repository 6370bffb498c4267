"""Facts that templates are filled in with: nested dictionaries and lists of texts and numbers."""

import hashlib
import json
import re

MISSING = object()
# What XML cannot hold, and what the Word library reads as an order.
NOT_FOR_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
DEEPEST = 8
PICTURE = re.compile(r"picture:\d+:[0-9a-f]{40}")


def fact_at(facts, name):
    """The fact of a dotted name; MISSING when there is none.

    >>> fact_at({"partner": {"name": "Mill"}}, "partner.name")
    'Mill'
    >>> fact_at({"lines": []}, "lines.0.name") is MISSING
    True
    """
    for part in name.split("."):
        if not isinstance(facts, dict) or part not in facts:
            return MISSING
        facts = facts[part]
    return facts


def clean(facts, depth=0):
    """The same facts as a Word file and a database can hold them.

    >>> clean({"a": "one\\x00\\r\\ntwo", "b": None, "c": [1, "x\\fy"]})
    {'a': 'one\\ntwo', 'b': '', 'c': [1, 'xy']}
    >>> clean({"price": 1.5})
    Traceback (most recent call last):
    TypeError: a fact is a text, a whole number, a dictionary or a list, not float
    """
    if depth > DEEPEST:
        raise TypeError("facts are nested too deeply")
    if isinstance(facts, dict):
        return {str(name): clean(fact, depth + 1) for name, fact in facts.items()}
    if isinstance(facts, list | tuple):
        return [clean(fact, depth + 1) for fact in facts]
    if facts is None or facts is False:
        return ""
    if isinstance(facts, int) and not isinstance(facts, bool):
        return facts
    if isinstance(facts, str):
        text = str(facts).replace("\r\n", "\n").replace("\r", "\n")
        return NOT_FOR_XML.sub("", text)
    raise TypeError(
        "a fact is a text, a whole number, a dictionary or a list, not " + type(facts).__name__
    )


def fingerprint(facts):
    """What two sets of facts have in common only when they are equal."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def placeholders(facts, prefix=""):
    """What may be written into a template: [(placeholder, example)], lists as their loops.

    >>> for row in placeholders({"partner": {"name": "Mill"}, "lines": [{"name": "Oak"}]}):
    ...     print(row)
    ('{{ partner.name }}', 'Mill')
    ('{% for line in lines %} … {% endfor %}', 1)
    ('{{ line.name }}', 'Oak')
    """
    rows = []
    for name, fact in facts.items():
        path = f"{prefix}{name}"
        if isinstance(fact, dict):
            rows += placeholders(fact, f"{path}.")
        elif isinstance(fact, list):
            one = singular(name)
            rows.append((f"{{% for {one} in {path} %}} … {{% endfor %}}", len(fact)))
            if fact and isinstance(fact[0], dict):
                rows += placeholders(fact[0], f"{one}.")
            elif fact:
                rows.append((f"{{{{ {one} }}}}", fact[0]))
        else:
            rows.append((f"{{{{ {path} }}}}", fact))
    return rows


def picture_names(facts):
    """The names of all pictures the facts speak of.

    >>> name = "picture:7:" + "0" * 40
    >>> picture_names({"lines": [{"picture": name}, {"picture": ""}], "a": "picture:x"}) == {name}
    True
    """
    if isinstance(facts, dict):
        facts = facts.values()
    elif isinstance(facts, str):
        return {facts} if PICTURE.fullmatch(facts) else set()
    elif not isinstance(facts, list | tuple):
        return set()
    return set().union(*(picture_names(fact) for fact in facts))


def singular(name):
    """What one of `name` is called in a loop.

    >>> singular("lines"), singular("parties"), singular("schedule")
    ('line', 'party', 'row')
    """
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and len(name) > 2 else "row"
