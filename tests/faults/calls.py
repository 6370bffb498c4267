"""Calls as Odoo's HTTP layer makes them, and ways to make two of them meet.

TransactionCase has one cursor for everybody and cannot show a race. Here each call has a cursor of
its own and is replayed by Odoo's own ``retrying`` after a serialization failure.
"""

import threading
import time
from dataclasses import dataclass
from functools import partial

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying


@dataclass
class Answer:
    """What came of a call: its result or error, how often it was tried, how long it took."""

    value: object = None
    error: Exception = None
    attempts: int = 0
    seconds: float = 0.0

    @property
    def is_done(self):
        return self.error is None

    @property
    def sentence(self):
        """What the person is told who was refused; anything but a refusal is a failed test."""
        if not isinstance(self.error, UserError):
            raise AssertionError(f"no refusal in words: {self.error!r}") from self.error
        return str(self.error)


def call(world, login, work, prepare=None):
    """Run ``work(env)`` as a request of ``login``; return the Answer. Raises nothing.

    ``prepare(env, attempt)`` runs at the start of each attempt, in its transaction.
    """
    answer = Answer()

    def attempt(env):
        answer.attempts += 1
        if prepare:
            prepare(env, answer.attempts)
        return work(env)

    start = time.monotonic()
    try:
        with world.registry.cursor() as cr:
            env = api.Environment(cr, world.uid[login], {})
            env.transaction.default_env = env
            answer.value = retrying(partial(attempt, env), env)
    except Exception as error:  # noqa: BLE001 the test judges it
        answer.error = error
    answer.seconds = time.monotonic() - start
    return answer


def race(world, *actors):
    """Run all (login, work) at the same moment; return their Answers.

    Each has taken its snapshot before any of them starts to work.
    """
    start = threading.Barrier(len(actors), timeout=30)

    def meet(env, attempt):
        if attempt == 1:
            env.cr.execute("SELECT 1")
            start.wait()

    return _together([partial(call, world, login, work, prepare=meet) for login, work in actors])


def overlap(world, first, second):
    """Two transactions that see the same past; ``first`` commits before ``second`` begins to work.

    Without a guard the second one goes on from what is no longer true, and both commit: write
    skew, shown every time. Returns both Answers.
    """
    both_see, first_is_done = threading.Barrier(2, timeout=30), threading.Event()

    def lead(env, attempt):
        if attempt == 1:
            env.cr.execute("SELECT 1")
            both_see.wait()

    def follow(env, attempt):
        if attempt == 1:
            env.cr.execute("SELECT 1")
            both_see.wait()
            assert first_is_done.wait(30)

    def leader():
        try:
            return call(world, *first, prepare=lead)
        finally:
            first_is_done.set()

    return _together([leader, partial(call, world, *second, prepare=follow)])


def _together(calls):
    answers = [None] * len(calls)

    def run(number):
        answers[number] = calls[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def busy(work):
    """``work`` in a transaction that has written something before: no fresh snapshot is possible
    then, and only the changed row makes the second one notice the first."""

    def write_and_work(env):
        env.cr.execute("UPDATE res_users SET write_date = write_date WHERE id = %s", [env.uid])
        return work(env)

    return write_and_work


# === WHAT PEOPLE DO: each returns a work for the functions above === #


def on_request(method, request, *args, **kwargs):
    return lambda env: getattr(env["bpm.approval.request"].browse(request), method)(*args, **kwargs)


def on_order(method, order, *args, **kwargs):
    return lambda env: getattr(env["sale.order"].browse(order), method)(*args, **kwargs)
