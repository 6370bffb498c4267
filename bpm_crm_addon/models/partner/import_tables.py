"""Columns of a file that fill a table attribute: each row of the file is a line of the table."""

from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...engine.tabular.headings import plain
from ...engine.tabular.lines import is_continued, under

TABLE = "table:"  # begins a target: table:x_bpm_promotions.x_name


class Table(NamedTuple):
    """A table attribute; `columns`: {field of its lines: title}, `keys`: those that tell lines
    apart."""

    title: str
    model: str
    columns: dict
    keys: tuple


def table_column(target):
    """(field of the table, field of its lines) of a target; None for any other target.

    table_column("table:x_bpm_promotions.x_name") == ("x_bpm_promotions", "x_name")
    """
    if not (target or "").startswith(TABLE):
        return None
    return tuple(target.removeprefix(TABLE).split(".", 1))


class BpmPartnerImport(models.Model):
    _inherit = "bpm.partner.import"

    # === WHAT THERE IS === #

    @api.model
    def _tables(self):
        """{field of counterparties: Table} of the tables whose lines the person may add."""
        attributes_sudo = self.env["bpm.partner.attribute"].sudo()
        domain = [
            ("applies_to", "=", "partner"),
            ("type", "=", "table"),
            ("set_id.active", "=", True),
        ]
        return {
            one.field_name: Table(
                one.name,
                one._table_model(),
                {column.field_name: column.name for column in one.column_ids},
                tuple(one.column_ids.filtered("is_key").mapped("field_name")),
            )
            for one in attributes_sudo.search(domain)
            if one.field_name in self.env["res.partner"]._fields
            and self.env[one._table_model()].has_access("create")
        }

    @api.model
    def _table_targets(self):
        """{target: its name on the screen}: each column of each table."""
        return {
            f"{TABLE}{name}.{column}": f"{table.title} › {title}"
            for name, table in self._tables().items()
            for column, title in table.columns.items()
        }

    @api.model
    def _table_headings(self):
        """{plain heading: target}: as we and Odoo's export head such a column."""
        return {plain(title): target for target, title in self._table_targets().items()}

    # === ROWS THAT GO ON WITH THE ONE ABOVE === #

    def _whole_rows(self, rows):
        """Rows (number, cells) with who they are about.

        Odoo's export names a counterparty once and leaves the cells empty in its further lines.
        """
        lines = [i for i, one in enumerate(self.columns) if table_column(one["target"])]
        who = [i for i, one in enumerate(self.columns) if one["target"] and i not in lines]
        if not lines or not who:
            return rows
        heads = self._heads(
            [number for number, cells in rows if is_continued(cells, who, lines)], who
        )
        return [
            (number, under(heads[number], cells, lines) if number in heads else cells)
            for number, cells in rows
        ]

    def _heads(self, numbers, who):
        """{number of a row: cells of the last row above it that says who}, in one query."""
        if not numbers:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT wanted.number, head.cells
                         FROM unnest(%(numbers)s) AS wanted (number)
                         JOIN LATERAL (
                                  SELECT cells FROM bpm_partner_import_row r
                                   WHERE r.import_id = %(id)s AND r.number < wanted.number
                                     AND EXISTS (SELECT FROM unnest(%(who)s) AS said (place)
                                                  WHERE r.cells ->> said.place <> '')
                                   ORDER BY r.number DESC LIMIT 1) head ON TRUE""",
                    numbers=numbers,
                    id=self.id,
                    who=who,
                )
            )
        )
