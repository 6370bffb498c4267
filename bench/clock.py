"""How one round is measured."""

import gc
import time


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
    before, start = cr.sql_log_count, time.perf_counter()
    run(env, argument)
    env.flush_all()
    cr.precommit.run()
    seconds = time.perf_counter() - start
    queries = cr.sql_log_count - before
    cr.rollback()
    env.transaction.clear()
    return {"ms": seconds * 1000, "queries": queries}


def settle(env):
    """End of a request within a round: what the next one finds is written, nothing is cached."""
    env.flush_all()
    env.cr.precommit.run()
    env.invalidate_all()
