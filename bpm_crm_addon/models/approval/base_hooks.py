"""What a model tells the guard about itself: harmless defaults, overridden where a model knows."""

from odoo import models
from odoo.tools import SQL


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_gate_values(self):
        """Return {gate: (field, values that lie behind the gate)} of this model."""
        return {}

    def _bpm_left_out(self):
        """Return the documents no route ever applies to."""
        return self.browse()

    def _bpm_abandoned_values(self):
        """Return (field, values) that end every request: cancelled, back to draft."""
        return None

    def _bpm_touch(self):
        """Change the documents' rows, so that whoever read them before has to read again."""
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET write_date = write_date WHERE id = ANY(%s)",
                SQL.identifier(self._table),
                list(self.ids),
            )
        )

    def _bpm_lines_changed(self):
        """Somebody changed lines of these documents: lock and change their rows."""
        self._bpm_touch()
