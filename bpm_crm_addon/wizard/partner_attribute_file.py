"""Read attribute sets from a file: first see what it would change, then take it over."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("new", "New"),
    ("changed", "Changed"),
    ("same", "The same"),
    ("conflict", "Different kind: stays as it is"),
]


class BpmPartnerAttributeFile(models.TransientModel):
    _name = "bpm.partner.attribute.file"
    _description = "Attribute sets from a file"

    content = fields.Binary(string="File", required=True, attachment=False)
    file_name = fields.Char()
    problem = fields.Char()
    left_open = fields.Char()
    changes = fields.Integer()
    line_ids = fields.One2many("bpm.partner.attribute.file.line", "dialog_id", string="Attributes")

    @api.onchange("content")
    def _onchange_content(self):
        """Show what the file would change; a bad one says so in the dialog."""
        self.problem, self.changes, plan = False, 0, []
        if self.content:
            try:
                plan = self._planned()
            except UserError as error:
                self.problem = str(error)
        self.changes = sum(one.state in ("new", "changed") for one in plan)
        self.left_open = self.env["bpm.partner.attribute.set"]._left_open(plan)
        self.line_ids = [(5,), *((0, 0, self._line_values(one)) for one in plan)]

    def _planned(self):
        try:
            text = base64.b64decode(self.content).decode("utf-8-sig")
        except ValueError:
            text = ""
        sets = self.env["bpm.partner.attribute.set"]
        return sets._plan(sets._read_file(text))

    def _line_values(self, planned):
        attributes = self.env["bpm.partner.attribute"]
        lang = self.env.lang or "en_US"
        told, one_set = planned.told, planned.set_told
        names = (self._title(attributes, name) for name in planned.names)
        return {
            "set_name": one_set["name"].get(lang) or next(iter(one_set["name"].values())),
            "name": told["name"].get(lang) or next(iter(told["name"].values())),
            "type": told["type"],
            "state": planned.state,
            "what": ", ".join(names) if planned.state != "new" else False,
        }

    def _title(self, attributes, name):
        field = {
            "options": "option_ids", "columns": "column_ids", "roles": "role_ids",
            "companion": "companion_id",
        }.get(name, name)  # fmt: skip
        if field == "tags":
            return self.env._("Choices")
        if field == "active":
            return self.env._("Shown again")
        return attributes._fields[field]._description_string(self.env)

    def action_take_over(self):
        """Make and change what the file tells; everything or nothing."""
        self.ensure_one()
        sets = self.env["bpm.partner.attribute.set"]
        sets.check_access("create")
        plan = self._planned()
        if not any(one.state in ("new", "changed") for one in plan):
            raise UserError(self.env._("Everything in this file is here already."))
        sets._take_over(plan)
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class BpmPartnerAttributeFileLine(models.TransientModel):
    _name = "bpm.partner.attribute.file.line"
    _description = "Attribute in a file"

    dialog_id = fields.Many2one(
        "bpm.partner.attribute.file", required=True, index=True, ondelete="cascade"
    )
    set_name = fields.Char(string="Set")
    name = fields.Char(string="Attribute")
    type = fields.Selection(selection="_selection_type")
    state = fields.Selection(STATES, string="Here")
    what = fields.Char(string="What differs")

    @api.model
    def _selection_type(self):
        return self.env["bpm.partner.attribute"]._fields["type"]._description_selection(self.env)
