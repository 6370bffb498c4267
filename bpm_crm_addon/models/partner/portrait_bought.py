"""The portrait's line about what a counterparty buys: product categories and manufacturers.

Of posted invoices of the last twelve months, without tax, returns taken off. Where everything is of
one category, products are told instead. The bars are quarters, those of a year before beside them.
"""

from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...engine.bought import shares
from ...engine.payment_habit import YEAR
from ...engine.sentence import mark
from ...engine.turnover import quarters


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_portrait_bought(self):
        by_product, by_category, by_maker = self._bpm_bought()
        kinds = ("product.category", by_category) if len(by_category) > 1 else None
        told = self._bpm_shares(*(kinds or ("product.product", by_product)))
        made = self._bpm_shares("res.partner", by_maker, 1)
        told += [self.env._("made by %s", maker) for maker in made]
        if not told:
            return None
        sums, today = self._bpm_may_see_sums(), fields.Date.context_today(self)
        return {
            "label": self.env._("Buys"),
            "sentence": " · ".join(told),
            "open": sums,
            "bars": quarters(self._bpm_invoiced(), today) if sums else [],
            "bars_of": self.env._("By quarter"),
        }

    def _bpm_shares(self, model, sums, most=2):
        """["Desks 61 %"] of the largest."""
        found = shares({key or "": amount for key, amount in sums.items()}, most)
        names = self.env[model].sudo().browse([key for key, _percent in found])
        return [
            f"{name} {mark(f'{percent} %')}"
            for name, (_key, percent) in zip(names.mapped("display_name"), found)
        ]

    def _bpm_bought(self):
        """({product id: sum}, {category id: sum}, {manufacturer id: sum}); None: without one."""
        rows = self._bpm_invoice_rows(
            SQL(
                """SELECT l.product_id, t.categ_id, t.bpm_manufacturer_id,
                          sum(-l.balance * rates.rate)
                     FROM account_move_line l
                     JOIN account_move m ON m.id = l.move_id
                     JOIN product_product p ON p.id = l.product_id
                     JOIN product_template t ON t.id = p.product_tmpl_id
                     JOIN %(rates)s ON rates.company_id = l.company_id
                    WHERE m.partner_id = ANY(%(family)s) AND m.state = 'posted'
                      AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                      AND m.invoice_date >= %(since)s AND l.display_type = 'product'
                      AND %(told)s
                    GROUP BY 1, 2, 3""",
                rates=self._bpm_portrait_rates(),
                family=self._bpm_family(),
                since=fields.Date.context_today(self) - timedelta(days=YEAR),
                told=self._bpm_told(SQL("m.id")),
            )
        )
        sums = defaultdict(float), defaultdict(float), defaultdict(float)
        for *keys, amount in rows:
            for kind, key in zip(sums, keys):
                kind[key] += float(amount)
        return sums

    def _bpm_open_bought(self):
        if not self._bpm_may_see_sums():
            return None
        since = fields.Date.context_today(self) - timedelta(days=YEAR)
        return self._bpm_list(
            self.env._("Bought in the last 12 months"),
            "account.move.line",
            [
                ("move_id.partner_id", "child_of", self.id),
                ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
                ("parent_state", "=", "posted"),
                ("display_type", "=", "product"),
                ("product_id", "!=", False),
                ("invoice_date", ">=", fields.Date.to_string(since)),
            ],
            context={"create": False, "search_default_group_by_product": 1},
        )
