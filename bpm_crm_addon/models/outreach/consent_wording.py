"""What people agree to, word for word: a wording that was used is never changed."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmConsentWording(models.Model):
    _name = "bpm.consent.wording"
    _description = "Wording of a consent"
    _order = "name, version desc, id desc"

    name = fields.Char(required=True)
    version = fields.Integer(readonly=True, default=1, copy=False, aggregator=None)
    text = fields.Text(
        string="Word for word",
        required=True,
        help="Exactly what people read or hear before they agree.",
    )
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    consent_count = fields.Integer(string="Consents", compute="_compute_consent_count")

    _version_uniq = models.UniqueIndex("(company_id, name, lang, version)")

    @api.depends("name", "version")
    def _compute_display_name(self):
        for wording in self:
            wording.display_name = self.env._(
                "%(name)s, version %(version)s", name=wording.name or "", version=wording.version
            )

    def _compute_consent_count(self):
        groups = self.env["bpm.consent"]._read_group(
            [("wording_id", "in", self.ids)], ["wording_id"], ["__count"]
        )
        counts = {wording.id: count for wording, count in groups}
        for wording in self:
            wording.consent_count = counts.get(wording.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Override to count versions of one name, company and language."""
        wordings = super().create([{**vals, "version": 0} for vals in vals_list])
        for wording in wordings:
            wording.version = 1 + max(
                self.with_context(active_test=False)
                .search(
                    [
                        ("name", "=", wording.name),
                        ("lang", "=", wording.lang),
                        ("company_id", "=", wording.company_id.id),
                    ]
                )
                .mapped("version")
            )
        return wordings

    def write(self, vals):
        """Override: a wording that somebody agreed to stays as it was."""
        if {"text", "lang", "name", "company_id"} & vals.keys():
            used = self.env["bpm.consent"].sudo().search([("wording_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "People have agreed to %s in these words. Make a new version instead.",
                        used.wording_id.display_name,
                    )
                )
        return super().write(vals)

    def _by_lang(self):
        """{language: the newest of the wordings in use that have this name and company}; this very
        one in its own language."""
        self.ensure_one()
        alike = self.sudo().search(
            [("name", "=", self.name), ("company_id", "=", self.company_id.id)],
            order="version, id",
        )
        return {one.lang: one for one in alike} | {self.lang: self}

    def action_new_version(self):
        """A copy to be changed, next in number."""
        self.ensure_one()
        new = self.copy()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
