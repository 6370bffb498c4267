"""Doubts about who is who: counterparties that look like one and the same."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.look_double import REASONS, Party, pairs
from ...engine.tabular.match_keys import tax_keys
from ...engine.tax_number import compact

IDENTITY = ("name", "vat", "email", "phone", "is_company", "parent_id", "active", "company_id")
# A counterparty is a firm or a person of its own, no contact, colleague or own company.
PARTIES = """
    SELECT p.id, p.name, coalesce(p.is_company, FALSE), coalesce(p.vat, ''),
           coalesce(p.email_normalized, ''), coalesce(p.phone_sanitized, p.phone, ''),
           coalesce(p.company_id, 0)
      FROM res_partner p
     WHERE p.active AND p.commercial_partner_id = p.id AND p.partner_share
       AND NOT EXISTS (SELECT FROM res_company o WHERE o.partner_id = p.id)"""


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    @api.model
    def _look_for_doubles(self, partners=None):
        """Compare counterparties: those touched with whoever shares something with them, in two
        queries; or, without ``partners``, all with all, in one."""
        if partners is None:
            found = self._double_doubts(pairs(self._parties(SQL(PARTIES))))
            self._settle(Domain("kind", "=", "double"), found)
            return
        partners = partners.sudo().filtered(
            lambda partner: partner == partner.commercial_partner_id and partner.partner_share
        )
        if not partners:
            return
        touched = set(partners.ids)
        near = {
            key: why
            for key, why in pairs(self._parties(self._near(partners))).items()
            if touched.intersection(key)
        }
        self._settle(
            Domain("kind", "=", "double")
            & (Domain("partner_id", "in", partners.ids) | Domain("other_id", "in", partners.ids)),
            self._double_doubts(near),
        )

    def _parties(self, query):
        self.env["res.partner"].flush_model()
        return [Party(*row) for row in self.env.execute_query(query)]

    def _near(self, partners):
        """SQL of the parties that share a key with ``partners``, and of these themselves."""
        keys = {name: set() for name in ("vat", "email_normalized", "phone_sanitized")}
        for partner in partners:
            country = (partner.country_id or self.env.company.country_id).code or ""
            keys["vat"] |= tax_keys(compact(partner.vat), country) | {partner.vat or ""}
            keys["email_normalized"].add(partner.email_normalized or "")
            keys["phone_sanitized"].add(partner.phone_sanitized or "")
        keys["bpm_name_key"] = {one.bpm_name_key or "" for one in partners if one.is_company}
        same = [
            SQL("p.%s = ANY(%s)", SQL.identifier(name), sorted(found - {""}))
            for name, found in keys.items()
            if found - {""}
        ]
        return SQL(
            "%s AND (p.id = ANY(%s)%s)",
            SQL(PARTIES),
            partners.ids,
            SQL("").join(SQL(" OR %s", one) for one in same),
        )

    @api.model
    def _double_doubts(self, found):
        return {
            ("partner_id", one, "double", "name", other): {
                "value": ",".join(reason for reason in REASONS if reason in why),
                "evidence": "|".join(f"{reason}:{why[reason]}" for reason in sorted(why)),
            }
            for (one, other), why in found.items()
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Override to compare new counterparties with those there are. Nothing is refused."""
        partners = super().create(vals_list)
        self.env["bpm.partner.finding"]._look_for_doubles(partners)
        return partners

    def write(self, vals):
        """Override to compare again when something changes by which people are known."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(IDENTITY):
            self.env["bpm.partner.finding"]._look_for_doubles(self)
        return result
