"""Where each chain of the audit trail ends."""

from odoo import fields, models

from .append_only import protect


class BpmJournalHead(models.Model):
    """The last entry of each chain, noted apart.

    Without it nobody could tell that the last entries of a chain are gone, since what is left
    is a shorter chain, and whole. It is also the row on which two who append to one chain at
    the same moment meet: the second one fails with a serialization failure, which Odoo replays,
    and not with a unique violation, which it does not.
    """

    _name = "bpm.journal.head"
    _description = "End of a chain in the audit trail"
    _log_access = False

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    number = fields.Integer(required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)

    _chain_uniq = models.UniqueIndex("(res_model, res_id)")

    def init(self):
        """A head only ever moves forward; room is left for it to do so in place."""
        super().init()
        self.env.cr.execute("ALTER TABLE bpm_journal_head SET (fillfactor = 70)")
        protect(
            self.env.cr,
            self._table,
            update_refused_when="NEW.number <= OLD.number"
            " OR NEW.res_model <> OLD.res_model OR NEW.res_id <> OLD.res_id",
        )
