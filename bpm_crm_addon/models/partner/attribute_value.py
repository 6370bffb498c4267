"""What attributes were: each change with its day, its author and its source, never rewritten."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..audit.bulk import insert

HIDDEN = "•••"
SOURCES = [("screen", "On the screen"), ("import", "Import"), ("program", "By a program")]


class BpmPartnerAttributeValue(models.Model):
    _name = "bpm.partner.attribute.value"
    _description = "Attribute's history"
    _order = "effective_date desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", index=True, ondelete="cascade", readonly=True
    )
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", readonly=True)
    attribute_id = fields.Many2one(
        "bpm.partner.attribute", required=True, index=True, ondelete="cascade", readonly=True
    )
    old = fields.Char(string="Before", readonly=True)
    new = fields.Char(string="After", readonly=True)
    value = fields.Json(readonly=True)
    effective_date = fields.Date(string="From", required=True, readonly=True)
    source = fields.Selection(SOURCES, required=True, readonly=True)
    create_uid = fields.Many2one("res.users", string="Who", readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        """Refused to everybody."""
        raise UserError(
            self.env._("History stays as it was noted. Correct the attribute: that is noted too.")
        )

    @api.model
    def _owner_field(self, holder):
        """The field of this model that names a document of the model ``holder``."""
        return {"res.partner": "partner_id", "crm.lead": "lead_id"}[holder]

    # === NOTING === #

    @api.model
    def _current(self, records, watched):
        """{(id, field): (value, text)} of the attributes with history."""
        return {
            (record.id, one.field): self._read(record, one)
            for one in watched
            if one.history
            for record in records.sudo()
        }

    def _read(self, record, one):
        """A value in the form kept (dates as text, links as ids), and as people read it."""
        field, value = record._fields[one.field], record[one.field]
        if one.sensitive:
            return value or None, HIDDEN if value else ""
        if field.relational:
            return value.ids, ", ".join(value.mapped("display_name"))
        if field.type == "boolean":
            return value, self.env._("Yes") if value else self.env._("No")
        if value is False or value is None:
            return None, ""
        if field.type in ("date", "datetime"):
            return field.to_string(value), field.to_string(value)
        return value, str(field.convert_to_export(value, record))

    @api.model
    def _note(self, records, watched, before):
        """Write down what changed since ``before`` (from `_current`), in one insert."""
        after = self._current(records, watched)
        by_field = {one.field: one for one in watched}
        rows = [
            self._row(records._name, key, by_field[key[1]], before.get(key), now)
            for key, now in after.items()
            if now != before.get(key, (None, "")) and (now[0] or before.get(key))
        ]
        if rows:
            insert(self.sudo(), rows)

    def _row(self, holder, key, one, then, now):
        context = self.env.context
        source = context.get("bpm_source") or self.env.cr.cache.get("bpm_partner_source")
        return {
            self._owner_field(holder): key[0],
            "attribute_id": one.id,
            "old": then[1] if then else "",
            "new": now[1],
            "value": None if one.sensitive else now[0],
            "effective_date": fields.Date.to_date(context.get("bpm_effective_date"))
            or fields.Date.context_today(self),
            "source": source if source in dict(SOURCES) else "screen",
        }

    # === ASKING === #

    @api.model
    def _as_of(self, records, attribute, day):
        """{id: value} of an attribute on a day; ids without a value by then are left out.

        Links come as lists of ids, dates as text. Protected attributes have no values here.
        """
        owner = SQL.identifier(self._owner_field(records._name))
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (%s) %s, value FROM bpm_partner_attribute_value
                    WHERE attribute_id = %s AND %s = ANY(%s) AND effective_date <= %s
                    ORDER BY %s, effective_date DESC, id DESC""",
                owner, owner, attribute.id, owner, list(records.ids), day, owner,
            )
        )  # fmt: skip
        return dict(rows)
