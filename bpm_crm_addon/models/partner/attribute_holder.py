"""What counterparties, leads and other holders have in common: they carry attributes."""

from odoo import api, fields, models

from .attribute_details import OPENED


class BpmPartnerAttributeHolder(models.AbstractModel):
    _name = "bpm.partner.attribute.holder"
    _inherit = "bpm.partner.beside.holder"
    _description = "Carries attributes"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Override of `web` to show the attributes of the catalogue."""
        arch, view = super()._get_view(view_id, view_type, **options)
        self.env["bpm.partner.attribute"]._put_into_view(self._name, arch, view_type)
        return arch, view

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        """Override: what is in a tab is a view of its own."""
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env.context.get(OPENED))

    @api.model
    @api.readonly
    def bpm_details(self, tab):
        """What the web client needs to show a tab of attributes: views and fields as `get_views`.

        :param tab: the tab's name, for example "bpm_details"
        """
        return self.with_context(**{OPENED: str(tab)}).get_views([(False, "form")])

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note first values and look at them. Nothing is refused."""
        records = super().create(vals_list)
        concerned = self.env["bpm.partner.attribute"]._concerned(
            self._name, set().union(*vals_list) if vals_list else ()
        )
        if concerned:
            self.env["bpm.partner.attribute.value"]._note(records, concerned, {})
            self.env["bpm.partner.finding"]._look(records, concerned)
        return records

    def write(self, vals):
        """Override to note changes and look at new values. Nothing is refused."""
        concerned = self.env["bpm.partner.attribute"]._concerned(self._name, vals)
        if not concerned:
            return super().write(vals)
        values = self.env["bpm.partner.attribute.value"]
        before = values._current(self, concerned)
        result = super().write(vals)
        values._note(self, concerned, before)
        self.env["bpm.partner.finding"]._look(self, concerned)
        return result

    def action_bpm_attribute_history(self):
        """Open the list of what the attributes of this counterparty or lead were."""
        self.ensure_one()
        owner = self.env["bpm.partner.attribute.value"]._owner_field(self._name)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_attribute_value"
        )
        return {**action, "domain": [(owner, "=", self.id)]}

    def _bpm_as_of(self, day):
        """{field: {id: value}} of the attributes with history on a day; see `_as_of`."""
        attributes = self.env["bpm.partner.attribute"].search(
            [
                ("applies_to", "=", self.env["bpm.partner.attribute"]._applies_to(self._name)),
                ("history", "=", True),
            ]
        )
        return {
            attribute.field_name: self.env["bpm.partner.attribute.value"]._as_of(
                self, attribute, day
            )
            for attribute in attributes
        }


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "bpm.partner.attribute.holder"]

    bpm_finding_ids = fields.One2many("bpm.partner.finding", "partner_id", string="Doubts")


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "bpm.partner.attribute.holder"]
