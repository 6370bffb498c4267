"""What was known of a counterparty at a moment: when it was checked, when something was asked."""

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ...engine.party_content import fingerprint
from ..audit.bulk import insert

# By which a counterparty is known to a tax office, a bank and a postman.
CONTENT = (
    "name", "is_company", "vat", "company_registry", "country_id", "state_id", "zip", "city",
    "street", "street2",
)  # fmt: skip


class BpmPartnerSnapshot(models.Model):
    _name = "bpm.partner.snapshot"
    _description = "Counterparty as it was"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    reason = fields.Selection(
        [("checked", "It was checked"), ("asked", "An approval was asked for")],
        required=True,
        readonly=True,
    )
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    content = fields.Json(readonly=True)
    fingerprint = fields.Char(readonly=True)
    create_uid = fields.Many2one("res.users", string="Who", readonly=True)
    create_date = fields.Datetime(string="When", readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        """Refused to everybody."""
        raise UserError(
            self.env._("What was known stays as it was noted. Correct the counterparty instead.")
        )

    @api.model
    def _take(self, reason, partners, documents=None):
        """Note what is known of each of the ``partners``, in one statement.

        :param documents: {partner id: document} it was noted for
        """
        rows = [
            {
                "partner_id": partner_id,
                "reason": reason,
                "res_model": documents[partner_id]._name if documents else None,
                "res_id": documents[partner_id].id if documents else None,
                "content": content,
                "fingerprint": fingerprint(content),
            }
            for partner_id, content in partners._bpm_content().items()
        ]
        return insert(self.sudo(), rows) if rows else self.sudo()

    @api.model
    def _last(self, reason, partner_ids):
        """{partner id: the newest one} taken for that reason; one query."""
        found = self.sudo().search(
            [("reason", "=", reason), ("partner_id", "in", list(partner_ids))], order="id"
        )
        return {one.partner_id.id: one for one in found}


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _bpm_checked_fields(self):
        """The fields whose values are what is checked: requisites and whatever has a check."""
        watched = self.env["bpm.partner.attribute"]._watched("res.partner")
        known = self._fields
        return [name for name in CONTENT if name in known] + [
            one.field
            for one in watched
            if (one.check or one.required is not None)
            and not one.sensitive
            and one.field in known
            and (known[one.field].store or known[one.field].related)
            and not known[one.field].relational
        ]

    def _bpm_content(self):
        """{id: {field: text}}; few queries for any number of them."""
        names = self._bpm_checked_fields()
        partners_sudo = self.sudo()
        partners_sudo.fetch(names)
        return {
            partner.id: {name: _text(partner, name) for name in names} for partner in partners_sudo
        }


class ResCountry(models.Model):
    _inherit = "res.country"

    @api.model
    @tools.ormcache("country_id", cache="stable")
    def _bpm_code_of(self, country_id):
        """The code of a country, kept in memory: Odoo forgets this cache when one changes."""
        return self.sudo().browse(country_id).code


def _text(partner, name):
    value = partner[name]
    if name == "country_id":
        return value._bpm_code_of(value.id) if value else False
    if partner._fields[name].relational:
        return value.display_name or ""
    return "" if value is False and partner._fields[name].type != "boolean" else str(value)
