"""One contestant's process: `worker.py KIND DATABASE [ADDONS]`, JSON lines in and out.

Odoo's own output goes to standard error, so that nothing but answers comes out.
"""

import json
import os
import sys
import traceback

from odoo import SUPERUSER_ID, api
from odoo.tools import config


def load(addons):
    arguments = ["-c", os.environ["ODOO_RC"], "--no-http", "--log-level=error"]
    if addons:
        config.parse_config(arguments)
        arguments.append(f"--addons-path={','.join([*config['addons_path'], addons])}")
    config.parse_config(arguments)


def main(kind, database, addons=None):
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    load(addons)
    from odoo.modules.registry import Registry

    registry = Registry(database)
    with registry.cursor() as cr:
        bench = Bench(kind, api.Environment(cr, SUPERUSER_ID, {}))
        for line in sys.stdin:
            request = json.loads(line)
            answer = getattr(bench, request.pop("do"))(**request)
            print(json.dumps(answer), file=answers, flush=True)
            cr.rollback()


class Bench:
    """What the process can be asked for."""

    def __init__(self, kind, env):
        import work_attributes
        import work_contracts
        import work_imports
        import work_metrics
        import work_ours
        import work_outbox
        import work_peer
        import work_plain
        import work_reminders
        import work_xray

        self.env = env
        self.kind = kind
        modules = {
            "plain": work_plain,
            "peer": work_peer,
            "ours": work_ours,
            "xray": work_xray,
            "reminders": work_reminders,
            "metrics": work_metrics,
            "outbox": work_outbox,
            "attributes": work_attributes,
            "contracts": work_contracts,
            "imports": work_imports,
        }
        self.module = modules[kind]
        self.scene = None

    def make_data(self):
        """Fill the database; {} back."""
        import data

        data.make(self.env)
        self.module.make(self.env)
        self.env.cr.commit()
        data.analyze(self.env.cr)
        return {}

    def round(self, work):
        """Measure one piece of work once; {"ms", "queries"} back, None when it is not theirs."""
        import clock

        if work not in self.module.WORKS:
            return None
        scene, prepare, run = self.module.WORKS[work]
        if scene != self.scene:
            self.module.set_scene(self.env, scene)
            self.env.flush_all()
            self.env.cr.commit()
            self.scene = scene
        return clock.one_round(self.env, prepare, run)

    def call(self, name, **arguments):
        """Call a helper of the contestant's module in a transaction that is committed."""
        result = getattr(self.module, name)(self.env, **arguments)
        self.env.flush_all()
        self.env.cr.commit()
        return result


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception:  # noqa: BLE001  the last line of the log is what the person sees
        traceback.print_exc()
        sys.exit(1)
