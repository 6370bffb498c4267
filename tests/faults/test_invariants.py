"""The check of the invariants finds what it is for: each fault is planted by SQL, past all guards,
and taken away again by a rollback."""

import pytest

from odoo.exceptions import AccessError
from tests.faults.calls import call, on_order, on_request, overlap

OFF = (
    "ALTER TABLE sale_order DISABLE TRIGGER bpm_sale_order_net;"
    "ALTER TABLE bpm_journal DISABLE TRIGGER USER"
)
PROOF = "without a proof"
TWICE = "Decided more than once"
ASKER = "Decided by who asked"
TRAIL = "another state than the audit trail"
ENOUGH = "by enough people"
NOBODY = "but for nobody"
LEFT = "still waiting for somebody"
CHAIN = "altered or missing"


@pytest.fixture(scope="module")
def stories(opened):
    """Documents in every state of an approval, as {name: (quotation, request)}."""
    opened.start_anew()
    opened.route(
        {
            "people": ["leader", "finance", "lawyer"], "quorum": "number", "quorum_number": 2,
            "domain": "[('amount_total', '>', 50)]",
        },
        {"people": ["director"], "domain": "[('amount_total', '>', 50)]"},
    )  # fmt: skip

    def agreed(*logins):
        quote, request = opened.asked()
        for login in logins:
            assert call(opened, login, on_request("action_approve", request)).is_done
        return quote, request

    free = opened.quote(price=10.0)
    found = {
        "draft": (opened.quote(), None),
        "free": (free, None),
        "asked": agreed("leader"),
        "approved": agreed("leader", "finance", "director"),
        "passed": agreed("leader", "finance", "director"),
        "rejected": opened.asked(),
    }
    assert call(opened, "director", on_order("action_confirm", free)).error
    for name in ("free", "passed"):
        assert call(opened, "seller", on_order("action_confirm", found[name][0])).is_done
    for login in ("leader", "finance"):
        reject = on_request("action_reject", found["rejected"][1], "no")
        assert call(opened, login, reject).is_done
    return found


FAULTS = {
    "confirmed by SQL": ("draft", PROOF, "UPDATE sale_order SET state = 'sale' WHERE id = {quote}"),
    "changed after passing": (
        "passed", PROOF, "UPDATE sale_order_line SET discount = 50 WHERE order_id = {quote}"),
    "free, changed after passing": (
        "free", PROOF, "UPDATE sale_order_line SET price_unit = 99 WHERE order_id = {quote}"),
    "its approval is gone": (
        "passed", PROOF, "UPDATE bpm_approval_request SET state = 'void' WHERE id = {request}"),
    "its proof is gone": (
        "free", PROOF, "DELETE FROM bpm_journal WHERE res_model = 'sale.order' AND res_id = {quote}"),
    "its proof is of another order": (
        "free", PROOF, "UPDATE bpm_journal SET res_id = res_id + 1000 WHERE res_model = 'sale.order' AND res_id = {quote}"),
    "decided without an entry": (
        "asked", TWICE, "UPDATE bpm_approval_slot SET state = 'remarked', decided_at = now() WHERE id = (SELECT max(id) FROM bpm_approval_slot WHERE request_id = {request} AND state = 'pending')"),
    "decision changed": (
        "approved", TWICE, "UPDATE bpm_approval_slot SET state = 'rejected' WHERE request_id = {request} AND sequence = 2"),
    "decision of another person": (
        "approved", TWICE, "UPDATE bpm_approval_slot SET approver_id = 1 WHERE request_id = {request} AND sequence = 2"),
    "decided by who asked": (
        "approved", ASKER, "UPDATE bpm_approval_request SET requester_id = (SELECT approver_id FROM bpm_approval_slot WHERE request_id = {request} AND sequence = 2) WHERE id = {request}"),
    "decided for who changed it last": (
        "approved", ASKER, "UPDATE bpm_approval_slot SET on_behalf_of_id = (SELECT last_editor_id FROM bpm_approval_request WHERE id = {request}) WHERE request_id = {request} AND sequence = 2"),
    "state without an entry": (
        "rejected", TRAIL, "UPDATE bpm_approval_request SET state = 'returned' WHERE id = {request}"),
    "reopened": (
        "approved", TRAIL, "UPDATE bpm_approval_request SET state = 'open' WHERE id = {request}"),
    "no submission noted": (
        "asked", TRAIL, "DELETE FROM bpm_journal WHERE event = 'submitted' AND data ->> 'request' = '{request}'"),
    "enough and waiting": (
        "asked", ENOUGH, "UPDATE bpm_approval_slot SET state = 'remarked', decided_at = now() WHERE id = (SELECT min(id) FROM bpm_approval_slot WHERE request_id = {request} AND state = 'pending')"),
    "rejected by too many and waiting": (
        "asked", ENOUGH, "UPDATE bpm_approval_slot SET state = 'rejected', decided_at = now() WHERE request_id = {request} AND sequence = 1"),
    "waiting for nobody": (
        "asked", NOBODY, "UPDATE bpm_approval_slot SET state = 'waiting' WHERE request_id = {request} AND state = 'pending'"),
    "a place left over": (
        "approved", LEFT, "UPDATE bpm_approval_slot SET state = 'pending' WHERE request_id = {request} AND state = 'skipped'"),
    "entry altered": (
        "asked", CHAIN, "UPDATE bpm_journal SET user_id = 1 WHERE event = 'approved' AND data ->> 'request' = '{request}'"),
}  # fmt: skip


