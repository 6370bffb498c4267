"""Facts about the customer's debts that routes ask for: what is overdue, how late they pay.

Of the customer's whole firm, in the quotation's company and its currency, as of the moment they are
asked for (models/rule/res_partner.py). Sums stay with those who may see the accounts; a route asks
as the system.
"""

from odoo import api, fields, models
from odoo.fields import Domain

SEES_ACCOUNTS = "account.group_account_invoice,account.group_account_readonly"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_customer_overdue = fields.Float(
        "Customer's Overdue Debt",
        compute="_compute_bpm_customer_debt",
        compute_sudo=True,
        search="_search_bpm_customer_overdue",
        digits=(16, 2),
        groups=SEES_ACCOUNTS,
        help="What the customer is late with, in the company's currency.",
    )
    bpm_customer_days_late = fields.Float(
        "Customer Pays Days Late",
        compute="_compute_bpm_customer_debt",
        compute_sudo=True,
        search="_search_bpm_customer_days_late",
        digits=(16, 1),
        groups=SEES_ACCOUNTS,
        help="On average over the last 12 months; 0 for customers with fewer than three payments.",
    )

    @api.depends("partner_id", "company_id")
    def _compute_bpm_customer_debt(self):
        for company, orders in self.grouped("company_id").items():
            orders = orders.with_company(company or self.env.company)
            for order in orders:
                order.bpm_customer_overdue = order.partner_id.bpm_overdue
                order.bpm_customer_days_late = order.partner_id.bpm_days_late

    def _search_bpm_customer_overdue(self, operator, value):
        self._check_field_access(self._fields["bpm_customer_overdue"], "read")
        return self._bpm_search_customer("bpm_overdue", operator, value)

    def _search_bpm_customer_days_late(self, operator, value):
        self._check_field_access(self._fields["bpm_customer_days_late"], "read")
        return self._bpm_search_customer("bpm_days_late", operator, value)

    def _bpm_search_customer(self, name, operator, value):
        """Quotations of customers who are so in the quotation's company."""
        found, partners = Domain.FALSE, self.env["res.partner"].sudo()
        for (company,) in self.sudo()._read_group([], ["company_id"]):
            in_company = partners.with_company(company).with_context(active_test=False)
            found |= Domain("company_id", "=", company.id) & Domain(
                "partner_id", "in", in_company._search(Domain(name, operator, value))
            )
        return found
