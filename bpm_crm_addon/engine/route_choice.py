"""Through which gateways a message to a phone may go, and which of them is asked first."""

import math
from typing import NamedTuple


class Route(NamedTuple):
    """``prefix``: how the numbers begin, "" for all of them; ``gateway``: whatever the caller calls
    it; ``price`` of a part."""

    prefix: str
    price: float
    order: int
    gateway: object


def choose(number, routes):
    """The routes for a number, each gateway once, in the order in which they are asked.

    The longest beginning that fits decides, then the price, then the order; those of shorter
    beginnings come after, in case the others fail. Whose price is not known (0) is asked last.

    >>> ukraine = Route("+380", 0.04, 1, "near"), Route("+380", 0.03, 2, "cheap")
    >>> mobile, world = Route("+38067", 0.05, 1, "own"), Route("", 0.01, 1, "world")
    >>> def names(number):
    ...     return [route.gateway for route in choose(number, [*ukraine, mobile, world])]
    >>> names("+380671234567"), names("+380501234567"), names("+4930123456")
    (['own', 'cheap', 'near', 'world'], ['cheap', 'near', 'world'], ['world'])
    >>> choose("+1", [Route("", 1, 1, "a"), Route("+1", 2, 1, "a")])
    [Route(prefix='+1', price=2, order=1, gateway='a')]
    >>> [route.gateway for route in choose("+1", [Route("", 0, 1, "?"), Route("", 9, 2, "dear")])]
    ['dear', '?']
    >>> choose("+1", [])
    []
    """
    fitting = sorted(
        (route for route in routes if number.startswith(route.prefix)),
        key=lambda route: (-len(route.prefix), route.price or math.inf, route.order),
    )
    first = {}
    for route in fitting:
        first.setdefault(route.gateway, route)
    return list(first.values())
