"""Kill the process, or fail the transaction, at every statement of an operation.

Each trial of a kill is a fork of this process with the registry loaded; the child ends itself by
SIGKILL before its N-th call of the database (or right after the commit), the parent looks at what
is left.
"""

import os
import signal
import threading
from contextlib import contextmanager

from odoo import sql_db
from tests.faults.calls import call

INJECT = "DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = 'serialization_failure'; END $$"


class Counter:
    """Calls ``act(cursor)`` before the N-th statement or commit of this thread, once."""

    def __init__(self, number, act):
        self.number, self.act, self.seen, self.committed = number, act, 0, False
        self.thread = threading.get_ident()

    def step(self, cursor=None):
        if threading.get_ident() != self.thread:
            return
        self.seen += 1
        if self.seen == self.number:
            self.act(cursor)
        self.committed |= cursor is None


@contextmanager
def watched(counter):
    """Count every statement, and both sides of every commit."""
    execute, commit = sql_db.Cursor.execute, sql_db.PsycoConnection.commit

    def watched_execute(cursor, query, params=None, log_exceptions=True):
        counter.step(cursor)
        return execute(cursor, query, params, log_exceptions)

    def watched_commit(connection):
        counter.step()
        commit(connection)
        counter.step()

    sql_db.Cursor.execute, sql_db.PsycoConnection.commit = watched_execute, watched_commit
    try:
        yield counter
    finally:
        sql_db.Cursor.execute = execute
        del sql_db.PsycoConnection.commit


def kill_at_every_statement(world, login, works):
    """Run each of ``works`` in a process that is killed before its N-th step, N = 1, 2, …

    Yields (work's number, True when the process came to its end) after each trial; stops when
    one came to its end. ``works`` must be enough; the first one runs undisturbed, so that what
    Odoo remembers is known and every trial has the same statements.
    """
    assert call(world, login, works[0]).is_done
    for number, work in enumerate(works[1:], 1):
        pid = fork(lambda work=work, number=number: _work_and_die(world, login, work, number))
        _pid, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
        ended = os.WIFEXITED(status)
        assert not ended or os.WEXITSTATUS(status) == 0, "the operation itself failed"
        yield number, ended
        if ended:
            return
    raise AssertionError(f"the operation needs more than {len(works)} statements")


def _work_and_die(world, login, work, number):
    def die(_cursor):
        os.kill(os.getpid(), signal.SIGKILL)

    with watched(Counter(number, die)):
        assert call(world, login, work).is_done


def fork(work):
    """Run ``work()`` in a process of its own, with connections of its own; return its number. It
    ends with 0 when the work came to its end."""
    pid = os.fork()
    if not pid:
        try:
            # psycopg2 leaves alone what was connected by another process: the parent goes on with it.
            for pool in filter(None, (sql_db._Pool, sql_db._Pool_readonly)):
                pool._connections.clear()
            work()
            os._exit(0)
        finally:
            os._exit(2)
    return pid


def fail_at_every_statement(world, login, works):
    """Run each of ``works`` with one serialization failure before its N-th statement, as Odoo's
    HTTP layer would: replayed. Yields (work's number, Answer) while there was a statement to fail
    before the commit."""

    def fail(cursor):
        if cursor and not counter.committed:
            counter.failed = True
            cursor._obj.execute(INJECT)

    for number, work in enumerate(works, 1):
        counter = Counter(number, fail)
        with watched(counter):
            answer = call(world, login, work)
        if not getattr(counter, "failed", False):
            return
        yield number - 1, answer
    raise AssertionError(f"the operation needs more than {len(works)} statements")
