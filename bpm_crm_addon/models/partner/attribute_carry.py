"""What was noted of a lead goes along when it becomes a counterparty.

An attribute of leads and one of counterparties with the same code and type are the same thing said
of two stages of one acquaintance. Protected ones stay where they are: only their dialog opens them.
"""

from odoo import models

CARRIED = (
    "char", "text", "boolean", "integer", "float", "monetary", "date", "datetime", "many2one",
)  # fmt: skip


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        """Override of `crm` to bring the attributes along."""
        values = super()._prepare_customer_values(partner_name, is_company, parent_id)
        for own, other in self._bpm_attributes_carried():
            if own.sensitive or other.sensitive or not other._asked_of(is_company, parent_id):
                continue
            if (value := other._carried(self[own.field_name], own)) not in (None, False):
                values[other.field_name] = value
        return values

    def _bpm_attributes_carried(self):
        """[(attribute of leads, attribute of counterparties)] of one code and one type."""
        attributes_sudo = self.env["bpm.partner.attribute"].sudo().search([("code", "!=", False)])
        partners = {
            (one.code, one.type): one for one in attributes_sudo if one.applies_to == "partner"
        }
        return [
            (one, partners[one.code, one.type])
            for one in attributes_sudo
            if one.applies_to == "lead" and (one.code, one.type) in partners
        ]


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    def _asked_of(self, is_company, parent_id):
        """Whether a firm or a person is asked; a firm's contact is asked only what persons are."""
        if self.kind == "both":
            return is_company or not parent_id
        return is_company == (self.kind == "firm")

    def _carried(self, value, own):
        """A value of the attribute ``own`` of leads as this one takes it; None for nothing."""
        if self.type in CARRIED:
            same = self.type != "many2one" or self.comodel == own.comodel
            return (value.id if self.type == "many2one" else value) if same else None
        if self.type == "selection":
            return value if value in self.option_ids.mapped("code") else None
        if self.type == "tags" and value:
            tags = self.env[value._name].search(
                [("attribute_id", "=", self.id), ("name", "in", value.mapped("name"))]
            )
            return [(6, 0, tags.ids)] if tags else None
        return None
