"""What a route said at a moment: a request keeps the version it started with."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache


class BpmApprovalVersion(models.Model):
    _name = "bpm.approval.version"
    _description = "Version of an approval route"
    _order = "route_id, number desc"
    _rec_name = "number"

    route_id = fields.Many2one(
        "bpm.approval.route", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="route_id.company_id")
    number = fields.Integer(required=True, readonly=True)
    data = fields.Json(required=True, readonly=True)

    _unique_number = models.UniqueIndex("(route_id, number)")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._(
                "A version of a route never changes. Change the route: that makes a new one."
            )
        )

    @api.model
    @ormcache("version_id")
    def _data(self, version_id):
        """Return the frozen data of one version; it never changes, so it is remembered."""
        return self.sudo().browse(version_id).data or {}
