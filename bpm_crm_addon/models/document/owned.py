"""What belongs to something of Odoo's is seen by whoever sees that; parts by who sees the whole."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

MANAGER = "bpm_crm_addon.group_bpm_contract_manager"


class BpmOwned(models.AbstractModel):
    """For models with `res_model` and `res_id`."""

    _name = "bpm.owned"
    _description = "Belongs to something"

    def _bpm_of_readable_owners(self, model_names):
        """A domain: those whose owner the user may read; a subquery per kind of owner."""
        visible = Domain.FALSE
        for model in model_names:
            if model not in self.env or not self.env[model].has_access("read"):
                continue
            query = self.env[model].with_context(active_test=False)._search([])
            visible |= Domain("res_model", "=", model) & Domain("res_id", "in", query)
        return visible

    def _bpm_of_allowed_owners(self, operation):
        """Of self: (those whose owner allows the user that, those whose owner is gone)."""
        allowed = gone = self.browse()
        records = self.sudo().filtered(lambda one: one.res_model and one.res_id)
        for model, batch in records.grouped("res_model").items():
            if model not in self.env:
                gone |= batch
                continue
            there = self.env[model].browse(set(batch.mapped("res_id"))).exists()
            mine = set(there._filtered_access(operation).ids)
            allowed |= batch.filtered(lambda one, mine=mine: one.res_id in mine)
            gone |= batch.filtered(lambda one, ids=set(there.ids): one.res_id not in ids)
        return self & allowed, self & gone


class BpmPart(models.AbstractModel):
    """For parts of something: `_bpm_whole` names the field that leads to the whole."""

    _name = "bpm.part"
    _description = "Part of a whole"
    _bpm_whole = ""

    def _check_access(self, operation):
        """Override of `base`: what the whole allows, its parts allow."""
        result = super()._check_access(operation)
        if self.env.su or not self.ids:
            return result
        forbidden = result[0] if result else self.browse()
        asked = self - forbidden
        wholes = {part: part.sudo()[self._bpm_whole].sudo(False) for part in asked}
        every = self.env[self._fields[self._bpm_whole].comodel_name].union(*wholes.values())
        allowed = every._filtered_access("read" if operation == "read" else "write")
        refused = asked.filtered(lambda part: wholes[part] not in allowed)
        if not refused:
            return result
        return forbidden | refused, self._bpm_access_error

    def _bpm_access_error(self):
        return AccessError(
            self.env._(
                "This belongs to something you may not see or change. Ask whoever is responsible "
                "for it."
            )
        )

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False
    ):
        """Override of `base`: parts of wholes the user may see."""
        if not self.env.su and not bypass_access:
            wholes = self.env[self._fields[self._bpm_whole].comodel_name]._search([])
            domain = Domain(domain) & Domain(self._bpm_whole, "in", wholes)
        return super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )
