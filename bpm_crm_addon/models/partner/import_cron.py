"""Long imports run in the background, by portions, and go on after a kill where they were."""

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.fields import Domain

from .import_plan import Planner
from .import_run import PORTION

_logger = logging.getLogger(__name__)
CRON = "bpm_crm_addon.ir_cron_partner_import"
ATTEMPTS = 5
UNFINISHED, FINISHED = timedelta(days=30), timedelta(days=365)


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def _call_cron(self):
        self.env["ir.cron"]._bpm_wake(CRON)

    @api.model
    def _cron_run(self):
        """Go on with every import that is running, oldest first."""
        for importing in self.search([("state", "=", "running")], order="id"):
            if not importing._go_on():
                return

    @api.autovacuum
    def _gc_imports(self):
        """Forget imports nobody finished, and old ones: their rows hold people's data."""
        now = fields.Datetime.now()
        unfinished = [
            ("state", "in", ("draft", "mapped", "previewed")),
            ("write_date", "<", now - UNFINISHED),
        ]
        finished = [("state", "in", ("done", "undone")), ("write_date", "<", now - FINISHED)]
        found = self.search(Domain(unfinished) | Domain(finished), limit=100)
        found.unlink()
        return len(found), 0

    def _go_on(self):
        """Portions of one import until it is finished; False when the time is up.

        Each portion is one transaction: rows, counterparties and what became of them.
        """
        cron, planner, attempts = self.env["ir.cron"], None, 0
        while True:
            try:
                self._take_turn()
                if self.state != "running":
                    return True
                count, planner = self._one_portion(planner)
                left = self._count_left()
                if not left:
                    self._undone() if self.undoing else self._finish()
                attempts = 0
                if not cron._commit_progress(count, remaining=left):
                    return False
                if not left:
                    return True
            except psycopg2.OperationalError:
                attempts += 1
                self.env.cr.rollback()
                self.env.transaction.reset()
                planner = None
                if attempts >= ATTEMPTS:
                    _logger.info("Import %s: others keep changing the same; later", self.id)
                    return False

    def _one_portion(self, planner):
        """(number of rows, planner to go on with) after one portion."""
        if self.undoing:
            return self._undo_rows(self._rows_to_undo(PORTION)), None
        planner = planner or Planner(self._worker())
        rows = self._rows_left(PORTION)
        self._run_rows(rows, planner)
        return len(rows), planner

    def _count_left(self):
        rows = self.env["bpm.partner.import.row"].sudo()
        wanted = ("trace", "!=", False) if self.undoing else ("outcome", "=", False)
        return rows.search_count([("import_id", "=", self.id), wanted])
