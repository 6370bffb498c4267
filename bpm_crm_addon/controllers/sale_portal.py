"""The customer's pages of a quotation: a calm page until the quotation may be shown.

People outside reach quotations by a link or their own account. While sending is blocked every such
road ends at one page without any of the quotation's content; while only confirming is blocked they
may read, but not sign or pay. Colleagues see the page as it will be, with a band across it.
"""

from odoo.addons.sale.controllers import portal
from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.http import request, route


def _is_outsider():
    return not request.env.user._is_internal()


def _please_wait():
    return request.env._(
        "This offer is being prepared and cannot be accepted yet. Nothing was charged. "
        "We will write to you as soon as it is ready."
    )


def _calm_page(order):
    """The page that shows nothing of the quotation but who is preparing it."""
    values = {
        "company": order.company_id,
        "res_company": order.company_id,
        "is_paid": order._bpm_has_payment(),
    }
    return request.render(
        "bpm_crm_addon.portal_in_preparation", values, headers={"Cache-Control": "no-store"}
    )


class CustomerPortal(portal.CustomerPortal):
    def _document_check_access(self, model_name, document_id, access_token=None):
        """Whoever may read a quotation may not yet see it: every portal route asks here."""
        document = super()._document_check_access(
            model_name, document_id, access_token=access_token
        )
        if model_name == "sale.order" and _is_outsider() and document._bpm_held("send"):
            raise AccessError(request.env._("This offer is being prepared."))
        return document

    def _bpm_visited(self, order_id, access_token):
        """Return the quotation (as superuser) this visitor has a right to, or an empty one.

        The right is Odoo's own: the link's key, or being the customer. Nobody learns that a
        quotation exists to which they have none.
        """
        order = request.env["sale.order"].sudo().browse(order_id).exists()
        if order and order._bpm_is_customer(request.env.user):
            return order
        try:
            return super()._document_check_access(  # pylint: disable=super-method-mismatch
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return order.browse()

    @route()
    def portal_order_page(
        self, order_id, report_type=None, access_token=None, message=False, download=False,
        payment_amount=None, amount_selection=None, **kw,
    ):  # fmt: skip
        order = self._bpm_visited(order_id, access_token)
        if _is_outsider() and order._bpm_held("send"):
            return _calm_page(order)
        if payment_amount and order._bpm_held("confirm"):
            payment_amount = None
        return super().portal_order_page(
            order_id,
            report_type=report_type,
            access_token=access_token,
            message=message,
            download=download,
            payment_amount=payment_amount,
            amount_selection=amount_selection,
            **kw,
        )

    def _prepare_sale_portal_rendering_values(
        self, page=1, date_begin=None, date_end=None, sortby=None, quotation_page=False, **kwargs
    ):
        values = super()._prepare_sale_portal_rendering_values(
            page=page,
            date_begin=date_begin,
            date_end=date_end,
            sortby=sortby,
            quotation_page=quotation_page,
            **kwargs,
        )
        quotations = values["quotations"]
        values["quotations"] = quotations - quotations.browse(quotations._bpm_held("send"))
        return values

    @route()
    def portal_quote_accept(self, order_id, access_token=None, name=None, signature=None):
        key = access_token or request.httprequest.args.get("access_token")
        if self._bpm_visited(order_id, key)._bpm_held("confirm"):
            return {"error": _please_wait()}
        return super().portal_quote_accept(
            order_id, access_token=access_token, name=name, signature=signature
        )

    @route()
    def portal_quote_decline(self, order_id, access_token=None, decline_message=None, **kwargs):
        if _is_outsider() and self._bpm_visited(order_id, access_token)._bpm_held("send"):
            return request.redirect(f"/my/orders/{order_id}?access_token={access_token or ''}")
        return super().portal_quote_decline(
            order_id, access_token=access_token, decline_message=decline_message, **kwargs
        )


class PaymentPortal(portal.PaymentPortal):
    @route()
    def portal_order_transaction(self, order_id, access_token, **kwargs):
        """Nothing is charged for a quotation that could not be confirmed afterwards."""
        if self._bpm_visited(order_id, access_token)._bpm_held("confirm"):
            raise ValidationError(_please_wait())
        return super().portal_order_transaction(order_id, access_token, **kwargs)
