"""Clients shared out among several people, about as much to each.

>>> share_out({1: 900, 2: 500, 3: 400, 4: 0, 5: 0}, ["ann", "bob"])
{1: 'ann', 2: 'bob', 3: 'bob', 4: 'ann', 5: 'ann'}
>>> share_out({7: 1}, ["ann"]), share_out({}, ["ann"])
({7: 'ann'}, {})
"""


def share_out(weights, people):
    """{client: person}: the weightiest first, each to whom has least, by weight and then by number.

    :param weights: {client: what it weighs}, not negative
    :param people: in the order of preference
    """
    load = {person: [0, 0] for person in people}
    given = {}
    for client in sorted(weights, key=lambda one: (-weights[one], one)):
        person = min(people, key=lambda one: load[one])
        given[client] = person
        load[person][0] += weights[client]
        load[person][1] += 1
    return given
