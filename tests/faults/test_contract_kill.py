"""Kills while the text of a contract is made and while it is signed, and two at once: invariants I1,
I3, I9, cases 64 and 65: all of it happened, or nothing of it did."""

import base64
import hashlib

import pytest

from odoo.addons.bpm_crm_addon.models.document import document_pdf
from tests.document.word import word
from tests.faults.calls import call, overlap, race
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


# === MAKING THE TEXT === #


@pytest.fixture
def without_office(monkeypatch):
    """What makes PDFs is another process; what is killed here is ours."""
    templates = document_pdf.BpmDocumentTemplate
    monkeypatch.setattr(templates, "_bpm_pdf_of", lambda _template, _raw, _lang: None)


def drafts(world, count=1):
    """Contracts of a kind whose text is the number and the sum."""
    with world.env() as env:
        template = env["bpm.document.template"].create(
            {
                "name": "Fault text",
                "model_name": "bpm.contract",
                "file_name": "text.docx",
                "type_id": env["bpm.document.type"]._bpm_by_code("contract").id,
                "file": base64.b64encode(word("{{ contract.number }} {{ amount.figures }}")),
            }
        )
        kind = (
            env["bpm.contract.type"]
            .search([], limit=1)
            .copy({"template_ids": [(6, 0, template.ids)]})
        )
        kind_id = kind.id
    with world.env("seller") as env:
        values = {"type_id": kind_id, "partner_id": world.customer, "amount": 100}
        values["curator_id"] = world.uid["other"]
        return env["bpm.contract"].create([values] * count).ids


def make_text(contract):
    def work(env):
        env["bpm.contract"].browse(contract).action_generate_document()

    return work


def texts(world, contract):
    """(has a number, [(number of the version, its bytes are those of its hash)])."""
    with world.env() as env:
        deal = env["bpm.contract"].browse(contract)
        papers = env["bpm.document"].search(
            [("res_model", "=", deal._name), ("res_id", "=", contract)]
        )
        assert len(papers) <= 1 and all(papers.mapped("contract_text"))
        found = [
            (one.number, one.sha256 == hashlib.sha256(one.attachment_id.raw).hexdigest())
            for one in papers.version_ids.sorted("number")
        ]
        assert papers.current_version_id.number == len(found)
        return bool(deal.number), found


def test_a_text_is_made_or_not_at_all(world, without_office):
    """I9: never a paper without its version, or a version without its bytes."""
    contracts = drafts(world, TRIALS)
    works = [make_text(contract) for contract in contracts]
    for number, ended in kill_at_every_statement(world, "seller", works):
        found = texts(world, contracts[number])
        assert found in [(False, []), (True, [(1, True)])]
        assert found[0] or not ended
        if not found[0]:  # whoever was killed makes it again
            assert call(world, "seller", works[number]).is_done
            assert texts(world, contracts[number]) == (True, [(1, True)])
    assert number > 5


@pytest.mark.parametrize("way", [race, overlap], ids=["at once", "one after the other"])
def test_two_make_the_text_of_one_contract(world, without_office, way):
    """Case 64: one version, whoever presses; after a change a second one, the first as it was."""
    [contract] = drafts(world)
    answers = way(world, ("seller", make_text(contract)), ("other", make_text(contract)))
    assert all(answer.is_done for answer in answers), answers
    assert texts(world, contract) == (True, [(1, True)])
    with world.env() as env:
        env["bpm.contract"].browse(contract).amount = 200
    assert call(world, "seller", make_text(contract)).is_done
    assert texts(world, contract) == (True, [(1, True), (2, True)])


def test_signing_meets_a_new_text(world, without_office):
    """Case 65: either the text is in before the contract goes out, or it is refused."""
    [contract] = drafts(world)
    assert call(world, "seller", make_text(contract)).is_done

    def sign(env):
        env["bpm.contract"].browse(contract).action_sign()

    def change_and_make(env):
        env["bpm.contract"].browse(contract).amount = 300
        make_text(contract)(env)

    first, second = overlap(world, ("seller", sign), ("other", change_and_make))
    assert first.is_done and not second.is_done
    assert texts(world, contract) == (True, [(1, True)])
    with world.env() as env:
        assert env["bpm.contract"].browse(contract).state == "signing"