def test_nothing_is_found_where_all_is_well(opened, stories):
    """Every state an approval can be in, and no false alarm."""
    assert opened.violations() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_is_found(opened, stories, fault):
    """I1, I2, I3, I4, I12, one planted fault each; the sentence names the document."""
    story, expected, statement = FAULTS[fault]
    quote, request = stories[story]
    with opened.env() as env:
        env.cr.execute(OFF)
        env.cr.execute(statement.format(quote=quote, request=request))
        env.invalidate_all()
        found = env["bpm.approval.request"]._bpm_check_invariants()
        name = env["sale.order"].browse(quote).name
        env.cr.rollback()
    sentences = [sentence for sentence in found if expected in sentence]
    assert sentences, found
    assert expected == CHAIN or name in sentences[0]


def test_second_outcome_is_found(opened, stories):
    """I3: an end noted twice."""
    quote, request = stories["rejected"]
    with opened.env() as env:
        data = {"request": request, "outcome": "rejected"}
        entry = {"event": "settled", "res_model": "sale.order", "res_id": quote, "data": data}
        env["bpm.journal"]._append([entry])
        found = env["bpm.approval.request"]._bpm_check_invariants()
        env.cr.rollback()
    assert any(TRAIL in sentence for sentence in found), found


def test_second_decision_is_found(opened, stories):
    """I2: a decision noted twice for one place."""
    quote, request = stories["approved"]
    with opened.env() as env:
        place = env["bpm.approval.request"].browse(request).slot_ids.filtered("decided_at")[:1]
        entry = {
            "event": "approved", "res_model": "sale.order", "res_id": quote,
            "user_id": place.approver_id.id, "data": {"request": request, "slot": place.id},
        }  # fmt: skip
        env["bpm.journal"]._append([entry])
        found = env["bpm.approval.request"]._bpm_check_invariants()
        env.cr.rollback()
    assert any(TWICE in sentence for sentence in found), found


def test_content_that_only_the_orm_can_compare(world):
    """I1 for a route that controls a list of tags: SQL cannot tell, the ORM does."""
    with world.env() as env:
        controlled = env["ir.model.fields"]._get("sale.order", "tag_ids")
        tag = env["crm.tag"].create({"name": "Fault controlled tag"}).id
        controlled_id = controlled.id
    world.route(controlled_field_ids=[(6, 0, [controlled_id])])
    quote, _request = world.approved(tag_ids=[(4, tag)])
    assert call(world, "seller", on_order("action_confirm", quote)).is_done
    assert world.violations() == []
    with world.env() as env:
        env.cr.execute("DELETE FROM sale_order_tag_rel WHERE order_id = %s", [quote])
        env.invalidate_all()
        found = env["bpm.approval.request"]._bpm_check_invariants()
        env.cr.rollback()
    assert any(PROOF in sentence for sentence in found), found


# === WHAT PASSED BEFORE THERE WAS CONTROL === #


def confirmed(world):
    quote = world.quote()
    assert call(world, "seller", on_order("action_confirm", quote)).is_done
    return quote


def test_what_passed_without_a_route_is_taken_in(world):
    """Issue 2 §2: one entry "passed before control" stands for all, also when control begins a
    second time."""
    confirmed(world)
    world.route({"domain": "[('amount_total', '>', 1000)]"})
    assert world.violations() == []
    world.start_anew()
    confirmed(world)
    world.route()
    assert world.violations() == []


def test_what_was_sent_before_sending_was_blocked_is_taken_in(world):
    """A first route on sending takes in what was sent while only confirming was blocked."""
    route = world.route()
    quote = world.quote()
    assert call(world, "seller", on_order("action_quotation_sent", quote)).is_done
    with world.env() as env:
        env["bpm.approval.route"].browse(route).gate = "send"
    assert world.violations() == []
    world.start_anew()
    world.route(gate="send")
    assert world.violations() == []


def test_what_passed_while_a_route_was_archived_is_taken_in(world):
    """Archiving a route retires it; when it comes back and is switched on it begins anew."""
    route = world.route()
    with world.env() as env:
        env["bpm.approval.route"].browse(route).active = False
    confirmed(world)
    with world.env() as env:
        env["bpm.approval.route"].browse(route).active = True
        env["bpm.approval.route"].browse(route).action_activate()
    assert world.violations() == []
    assert call(world, "seller", on_order("action_confirm", world.quote())).sentence


@pytest.mark.parametrize("switch_first", [True, False])
def test_route_switched_on_while_somebody_confirms(world, switch_first):
    """Whoever comes first: the order has a proof, or passed before control, or is refused."""
    quote = world.quote()
    route = world.route()
    world.start_anew()
    pair = [
        ("admin", lambda env: env["bpm.approval.route"].browse(route).action_activate()),
        ("seller", on_order("action_confirm", quote)),
    ]
    answers = overlap(world, *(pair if switch_first else reversed(pair)))
    assert answers[0].is_done
    assert world.order(quote) in ("draft", "sale")


def test_only_administrators_may_ask(world):
    """The check reads everything; the page Health & Problems is for administrators."""
    with world.env("seller") as env, pytest.raises(AccessError):
        env["bpm.health"].action_check_approvals()
    with world.env() as env:
        answer = env["bpm.health"].with_user(env.ref("base.user_admin")).action_check_approvals()
    assert answer["params"]["type"] == "success"
