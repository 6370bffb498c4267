"""What anybody may put into a text about a counterparty, an opportunity, a quotation, an invoice.

Odoo lets only editors of templates name any value; these are those that say nothing in confidence.
The insert button of a template offers exactly them, by the names they have on screens.
"""

from odoo import api, models

PARTNER = (
    *("name", "ref", "city", "street", "zip", "email", "phone", "website", "function"),
    *("country_id.name", "user_id.name", "user_id.email", "user_id.phone", "parent_id.name"),
)
COMPANY = tuple(f"object.env.company.{name}" for name in ("name", "phone", "email", "website"))
PLAIN_TYPES = {"char", "integer", "float", "date", "datetime", "selection", "monetary"}


def paths(*names):
    return tuple(f"object.{name}" for name in names)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Override of `mail`: contact details, and attributes that are not confidential."""
        sensitive = self.env["bpm.partner.attribute"].sudo().search([("sensitive", "=", True)])
        hidden = {f"x_bpm_{code}" for code in sensitive.mapped("code")}
        ours = [
            name
            for name, field in self._fields.items()
            if name.startswith("x_bpm_") and field.type in PLAIN_TYPES and name not in hidden
        ]
        return (*super().mail_allowed_qweb_expressions(), *COMPANY, *paths(*PARTNER, *sorted(ours)))


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Override of `mail`."""
        own = paths(
            "name", "contact_name", "partner_name", "stage_id.name", "date_deadline", "city"
        )
        return (*super().mail_allowed_qweb_expressions(), *COMPANY, *own, *_of("partner_id"))


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Override of `mail`."""
        own = paths(
            *("name", "client_order_ref", "date_order", "validity_date", "commitment_date"),
            *("amount_total", "amount_untaxed"),
        )
        return (*super().mail_allowed_qweb_expressions(), *COMPANY, *own, *_of("partner_id"))


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Override of `mail`."""
        own = paths(
            *("name", "ref", "invoice_date", "invoice_date_due", "amount_total"),
            *("amount_residual", "payment_reference"),
        )
        return (*super().mail_allowed_qweb_expressions(), *COMPANY, *own, *_of("partner_id"))


def of_counterparty(name):
    """Values of the counterparty a document leads to."""
    return paths(*(f"{name}.{one}" for one in PARTNER))


def _of(name):
    """These, and of the colleague who looks after the document."""
    return (*of_counterparty(name), *paths("user_id.name", "user_id.email"))
