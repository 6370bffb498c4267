"""Two people make, add to and sign the same paper; kills (cases 64 and 65; issue item 10)."""

import base64
import hashlib

import pytest

from tests.document.word import word
from tests.faults.calls import overlap, race

ways = pytest.mark.parametrize("way", [race, overlap], ids=["at once", "one after the other"])


def template(world):
    with world.env() as env:
        found = env["bpm.document.template"].search([("name", "=", "Fault offer")])
        if not found:
            found = env["bpm.document.template"].create(
                {
                    "name": "Fault offer",
                    "model_name": "sale.order",
                    "file_name": "offer.docx",
                    "file": base64.b64encode(
                        word("{{ document.number }} {{ amount.total.words }}")
                    ),
                }
            )
        return found.id


def generate(template_id, quote):
    def make(env):
        template = env["bpm.document.template"].browse(template_id)
        return template._bpm_generate(env["sale.order"].browse(quote)).id

    return make


def versions(world, paper):
    with world.env() as env:
        found = env["bpm.document"].browse(paper).version_ids.sorted("number")
        return [
            (one.number, one.sha256 == hashlib.sha256(one.attachment_id.raw).hexdigest())
            for one in found
        ]


@ways
def test_two_press_generate_one_version(world, way):
    """Case 64: two users press Generate: one paper, one version."""
    made, quote = template(world), world.quote()
    answers = way(world, ("seller", generate(made, quote)), ("other", generate(made, quote)))
    assert all(answer.is_done for answer in answers), answers
    assert len({answer.value for answer in answers}) == 1
    assert versions(world, answers[0].value) == [(1, True)]


@ways
def test_signing_meets_a_new_version(world, way):
    """Case 65: either the version is in before the paper is signed, or it is refused."""
    with world.env() as env:
        paper = env["bpm.document"].create(
            {"name": "Fault", "res_model": "res.partner", "res_id": world.customer}
        )
        paper._bpm_add_version([{"name": "a.txt", "raw": b"first"}])
        paper = paper.id

    def sign(env):
        env["bpm.document"].sudo().browse(paper)._bpm_freeze()

    def add(env):
        env["bpm.document"].sudo().browse(paper)._bpm_add_version(
            [{"name": "a.txt", "raw": b"second"}]
        )

    signed, added = way(world, ("seller", sign), ("other", add))
    assert signed.is_done, signed
    with world.env() as env:
        found = env["bpm.document"].browse(paper)
        assert found.frozen and not found._bpm_verify()
        assert all(found.version_ids.mapped("frozen"))
        assert len(found.version_ids) == (2 if added.is_done else 1)
