"""The lists below the director's sentences: discounts by seller, and late payers.

A row opens the documents it counts. Measured as the sentence about discounts is, over 30 days.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import formatLang

DAYS = 30
LISTS = ("sellers", "overdue")


class BpmDirector(models.AbstractModel):
    _inherit = "bpm.director"

    @api.model
    def director_lists(self):
        """The cards below the sentences, as My Desk draws them; none of what one may not see."""
        self._check_reader()
        desk = self.env["bpm.desk"]
        cards = [(name, getattr(desk, f"_card_{name}")()) for name in LISTS]
        return [{"name": name, **card} for name, card in cards if card]

    def _discounts_by_seller(self):
        """[{"user": record, "given", "listed": sums in the company's currency, "ids": of the
        quotations with a discount}] of the last days, the most first."""
        now = fields.Datetime.now()
        orders = self._orders_sent(now - timedelta(days=DAYS), now)
        measures = orders._bpm_measure_discounts()
        found = []
        for user, own in orders.grouped("user_id").items():
            given, listed, ids = {}, {}, []
            for order in own:
                asked, off = self._asked_and_given(order, measures[order.id])
                company = order.company_id.id
                given[company] = given.get(company, 0.0) + off
                listed[company] = listed.get(company, 0.0) + asked
                if off:
                    ids.append(order.id)
            sums = {"given": self._in_one_currency(given), "listed": self._in_one_currency(listed)}
            if ids:
                found.append({"user": user, "ids": ids, **sums})
        return sorted(found, key=lambda seller: -seller["given"])


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    def _card_sellers(self):
        """For those who may see the quotations of everyone."""
        director = self.env["bpm.director"]
        if not director._may_read() or not director._sells():
            return None
        sellers = director._discounts_by_seller()
        more = self._given_by([number for seller in sellers for number in seller["ids"]])
        more["label"] = self.env._("All quotations with a discount")
        return {
            "title": self.env._("Discounts by Seller, Last 30 Days"),
            **self._listed([self._seller_row(seller) for seller in sellers], more),
            "empty": {"sentence": self.env._("No quotation with a discount went out.")},
        }

    def _seller_row(self, seller):
        share = 100 * seller["given"] / seller["listed"] if seller["listed"] else 0.0
        return {
            "key": seller["user"].id or 0,
            "title": seller["user"].name or self.env._("Without a salesperson"),
            "text": self.env._(
                "%(share)s %% of the price list · quotations: %(count)s",
                share=formatLang(self.env, share, digits=1),
                count=len(seller["ids"]),
            ),
            "amount": round(seller["given"]),
            "currency_id": self.env.company.currency_id.id,
            "open": self._given_by(seller["ids"]),
        }

    def _given_by(self, order_ids):
        """A target that lists these quotations."""
        title = self.env._("Quotations with a Discount")
        return {
            "action": self.env["bpm.director"]._list(title, "sale.order", [("id", "in", order_ids)])
        }
