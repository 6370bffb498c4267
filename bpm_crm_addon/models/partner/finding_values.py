"""Doubts about values: attributes as the catalogue wants them, tax numbers by their digits."""

from odoo import api, models
from odoo.fields import Domain

from ...engine.tax_number import compact
from .attribute_value import HIDDEN
from .finding import VALUE_KINDS
from .tax_check import TaxCheck

KINDS = [kind for kind, _words in VALUE_KINDS]
WRONG = ("digits", "form")


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    # === ATTRIBUTES === #

    @api.model
    def _look(self, records, watched):
        """Look at the values of ``records`` again and bring the open doubts in line with them."""
        watched = [one for one in watched if one.check or one.required is not None]
        if not watched or not records:
            return
        owner = self.env["bpm.partner.attribute.value"]._owner_field(records._name)
        found = {}
        for one in watched:
            found.update(self._doubts(records.sudo(), one, owner))
        self._settle(
            Domain(owner, "in", records.ids)
            & Domain("field_name", "in", [one.field for one in watched])
            & Domain("kind", "in", KINDS),
            found,
        )

    def _doubts(self, records, one, owner):
        """{key of a doubt: its values} of one attribute."""
        must = set(self._must_have(records, one).ids)
        found = {}
        for record in records:
            value = record[one.field]
            doubt = one.check and one.check.doubt(value, one.companion and record[one.companion])
            if doubt:
                text = HIDDEN if one.sensitive else str(value)
                found[owner, record.id, doubt.kind, one.field, 0] = {
                    "attribute_id": one.id,
                    "value": text,
                    "evidence": text,
                    "suggestion": None if one.sensitive else doubt.suggestion,
                }
            elif record.id in must and not value and one.type != "boolean":
                found[owner, record.id, "missing", one.field, 0] = {"attribute_id": one.id}
        return found

    def _must_have(self, records, one):
        """Those of the records in which the attribute must be filled in."""
        if one.required is None:
            return records.browse()
        if records._name == "res.partner":
            records = records.filtered(
                lambda partner: (
                    (one.kind == "both" or partner.is_company == (one.kind == "firm"))
                    and (not one.roles or one.roles & set(partner.bpm_role_ids.ids))
                )
            )
        return records.filtered_domain(list(one.required))

    # === TAX NUMBERS === #

    @api.model
    def _look_at_numbers(self, partners, at_stake=False):
        """Look at the tax numbers of firms and independent people.

        :param at_stake: with these the company has something open, so that a number that is
            missing matters, too
        """
        partners = partners.sudo().filtered(
            lambda partner: partner == partner.commercial_partner_id and partner.partner_share
        )
        if not partners:
            return
        check, found = TaxCheck(self.env.company.country_id.code), {}
        entered = partners.filtered(lambda partner: compact(partner.vat))
        for partner in entered:
            if doubt := self._number_doubt(check, partner):
                kind, suggestion = doubt
                found["partner_id", partner.id, kind, "vat", 0] = {
                    "value": partner.vat,
                    "suggestion": suggestion,
                    "evidence": f"{partner.vat} {partner.country_id.code or ''}",
                }
        scope = Domain("kind", "in", WRONG) & Domain("partner_id", "in", partners.ids)
        gone = Domain("kind", "=", "missing") & Domain("partner_id", "in", entered.ids)
        if at_stake:
            gone = Domain("kind", "=", "missing") & Domain("partner_id", "in", partners.ids)
            for partner in partners - entered:
                # A slash is Odoo's way to say that there is none.
                if partner.is_company and (partner.vat or "").strip() != "/":
                    if check.is_expected(partner.country_id.code):
                        found["partner_id", partner.id, "missing", "vat", 0] = {}
        self._settle(Domain("field_name", "=", "vat") & (scope | gone), found)

    def _number_doubt(self, check, partner):
        """(kind, suggestion) when the number cannot be right, else None."""
        country = partner.country_id.code
        if check.is_wrong(partner.vat, country):
            return "digits", check.suggestion(partner.vat, country)
        if not check.knows(partner.vat, country) and partner._bpm_is_refused(partner.vat):
            return "form", None
        return None
