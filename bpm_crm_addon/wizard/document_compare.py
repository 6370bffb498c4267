"""Two versions of a paper side by side."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.text_compare import side_by_side

COLOURS = {"removed": "table-danger", "added": "table-success", "changed": "table-warning"}


class BpmDocumentCompare(models.TransientModel):
    _name = "bpm.document.compare"
    _description = "Compare versions"

    document_id = fields.Many2one("bpm.document", "Paper", required=True, readonly=True)
    left_id = fields.Many2one(
        "bpm.document.version", "Old", domain="[('document_id', '=', document_id)]"
    )
    right_id = fields.Many2one(
        "bpm.document.version", "New", domain="[('document_id', '=', document_id)]"
    )
    result = fields.Html(compute="_compute_result", sanitize=False)

    @api.depends("left_id", "right_id")
    def _compute_result(self):
        for compared in self:
            compared.result = compared._bpm_page()

    def _bpm_page(self):
        """The two texts as a table; what differs is coloured and marked."""
        versions = self.left_id | self.right_id
        if not (self.left_id and self.right_id):
            return self._bpm_sentence(self.env._("Choose two versions."))
        versions.check_access("read")
        texts = [version._bpm_text() for version in (self.left_id, self.right_id)]
        if None in texts:
            return self._bpm_sentence(
                self.env._("One of them holds no text that can be read, for example a scan.")
            )
        rows = side_by_side(*texts)
        if all(row.kind in ("same", "gap") for row in rows):
            return self._bpm_sentence(self.env._("Their texts are the same."))
        return Markup("<table class='o_bpm_compare table table-sm'>%s</table>") % Markup().join(
            self._bpm_row(row) for row in rows
        )

    def _bpm_sentence(self, text):
        return Markup("<p class='text-muted'>%s</p>") % text

    def _bpm_row(self, row):
        if row.kind == "gap":
            words = self.env._("%s lines are the same", row.count)
            return (
                Markup("<tr><td colspan='2' class='text-center text-muted small'>%s</td></tr>")
                % words
            )
        return Markup("<tr class='%s'><td class='w-50'>%s</td><td class='w-50'>%s</td></tr>") % (
            COLOURS.get(row.kind, ""),
            _parts(row.left, "del"),
            _parts(row.right, "ins"),
        )


def _parts(parts, tag):
    mark = Markup(f"<{tag}>%s</{tag}>")
    return Markup().join(mark % text if differs else text for text, differs in parts)


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def action_compare(self):
        """The newest two versions side by side."""
        self.ensure_one()
        self.check_access("read")
        versions = self.version_ids.sorted("number", reverse=True)
        if len(versions) < 2:
            raise UserError(self.env._("There is only one version, so nothing to compare."))
        return self._bpm_compare(versions[1], versions[0])

    def _bpm_compare(self, left, right):
        compared = self.env["bpm.document.compare"].create(
            {"document_id": self.id, "left_id": left.id, "right_id": right.id}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Versions"),
            "res_model": compared._name,
            "res_id": compared.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


class BpmDocumentVersion(models.Model):
    _inherit = "bpm.document.version"

    def action_compare(self):
        """This version beside the one before it."""
        self.ensure_one()
        before = self.document_id.version_ids.filtered(lambda one: one.number < self.number)
        if not before:
            raise UserError(self.env._("This is the first version, so nothing to compare with."))
        return self.document_id._bpm_compare(before.sorted("number")[-1], self)
