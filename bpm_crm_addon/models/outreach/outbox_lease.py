"""How the others know that a worker is alive: it holds a lock of PostgreSQL while it works.

The lock lies on a connection of its own and goes with it: whatever kills the worker frees it, at
once, with no clock involved. A message that is being handed over under a lease nobody holds was
interrupted.
"""

import random
from contextlib import contextmanager

from odoo import sql_db
from odoo.tools import SQL

SPACE = 0x62706D  # of our locks among all advisory ones


@contextmanager
def lease(database):
    """A number nobody else has, ours until the end of the block or of the process."""
    with sql_db.db_connect(database).cursor() as cr:
        number = 0
        while not number or not _take(cr, number):
            number = random.getrandbits(31)
        yield number


def dead(cr, numbers):
    """Those of the leases that nobody holds any more."""
    return [number for number in numbers if _take(cr, number)]


def _take(cr, number):
    """Take the lock until the end of the transaction, unless somebody has it."""
    cr.execute(SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", SPACE, number))
    return cr.fetchone()[0]
