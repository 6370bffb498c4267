"""The audit trail: what was done, by whom, on which document, in a chain per document."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .append_only import protect


class BpmJournal(models.Model):
    """One entry, written once.

    How to use: `env['bpm.journal']._append([...])` in the transaction of the change itself.

    How it stays true: nobody writes or deletes, not through Odoo and not through PostgreSQL
    (triggers). People, documents and requests are plain integers, because what PostgreSQL or
    Odoo does by itself to a foreign key (set null, partner merge) would be refused. The set of
    stored columns is fixed for the same reason: a new column's default is an UPDATE. New facts
    go into `data`. No names and no comments stand here, only ids, field names, fingerprints and
    amounts, so that a person's data can be erased elsewhere and the chain still holds.
    """

    _name = "bpm.journal"
    _description = "Audit trail"
    _order = "id desc"
    _log_access = False

    number = fields.Integer(string="No.", required=True, readonly=True, aggregator=None)
    at = fields.Datetime(string="When", required=True, readonly=True)
    user_id = fields.Integer(string="User number", required=True, readonly=True, aggregator=None)
    on_behalf_of_id = fields.Integer(
        string="Number of the user stood in for", readonly=True, aggregator=None
    )
    event = fields.Selection(
        selection="_selection_event", string="What happened", required=True, readonly=True
    )
    res_model = fields.Selection(
        selection="_selection_res_model", string="Kind of document", required=True, readonly=True
    )
    res_id = fields.Integer(string="Document number", required=True, readonly=True, aggregator=None)
    method = fields.Selection(
        selection="_selection_method", string="By which way", required=True, readonly=True
    )
    data = fields.Json(string="Facts", readonly=True)
    previous_hash = fields.Char(
        string="Fingerprint of the entry before", required=True, readonly=True
    )
    hash = fields.Char(string="Fingerprint", required=True, readonly=True)

    _number_uniq = models.UniqueIndex("(res_model, res_id, number)")

    def init(self):
        """Have PostgreSQL refuse what Odoo is not asked about."""
        super().init()
        protect(self.env.cr, self._table)

    # === REFUSING === #

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refused to everybody: entries come from what happens, see `journal_append.py`."""
        raise UserError(
            self.env._(
                "Entries of the audit trail cannot be made by hand: each is written together with "
                "what it tells about. Nothing was added."
            )
        )

    def write(self, vals):  # pylint: disable=method-required-super
        """Refused to everybody."""
        raise UserError(
            self.env._(
                "The audit trail cannot be changed by anybody. What has happened stays as it was "
                "noted. Put a mistake right on the document itself: that will be noted too."
            )
        )

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Nothing can be deleted from the audit trail. The text of a comment that contains "
                "personal data can be erased: open the entry and choose Erase Comment."
            )
        )
