"""Kills while a contract is signed, and two who sign at once: reliability, sign; invariants I1, I3,
I9: all of it happened, or nothing of it did."""

from tests.faults.calls import call, overlap
from tests.faults.kills import kill_at_every_statement

TRIALS = 90  # more than the last signature needs statements


def signed_but_one(world, count=1):
    """Contracts with a text, out for signature, that only the other side has not signed yet."""
    with world.env("seller") as env:
        kind = env["bpm.contract.type"].search([], limit=1)
        paper_kind = env["bpm.document.type"]._bpm_by_code("contract")
        contracts = env["bpm.contract"].create(
            [{"type_id": kind.id, "partner_id": world.customer, "name": "Fault"}] * count
        )
        papers = env["bpm.document"].create(
            [
                {
                    "name": "Text",
                    "type_id": paper_kind.id,
                    "res_model": contract._name,
                    "res_id": contract.id,
                }
                for contract in contracts
            ]
        )
        papers._bpm_add_version([{"name": "text.txt", "raw": b"We agree."}] * count)
        contracts.action_sign()
        for contract in contracts:
            contract._record_signature(contract.party_ids[0], "drawn", "We")
        return contracts.ids


def last_signature(contract):
    """The work of whoever signs last."""

    def work(env):
        deal = env["bpm.contract"].browse(contract)
        deal._record_signature(deal.party_ids[1], "drawn", "They")

    return work


def look(world, contract):
    """(state, signatures, signed papers, entries of the audit trail about signing)."""
    with world.env() as env:
        deal = env["bpm.contract"].browse(contract)
        entries = env["bpm.journal"].search(
            [("res_model", "=", deal._name), ("res_id", "=", contract)]
        )
        told = entries.filtered(lambda one: one.event in ("contract_signed_by", "contract_active"))
        frozen = env["bpm.document"].search_count(
            [("res_model", "=", deal._name), ("res_id", "=", contract), ("frozen", "=", True)]
        )
        assert env["bpm.journal"]._verify(deal._name, contract)
        return deal.state, len(deal.party_ids.filtered("signed_at")), frozen, len(told)


def test_the_last_signature_is_all_or_nothing(world):
    contracts = signed_but_one(world, TRIALS)
    works = [last_signature(contract) for contract in contracts]
    for number, ended in kill_at_every_statement(world, "seller", works):
        found = look(world, contracts[number])
        assert found in [("signing", 1, 0, 1), ("active", 2, 1, 3)]
        assert found[0] == "active" or not ended
    assert number > 5


def test_a_killed_signature_can_be_given_again(world):
    [contract] = signed_but_one(world)
    assert call(world, "seller", last_signature(contract)).is_done
    again = call(world, "seller", last_signature(contract))
    assert not again.is_done and "signed" in again.sentence
    assert look(world, contract) == ("active", 2, 1, 3)


def test_signing_and_changing_at_once(world):
    """Whoever comes second sees the first: nothing is signed that changed meanwhile."""
    world.route({"people": ["lawyer"]}, model="bpm.contract", gate="sign")
    with world.env("seller") as env:
        kind = env["bpm.contract.type"].search([], limit=1)
        contract = env["bpm.contract"].create(
            {"type_id": kind.id, "partner_id": world.customer, "amount": 100}
        )
        contract.action_bpm_request_approval()
        contract_id, request = contract.id, contract.bpm_approval_request_id.id
    with world.env("lawyer") as env:
        env["bpm.approval.request"].browse(request).action_approve()

    def change(env):
        env["bpm.contract"].browse(contract_id).amount = 200

    def sign(env):
        env["bpm.contract"].browse(contract_id).action_sign()

    first, second = overlap(world, ("seller", change), ("seller", sign))
    assert first.is_done and not second.is_done
    assert "changed after its approval" in second.sentence
    with world.env() as env:
        deal = env["bpm.contract"].browse(contract_id)
        assert (deal.state, deal.amount) == ("draft", 200.0)
