"""Try a template on something that is there: the result, or what is wrong and where."""

import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.fact_paths import placeholders

MOST = 300


class BpmTemplateTry(models.TransientModel):
    _name = "bpm.template.try"
    _description = "Try a template"

    template_id = fields.Many2one("bpm.document.template", required=True, readonly=True)
    target = fields.Reference(selection="_selection_target", string="Try it on")
    lang = fields.Selection(selection="_selection_lang", string="Language")
    faults = fields.Text("What is wrong", compute="_compute_result")
    file = fields.Binary("Result", compute="_compute_result")
    file_name = fields.Char(compute="_compute_result")
    page = fields.Html("Filled in", compute="_compute_result")
    line_ids = fields.One2many(
        "bpm.template.try.line", "try_id", "Placeholders", compute="_compute_line_ids",
        store=True,
    )  # fmt: skip

    @api.model
    def _selection_target(self):
        return self.env["bpm.document.template"]._selection_model_name()

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    @api.depends("target", "lang")
    def _compute_result(self):
        for tried in self:
            tried.file = tried.faults = tried.file_name = tried.page = False
            kind = tried.template_id.kind
            if not tried.target or kind == "qweb":
                continue
            raw, faults = tried._bpm_render()
            tried.faults = "\n".join(tried.template_id._bpm_fault_lines(faults)) or False
            if kind == "page":
                tried.page = Markup(raw) if raw else False
                continue
            tried.file = base64.b64encode(raw) if raw else False
            tried.file_name = f"{tried.template_id.name}.docx"

    def _bpm_render(self):
        """(bytes or None, faults) of the template filled in for the target."""
        template = self.template_id
        if template.kind == "docx":
            template._bpm_refuse_without_word()
        return template._bpm_filled(self._bpm_facts())

    def _bpm_facts(self):
        record = self.target
        record.check_access("read")
        template = self.template_id
        [(lang, records)] = template._bpm_by_lang(record, self.lang or None).items()
        return template._bpm_facts_of(records, lang)[record.id]

    @api.depends("target", "lang")
    def _compute_line_ids(self):
        """What may be written into the template, with what it would be here."""
        for tried in self:
            facts = tried._bpm_facts() if tried.target else {}
            tried.line_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create({"placeholder": name, "example": str(example)[:200]})
                    for name, example in placeholders(facts)[:MOST]
                ),
            ]


class BpmTemplateTryLine(models.TransientModel):
    _name = "bpm.template.try.line"
    _description = "Placeholder"

    try_id = fields.Many2one("bpm.template.try", required=True, index=True, ondelete="cascade")
    placeholder = fields.Char("Write", readonly=True)
    example = fields.Char("Here it is", readonly=True)


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    def action_try(self):
        """Try it on the newest thing it is for."""
        self.ensure_one()
        kind = self.env[self.model_name]
        if not kind.has_access("read"):
            words = dict(self._fields["model_name"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This template is for %s, which you may not see. Ask somebody who may to try "
                    "it.",
                    words[self.model_name],
                )
            )
        newest = kind.search([], order="id desc", limit=1)
        tried = self.env["bpm.template.try"].create(
            {
                "template_id": self.id,
                "target": f"{self.model_name},{newest.id}" if newest else False,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try It"),
            "res_model": tried._name,
            "res_id": tried.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
