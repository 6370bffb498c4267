"""The audit trail and problems, with real transactions. Invariants I12 and I13."""

from contextlib import suppress
from datetime import timedelta

from odoo import fields
from tests.faults.calls import overlap, race
from tests.faults.kills import kill_at_every_statement

ENTRY = {"event": "approved", "res_model": "res.partner"}
KEY = "fault.problem"


def append(number, count=1):
    return lambda env: env["bpm.journal"].sudo()._append([{**ENTRY, "res_id": number}] * count)


def numbers(world, number):
    """The numbers of a document's entries; the chain is whole."""
    with world.env() as env:
        assert env["bpm.journal"]._verify("res.partner", number)
        domain = [("res_model", "=", "res.partner"), ("res_id", "=", number)]
        return env["bpm.journal"].search(domain, order="number").mapped("number")


def test_two_who_forgot_the_lock_are_both_noted(world):
    """heart.md 6: a unique violation is not replayed; a moved head is a serialization failure,
    which is. The first entry of a chain, and a later one."""
    for round_ in (1, 2):
        answers = overlap(world, ("admin", append(-10)), ("admin", append(-10)))
        assert [answer.error for answer in answers] == [None, None]
        assert sorted(answer.attempts for answer in answers) == [1, 2]
        assert numbers(world, -10) == list(range(1, 2 * round_ + 1))


def test_many_at_the_same_moment(world):
    answers = race(world, *[("admin", append(-11, 3))] * 4)
    assert [answer.error for answer in answers] == [None] * 4
    assert numbers(world, -11) == list(range(1, 13))


def test_a_kill_leaves_all_entries_or_none(world):
    """I12: the entry is in the same transaction as the change; killed at every statement."""

    def work(number):
        def change(env):
            env["res.partner"].browse(world.customer).sudo().ref = f"work {number}"
            append(-100 - number, 2)(env)

        return change

    for number, ended in kill_at_every_statement(world, "admin", [work(n) for n in range(60)]):
        with world.env() as env:
            changed = env["res.partner"].browse(world.customer).ref == f"work {number}"
        assert numbers(world, -100 - number) == ([1, 2] if changed else [])
        assert changed or not ended


def test_two_failures_with_one_key_are_one_problem(world):
    """I13: attempt count."""

    def fail(env):
        return env["bpm.incident"]._raise_incident("Letter", "No answer", key=KEY).id

    first, second = overlap(world, ("admin", fail), ("admin", fail))
    assert first.value == second.value
    with world.env() as env:
        problem = env["bpm.incident"].browse(first.value)
        assert (problem.attempts, problem.state) == (2, "open")
        told = env["mail.message"].search_count(
            [("model", "=", "bpm.incident"), ("res_id", "=", problem.id)]
        )
        assert told == 1


def test_work_that_kills_its_process_does_not_come_first_for_ever(world, monkeypatch):
    """I13, reliability.md: the attempt is committed before the work, so that a crash counts."""

    class Crash(BaseException):
        pass

    def work(partner):
        if partner.name == "Poison":
            raise Crash
        partner.comment = "sent"

    partner_class = world.registry["res.partner"]
    monkeypatch.setattr(partner_class, "_send", work, raising=False)
    monkeypatch.setattr(partner_class, "_bpm_retryable", {"_send": "Send"}, raising=False)
    with world.env() as env:
        partners = env["res.partner"].create([{"name": "Poison"}, {"name": "Fine"}])
        for partner in partners:
            problem = env["bpm.incident"]._raise_incident(
                "Letter", "No answer", partner, retry="_send"
            )
            problem.next_attempt_at = fields.Datetime.now() - timedelta(hours=1)
        ids = partners.ids
    for _run in range(2):
        with suppress(Crash), world.env() as env:
            env["bpm.incident"]._cron_retry()
    with world.env() as env:
        domain = [("res_model", "=", "res.partner"), ("res_id", "in", ids)]
        poison, fine = env["bpm.incident"].search(domain, order="id")
        assert (poison.state, poison.attempts, fine.state) == ("open", 2, "done")
        assert poison.next_attempt_at > fields.Datetime.now()
        poison.action_dismiss("Fault test")


def test_a_scheduled_action_that_is_running_is_not_late(world):
    """Its next date is written when it ends; until then the scheduler holds its row."""
    with world.env() as env:
        cron = env.ref("bpm_crm_addon.ir_cron_incident_retry")
        cron.nextcall = fields.Datetime.now() - timedelta(hours=3)
        number = cron.id
    with world.registry.cursor() as scheduler:
        scheduler.execute("SELECT FROM ir_cron WHERE id = %s FOR NO KEY UPDATE", [number])
        with world.env() as env:
            assert env["ir.cron"].browse(number) not in env["bpm.health"]._check_scheduled_actions()
    with world.env() as env:
        cron = env["ir.cron"].browse(number)
        assert cron in env["bpm.health"]._check_scheduled_actions()
        cron.nextcall = fields.Datetime.now()
        assert cron not in env["bpm.health"]._check_scheduled_actions()
