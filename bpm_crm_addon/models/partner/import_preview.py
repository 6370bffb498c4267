"""Step three: what would change, before anything is written."""

from odoo import models
from odoo.tools import html2plaintext

from ...engine.tabular.lines import Added
from .import_lines import cell_title, cell_words, line_words
from .import_open import DRAFTS
from .import_plan import Planner

SHOWN = 60  # rows of each kind
LOOKED_THROUGH = 20_000  # rows; longer files are previewed by their beginning
PORTION = 1000


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    def bpm_preview(self):
        """Look through the file. Returns the page, with counts and what would change."""
        self._check_own()
        self._check_state(*DRAFTS[1:])
        rows = self._rows_left(LOOKED_THROUGH)
        self._note(state="previewed", preview=self._worker()._look_through(rows))
        return self.bpm_page()

    def _look_through(self, rows):
        """{"counts": {outcome: number}, "rows": [what the first of each kind would do], "of": …}"""
        planner, counts, shown = Planner(self), {}, []
        for start in range(0, len(rows), PORTION):
            for planned in planner.plan(rows[start : start + PORTION]):
                outcome = planned.outcome
                counts[outcome] = counts.get(outcome, 0) + 1
                if outcome != "unchanged" and counts[outcome] <= SHOWN:
                    shown.append(self._shown(planned, planner))
        return {"counts": counts, "rows": shown, "of": len(rows)}

    def _shown(self, planned, planner):
        column, word = planned.problem or (None, None)
        party = planned.party
        return {
            "number": planned.number,
            "outcome": planned.outcome,
            "name": party.name if party else self._row_words(planned.cells),
            "firm": planned.firm.name if planned.person and planned.firm else "",
            "column": "" if column is None else self.columns[column]["heading"],
            "reason": self._problem_words().get(word, word or ""),
            "changes": [self._change_words(*change, planner) for change in planned.changed],
        }

    def _change_words(self, party, name, old, new, planner):
        """[whose, field, old, new] of a change as people read it."""
        if table := planner.lookup.tables.get(name):
            return [party.name, *self._line_change(table, old, new)]
        field = self.env["res.partner"]._fields[name]
        words = [self._value_words(field, value, planner) for value in (old, new)]
        return [party.name, field._description_string(self.env), *words]

    def _line_change(self, table, old, new):
        """[what, before, after] of a line of a table that is added, or of a cell of one."""
        if isinstance(new, Added):
            return [table.title, "", line_words(self.env, table, new.values)]
        words = [cell_words(self.env, cell.value) for cell in (old, new)]
        return [cell_title(self.env, table, new), *words]

    def _value_words(self, field, value, planner):
        if value in (None, "", False) or value == frozenset():
            return ""
        if field.type == "many2one":
            return (
                value.name
                if hasattr(value, "key")
                else self.env[field.comodel_name].browse(value).display_name
            )
        if field.type == "many2many":
            names = planner.lookup.tags[field.name].names
            return ", ".join(sorted(names.get(tag, str(tag)) for tag in value))
        if field.type == "html":
            return " ".join(html2plaintext(str(value)).split())
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, str(value))
        return str(value)
