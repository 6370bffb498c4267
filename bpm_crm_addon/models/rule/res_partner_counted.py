"""Figures counted from documents are not typed in, whichever road a value comes by."""

from odoo import api, models, tools
from odoo.exceptions import UserError


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    @api.model
    @tools.ormcache(cache="stable")
    def _counted_columns(self):
        """{column: id of the attribute} of what is counted; mostly empty."""
        counted_sudo = self.sudo().search([("counted_from", "!=", False)])
        return {one.field_name: one.id for one in counted_sudo}


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Override to refuse figures."""
        self._bpm_refuse_counted(set().union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        """Override to refuse figures."""
        self._bpm_refuse_counted(vals.keys())
        return super().write(vals)

    def _bpm_refuse_counted(self, names):
        attributes_sudo = self.env["bpm.partner.attribute"].sudo()
        counted = attributes_sudo._counted_columns()
        for name in counted.keys() & names:
            raise UserError(
                self.env._(
                    "%s is counted from documents each night and cannot be filled in. Leave it "
                    "out; or have it defined otherwise in Attributes.",
                    attributes_sudo.browse(counted[name]).name,
                )
            )
