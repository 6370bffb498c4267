"""Doubts about where data came from: a second source says something else."""

from odoo import api, models
from odoo.fields import Domain

from .import_quiet import SOURCE

COMPARED = ("vat", "company_registry")  # beside attributes with a check


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    @api.model
    def _say_otherwise(self, said, source):
        """A second source says something else than what is entered; nothing is overwritten.

        :param said: {partner: {field name: what the source says}}; equal and empty values are fine
        :param source: "import" or "register"
        """
        found = {}
        for partner, values in said.items():
            for name, other in values.items():
                here = str(partner.sudo()[name] or "")
                if other and str(other) != here:
                    key = ("partner_id", partner.id, "sources", name, 0)
                    found[key] = self._disagreement(name, here, str(other), source)
        scope = Domain("kind", "=", "sources") & Domain("source", "=", source)
        self._settle(scope & Domain("partner_id", "in", [one.id for one in said]), found)

    @api.model
    def _disagreement(self, name, here, other, source):
        attributes = self.env["bpm.partner.attribute"]._watched("res.partner")
        return {
            "attribute_id": next((one.id for one in attributes if one.field == name), None),
            "value": here,
            "suggestion": other,
            "evidence": f"{here}|{other}",
            "source": source,
        }

    @api.model
    def _overwritten(self, before, partners, names):
        """A file wrote something else over what was there: the steward decides which is right."""
        found = {}
        for partner in partners.sudo():
            for name in names:
                old, new = before[partner.id][name], str(partner[name] or "")
                if old and new != old:
                    key = ("partner_id", partner.id, "sources", name, 0)
                    found[key] = self._disagreement(name, new, old, "import")
        self._raise(found)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        """Override to note what a file writes over something else. Nothing is refused."""
        names = [name for name in self._bpm_compared_fields() if name in vals]
        if not names:
            return super().write(vals)
        findings = self.env["bpm.partner.finding"]
        is_file = self.env.cr.cache.get(SOURCE)
        before = is_file and {
            partner.id: {name: str(partner[name] or "") for name in names}
            for partner in self.sudo()
        }
        result = super().write(vals)
        # Somebody wrote it now: what the sources said before is answered.
        findings._settle(
            Domain("partner_id", "in", self.ids)
            & Domain("kind", "=", "sources")
            & Domain("field_name", "in", names),
            {},
        )
        if is_file:
            findings._overwritten(before, self, names)
        return result

    @api.model
    def _bpm_compared_fields(self):
        watched = self.env["bpm.partner.attribute"]._watched("res.partner")
        return (
            *(name for name in COMPARED if name in self._fields),
            *(one.field for one in watched if one.check and not one.sensitive),
        )
