"""What else texts and reminders may be about: kinds of documents an administrator adds.

Counterparties, quotations, invoices and the like are there from the beginning
(message_template.py). Anything else that has a date and leads to a counterparty can be added by a
name and that field: tasks, deliveries, tickets, the rows of a table of attributes. A text about it
may show its plain values, except those that are only for some.
"""

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from .template_fields import COMPANY, PLAIN_TYPES, of_counterparty, paths

DATES = ("date", "datetime")
HOUSEKEEPING = {"create_date", "write_date"}


class BpmMessageAbout(models.Model):
    _name = "bpm.message.about"
    _description = "Kind of document that texts and reminders are about"
    _order = "name, id"

    name = fields.Char(
        "Called",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        translate=True,
    )
    model_id = fields.Many2one(
        "ir.model",
        "Kind of document",
        required=True,
        ondelete="cascade",
        domain="[('transient', '=', False), ('abstract', '=', False)]",
    )
    model_name = fields.Char(related="model_id.model", string="Technical name")
    contact_path = fields.Char(
        "Its counterparty",
        compute="_compute_contact_path",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="The field that leads to whom it could be written.",
    )

    _once = models.UniqueIndex("(model_id)", "This kind of document is there already.")

    @api.depends("model_id")
    def _compute_name(self):
        for about in self:
            about.name = about.name or about.model_id.name

    @api.depends("model_id")
    def _compute_contact_path(self):
        """The field one would take: the one called so in Odoo, else the first that names one."""
        for about in self:
            model = self.env.get(about.model_id.model)
            found = [] if model is None else [
                name for name, field in model._fields.items()
                if field.type == "many2one" and field.comodel_name == "res.partner" and field.store
            ]  # fmt: skip
            about.contact_path = "partner_id" if "partner_id" in found else next(iter(found), False)

    # === CHECKS === #

    @api.constrains("model_id", "contact_path")
    def _check_fits(self):
        offered = [model for model, _name in self.env["bpm.message.template"]._selection_model()]
        for about in self:
            model = self.env.get(about.model_name)
            if model is None or model._abstract or model._transient:
                raise ValidationError(
                    self.env._("“%s” holds no documents. Choose another kind.", about.name)
                )
            if offered.count(about.model_name) > 1:
                raise ValidationError(
                    self.env._("“%s” is there already. Choose another kind.", about.name)
                )
            field = self.env["bpm.reminder"]._field_on(model, about.contact_path or "")
            if not field or field.comodel_name != "res.partner":
                raise ValidationError(
                    self.env._(
                        "“%s” is to be written to somebody: choose a field that names a "
                        "counterparty.",
                        about.name,
                    )
                )
            if not any(
                one.type in DATES and one.store and name not in HOUSEKEEPING
                for name, one in model._fields.items()
            ):
                raise ValidationError(
                    self.env._(
                        "“%s” has no date from which a reminder could count. Choose another kind.",
                        about.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what is offered is remembered in memory."""
        made = super().create(vals_list)
        self.env.registry.clear_cache()
        return made

    def write(self, vals):
        """Override: what texts are about does not become something else."""
        if "model_id" in vals and any(one.model_id.id != vals["model_id"] for one in self):
            raise UserError(self.env._("The kind of document stays. Add another one instead."))
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        for about in self:
            chosen = [("model_name", "=", about.model_name)]
            for model in ("bpm.reminder", "bpm.message.template"):
                using = self.env[model].sudo().with_context(active_test=False)
                if found := using.search(chosen, limit=1):
                    raise UserError(
                        self.env._(
                            "“%(using)s” is about “%(kind)s”. Delete it, or let it be about "
                            "something else, first.",
                            using=found.display_name,
                            kind=about.name,
                        )
                    )

    def unlink(self):
        """Override: what is offered is remembered in memory."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    # === ANSWERS === #

    @api.model
    @tools.ormcache()
    def _contact_paths(self):
        """{model: the field that leads to its counterparty} of the kinds that were added."""
        return {one.model_name: one.contact_path for one in self.sudo().search([])}

    @api.model
    def _contact_path(self, model_name):
        """The field that leads from a document to its counterparty, "" where it is one itself."""
        if model_name == "res.partner":
            return ""
        return self._contact_paths().get(model_name, "partner_id")


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    @api.model
    def _selection_model(self):
        """Override to offer what was added."""
        added = self.env["bpm.message.about"].sudo().search([])  # pylint: disable=no-search-all
        return super()._selection_model() + [
            (one.model_name, one.name) for one in added if one.model_name in self.env
        ]


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Override of `mail`: of what was added, the plain values the reader may see and that are
        for everybody."""
        allowed = super().mail_allowed_qweb_expressions()
        path = self.env["bpm.message.about"]._contact_paths().get(self._name)
        if not path:
            return allowed
        shown = self.fields_get(attributes=["type", "store"])
        own = paths(*(
            name
            for name, field in shown.items()
            if field["store"] and field["type"] in PLAIN_TYPES and not self._fields[name].groups
        ))  # fmt: skip
        return (*allowed, *COMPANY, *own, *of_counterparty(path))
