"""How one round is measured."""

import gc
import time
from pathlib import Path


def one_round(env, prepare, run):
    """Run once and undo it.

    Fresh cache, the function itself, flush and precommit hooks (notices, tracking); the COMMIT is
    not part of it, and everything is rolled back. ``prepare(env)`` gives the argument of
    ``run(env, argument)``; its own notices are written before the clock starts.
    """
    cr = env.cr
    argument = prepare(env) if prepare else None
    env.flush_all()
    cr.precommit.run()
    env.flush_all()
    env.invalidate_all()
    gc.collect()
    before, busy, start = cr.sql_log_count, busy_seconds(cr), time.perf_counter()
    run(env, argument)
    env.flush_all()
    cr.precommit.run()
    wall = time.perf_counter() - start
    seconds = busy_seconds(cr) - busy or wall
    queries = cr.sql_log_count - before
    cr.rollback()
    env.transaction.clear()
    return {"ms": seconds * 1000, "wall": wall * 1000, "queries": queries}


def busy_seconds(cr):
    """Processor time of this process and of its PostgreSQL connection; 0 where it is unknown.

    They work in turn, so on a quiet machine this is what the clock on the wall shows. On a busy
    one it leaves out the time spent waiting for others.
    """
    try:
        server = Path(f"/proc/{cr._cnx.get_backend_pid()}/schedstat").read_text()
    except OSError:
        return 0
    return time.process_time() + int(server.split()[0]) / 1e9


def settle(env):
    """End of a request within a round: what the next one finds is written, nothing is cached."""
    env.flush_all()
    env.cr.precommit.run()
    env.invalidate_all()
