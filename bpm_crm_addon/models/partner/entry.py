"""Entry on the run: a name and a phone are enough, and nothing that is typed is refused.

S2-12 "soft data entry", S2-14 "entered on the run by phone". What looks odd is kept as it was
typed; a data steward looks at it later.
"""

from odoo import api, models
from odoo.fields import Domain

from ...engine.party_guess import is_person
from .import_quiet import SOURCE

SHORTEST_NAME = 4  # letters from which a name is looked for in another spelling


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    @api.readonly
    def bpm_entry_hints(self, name="", phone="", email="", vat="", partner_id=False):
        """What can be told about somebody who is being typed in.

        :param partner_id: the counterparty itself, where it is there already
        :return: ``{"alike": [{"id", "name", "why"}], "is_company"}``
        """
        self.check_access("read")
        myself = self.browse(partner_id or ())
        return {
            "alike": myself._bpm_look_alike(name or "", phone or "", email or "", vat or ""),
            "is_company": not is_person(name),
        }

    @api.model
    def bpm_quick_create(self, name="", phone="", is_company=True):
        """Make a counterparty of what was said at the fair; who told no name is called by phone.

        :return: ``{"id", "name"}``
        """
        name, phone = (name or "").strip(), (phone or "").strip()
        partner = self.create(
            {
                "name": name or phone or self.env._("New counterparty"),
                "phone": self._bpm_phone(phone),
                "is_company": bool(is_company),
                "user_id": self.env.uid,
            }
        )
        partner._bpm_look_at_phone()
        return {"id": partner.id, "name": partner.display_name}

    @api.model
    def _bpm_phone(self, phone):
        """A phone in its international form by the company's country, else as it was typed."""
        known = phone and self.browse()._phone_format(
            number=phone, country=self.env.company.country_id, force_format="INTERNATIONAL"
        )
        return known or phone

    def _bpm_look_at_phone(self):
        """Have a data steward see what was entered as a phone and is none."""
        odd = {
            ("partner_id", partner.id, "form", "phone", 0): {
                "value": partner.phone,
                "evidence": partner.phone,
            }
            for partner in self.sudo()
            if partner.phone and not partner._phone_format(number=partner.phone)
        }
        scope = Domain("partner_id", "in", self.ids) & Domain("field_name", "=", "phone")
        self.env["bpm.partner.finding"]._settle(scope, odd)

    def write(self, vals):
        """Override to look at phones again. Nothing is refused; a file's are left alone."""
        result = super().write(vals)
        if "phone" in vals and not self.env.cr.cache.get(SOURCE):
            self._bpm_look_at_phone()
        return result

    @api.model
    def web_name_search(self, name, specification, domain=None, operator="ilike", limit=100):
        """Override of `web` for fields that choose a counterparty: where nothing contains what was
        typed, those who may be meant stand in the list, before "Create"."""
        found = super().web_name_search(name, specification, domain, operator, limit)
        if found or operator != "ilike" or len(name or "") < SHORTEST_NAME:
            return found
        alike = [one["id"] for one in self._bpm_look_alike(name)]
        meant = self.search(Domain(domain or Domain.TRUE) & Domain("id", "in", alike))
        if not meant:
            return found
        return super().web_name_search(
            "", specification, Domain("id", "in", meant.ids), operator, limit
        )
