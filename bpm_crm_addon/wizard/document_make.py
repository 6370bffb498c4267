"""Make papers from a template, for what is open or selected."""

from odoo import api, fields, models
from odoo.exceptions import UserError

LEAFLET = "leaflet"


class BpmDocumentMake(models.TransientModel):
    _name = "bpm.document.make"
    _description = "Make papers"

    res_model = fields.Char(required=True, readonly=True)
    res_numbers = fields.Json(readonly=True)
    count = fields.Integer("For how many", readonly=True)
    template_id = fields.Many2one(
        "bpm.document.template",
        required=True,
        domain="[('model_name', '=', res_model)]",
    )
    lang = fields.Selection(
        selection="_selection_lang", string="Language", help="Empty: the counterparty's."
    )

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    @api.model
    def action_start(self, model, numbers, leaflets=None):
        """Make it at once where there is only one template; ask where there are several.

        :param bool leaflets: leaflets only, or all but leaflets; None: whatever there is
        """
        templates = self.env["bpm.document.template"].search([("model_name", "=", model)])
        templates = templates.filtered(lambda one: one.current_version_id or one.report_id)
        if leaflets is not None:
            templates = templates.filtered(
                lambda one: (one.sudo().type_id.code == LEAFLET) == bool(leaflets)
            )
        records = self.env[model].browse(numbers).exists()
        spoken = templates.browse()._bpm_by_lang(records)
        fitting = templates.filtered(lambda one: not one.lang or one.lang in spoken)
        templates = fitting or templates
        if not templates:
            raise UserError(
                self.env._(
                    "There is no template for this yet. A contract manager uploads one: "
                    "Configuration, Contracts & Papers, Templates."
                )
            )
        asked = self.create(
            {
                "res_model": model,
                "res_numbers": list(numbers),
                "count": len(numbers),
                "template_id": templates[0].id,
            }
        )
        if len(templates) == 1:
            return asked.action_make()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make from a Template"),
            "res_model": self._name,
            "res_id": asked.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_make(self):
        """Make the papers and show them."""
        self.ensure_one()
        records = self.env[self.res_model].browse(self.res_numbers).exists()
        papers = self.template_id._bpm_generate(records, self.lang or None)
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Papers"),
            "res_model": papers._name,
        }
        if len(papers) == 1:
            return {**action, "res_id": papers.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", papers.ids)],
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
        }
