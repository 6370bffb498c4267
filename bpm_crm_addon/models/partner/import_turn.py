"""One import at a time in a company: what one has created is known to the next."""

from odoo import fields, models
from odoo.tools import SQL


class BpmPartnerImportTurn(models.Model):
    """A row per company that every portion of an import changes.

    Two who import at the same moment would each not see what the other creates. Changing the same
    row makes the second wait, and then fail and be repeated on what the first has left.
    """

    _name = "bpm.partner.import.turn"
    _description = "Turn of an import"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    count = fields.Integer(default=0)

    _one_per_company = models.UniqueIndex("(company_id)")

    def _take(self, company):
        """Wait for whoever imports into this company, until the end of the transaction."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO bpm_partner_import_turn AS turn (company_id, count) VALUES (%s, 1)
                   ON CONFLICT (company_id) DO UPDATE SET count = turn.count + 1""",
                company.id,
            )
        )
