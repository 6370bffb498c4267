"""Where counterparties leave the database in numbers: reads, exports, groups, prints, cards.

Each override costs a comparison of a length on ordinary reads.
"""

from odoo import api, models
from odoo.http import request

from .reading import FEW, is_program

READING = "bpm.partner.reading"


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _read_format(self, fnames, load="_classic_read"):
        """Override of `base`: `read`, `search_read` and `web_read` all go through this."""
        if len(self) > FEW or (self and request and is_program()):
            self.env[READING]._count("called", len(self))
        return super()._read_format(fnames, load=load)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Override of `base` to count what is not a drop-down list any more."""
        found = super().name_search(name, domain, operator, limit)
        if len(found) > FEW or (found and request and is_program()):
            self.env[READING]._count("called", len(found))
        return found

    @api.model
    def formatted_read_group(
        self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None
    ):
        """Override of `web`: grouped by e-mail, or gathered in arrays, it is a list as well."""
        groups = super().formatted_read_group(
            domain, groupby, aggregates, having=having, offset=offset, limit=limit, order=order
        )
        arrays = [name for name in aggregates if name.endswith(":array_agg") and name[:3] != "id:"]
        shown = sum(max((len(group[name] or ()) for name in arrays), default=1) for group in groups)
        if shown > FEW or (shown and request and is_program()):
            self.env[READING]._count("called", shown)
        return groups

    def export_data(self, fields_to_export):
        """Override of `base`: every export counts."""
        self.env[READING]._count("exported", len(self))
        return super().export_data(fields_to_export)

    def _get_vcard_file(self):
        """Override of `web`: business cards are an export, too."""
        self.env[READING]._count("exported", len(self))
        return super()._get_vcard_file()


class Base(models.AbstractModel):
    _inherit = "base"

    def export_data(self, fields_to_export):
        """Override of `base`: counterparties exported along with documents count."""
        if self._name != "res.partner":
            paths = {path.rpartition("/")[0] for path in fields_to_export if "/" in path}
            partners = self.env["res.partner"]
            for path in paths:
                partners |= self._bpm_partners_behind(path)
            self.env[READING]._count("exported", len(partners))
        return super().export_data(fields_to_export)

    def _bpm_partners_behind(self, path):
        """The counterparties a path of an export leads to, such as "partner_id/parent_id"."""
        records = self
        for name in path.split("/"):
            field = records._fields.get(name)
            if field is None or not field.relational:
                break
            records = records[name] if len(records) == 1 else records.mapped(name)
        return records if records._name == "res.partner" else self.env["res.partner"]


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        """Override of `base`: lists and labels of counterparties count when printed."""
        if report.model == "res.partner" and docids:
            self.env[READING]._count("printed", len(docids))
        return super()._get_rendering_context(report, docids, data)
