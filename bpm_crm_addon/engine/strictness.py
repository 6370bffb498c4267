"""How much a doubt may do when the company commits itself.

Each field says what a doubt about it deserves (its severity); the company's one setting says how
far it goes at most (its strictness).

>>> effect("block", "soft"), effect("block", "warn"), effect("block", "block")
('note', 'warn', 'block')
>>> effect("note", "block"), effect("warn", "block")
('note', 'warn')
"""

LEVELS = ("note", "warn", "block")
CEILING = {"soft": "note", "warn": "warn", "block": "block"}


def effect(severity, strictness):
    """What happens: "note" nothing is said, "warn" it is said, "block" it is refused."""
    return min(severity, CEILING[strictness], key=LEVELS.index)
