"""Documents that begin to meet a condition: found by comparing with who met it before.

One statement each way and no hook in anybody's `write`: whatever road a change took, an import by
SQL or a figure that grew with time, the next look sees it. Who leaves and comes back on another day
is told again; who was there when the reminder was switched on is not.
"""

from odoo import models
from odoo.tools import SQL

from ...engine.local_time import on_the_clock


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    def _note_members(self, now, tell=True):
        """Bring the notes up to date; with `tell`, make occurrences of those who are new."""
        self.ensure_one()
        if self.kind != "change":
            return
        documents = self._documents()
        found = documents._search(self._wanted())
        table = SQL.identifier("bpm_reminder_member")
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE reminder_id = %s AND res_id NOT IN %s",
                table,
                self.id,
                found.subselect(),
            )
        )
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO %(table)s (reminder_id, res_id)
                   SELECT %(id)s, f.id FROM %(found)s AS f (id)
                    WHERE NOT EXISTS (SELECT FROM %(table)s m
                                       WHERE m.reminder_id = %(id)s AND m.res_id = f.id)
                   ON CONFLICT DO NOTHING RETURNING res_id""",
                table=table,
                id=self.id,
                found=found.subselect(),
            )
        )
        if tell and rows:
            day = on_the_clock(now, self.company_id._bpm_zone()).date()
            self._make_occurrences([(row[0], str(day), now) for row in rows], now)
