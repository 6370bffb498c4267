"""A chain of entries in which nothing can be altered, left out or put in unnoticed.

Each entry carries the hash of the entry before it and a hash of its own, taken over every
column in one canonical form. Who changes an old entry has to change all that follow; the head,
kept apart, tells when the last ones are gone.

>>> first = sealed(entry(1, "submitted"), genesis("db-1"))
>>> second = sealed(entry(2, "approved", data={"amount": 48200.0}), first["hash"])
>>> head = (2, second["hash"])
>>> is_whole([first, second], head)
True

Altered, left out, cut off, all gone:

>>> is_whole([first, dict(second, data={"amount": 4820})], head)
False
>>> is_whole([second], head), is_whole([first], head), is_whole([], head)
(False, False, False)

The file has no imports of ours on purpose: `python3 journal_chain.py FILE.jsonl` checks an
exported audit trail anywhere.
"""

import hashlib
import json
import sys
from datetime import datetime
from itertools import groupby

GENESIS = "genesis:"
COLUMNS = (
    "res_model",
    "res_id",
    "number",
    "at",
    "user_id",
    "on_behalf_of_id",
    "event",
    "method",
    "data",
    "previous_hash",
)

ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value):
    """The one text of a JSON value: keys sorted, nothing spaced or escaped without need.

    >>> canonical({"b": [1, 2.5, None], "a": "Київ"})
    '{"a":"Київ","b":[1,2.5,null]}'
    """
    return ENCODER.encode(value)


def plain(value):
    """The JSON value as PostgreSQL gives it back when it has kept it as jsonb.

    A whole number loses its fraction, a tuple becomes a list, a key text:

    >>> plain({"a": (1.0, 2.5), 7: None})
    {'a': [1, 2.5], '7': None}
    >>> plain(1e22) == 10**22
    True

    What JSON has no word for is refused rather than stored in doubtful form:

    >>> plain({"at": {1, 2}})
    Traceback (most recent call last):
    TypeError: the audit trail keeps JSON values only, not {1, 2} of type set
    """
    kind = type(value)
    if kind is int or kind is bool or value is None:
        return value
    if kind is str:
        return value.replace("\x00", "") if "\x00" in value else value
    if kind is float and value - value == 0:
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (str, int)):
        return plain(str(value)) if isinstance(value, str) else int(value)
    raise TypeError(
        f"the audit trail keeps JSON values only, not {value!r} of type {type(value).__name__}"
    )


def genesis(origin):
    """What stands in place of a previous hash in a chain's first entry: where it was born."""
    return f"{GENESIS}{origin}"


def entry(number, event, data=None, **columns):
    """One entry as a dictionary of all its columns, without the two hashes."""
    values = {
        "res_model": "",
        "res_id": 0,
        "at": datetime(2000, 1, 1),
        "user_id": 0,
        "on_behalf_of_id": None,
        "method": "screen",
    }
    return values | {"number": number, "event": event, "data": plain(data or {})} | columns


def sealed(values, previous_hash):
    """The entry with its place in the chain: `previous_hash` and its own `hash`; and `text`, its
    data in the one form that is hashed and stored."""
    text = canonical(values["data"] or {})
    values = values | {"previous_hash": previous_hash, "text": text}
    return values | {"hash": digest(values, text)}


def digest(values, text=None):
    """SHA-256, in hexadecimal, over all columns of an entry but its own hash.

    No value and zero are the same for an integer that names nobody, because Odoo reads a
    missing integer as zero:

    >>> digest(entry(1, "x", previous_hash="")) == digest(
    ...     entry(1, "x", previous_hash="", on_behalf_of_id=0))
    True

    The order of keys and the form of whole numbers do not matter, since jsonb keeps neither.
    What is hashed is the canonical list of the columns in the order of `COLUMNS`; `text` is the
    data's part of it, when it is at hand.
    """
    others = [
        values["res_model"],
        values["res_id"],
        values["number"],
        moment(values["at"]),
        values["user_id"],
        values["on_behalf_of_id"] or None,
        values["event"],
        values["method"],
        values["previous_hash"],
    ]
    text = canonical(values["data"] or {}) if text is None else text
    before, _comma, previous = canonical(others).rpartition(',"')
    return hashlib.sha256(f'{before},{text},"{previous}'.encode()).hexdigest()


def moment(at):
    """A time to the microsecond as text; text is taken as it is.

    >>> moment(datetime(2026, 7, 1, 9, 30))
    '2026-07-01T09:30:00.000000'
    """
    return at if isinstance(at, str) else at.isoformat(timespec="microseconds")


def seal_all(entries, heads, origin):
    """Give each of the entries its number and hashes; return them with the new heads.

    `heads`: {(res_model, res_id): (number, hash)} of the chains so far; a chain that is not
    there begins with `origin`. Several entries of one chain follow each other as given.

    >>> made, heads = seal_all([entry(0, "submitted"), entry(0, "approved")], {}, "db-1")
    >>> [one["number"] for one in made], heads == {("", 0): (2, made[1]["hash"])}
    ([1, 2], True)
    """
    made, new = [], {}
    for values in entries:
        key = (values["res_model"], values["res_id"])
        number, previous = new.get(key) or heads.get(key) or (0, genesis(origin))
        values = sealed(values | {"number": number + 1}, previous)
        new[key] = (values["number"], values["hash"])
        made.append(values)
    return made, new


def is_whole(entries, head):
    """Whether the entries of one chain, in order, are all there and unaltered.

    `head`: (number, hash) of the last entry as it was noted apart; (None, None) or (0, None)
    for a chain that has none.
    """
    number, previous = 0, None
    for number, values in enumerate(entries, start=1):
        fits = (
            values["previous_hash"] == previous
            if previous
            else str(values["previous_hash"]).startswith(GENESIS)
        )
        if not fits or values["number"] != number or values["hash"] != digest(values):
            return False
        previous = values["hash"]
    return (number, previous) == (head[0] or 0, head[1] or None)


def broken(rows):
    """Yield the (res_model, res_id) of every chain that is not whole.

    `rows`: all entries, those of one chain beside each other and in order, each with its
    chain's `head_number` and `head_hash`. Read one by one, so that any number fits in memory.
    """
    for key, entries in groupby(rows, key=lambda row: (row["res_model"], row["res_id"])):  # pylint: disable=bad-builtin-groupby
        entries = list(entries)
        if not is_whole(entries, (entries[0]["head_number"], entries[0]["head_hash"])):
            yield key


def main(path):
    """Check an exported file; return the sentence to print and whether all is well."""
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    bad = list(broken(rows))
    if bad:
        names = ", ".join(f"{model} {number}" for model, number in bad)
        return f"Altered or incomplete: {names}", False
    return f"All {len(rows)} entries are there and unaltered.", True


if __name__ == "__main__":
    SENTENCE, IS_WELL = main(sys.argv[1])
    sys.stdout.write(f"{SENTENCE}\n")
    sys.exit(not IS_WELL)
