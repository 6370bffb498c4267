"""Attributes of contracts in files of sets: their kinds, and whether they are agreed.

A kind that another database has not got is waited for: the attribute is asked of no contract until
there is a kind of that code or name, so that nothing is asked where it does not belong.
"""

import json

from odoo import api, fields, models

from ...engine.attribute_file import is_same
from ..partner.attribute_pack import words_of
from ..partner.attribute_unpack import first


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    kinds_awaited = fields.Text(readonly=True, copy=False)
    kinds_awaited_told = fields.Char(compute="_compute_kinds_awaited_told")

    @api.depends_context("lang")
    @api.depends("kinds_awaited")
    def _compute_kinds_awaited_told(self):
        for attribute in self:
            kinds = attribute._awaited()
            attribute.kinds_awaited_told = self._told_of_missing(kinds) if kinds else False

    @api.model
    def _told_of_missing(self, kinds):
        lang = self.env.lang or "en_US"
        names = {kind["name"].get(lang) or first(kind["name"]): None for kind in kinds}
        return self.env._(
            "There is no such kind of contracts here: %s. What is only of this kind is asked once "
            "it is added.",
            ", ".join(names),
        )

    def _awaited(self):
        """The kinds a file told of that are not here."""
        return json.loads(self.kinds_awaited) if self.kinds_awaited else []

    def _asked_of_none(self):
        return bool(self.kinds_awaited and not self.contract_type_ids)

    def action_await_no_kinds(self):
        """Do not wait for kinds that are not here; without any, all contracts are asked."""
        self.write({"kinds_awaited": False})

    # === INTO A FILE AND OUT OF IT === #

    def _packed_more(self):
        """Override of `partner`."""
        more = super()._packed_more()
        kinds = self.contract_type_ids._kinds_packed()
        for one in self.filtered(lambda attribute: attribute.applies_to == "contract"):
            told = [kinds[kind.id] for kind in one.contract_type_ids]
            more[one.id] = {
                **more.get(one.id, {}),
                "is_agreed": one.is_agreed,
                "contract_type_ids": told + one._awaited(),
            }
        return more

    def _more_values(self, told, names=None):
        """Override of `partner`. An attribute that all contracts are asked here goes on being
        asked of all when none of the file's kinds is here."""
        values = super()._more_values(told, names)
        if told["applies_to"] != "contract":
            return values
        more = {name: told["more"][name] for name in names or told["more"] if name in told["more"]}
        if "is_agreed" in more:
            values["is_agreed"] = bool(more["is_agreed"])
        if kinds := more.get("contract_type_ids"):
            here, missing = self.env["bpm.contract.type"]._of_file(kinds)
            values["contract_type_ids"] = [(4, kind.id) for kind in here]
            if missing and (here or not self or self.contract_type_ids or self.kinds_awaited):
                values["kinds_awaited"] = json.dumps(missing, ensure_ascii=False)
        return values


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    @api.model
    def _left_open(self, plan):
        """Override of `partner`: the kinds of contracts that are not here."""
        told = [
            kind
            for one in plan
            if one.state in ("new", "changed") and one.told["applies_to"] == "contract"
            for kind in one.told["more"].get("contract_type_ids", ())
        ]
        missing = self.env["bpm.contract.type"]._of_file(told)[1] if told else []
        if not missing:
            return super()._left_open(plan)
        return self.env["bpm.partner.attribute"]._told_of_missing(missing)


class BpmContractType(models.Model):
    _inherit = "bpm.contract.type"

    def _kinds_packed(self):
        """{id: what a file of attributes tells of a kind}."""
        names = words_of(self, "name")
        return {kind.id: {"name": names[kind.id], "code": kind.code or None} for kind in self}

    @api.model
    def _of_file(self, told):
        """(the kinds a file tells of that are here, what it tells of the others)."""
        kinds = self.with_context(active_test=False).search([("name", "!=", False)])
        packed = kinds._kinds_packed()
        here, missing = self.browse(), []
        for one in told:
            found = [kind.id for kind in kinds if is_same(one, packed[kind.id])]
            here += kinds.browse(found[:1])
            missing += [] if found else [one]
        return here, missing

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        self._answer_attributes()
        return kinds

    def write(self, vals):
        result = super().write(vals)
        if {"name", "code"} & vals.keys():
            self._answer_attributes()
        return result

    @api.model
    def _answer_attributes(self):
        """Attributes that wait for a kind are asked of it as soon as it is there."""
        attributes = self.env["bpm.partner.attribute"].sudo().with_context(active_test=False)
        for attribute in attributes.search([("kinds_awaited", "!=", False)]):
            here, missing = self.sudo()._of_file(attribute._awaited())
            if here:
                left = json.dumps(missing, ensure_ascii=False) if missing else False
                attribute.write(
                    {"contract_type_ids": [(4, kind.id) for kind in here], "kinds_awaited": left}
                )
