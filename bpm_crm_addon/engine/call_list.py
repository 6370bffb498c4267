"""Whom to call today, from who promised to pay, who is late with paying and who with buying."""


def worth_a_call(sleeping, overdue, promised, limit):
    """Rank customers: promises that are due first, then those with two other reasons, then the
    two kinds in turn.

    :param sleeping: facts of customers past their usual interval, the most worth while first
    :param overdue: facts of customers who owe, the most worth while first
    :param promised: facts of promises due today or broken, the oldest first
    :param int limit: at most so many
    :return: ``[{"partner_id", "name", "sleeping": facts or None, "overdue": facts or None,
        "promised": facts or None}]``

    >>> late = [{"partner_id": 1, "name": "Ann"}, {"partner_id": 2, "name": "Bob"}]
    >>> owing = [{"partner_id": 3, "name": "Cid"}, {"partner_id": 2, "name": "Bob"}]
    >>> [(row["name"], bool(row["sleeping"]), bool(row["overdue"]))
    ...  for row in worth_a_call(late, owing, [], 5)]
    [('Bob', True, True), ('Cid', False, True), ('Ann', True, False)]
    >>> [row["name"] for row in worth_a_call(late, owing, [], 1)]
    ['Bob']
    >>> said = [{"partner_id": 3, "name": "Cid"}, {"partner_id": 4, "name": "Dan"}]
    >>> [(row["name"], bool(row["overdue"]), bool(row["promised"]))
    ...  for row in worth_a_call(late, owing, said, 3)]
    [('Cid', True, True), ('Dan', False, True), ('Bob', True, False)]
    >>> worth_a_call([], [], [], 5)
    []
    """
    asleep = {facts["partner_id"]: facts for facts in sleeping}
    owing = {facts["partner_id"]: facts for facts in overdue}
    promises = {}
    for facts in promised:
        promises.setdefault(facts["partner_id"], facts)
    both = [partner for partner in owing if partner in asleep]
    others = both + _in_turn(
        [partner for partner in owing if partner not in asleep],
        [partner for partner in asleep if partner not in owing],
    )
    order = [*promises, *(partner for partner in others if partner not in promises)]
    return [
        {
            "partner_id": partner,
            "name": (promises.get(partner) or owing.get(partner) or asleep[partner])["name"],
            "sleeping": asleep.get(partner),
            "overdue": owing.get(partner),
            "promised": promises.get(partner),
        }
        for partner in order[:limit]
    ]


def _in_turn(first, second):
    """One of each as long as there are both.

    >>> _in_turn([1, 2], [7, 8, 9])
    [1, 7, 2, 8, 9]
    """
    pairs = [item for pair in zip(first, second) for item in pair]
    shorter = min(len(first), len(second))
    return pairs + first[shorter:] + second[shorter:]
