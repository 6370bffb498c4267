"""The approval sheet on paper: of a request, and of a document's newest request."""

from odoo import api, fields, models
from odoo.tools import format_datetime


class ReportApprovalSheet(models.AbstractModel):
    _name = "report.bpm_crm_addon.approval_sheet"
    _description = "Approval sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        """What the template shows of these requests; refused to who may not read them."""
        return self._values_of(self.env["bpm.approval.request"].browse(docids))

    @api.model
    def _values_of(self, requests):
        requests._check_sheet()
        return {
            "sheets": requests._sheets(),
            "printed": self.env._(
                "Printed %(time)s (%(zone)s) by %(person)s.",
                time=format_datetime(self.env, fields.Datetime.now(), dt_format="short"),
                zone=self.env.user.tz or "UTC",
                person=self.env.user.name,
            ),
        }


class ReportApprovalSheetOfQuote(models.AbstractModel):
    _name = "report.bpm_crm_addon.approval_sheet_of_quote"
    _inherit = ["report.bpm_crm_addon.approval_sheet"]
    _description = "Approval sheet of a quotation"

    @api.model
    def _get_report_values(self, docids, data=None):
        """The sheets of the newest requests of these quotations, which the user must be able to
        read."""
        orders = self.env["sale.order"].browse(docids)
        orders.check_access("read")
        newest = orders.sudo()._bpm_last_requests()
        found = [newest[order.id].id for order in orders if order.id in newest]
        return self._values_of(self.env["bpm.approval.request"].browse(found))
