"""What somebody buys most, in shares of a sum.

>>> shares({"Desks": 610.0, "Chairs": 220.0, "Lamps": 120.0, "": 50.0})
[('Desks', 61), ('Chairs', 22)]
>>> shares({"Desks": 10.0, "Returned": -4.0}, most=1)
[('Desks', 100)]
>>> shares({}), shares({"Returned": -4.0}), shares({"": 3.0})
([], [], [])
"""

LEAST = 5  # percent; what is less says nothing about somebody


def shares(sums, most=2):
    """The largest of ``sums`` with their share of all in percent: [(key, percent)].

    :param sums: {key: amount}; what was returned on balance is left out. The key "" is what belongs
        to nothing: it counts in the whole and is not told.
    """
    bought = {key: amount for key, amount in sums.items() if amount > 0}
    total = sum(bought.values())
    order = sorted(bought, key=lambda key: (-bought[key], str(key)))
    told = [(key, round(bought[key] / total * 100)) for key in order if key]
    return [(key, percent) for key, percent in told[:most] if percent >= LEAST]
