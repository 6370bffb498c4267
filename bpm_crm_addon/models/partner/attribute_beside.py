"""Attributes whose values are kept beside the counterparty: in a table of their own, a row each.

A row of PostgreSQL holds only so much. What does not fit any more, and sets whose steward wants it
so, get a place: a small model with one row per counterparty or lead that has a value. The holder
points at its row, and shows the row's columns as related fields, so that they are searched,
grouped, summed, exported and imported like any other. Nobody has rights on the places: rows are
read and written through their holder, by whoever may read and write that (beside_holder.py).
"""

from collections import Counter
from itertools import chain, count

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.exceptions import UserError
from odoo.tools import SQL

from .attribute_build import APART
from .ir_model_fields import PLACES

OWNER = "x_holder_id"  # no attribute is called so: theirs begin with x_bpm_


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    is_beside = fields.Boolean(
        string="Stored beside",
        help="For sets with very many attributes: values are kept in a table of their own, and "
        "cards without any of them stay small. Chosen when the set is made.",
    )

    def write(self, vals):
        """Override: where values are kept is decided once."""
        if "is_beside" in vals and any(one.is_beside != vals["is_beside"] for one in self):
            raise UserError(
                self.env._(
                    "Where the values of a set are stored is chosen when it is made. Make another "
                    "set for new attributes."
                )
            )
        return super().write(vals)


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    place = fields.Char(string="Stored in", readonly=True, copy=False)

    # === CHOOSING A PLACE === #

    def _fill_places(self, vals_list):
        """Give new attributes their place: none while the holder's own table has room."""
        defaults = self.default_get(["set_id", "applies_to", "type"])
        sets = self.env["bpm.partner.attribute.set"]
        taken = self._taken()
        for vals in vals_list:
            known = {**defaults, **vals}
            vals["place"] = False
            if known.get("type") in APART or not known.get("set_id"):
                continue
            applies_to, one_set = known["applies_to"], sets.browse(known["set_id"])
            vals["place"] = next(
                place
                for place in _places(one_set)
                if taken[applies_to, place] < self._most_columns()
            )
            taken[applies_to, vals["place"]] += 1

    def _taken(self):
        """{(applies to, place): number of columns there}; False is the holder's own table."""
        groups = self.with_context(active_test=False)._read_group(
            [("type", "not in", APART)], ["applies_to", "place"], ["__count"]
        )
        return Counter({(applies_to, place): number for applies_to, place, number in groups})

    @api.model
    @tools.ormcache("holder", cache="stable")
    def _beside(self, holder):
        """{field of the model ``holder``: place} of the attributes kept beside; mostly empty."""
        attributes_sudo = self.sudo().with_context(active_test=False)
        domain = [("applies_to", "=", self._applies_to(holder)), ("place", "!=", False)]
        return {one.field_name: one.place for one in attributes_sudo.search(domain)}

    # === NAMES === #

    @api.model
    def _place_model(self, applies_to, place):
        """The name of the model with the rows of a place."""
        return f"{PLACES}{applies_to}_{place}"

    @api.model
    def _place_pointer(self, place):
        """The holder's field with its row; an attribute's name never begins with a digit."""
        return f"x_bpm_{place}_beside"

    def _keeper(self):
        """The name of the model in whose table the column of this attribute is."""
        if self.place:
            return self._place_model(self.applies_to, self.place)
        return self._holder(self.applies_to)._name

    def _kept_field(self):
        """The row of Odoo's catalogue behind the column itself."""
        return self.env(user=SUPERUSER_ID)["ir.model.fields"]._get(self._keeper(), self.field_name)

    # === BUILDING === #

    def _build_places(self):
        """Make the models of places that are not there yet; return what points at them."""
        superuser, pointers = self.env(user=SUPERUSER_ID), []
        for applies_to, place in {(one.applies_to, one.place) for one in self if one.place}:
            name = self._place_model(applies_to, place)
            if name in self.env:
                continue
            model = superuser["ir.model"].create(self._place_values(applies_to, name))
            # Nobody may anything: said in so many words, or Odoo warns at each update.
            superuser["ir.model.access"].create({"name": name, "model_id": model.id})
            table, owner = SQL.identifier(self.env[name]._table), SQL.identifier(OWNER)
            self.env.cr.execute(SQL("CREATE UNIQUE INDEX ON %s (%s)", table, owner))
            pointers.append(self._pointer_values(applies_to, place))
        return pointers

    def _place_values(self, applies_to, name):
        owner = {
            "name": OWNER, "field_description": self.env._("Belongs to"), "ttype": "many2one",
            "relation": self._holder(applies_to)._name, "required": True, "on_delete": "cascade",
            "state": "manual",
        }  # fmt: skip
        # Amounts are rounded by the currency of their holder.
        currency = {
            "name": "x_currency_id", "field_description": self.env._("Currency"),
            "ttype": "many2one", "relation": "res.currency", "store": False, "readonly": True,
            "related": f"{OWNER}.{self._currency_name(applies_to)}", "state": "manual",
        }  # fmt: skip
        return {"model": name, "name": name, "order": "id",
                "field_id": [(0, 0, owner), (0, 0, currency)]}  # fmt: skip

    def _pointer_values(self, applies_to, place):
        return {
            "name": self._place_pointer(place),
            "model_id": self.env["ir.model"]._get_id(self._holder(applies_to)._name),
            "state": "manual", "field_description": self.env._("Stored beside"),
            "ttype": "many2one", "relation": self._place_model(applies_to, place),
            "on_delete": "set null", "index": True, "copied": False,
        }  # fmt: skip

    def _values_beside(self, column):
        """The column in the place, and what shows it on the holder, from ``column``: what would be
        made on the holder itself."""
        kept = {
            **column,
            "model_id": self.env["ir.model"]._get_id(self._keeper()),
            "bpm_protected": False,  # nobody has a right on the place; the holder decides
        }
        if self.type == "monetary":
            kept["currency_field"] = "x_currency_id"
        shown = {name: value for name, value in column.items() if name != "selection_ids"}
        shown |= {
            "related": f"{self._place_pointer(self.place)}.{self.field_name}",
            "store": False, "readonly": False, "index": False, "copied": True,
        }  # fmt: skip
        return [kept, shown]

    # === REMOVING === #

    @api.model
    def _remove_empty_places(self, names):
        """Remove those of these models that have no attribute any more, with their pointers."""
        superuser = self.env(user=SUPERUSER_ID)
        rows = superuser["ir.model.fields"]
        full = rows.search([("model", "in", names), ("name", "=like", r"x\_bpm\_%")])
        empty = sorted(set(names) - set(full.mapped("model")))
        # First what points at these models, and what depends on their pointers.
        rows.search(
            [
                ("state", "=", "manual"), "|", ("relation", "in", empty),
                "&", ("model", "in", empty), ("related", "!=", False),
            ]
        ).unlink()  # fmt: skip
        self._remove_models(empty)


def _places(one_set):
    """The places of a set's attributes in the order they are filled; False is the holder itself."""
    own = chain((one_set.id,), (f"{one_set.id}_{number}" for number in count(2)))
    named = (str(place) for place in own)
    return named if one_set.is_beside else chain((False,), named)
