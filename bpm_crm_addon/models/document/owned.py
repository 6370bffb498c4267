"""What belongs to something of Odoo's is seen by whoever sees that; parts by who sees the whole."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

MANAGER = "bpm_crm_addon.group_bpm_contract_manager"


class BpmSeen(models.AbstractModel):
    """For models whose rights follow from something else: said once for those at hand
    (`_bpm_allowed`) and once for searches (`_bpm_readable_domain`)."""

    _name = "bpm.seen"
    _description = "Seen by whoever sees something else"

    def _bpm_allowed(self, operation):
        """Those of self the current user may read (`read`) or change (all other operations)."""
        return self

    @api.model
    def _bpm_readable_domain(self):
        """What `_bpm_allowed("read")` says, as a domain."""
        return Domain.TRUE

    def _bpm_access_error(self, operation):
        return AccessError(
            self.env._(
                "This belongs to something you may not see or change. Ask whoever is responsible "
                "for it."
            )
        )

    def _check_access(self, operation):
        """Override of `base`: also what it belongs to must allow it."""
        result = super()._check_access(operation)
        forbidden = result[0] if result else self.browse()
        asked = self - forbidden
        if self.env.su or not asked.ids:
            return result
        refused = asked - asked._bpm_allowed(operation)
        if not refused:
            return result
        return forbidden | refused, lambda: self._bpm_access_error(operation)

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False
    ):
        """Override of `base`: find only what the user may see, in one statement."""
        if not self.env.su and not bypass_access:
            domain = Domain(domain) & self._bpm_readable_domain()
        return super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )


class BpmOwned(models.AbstractModel):
    """For models with `res_model` and `res_id`; contract managers see all of their companies."""

    _name = "bpm.owned"
    _description = "Belongs to something"
    _inherit = ["bpm.seen"]

    def _bpm_allowed(self, operation):
        """Override: what the owner allows."""
        if self.env.user.has_group(MANAGER):
            return self
        return self._bpm_of_allowed_owners("read" if operation == "read" else "write")[0]

    @api.model
    def _bpm_readable_domain(self):
        """Override: a subquery per kind of owner."""
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        return self._bpm_of_readable_owners(self.env["bpm.document"]._bpm_document_models())

    def action_open_owner(self):
        """Open what it belongs to."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action(context={})

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
    _inherit = ["bpm.seen"]
    _bpm_whole = ""

    def _bpm_allowed(self, operation):
        """Override: what the whole allows, its parts allow."""
        wholes = {part: part.sudo()[self._bpm_whole].sudo(False) for part in self}
        every = self.env[self._fields[self._bpm_whole].comodel_name].union(*wholes.values())
        allowed = every._filtered_access("read" if operation == "read" else "write")
        return self.filtered(lambda part: wholes[part] in allowed)

    @api.model
    def _bpm_readable_domain(self):
        """Override: parts of wholes the user may see."""
        wholes = self.env[self._fields[self._bpm_whole].comodel_name]._search([])
        return Domain(self._bpm_whole, "in", wholes)
