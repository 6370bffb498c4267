"""What columns meant the last time: a named set of choices, found again by the headings."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.tabular.headings import plain


class BpmPartnerImportProfile(models.Model):
    """Kept when somebody gives their choices a name; used for the next file with these headings."""

    _name = "bpm.partner.import.profile"
    _description = "Saved columns of an import"
    _order = "name"

    name = fields.Char(required=True)
    headings = fields.Char(readonly=True, help="The headings of the file, in any order.")
    columns = fields.Json(readonly=True, help="{heading: [target, mode]}")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    active = fields.Boolean(default=True)

    _by_headings = models.Index("(headings) WHERE active")
    _unique_name = models.UniqueIndex(
        "(company_id, name) WHERE active", "There are saved columns of that name."
    )

    @api.model
    def _signature(self, headings):
        """By what files of one kind are known: their headings, in any order and spelling.

        _signature(["Телефон:", "ФИО"]) == _signature(["фио", "телефон"])
        """
        return "|".join(sorted(map(plain, headings)))

    @api.model
    def _find(self, headings):
        """The latest saved columns for these headings, or none."""
        return self.search(
            [
                ("headings", "=", self._signature(headings)),
                ("company_id", "in", [False, self.env.company.id]),
            ],
            order="write_date desc, id desc",
            limit=1,
        )

    @api.model
    def _keep(self, name, columns):
        """Save the choices under a name; the same name is written over. Returns the profile."""
        name = (name or "").strip()
        if not name:
            raise UserError(self.env._("Give the columns a name to save them under."))
        values = {
            "headings": self._signature([column["heading"] for column in columns]),
            "columns": {plain(one["heading"]): [one["target"], one["mode"]] for one in columns},
        }
        company = self.env.company
        known_sudo = self.sudo().search([("name", "=", name), ("company_id", "=", company.id)])
        if known_sudo:
            known_sudo.write(values)
        else:
            known_sudo = self.sudo().create(values | {"name": name, "company_id": company.id})
        return known_sudo.with_env(self.env)

    def _choices(self, columns):
        """The columns with what was chosen for their headings the last time."""
        chosen = self.columns or {}
        return [
            {
                **column,
                **dict(zip(("target", "mode"), chosen[plain(column["heading"])], strict=True)),
            }
            if plain(column["heading"]) in chosen
            else column
            for column in columns
        ]
