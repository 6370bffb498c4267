"""Two stewards merge the same pair at the same moment: one outcome and a clean sentence."""

import pytest

from tests.faults.calls import call, overlap, race

ways = pytest.mark.parametrize("way", [race, overlap], ids=["at once", "one after the other"])
MERGE = "bpm.partner.merge"


@pytest.fixture
def pair(world):
    """Two cards with an order at the second, and two people who are data stewards."""
    with world.env() as env:
        stewards = env["res.users"].browse([world.uid["leader"], world.uid["seller"]])
        groups = ("bpm_crm_addon.group_bpm_steward", "base.group_partner_manager")
        stewards.group_ids |= env["res.groups"].concat(*map(env.ref, groups))
        ids = env["res.partner"].create([{"name": "Twin A"}, {"name": "Twin B"}]).ids
    world.order_of_twin = world.quotes(partner_id=ids[1])[0]
    return ids


def prepared(world, login, ids, kept):
    with world.env(login) as env:
        merge = env[MERGE].browse(env[MERGE].action_open(ids)["res_id"])
        merge.action_keep(kept)
        return lambda env: env[MERGE].browse(merge.id).action_merge() and True


@ways
def test_two_stewards_merge_the_same_pair(world, pair, way):
    """Issue 4, part 6: one outcome, whoever is first; the second one is told who it was."""
    first, second = pair
    answers = way(
        world,
        ("leader", prepared(world, "leader", pair, first)),
        ("seller", prepared(world, "seller", pair, second)),
    )
    winner, loser = sorted(answers, key=lambda answer: not answer.is_done)
    assert winner.is_done and not loser.is_done
    assert "has merged" in loser.sentence
    kept = first if winner is answers[0] else second
    assert world.look("sale.order", world.order_of_twin, "partner_id") == kept
    with world.env() as env:
        active = env["res.partner"].browse(pair).filtered("active")
        assert active.ids == [kept]
        assert env[MERGE].search_count([("partner_ids", "in", pair), ("state", "=", "done")]) == 1


@ways
def test_two_undo_the_same_merge(world, pair, way):
    assert call(world, "leader", prepared(world, "leader", pair, pair[0])).is_done
    with world.env() as env:
        merge = env[MERGE].search([], limit=1).id
    undo = lambda env: env[MERGE].browse(merge).action_undo() and True  # noqa: E731
    answers = way(world, ("leader", undo), ("seller", undo))
    winner, loser = sorted(answers, key=lambda answer: not answer.is_done)
    assert winner.is_done and "undone" in loser.sentence
    assert world.look("sale.order", world.order_of_twin, "partner_id") == pair[1]
