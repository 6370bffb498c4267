"""An import with automations off starts no automation rule either."""

from contextlib import contextmanager

from odoo import models

MARK = "bpm_partner_import_quiet"
SOURCE = "bpm_partner_source"  # read where values are written: a file says so, and no person


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @contextmanager
    def _as_source(self):
        """While this lasts, what is written to counterparties comes from a file. What becomes
        doubtful by it is looked at in the end, once for all rows."""
        self.env.cr.cache[SOURCE] = "import"
        try:
            with self.env["bpm.partner.finding"]._looking_later():
                yield
        finally:
            self.env.cr.cache.pop(SOURCE, None)

    def _register_hook(self):
        """Where Odoo's automation rules are installed, let them ask whether an import is quiet."""
        super()._register_hook()
        if "base.automation" in self.env:
            _ask_first(self.env.registry["base.automation"])

    @contextmanager
    def _quiet(self):
        """While this lasts, rules that react to counterparties are not run, if that was chosen.

        The mark lies on the connection and not in the context, where anybody could put it.
        """
        marks = self.env.cr.cache
        if self.automations:
            yield
            return
        marks[MARK] = True
        try:
            yield
        finally:
            marks.pop(MARK, None)


def _ask_first(rules):
    original = rules._get_actions
    if getattr(original, "bpm_asks_first", False):
        return

    def _get_actions(self, records, triggers):
        if self.env.cr.cache.get(MARK) and records._name == "res.partner":
            return self.browse()
        return original(self, records, triggers)

    _get_actions.bpm_asks_first = True
    rules._get_actions = _get_actions
