"""On which days somebody bought, as SQL: the one definition of the Portrait, the figures and the
X-ray.

A purchase is a day with a confirmed order, or with a posted customer invoice that was made without
one: whoever invoices without orders buys as well. An invoice that a credit note took back whole is
no purchase.
"""

from odoo.tools import SQL

# Whether an invoice, called v, was made without an order.
WITHOUT_ORDER = """
NOT EXISTS (SELECT FROM account_move_line l
              JOIN sale_order_line_invoice_rel r ON r.invoice_line_id = l.id
             WHERE l.move_id = v.id)
"""
DAYS = f"""
SELECT member.firm, o.company_id, o.user_id,
       (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day
  FROM sale_order o
  JOIN member ON member.id = o.partner_id
 WHERE o.state = 'sale' AND %(orders_of)s
   AND o.date_order >= %(today_of_orders)s - %(days)s AND o.date_order < %(today_of_orders)s + 2
 UNION ALL
SELECT member.firm, v.company_id, v.invoice_user_id, v.invoice_date
  FROM account_move v
  JOIN member ON member.id = v.partner_id
 WHERE v.state = 'posted' AND v.move_type IN ('out_invoice', 'out_receipt')
   AND v.payment_state <> 'reversed' AND %(invoices_of)s
   AND v.invoice_date >= %(today)s - %(days)s AND v.invoice_date <= %(today)s
   AND {WITHOUT_ORDER}
"""
SOURCES = ("sale.order", "account.move", "account.move.line")


def purchase_days(clock, days):
    """SQL: (firm, company_id, user_id, day) of the last ``days``, by the table `member` (id, firm).

    :param clock: the `Clock` of the companies looked at
    """
    orders, invoices = SQL("o.company_id"), SQL("v.company_id")
    return SQL(
        DAYS,
        zone=clock.zone(orders),
        today_of_orders=clock.today(orders),
        today=clock.today(invoices),
        orders_of=clock.looks_at(orders),
        invoices_of=clock.looks_at(invoices),
        days=days,
    )
