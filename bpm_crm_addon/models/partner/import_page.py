"""What the import's screen shows, in one answer."""

from odoo import api, models
from odoo.tools import format_datetime

LAST = 5


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    @api.model
    def bpm_start_page(self):
        """Where nothing is chosen yet: what one imported lately, and what is still running."""
        self._check_may_import()
        mine = self.search([("user_id", "=", self.env.uid)], limit=LAST)
        return {"id": False, "state": "new", "last": [importing._line() for importing in mine]}

    def _line(self):
        counts = {
            name: self[f"{name}_count"] for name in ("created", "updated", "unchanged", "rejected")
        }
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "when": format_datetime(self.env, self.finished_at or self.create_date),
            "rows": self.row_count,
            "counts": counts,
        }

    def bpm_page(self):
        """Everything about one import: columns, choices, preview, progress, result."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self._line(),
            "is_mine": self.user_id == self.env.user,
            "who": self.user_id.name,
            "tables": self._table_choices(),
            "table": self.table_number,
            "columns": self.columns,
            "targets": list(self._targets().items()),
            "can_add": self.env["bpm.partner.attribute"].has_access("create"),
            "automations": self.automations,
            "profile": self.profile_id.name or "",
            "preview": self.preview or False,
            "progress": self._progress(),
            "undoing": self.undoing,
            "archived": self.archived_count,
            "kept": self.kept_count,
            "rejected": self._rejected_shown(),
            "is_steward": self.env.user.has_group("bpm_crm_addon.group_bpm_steward"),
            "settled": self.rejects_settled,
        }

    def _table_choices(self):
        return [
            {"title": table["title"], "rows": table["rows"], "headings": table["headings"][:6]}
            for table in self.tables or []
        ]

    def _progress(self):
        """How many rows of a running import are through."""
        return self.row_count - self._count_left() if self.state == "running" else self.row_count

    def _rejected_shown(self):
        rows = self.env["bpm.partner.import.row"]
        if self.state not in ("running", "done"):
            return []
        found = rows.search(
            [("import_id", "=", self.id), ("outcome", "=", "rejected")], limit=20, order="number"
        )
        whole = dict(self._whole_rows([(row.number, row.cells) for row in found]))
        return [
            {
                "number": row.number,
                "name": self._row_words(whole[row.number]),
                "column": row.column or "",
                "reason": row.reason or "",
            }
            for row in found
        ]

    def _row_words(self, cells):
        """A row in short, by the columns that say something here."""
        used = [text for text, column in zip(cells, self.columns, strict=True) if column["target"]]
        return " · ".join(filter(None, used))[:100]

    def bpm_counterparties(self):
        """The window with the counterparties that this import created or changed."""
        self.ensure_one()
        self.check_access("read")
        rows = self.env["bpm.partner.import.row"].search(
            [("import_id", "=", self.id), ("outcome", "in", ("created", "updated"))]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", rows.partner_id.ids)],
        }
