"""The card about regular buyers who stay away longer than they used to."""

from odoo import models
from odoo.tools.misc import format_date

from .xray import FIGURE, WORST

FEWEST = 5


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    def _card_sleeping(self):
        habits = self._habits()
        regular = sum(habit.is_regular for _row, habit in habits)
        if regular < FEWEST:
            return self._too_little(
                self.env._(
                    "Fewer than %s clients bought regularly (four times or more in two years): too "
                    "few to see who stays away.",
                    FEWEST,
                )
            )
        rows = self._sleeping_among(habits)
        return {
            "sentences": [
                self._sentence(
                    self.env._("Regular buyers: %s.", FIGURE),
                    self._number(regular), "regular", "res.partner",
                ),
                self._sentence(
                    self.env._("Past their usual interval: %s.", FIGURE),
                    self._number(len(rows)), rows and "sleeping", "res.partner",
                ),
            ],
            "button": bool(rows)
            and self.env["res.partner"].has_access("read")
            and {"label": self.env._("See the list"), "key": "sleeping"},
            "worst": self._worst_sleeping(rows),
        }  # fmt: skip

    def _open_sleeping(self, key):
        if key == "sleeping":
            ids = [row["partner_id"] for row in self._sleeping()]
            title = self.env._("Past their usual interval")
        elif key == "regular":
            ids = [row["partner_id"] for row, habit in self._habits() if habit.is_regular]
            title = self.env._("Regular buyers")
        else:
            return None
        return self._list(title, "res.partner", [("id", "in", ids)])

    def _worst_sleeping(self, rows):
        return bool(rows) and {
            "title": self.env._("Who bought most often"),
            "columns": [
                self.env._("Customer"), self.env._("Every … days"), self.env._("Last purchase"),
                self.env._("Expected"), self.env._("Days past"),
            ],
            "rows": [
                [
                    row["name"], self._number(row["interval_days"]),
                    format_date(self.env, row["last"]), format_date(self.env, row["expected"]),
                    self._number(row["days_past"]),
                ]
                for row in rows[:WORST]
            ],
        }  # fmt: skip
