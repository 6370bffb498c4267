"""Looking once for many: while a batch is written, what is touched is noted and looked at after."""

from contextlib import contextmanager

from odoo import api, models

MARK = "bpm_partner_look_later"


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    @contextmanager
    def _looking_later(self):
        """While this lasts, nothing is looked at; in the end everything touched is, at once.

        The mark lies on the connection and not in the context, where anybody could put it.
        """
        marks = self.env.cr.cache
        if MARK in marks:  # within another batch
            yield
            return
        touched = marks[MARK] = {}
        try:
            yield
        finally:
            marks.pop(MARK, None)
        for (method, holder), (ids, more) in touched.items():
            records = self.env[holder].browse(ids).exists()
            if method == "_look":
                self._look(records, tuple(more.values()))
            else:
                getattr(self, method)(records)

    def _postponed(self, method, records, more=()):
        """Note that ``records`` have to be looked at; False when it is to be done now."""
        touched = self.env.cr.cache.get(MARK)
        if touched is None:
            return False
        ids, known = touched.setdefault((method, records._name), ({}, {}))
        ids.update(dict.fromkeys(records.ids))
        known.update({one.id: one for one in more})
        return True

    @api.model
    def _look(self, records, watched):
        """Override to wait for the end of a batch."""
        if not self._postponed("_look", records, watched):
            super()._look(records, watched)

    @api.model
    def _look_at_numbers(self, partners, at_stake=False):
        """Override to wait for the end of a batch."""
        if at_stake or not self._postponed("_look_at_numbers", partners):
            super()._look_at_numbers(partners, at_stake=at_stake)

    @api.model
    def _look_for_doubles(self, partners=None):
        """Override to wait for the end of a batch."""
        if partners is None or not self._postponed("_look_for_doubles", partners):
            super()._look_for_doubles(partners)
