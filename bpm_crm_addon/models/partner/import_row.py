"""A row of an imported file: what it said and what became of it."""

from odoo import fields, models


class BpmPartnerImportRow(models.Model):
    """Every row of the file is one of these, so nothing of it can get lost.

    `trace` is what undoing needs, in order: {"id", "created"} or {"id", "field", "old", "new"}.
    """

    _name = "bpm.partner.import.row"
    _description = "Row of an import"
    _order = "import_id, number"
    _rec_name = "number"

    import_id = fields.Many2one(
        "bpm.partner.import", required=True, readonly=True, index=True, ondelete="cascade"
    )
    number = fields.Integer(string="Row", required=True, readonly=True, aggregator=None)
    cells = fields.Json(readonly=True)
    outcome = fields.Selection(
        [
            ("created", "Created"),
            ("updated", "Updated"),
            ("unchanged", "Unchanged"),
            ("rejected", "Not imported"),
        ],
        readonly=True,
    )
    reason = fields.Char(string="Why", readonly=True)
    column = fields.Char(readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Counterparty",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    trace = fields.Json(readonly=True)

    _once = models.UniqueIndex("(import_id, number)")
    _left = models.Index("(import_id, number) WHERE outcome IS NULL")
    _rejected = models.Index("(import_id, number) WHERE outcome = 'rejected'")
