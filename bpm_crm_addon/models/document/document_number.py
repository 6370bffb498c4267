"""The register: a paper gets its number once, by one act."""

from odoo import fields, models
from odoo.exceptions import UserError


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def action_register(self):
        """Give numbers to those that have none."""
        self.check_access("write")
        return self._bpm_register()

    def _bpm_register(self):
        """Give each of self that has none the next number of its kind; return those numbered.

        One sequence per kind: two people who register at once wait for each other.
        """
        unnumbered = self.sudo().filtered(lambda paper: not paper.number)
        if nameless := unnumbered.filtered(lambda paper: not paper.type_id):
            raise UserError(
                self.env._(
                    "Papers are numbered by kind: choose a kind for %s first.",
                    ", ".join(nameless.mapped("name")),
                )
            )
        now = fields.Datetime.now()
        for paper in unnumbered.sorted("id"):
            sequence = paper.type_id._bpm_sequence()
            number = sequence.next_by_id(sequence_date=fields.Date.context_today(paper))
            paper.write({"number": number, "registered_at": now})
        self.env["bpm.journal"].sudo()._append(
            [
                paper._bpm_paper_entry("paper_registered", number=paper.number)
                for paper in unnumbered
            ]
        )
        return unnumbered.sudo(False)

    def _bpm_paper_entry(self, event, **data):
        """An entry of the audit trail about one paper."""
        return {
            "event": event,
            "res_model": self._name,
            "res_id": self.id,
            "data": {key: value for key, value in data.items() if value not in (None, False, "")},
        }


class BpmDocumentType(models.Model):
    _inherit = "bpm.document.type"

    def _bpm_sequence(self):
        """The sequence of numbers of this kind, made when the first paper is registered."""
        self.ensure_one()
        kind = self.sudo()
        if not kind.sequence_id:
            kind.sequence_id = (
                self.env["ir.sequence"]
                .sudo()
                .create(
                    {
                        "name": self.env._("Register: %s", kind.name),
                        "prefix": kind.number_prefix,
                        "padding": kind.number_padding,
                        "implementation": "no_gap",
                        "company_id": kind.company_id.id,
                    }
                )
            )
        return kind.sequence_id

    def write(self, vals):
        """Override to let later numbers follow what is set here."""
        result = super().write(vals)
        names = {"number_prefix": "prefix", "number_padding": "padding"}
        changes = {names[name]: vals[name] for name in names.keys() & vals.keys()}
        if changes:
            self.sudo().sequence_id.write(changes)
        return result

    def copy_data(self, default=None):
        """Override: a code is of one kind only."""
        return [
            dict(vals, code=False) if not (default or {}).get("code") else vals
            for vals in super().copy_data(default)
        ]
