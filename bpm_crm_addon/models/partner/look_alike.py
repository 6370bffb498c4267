"""Who may be meant by what somebody enters: known counterparties that are alike."""

from odoo import api, models
from odoo.addons.phone_validation.tools import phone_validation
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from ...engine.tabular.alike import rank, reasons
from ...engine.tabular.known import Party
from ...engine.tabular.match_keys import block, tax_keys
from ...engine.tax_number import compact

SHORTEST_BEGINNING = 4
MOST_COMPARED = 200  # of a name or a phone so common nothing can be told
COMPARED = ("name", "is_company", "vat", "email_normalized", "phone_sanitized", "bpm_name_key")


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _bpm_look_alike(self, name="", phone="", email="", vat="", limit=3):
        """Known counterparties that may be the one entered, the likest first.

        Called on a counterparty, it leaves out that one and those of the same firm. Only those the
        current user may see are found; two queries at most, each on an index.

        :return: [{"id", "name", "why"}], ``why`` being a sentence
        """
        said = self._bpm_said(name, phone, email, vat)
        partners = self._bpm_with_same_keys(said) | self._bpm_beginning_alike(said)
        found = [
            (rank(why), partner, why)
            for partner in partners
            if (why := reasons(said, self._bpm_party(partner)))
        ]
        found.sort(key=lambda one: (one[0], one[1].id))
        return [
            {"id": partner.id, "name": partner.display_name, "why": self._bpm_why_alike(why)}
            for _rank, partner, why in found[:limit]
        ]

    @api.model
    def _bpm_said(self, name, phone, email, vat):
        country = self.env.company.country_id
        return Party(
            name=name or "",
            tax=compact(vat),
            email=email_normalize(email) or "",
            phone=self._bpm_phone_key(phone, country),
            country=country.code or "",
        )

    @api.model
    def _bpm_phone_key(self, phone, country):
        """A number as Odoo keeps it for comparison; empty when it is none."""
        if not phone:
            return ""
        formatted = phone_validation.phone_format(
            phone, country.code, country.phone_code, "E164", raise_exception=False
        )
        return formatted if formatted.startswith("+") else ""

    def _bpm_with_same_keys(self, said):
        keys = {
            "vat": sorted(tax_keys(said.tax, said.country)),
            "email_normalized": [said.email],
            "phone_sanitized": [said.phone],
            "bpm_name_key": [said.key],
        }
        domains = [Domain(field, "in", found) for field, found in keys.items() if any(found)]
        return self._bpm_compared(Domain.OR(domains)) if domains else self.browse()

    def _bpm_beginning_alike(self, said):
        """Those whose simplified names begin with the same letters; none when that is many."""
        if len(said.key) < SHORTEST_BEGINNING:
            return self.browse()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE left(bpm_name_key, 6) = %s AND active LIMIT %s",
                block(said.key),
                MOST_COMPARED + 1,
            )
        )
        if not rows or len(rows) > MOST_COMPARED:
            return self.browse()
        return self._bpm_compared(Domain("id", "in", [partner_id for [partner_id] in rows]))

    def _bpm_compared(self, domain):
        if self.ids:
            domain &= Domain("commercial_partner_id", "not in", self.commercial_partner_id.ids)
        return self.browse().search_fetch(domain, COMPARED, limit=MOST_COMPARED, order="id")

    @api.model
    def _bpm_party(self, partner):
        return Party(
            id=partner.id,
            is_firm=partner.is_company,
            name=partner.name or "",
            tax=compact(partner.vat),
            email=partner.email_normalized or "",
            phone=partner.phone_sanitized or "",
            key=partner.bpm_name_key or "",
        )

    @api.model
    def _bpm_why_alike(self, why):
        """A sentence that says what is alike."""
        words = {
            "tax": self.env._("tax number"),
            "email": self.env._("e-mail"),
            "phone": self.env._("phone"),
            "name": self.env._("name"),
        }
        if why == ("similar",):
            return self.env._("Similar name")
        shared = [words[reason] for reason in why if reason in words]
        return self.env._("Same: %s", ", ".join(shared))
