"""The counter of read counterparties survives the call that is refused or fails (S2-30, T1)."""

from unittest.mock import patch

from odoo.addons.bpm_crm_addon.models.partner import reading
from tests.faults.calls import call, race

READING = "bpm.partner.reading"


class Browser:
    """What stands for a request of somebody's browser."""

    class httprequest:
        path = "/web/dataset/call_kw/res.partner/read"


def counted(world):
    with world.env() as env:
        row = env[READING].search([("user_id", "=", world.uid["seller"])])
        return row.called, row.refused


def test_a_refused_call_and_a_failed_one_are_counted(world):
    with world.env() as env:
        env["ir.config_parameter"].set_param("bpm_crm_addon.reading_limit", 500)
        ids = env["res.partner"].create([{"name": f"Many {n}"} for n in range(300)]).ids

    def read(env):
        return len(env["res.partner"].browse(ids).read(["name"]))

    def read_and_fail(env):
        read(env)
        raise ZeroDivisionError

    with patch.object(reading, "request", Browser):
        failed = call(world, "seller", read_and_fail)
        assert isinstance(failed.error, ZeroDivisionError)
        assert counted(world) == (300, 0)
        refused = call(world, "seller", read)
    assert "more than 500 counterparties" in refused.sentence
    assert counted(world) == (300, 300)
    with world.env() as env:
        entry = env["bpm.journal"].search([("event", "=", "reading_refused")])
        assert entry.data["count"] == 300


def test_calls_at_the_same_moment_are_all_counted(world):
    with world.env() as env:
        env["ir.config_parameter"].set_param("bpm_crm_addon.reading_limit", 100000)
        ids = env["res.partner"].create([{"name": f"Much {n}"} for n in range(201)]).ids
    before = counted(world)[0]
    with patch.object(reading, "request", Browser):
        answers = race(
            world, *[("seller", lambda env: env["res.partner"].browse(ids).read(["name"]))] * 4
        )
    assert all(answer.is_done for answer in answers)
    assert counted(world)[0] - before == 4 * 201
