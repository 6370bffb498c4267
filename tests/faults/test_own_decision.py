"""Case 10 and I2: nobody decides on what they asked for or changed last, by whatever way they came
to the decision; and a stand-in is no way around it."""

from datetime import date, timedelta

from tests.faults.calls import call, on_order, on_request

APPROVE = "action_approve"


def refused(world, login, request):
    """The sentence they get; nothing is decided, and the trail notes who tried."""
    quote = world.look("bpm.approval.request", request, "res_id")
    before = len(world.events(quote))
    answer = call(world, login, on_request(APPROVE, request))
    assert answer.sentence
    assert world.request(request) == "open"
    assert world.events(quote)[before:] == ["refused"]
    return answer.sentence


def absence(world, login, substitute):
    today = date.today()
    days = {"date_from": today - timedelta(days=1), "date_to": today + timedelta(days=1)}

    def create(env):
        return env["bpm.approval.substitution"].create(
            {"user_id": world.uid[login], "substitute_id": world.uid[substitute], **days}
        )

    return create


def test_requester_named_as_approver(world):
    """The requester is one of the people named: the others decide."""
    world.route({"people": ["seller", "leader"], "quorum": "all"})
    _quote, request = world.asked()
    assert "seller" not in world.slots(request)
    refused(world, "seller", request)


def test_requester_in_the_group(world):
    """Case 10: "requester in group"."""
    with world.env() as env:
        group = env["res.groups"].create({"name": "Fault signers"})
        for login in ("seller", "leader"):
            env["res.users"].browse(world.uid[login]).group_ids = [(4, group.id)]
        group_id = group.id
    world.route({"resolver": "group", "group_id": group_id, "user_ids": [(5,)]})
    _quote, request = world.asked()
    assert list(world.slots(request)) == ["leader"]
    refused(world, "seller", request)


def test_last_editor(world):
    """The approver who changed it last passes it up to somebody else."""
    world.route()
    quote = world.quote()
    assert call(world, "leader", on_order("write", quote, {"note": "mine"})).is_done
    request = world.ask(quote)[0]
    assert list(world.slots(request)) == ["director"]
    refused(world, "leader", request)


def test_stand_in_who_is_the_requester(world):
    """Case 10: "delegate of approver = requester", named before and after the request."""
    world.route()
    _quote, request = world.asked()
    assert call(world, "leader", absence(world, "leader", "seller")).is_done
    assert "seller" not in world.slots(request)
    refused(world, "seller", request)
    _quote, later = world.asked()
    assert "seller" not in world.slots(later)
    refused(world, "seller", later)
    with world.env() as env:
        env["bpm.approval.substitution"].search([]).unlink()


def test_made_manager_after_asking(world):
    """Case 10: "requester made manager after submit"."""
    world.route({"resolver": "manager", "user_ids": [(5,)]})
    _quote, request = world.asked()
    assert list(world.slots(request)) == ["leader"]
    with world.env() as env:
        seller = env["res.users"].browse(world.uid["seller"])
        seller.bpm_manager_id = False
        env["res.users"].browse(world.uid["leader"]).bpm_manager_id = seller
    refused(world, "seller", request)
    with world.env() as env:
        env["res.users"].browse(world.uid["leader"]).bpm_manager_id = world.uid["director"]
        env["res.users"].browse(world.uid["seller"]).bpm_manager_id = world.uid["leader"]


def test_forwarded_added_or_reassigned_to_the_requester(world):
    """I2: no hand-over of a decision ends with who asked."""
    world.route()
    _quote, request = world.asked()
    seller = world.uid["seller"]
    for method in ("action_forward", "action_add_approver"):
        assert call(world, "leader", on_request(method, request, seller)).sentence
    place = world.look("bpm.approval.request", request, "slot_ids")
    reassign = on_request("action_reassign", request, place, seller, "she knows it")
    assert call(world, "admin", reassign).sentence
    refused(world, "seller", request)


def test_place_that_should_not_exist(world):
    """I2 is judged again when the vote comes: a place that came to the requester by a mistake of
    the data is refused, and the trail notes who tried."""
    world.route()
    quote, request = world.asked()
    with world.env() as env:
        env.cr.execute(
            "UPDATE bpm_approval_slot SET approver_id = %s WHERE request_id = %s",
            [world.uid["seller"], request],
        )
    assert "somebody else must decide" in refused(world, "seller", request)
    assert world.events(quote) == ["submitted", "refused"]
    with world.env() as env:
        env.cr.execute(
            "UPDATE bpm_approval_slot SET approver_id = %s, on_behalf_of_id = %s WHERE request_id = %s",
            [world.uid["finance"], world.uid["seller"], request],
        )
    assert "somebody else must decide" in refused(world, "finance", request)


def test_correction_costs_the_own_decision(world):
    """Case 10: who corrects while it waits has changed it last."""
    world.route()
    quote, request = world.asked()
    correct = on_request("action_correct", request, {"note": "as agreed"}, "typo")
    assert call(world, "leader", correct).is_done
    with world.env() as env:
        [request] = world.requests(env, quote)
    assert list(world.slots(request)) == ["director"]
    refused(world, "leader", request)
