"""What counterparties and leads do with attributes that are kept beside them."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .attribute_beside import OWNER
from .ir_model_fields import is_pointer


class BpmPartnerBesideHolder(models.AbstractModel):
    _name = "bpm.partner.beside.holder"
    _description = "Carries attributes stored beside"

    # === WRITING === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to write what is kept beside into rows of its own."""
        places = self.env["bpm.partner.attribute"]._beside(self._name)
        if not places:
            return super().create(vals_list)
        self._refuse_pointers(set().union(*vals_list))
        defaults = self.default_get(list(places))
        beside = [
            {name: value for name, value in {**defaults, **vals}.items() if name in places}
            for vals in vals_list
        ]
        self._check_beside(set().union(*beside))
        records = super().create(
            [
                {name: value for name, value in vals.items() if name not in places}
                for vals in vals_list
            ]
        )
        records._write_beside(places, list(zip(records, beside, strict=True)))
        return records

    def write(self, vals):
        """Override to write what is kept beside into rows of its own."""
        places = self.env["bpm.partner.attribute"]._beside(self._name)
        if not places:
            return super().write(vals)
        self._refuse_pointers(vals)
        beside = {name: value for name, value in vals.items() if name in places}
        if not beside:
            return super().write(vals)
        self._check_beside(beside)
        # The right to write is checked here, even when nothing else is written.
        result = super().write({name: value for name, value in vals.items() if name not in beside})
        self._write_beside(places, [(self, beside)])
        return result

    def _check_beside(self, names):
        for name in names:
            self._check_field_access(self._fields[name], "write")

    def _write_beside(self, places, work):
        """Write values into the rows of their places; rows are made where one is needed.

        :param places: {field: place}
        :param list work: [(records, {field: value})]
        """
        for place in {places[name] for _records, vals in work for name in vals}:
            mine = [
                (records, {name: value for name, value in vals.items() if places[name] == place})
                for records, vals in work
            ]
            pointer = self.env["bpm.partner.attribute"]._place_pointer(place)
            filled = self.browse(
                id_ for records, vals in mine if any(vals.values()) for id_ in records.ids
            )
            filled._make_rows(pointer)
            for records, vals in mine:
                rows_sudo = records.sudo()[pointer]
                if vals and rows_sudo:
                    rows_sudo.write(vals)

    def _make_rows(self, pointer):
        """Make the rows that are missing, in two statements for any number of them."""
        missing = self.filtered(lambda record: not record.sudo()[pointer])
        if not missing:
            return
        rows = self.env[self._fields[pointer].comodel_name]
        table, owner = SQL.identifier(rows._table), SQL.identifier(OWNER)
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s, create_uid, create_date, write_uid, write_date)"
                " SELECT unnest(%s), %s, %s, %s, %s ON CONFLICT DO NOTHING",
                table, owner, missing.ids,
                self.env.uid, self.env.cr.now(), self.env.uid, self.env.cr.now(),
            )
        )  # fmt: skip
        self.env.cr.execute(
            SQL(
                "UPDATE %s h SET %s = b.id FROM %s b WHERE b.%s = h.id AND h.id = ANY(%s)",
                SQL.identifier(self._table), SQL.identifier(pointer), table, owner, missing.ids,
            )
        )  # fmt: skip
        missing.invalidate_recordset([pointer], flush=False)

    # === RIGHTS === #

    def _refuse_pointers(self, names):
        """Nobody lets a holder show the row of another one."""
        if self.env.su:
            return
        for name in names:
            if (field := self._fields.get(name)) is not None and is_pointer(field):
                raise AccessError(
                    self.env._(
                        "“%s” leads to values the system keeps elsewhere. Change the attributes "
                        "themselves.",
                        name,
                    )
                )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Override to offer what is in the rows, not the rows."""
        told = super().fields_get(allfields, attributes)
        return {name: one for name, one in told.items() if not is_pointer(self._fields[name])}

    # === READING === #

    def _field_to_sql(self, alias, field_expr, query=None):
        """Override: a related field is looked up by the system, so it asks for the right itself."""
        if field_expr.startswith("x_"):
            field = self._fields.get(field_expr.split(".")[0])
            if field and field.related and field.manual:
                self._check_field_access(field, "read")
        return super()._field_to_sql(alias, field_expr, query)

    def _read_format(self, fnames, load="_classic_read"):
        """Override to fetch what is kept beside in one query per place, not one per attribute."""
        attributes = self.env["bpm.partner.attribute"]
        places = attributes._beside(self._name)
        asked = {}
        for name in fnames if places else ():
            if name in places:
                asked.setdefault(attributes._place_pointer(places[name]), []).append(name)
        for pointer, names in asked.items():
            self.sudo()[pointer].fetch(names)
        return super()._read_format(fnames, load)
