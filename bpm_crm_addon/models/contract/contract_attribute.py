"""Attributes of contracts: what a company asks of contracts of a kind beyond the card itself.

They are what the catalogue makes of them anywhere: columns, searched, grouped, exported, imported,
used in routes and texts. Here is only what is different for contracts: whose kinds they are, and
whether they were agreed with the other side.
"""

from odoo import api, fields, models, tools

FIXED_IN = "state not in ('draft', 'approved')"


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    applies_to = fields.Selection(
        selection_add=[("contract", "Contracts")], ondelete={"contract": "cascade"}
    )
    contract_type_ids = fields.Many2many(
        "bpm.contract.type", "bpm_partner_attribute_contract_type_rel", "attribute_id", "type_id",
        "Only of the kinds", help="Shown only on contracts of these kinds. Empty: on all.",
    )  # fmt: skip
    is_agreed = fields.Boolean(
        "Agreed with the other side",
        default=True,
        help="Part of what is approved and signed. Otherwise it may change at any time.",
    )

    # === WHERE IT IS CARRIED === #

    @api.model
    def _holders(self):
        """Override of `partner`: contracts carry attributes."""
        return {**super()._holders(), "contract": "bpm.contract"}

    @api.model
    def _page_place(self, holder):
        """Override of `partner`: beside the text, where the kind's own questions are looked for."""
        if holder != "bpm.contract":
            return super()._page_place(holder)
        return "//page[@name='document']", "after"

    def _hidden_when(self):
        """Override of `partner`: contracts are asked by kind."""
        if self.applies_to != "contract":
            return super()._hidden_when()
        if self._asked_of_none():
            return "(True)"
        kinds = self.contract_type_ids.ids
        return f"(type_id not in {kinds})" if kinds else ""

    def _readonly_when(self):
        """Override of `partner`: what was agreed stays once it goes to be signed."""
        if self.applies_to != "contract":
            return super()._readonly_when()
        return FIXED_IN if self.is_agreed else ""

    # === WHAT IS AGREED === #

    @api.model_create_multi
    def create(self, vals_list):
        attributes = super().create(vals_list)
        attributes._contracts_agree_on()
        return attributes

    def write(self, vals):
        result = super().write(vals)
        if {"is_agreed", "active", "set_id"} & vals.keys():
            self._contracts_agree_on()
        return result

    def unlink(self):
        of_contracts = self.filtered(lambda one: one.applies_to == "contract")
        result = super().unlink()
        if of_contracts:
            self.env["bpm.approval.route"]._contracts_agree_otherwise()
        return result

    def _contracts_agree_on(self):
        if self.filtered(lambda one: one.applies_to == "contract"):
            self.env["bpm.approval.route"]._contracts_agree_otherwise()

    @api.model
    @tools.ormcache(cache="stable")
    def _agreed_names(self):
        """The names of the columns that are part of what is approved and signed."""
        return tuple(
            one.field_name
            for one in self.browse(self._shown_ids("bpm.contract")).sudo()
            if one.is_agreed
        )


class BpmPartnerAttributeValue(models.Model):
    _inherit = "bpm.partner.attribute.value"

    contract_id = fields.Many2one(
        "bpm.contract", index="btree_not_null", ondelete="cascade", readonly=True
    )

    @api.model
    def _owner_field(self, holder):
        """Override of `partner`."""
        return "contract_id" if holder == "bpm.contract" else super()._owner_field(holder)


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    @api.model
    def _look(self, records, watched):
        """Override of `partner`: doubts about a contract are told on the contract, to whoever signs
        it, and not in the queue of the data steward."""
        if records._name != "bpm.contract":
            super()._look(records, watched)


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    def write(self, vals):
        """Override of `partner`: a set that is put away takes its attributes out of agreements."""
        result = super().write(vals)
        if "active" in vals:
            self.attribute_ids._contracts_agree_on()
        return result


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    @api.model
    def _contracts_agree_otherwise(self):
        """The list of what is approved has changed: routes that go by it get a new version, and
        forget what they remember. Requests keep the version they started with."""
        routes = self.sudo().search(
            [
                ("model_name", "=", "bpm.contract"),
                ("state", "in", ("watching", "active")),
                ("controlled_field_ids", "=", False),
            ]
        )
        routes._make_version()
        self._forget_routes()
