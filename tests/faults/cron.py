"""Scheduled actions as Odoo runs them: by its own cron worker, by hand, and after a restart."""

import os
import subprocess
import sys

from freezegun import freeze_time

from odoo.addons.base.models.ir_cron import IrCron

# A server that has just been started, on a day of its own.
STARTED = """
import os, sys
from datetime import datetime
from freezegun import freeze_time
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config
config.parse_config(["-c", os.environ["ODOO_RC"], "--no-http", "--max-cron-threads=0"])
database, moment, *names = sys.argv[1:]
registry = Registry(database)
with freeze_time(datetime.fromisoformat(moment)):
    for name in names:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            assert env.ref(f"bpm_crm_addon.{name}").method_direct_trigger() is True, name
"""


def by_hand(world, moment, names):
    """Somebody presses "Run Manually" on each of these scheduled actions at a moment."""
    with freeze_time(moment):
        for name in names:
            with world.env() as env:
                assert env.ref(f"bpm_crm_addon.{name}").method_direct_trigger() is True


def after_restart(world, moment, names):
    """The same in a process that remembers nothing."""
    command = [sys.executable, "-c", STARTED, world.database, moment.isoformat(), *names]
    subprocess.run(command, check=True, env=os.environ, stdin=subprocess.DEVNULL)


def only_outbox(world, workers):
    """Let nothing but the outbox be scheduled, with so many rows; their ids."""
    with world.env() as env:
        env["bpm.message"]._set_workers(workers)
        ids = env["bpm.message"]._worker_ids()
        env.cr.execute("UPDATE ir_cron SET active = id = ANY(%s)", [list(ids)])
        env.cr.execute("UPDATE ir_cron SET lastcall = NULL WHERE active")
    return ids


def cron_worker(world):
    """What one of Odoo's cron workers does when it looks at the database."""
    IrCron._process_jobs(world.database)


def have_run(world, ids):
    """Which of the scheduled actions have run."""
    with world.env() as env:
        return [bool(cron.lastcall) for cron in env["ir.cron"].browse(ids)]
