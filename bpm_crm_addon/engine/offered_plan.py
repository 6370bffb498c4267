"""Who is asked after a counter-offer was accepted: the plan of the new content, with the people of
the round before it.

A plan is what models/approval/request_plan.py makes: ``plan`` (all steps with their status) and
``places`` (who is asked). The people of a step that was still waited for stay the same, so nobody
who was forwarded to or added is lost; who has offered is asked in any case.

>>> plan = {"plan": [{"key": "a", "sequence": 1, "status": "not_needed"}], "places": []}
>>> mine = {"sequence": 1, "step_key": "a", "name": "A", "approver_id": 7}
>>> found = after_offer(plan, [(mine, True)], mine, known={"a"})
>>> found["plan"][0]["status"], found["places"][0]["approver_id"], found["first"], found["settled"]
('asked', 7, 1, False)
"""

ASKED = ("asked", "stuck")


def after_offer(plan, before, offering, known):
    """Return ``plan`` with its places as they have to be.

    ``before``: [(place, still waited for)] of the round that ended. ``offering``: the place of who
    offered. ``known``: keys of the steps of the route it was asked by; other places were added by
    an approver and stay as long as they are waited for.

    Finance was asked instead of the lawyer, and is not lost:

    >>> plan = {"plan": [{"key": "b", "sequence": 2, "name": "B", "status": "asked"}],
    ...         "places": [{"sequence": 2, "step_key": "b", "approver_id": 8}]}
    >>> finance = {"sequence": 2, "step_key": "b", "name": "B", "approver_id": 9}
    >>> mine = {"sequence": 1, "step_key": "added-7", "name": "Added", "approver_id": 7}
    >>> found = after_offer(plan, [(finance, True), (mine, True)], mine, known={"b"})
    >>> [place["approver_id"] for place in found["places"]], found["first"]
    ([7, 9], 1)
    """
    steps = [dict(step) for step in plan["plan"]]
    by_key = {step["key"]: step for step in steps}
    waited = {place["step_key"] for place, waiting in before if waiting}
    places = [place for place in plan["places"] if place["step_key"] not in waited]
    for place, waiting in before:
        key = place["step_key"]
        applies = by_key.get(key, {}).get("status") in ASKED
        added = key not in known and waiting
        if place == offering or added or (key in waited and applies):
            places.append(dict(place))
    for place in places:
        if step := by_key.get(place["step_key"]):
            step["status"] = "asked"
            place["reason"] = step.get("reason") or place.get("reason")
    open_steps = [step["sequence"] for step in steps if step["status"] in ASKED]
    open_steps += [place["sequence"] for place in places]
    return {
        **plan,
        "plan": steps,
        "places": sorted(places, key=lambda place: place["sequence"]),
        "reasons": plan.get("reasons") or [offering.get("reason") or ""],
        "first": min(open_steps),
        "settled": False,
    }
