"""How many workers hand over at once: one scheduled action each, since Odoo runs one at a time.

They run on whichever servers and cron workers Odoo has; the claim keeps them apart. Those after
the first are made and removed here, with external ids of their own: Health looks after them like
after every scheduled action of the addon.
"""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from .outbox_worker import BATCH

FIRST = "ir_cron_outbox"
MODULE = "bpm_crm_addon"
MOST_WORKERS = 16


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _call_worker(self, count=1):
        """Have the workers look soon, as many as there are batches in `count` messages."""
        needed = -(-count // BATCH)
        for cron in self.env["ir.cron"].sudo().browse(self._worker_ids()[:needed]):
            cron._trigger()

    @api.model
    @ormcache()
    def _worker_ids(self):
        """The ids of the workers' scheduled actions, the first one first; cached: asked whenever
        something is put into the outbox. Whatever changes external ids forgets it."""
        return tuple(row.res_id for row in self._worker_rows())

    def _worker_rows(self):
        """Their external ids."""
        rows = self.env["ir.model.data"].sudo()
        ours = [("module", "=", MODULE), ("model", "=", "ir.cron"), ("name", "=like", f"{FIRST}%")]
        return rows.search(ours, order="id")

    @api.model
    def _set_workers(self, count):
        """Let so many hand over at once. One that is at work just now cannot be removed: Odoo says
        so, and to try again later."""
        if not 1 <= count <= MOST_WORKERS:
            raise UserError(
                self.env._(
                    "Between 1 and %(most)s workers can hand over messages at once. Enter such a "
                    "number.",
                    most=MOST_WORKERS,
                )
            )
        rows = self._worker_rows()
        crons = self.env["ir.cron"].sudo().with_context(active_test=False)
        taken, gone = rows.mapped("name"), crons.browse(rows[count:].mapped("res_id"))
        actions = gone.ir_actions_server_id
        gone.unlink()
        actions.unlink()
        free = [one for one in range(2, MOST_WORKERS + 1) if f"{FIRST}_{one}" not in taken]
        for number in free[: max(0, count - len(rows))]:
            self._make_worker(number)
        self.env.registry.clear_cache()

    def _make_worker(self, number):
        """One more like the first."""
        first = self.env.ref(f"{MODULE}.{FIRST}").sudo()
        cron = first.copy({"name": f"{first.with_context(lang='en_US').name} ({number})"})
        self.env["ir.model.data"].sudo().create(
            {
                "module": MODULE,
                "name": f"{FIRST}_{number}",
                "model": cron._name,
                "res_id": cron.id,
                "noupdate": True,  # else an upgrade, which does not know it, would remove it
            }
        )


class IrCron(models.Model):
    _inherit = "ir.cron"

    def _bpm_kept(self):
        """Override: workers after the first come and go by a setting."""
        further = self.env["bpm.message"]._worker_rows()[1:].mapped("res_id")
        return super()._bpm_kept().filtered(lambda cron: cron.id not in further)
