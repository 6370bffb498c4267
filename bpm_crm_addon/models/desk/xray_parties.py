"""Counterparties in doubt: who looks double, whose tax number cannot be right.

A counterparty is a firm or a person of its own: contacts of a firm, colleagues and the own
companies do not count. Everything is read in one query and compared in memory, since the
database may sort letters other than Latin ones by bytes.
"""

from odoo import api, models
from odoo.tools import SQL

from ...engine.look_double import Party, groups
from ..partner.tax_check import TaxCheck

MOST_SUGGESTED = 1000


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    @api.model
    def _look_double(self, limit=None):
        """Groups of counterparties that look like one, the largest first.

        :param limit: at most so many groups
        :return: dictionaries of partner_ids, names, why (a sentence)
        """
        return self._look_double_among(self._parties())[:limit]

    def _look_double_among(self, rows):
        found = groups(
            Party(row["id"], row["name"], row["is_company"], row["vat"], row["email"], row["phone"])
            for row in rows
        )
        names = {row["id"]: row["name"] for row in rows}
        found.sort(key=lambda group: (-len(group.ids), group.ids))
        return [
            {
                "partner_ids": list(group.ids),
                "names": [names[one] for one in group.ids],
                "why": self._why_double(group.reasons),
            }
            for group in found
        ]

    def _why_double(self, reasons):
        words = {
            "tax": self.env._("tax number"),
            "email": self.env._("e-mail"),
            "phone": self.env._("phone"),
            "name": self.env._("name"),
        }
        return self.env._("Same: %s", ", ".join(words[reason] for reason in reasons))

    @api.model
    def _wrong_tax_numbers(self, limit=None):
        """Counterparties whose tax number cannot be right by its own digits.

        :param limit: at most so many
        :return: dictionaries of partner_id, name, number, suggestion (or None)
        """
        return self._wrong_tax_numbers_among(self._parties(), limit)

    def _wrong_tax_numbers_among(self, rows, limit=None):
        check = TaxCheck(self.env.company.country_id.code)
        wrong = [row for row in rows if row["vat"] and check.is_wrong(row["vat"], row["country"])]
        return [
            {
                "partner_id": row["id"],
                "name": row["name"],
                "number": row["vat"],
                "suggestion": check.suggestion(row["vat"], row["country"])
                if place < MOST_SUGGESTED
                else None,
            }
            for place, row in enumerate(wrong[:limit])
        ]

    def _parties(self):
        """Rows of all counterparties: id, name, is_company, vat, email, phone, country."""
        return self._rows(
            SQL(
                """SELECT p.id, p.name, coalesce(p.is_company, FALSE) AS is_company,
                          coalesce(p.vat, '') AS vat, coalesce(p.email_normalized, '') AS email,
                          coalesce(p.phone_sanitized, p.phone, '') AS phone,
                          coalesce(c.code, '') AS country
                     FROM res_partner p LEFT JOIN res_country c ON c.id = p.country_id
                    WHERE p.active AND p.commercial_partner_id = p.id AND p.partner_share
                      AND (p.company_id IS NULL OR p.company_id = ANY(%s))
                      AND NOT EXISTS (SELECT FROM res_company o WHERE o.partner_id = p.id)
                    ORDER BY p.id""",
                self._shared_company_ids(),
            )
        )
