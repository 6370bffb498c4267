"""Roles: what a counterparty is to the company; several at once are normal."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.attribute_code import code_of


class BpmPartnerRole(models.Model):
    _name = "bpm.partner.role"
    _description = "Role of a counterparty"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False, readonly=True)
    color = fields.Integer()
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is a role with this code already.")

    @api.model_create_multi
    def create(self, vals_list):
        """Override to give codes."""
        taken = set(
            self.with_context(active_test=False).search([("code", "!=", False)]).mapped("code")
        )
        for vals in vals_list:
            vals["code"] = vals.get("code") or code_of(vals["name"], taken)
            taken.add(vals["code"])
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        given = self.env["bpm.partner.role.assignment"].sudo().search([("role_id", "in", self.ids)])
        if given:
            raise UserError(
                self.env._(
                    "%(role)s was given to %(partner)s and others and cannot be deleted. Archive "
                    "it: it is offered no more, and the past stays.",
                    role=given[0].role_id.name,
                    partner=given[0].partner_id.display_name,
                )
            )
