"""Attributes of contracts are looked at where the contract is: before it goes out to be signed."""

from odoo import api, models
from odoo.exceptions import ValidationError


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    @api.constrains("applies_to", "sensitive", "contract_type_ids", "place", "is_agreed")
    def _check_of_contracts(self):
        for attribute in self:
            if attribute.applies_to != "contract":
                if attribute.contract_type_ids:
                    raise ValidationError(
                        self.env._("Kinds are for attributes of contracts. Leave them empty here.")
                    )
            elif attribute.sensitive:
                raise ValidationError(
                    self.env._(
                        "What is agreed cannot be hidden from those who sign it. Take away "
                        "“Protected” of %s.",
                        attribute.name,
                    )
                )
            elif attribute.place and attribute.is_agreed:
                raise ValidationError(
                    self.env._(
                        "What is agreed is kept with the contract itself. Choose a set for %s that "
                        "is not stored beside.",
                        attribute.name,
                    )
                )

    @api.model
    def _doubts_of_contracts(self, contracts):
        """{contract id: [("warn" or "block", sentence)]} of values that are missing or look wrong.

        A note is a warning here: whoever looks at a contract before signing sees all of them.
        """
        found = {contract.id: [] for contract in contracts}
        for one in self._watched("bpm.contract"):
            if not one.check and one.required is None:
                continue
            attribute = self.browse(one.id).sudo().with_context(lang=self.env.lang)
            doubts = self.env["bpm.partner.finding"]._doubts(
                attribute._asked_contracts(contracts).sudo(), one, "contract_id"
            )
            how = "block" if one.severity == "block" else "warn"
            for (_owner, number, kind, _name, _other), doubt in doubts.items():
                found[number].append((how, attribute._doubt_in_words(kind, doubt.get("value"))))
        return found

    def _asked_contracts(self, contracts):
        """Those of the contracts whose kind is asked for this attribute."""
        if self._asked_of_none():
            return contracts.browse()
        kinds = self.contract_type_ids
        return contracts.filtered(lambda one: one.type_id in kinds) if kinds else contracts

    def _doubt_in_words(self, kind, value):
        if kind == "missing":
            return self.env._("%s is not filled in.", self.name)
        words = self.env["bpm.partner.finding"]._fields["kind"]._description_selection(self.env)
        return self.env._(
            "%(attribute)s “%(value)s”: %(what)s.",
            attribute=self.name,
            value=value or "",
            what=dict(words)[kind],
        )


class BpmContract(models.Model):
    _name = "bpm.contract"
    _inherit = ["bpm.contract", "bpm.partner.attribute.holder"]

    def _sign_findings(self):
        """Override: what is missing or doubtful among the attributes of its kind."""
        result = super()._sign_findings()
        doubts = self.env["bpm.partner.attribute"]._doubts_of_contracts(self)
        for contract, told in doubts.items():
            result[contract] += told
        return result

    def _attribute_facts(self):
        """What was agreed beyond the card, for its kind: [[name, words]], only what is filled."""
        attributes = self.env["bpm.partner.attribute"]
        shown = attributes._shown("bpm.contract").with_context(lang=self.env.lang)
        shown = shown.filtered(lambda one: one.is_agreed and one._asked_contracts(self))
        facts = [
            [one.name, self._bpm_attribute_words(self._fields[one.field_name], self.env.lang)]
            for one in shown
            if self[one.field_name]
        ]
        return facts
