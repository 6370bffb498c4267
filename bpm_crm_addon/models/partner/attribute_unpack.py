"""Attribute sets out of a file: what would be new or changed, and taking it over."""

from collections import namedtuple

from odoo import api, models
from odoo.exceptions import UserError

from ...engine import attribute_file
from .attribute_pack import PARTS, words_of

# What becomes of one attribute of a file: "new", "changed", "same" or "conflict".
Planned = namedtuple("Planned", "state told set_told attribute names")
CHOSEN = ("type", "applies_to", "kind", "comodel", "validator", "number_format", "severity",
          "counted_from", "counted_way")  # fmt: skip


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    @api.model
    def _read_file(self, text):
        """The sets in the text of a file; refused in a sentence when it is not such a file."""
        try:
            sets = attribute_file.read(text)
        except attribute_file.BadFile as error:
            raise UserError(
                self.env._(
                    "This file cannot be used (%(what)s). Choose a file that was made with “Save "
                    "to a File” in a list of attribute sets.",
                    what=error,
                )
            ) from error
        for one_set in sets:
            for told in one_set["attributes"]:
                self._refuse_unknown(told)
        return sets

    def _refuse_unknown(self, told):
        """Refuse a kind of attribute or check that this database has not got."""
        attributes = self.env["bpm.partner.attribute"]
        columns = attributes.column_ids._fields["type"].get_values(self.env)
        found = [(told[name], attributes._fields[name].get_values(self.env)) for name in CHOSEN]
        found += [(column["type"], columns) for column in told["columns"]]
        for value, known in found:
            if value and value not in known:
                raise UserError(
                    self.env._(
                        "This file cannot be used: %(attribute)s in it has “%(value)s”, which this "
                        "database does not know. It may come from a newer version.",
                        attribute=told["code"],
                        value=value,
                    )
                )

    @api.model
    def _plan(self, sets):
        """What taking over the ``sets`` of a file would do: a list of `Planned`, in their order."""
        attributes = self.env["bpm.partner.attribute"].with_context(active_test=False)
        known = {
            (one.applies_to, one.code): one for one in attributes.search([("code", "!=", False)])
        }
        here = attributes.union(
            *(
                known.get((told["applies_to"], told["code"]), attributes)
                for one_set in sets
                for told in one_set["attributes"]
            )
        )
        packed = dict(zip(here.ids, here._packed(), strict=True))
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        plan = []
        for one_set in sets:
            for told in one_set["attributes"]:
                one = known.get((told["applies_to"], told["code"]), attributes.browse())
                state, names = "new", []
                if one:
                    names = attribute_file.differences(told, packed[one.id], languages)
                    names += [] if one.active else ["active"]
                    state = "changed" if names else "same"
                    if attribute_file.clashes(names):
                        state = "conflict"
                plan.append(Planned(state, told, one_set, one, names))
        return plan

    @api.model
    def _take_over(self, plan):
        """Make what is new and change what differs, all or nothing; conflicts are left as they
        are."""
        plan = [one for one in plan if one.state in ("new", "changed")]
        roles = self._roles_told(plan)
        new = [one for one in plan if one.state == "new"]
        sets = {id(one.set_told): self.browse() for one in new}
        for one in new:
            sets[id(one.set_told)] = sets[id(one.set_told)] or self._set_told(one.set_told)
        attributes = self.env["bpm.partner.attribute"]
        made = attributes.create(
            [
                _values_of_new(one.told, sets[id(one.set_told)], roles)
                | attributes._more_values(one.told)
                for one in new
            ]
        )
        pairs = [(attribute, one.told) for attribute, one in zip(made, new, strict=True)]
        for one in plan:
            if one.state == "changed":
                one.attribute._change_as_told(one.told, one.names, roles)
                pairs.append((one.attribute, one.told))
        attributes.union(*(attribute for attribute, _told in pairs))._finish_as_told(pairs)

    @api.model
    def _left_open(self, plan):
        """A sentence about what a file needs and this database has not got, or nothing. A hook."""
        return False

    def _roles_told(self, plan):
        """{code: role}; those that are missing are made."""
        told = {part["code"]: part["name"] for one in plan for part in one.told["roles"]}
        roles = self.env["bpm.partner.role"].with_context(active_test=False)
        known = {one.code: one for one in roles.search([("code", "in", list(told))])}
        missing = [code for code in told if code not in known]
        made = roles.create([{"code": code, "name": first(told[code])} for code in missing])
        for role in made:
            translate(role, "name", told[role.code])
        return known | {role.code: role for role in made}

    def _set_told(self, told):
        """The set a new attribute goes into: the one of the same origin or name, or a new one."""
        sets = self.with_context(active_test=False).search([("name", "!=", False)])
        found = sets.filtered(lambda one: told["starter"] and one.starter == told["starter"])
        names = words_of(sets, "name") if not found else {}
        for one in sets if not found else ():
            if set(names[one.id].items()) & set(told["name"].items()):
                found = one
                break
        if not found:
            found = self.create(
                {
                    "name": first(told["name"]),
                    "starter": told["starter"],
                    "own_tab": told["own_tab"],
                    "is_beside": told["is_beside"],
                }
            )
            translate(found, "name", told["name"])
        return found


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    def _change_as_told(self, told, names, roles):
        """Change what differs from the file; parts that are only here stay."""
        vals = {name: told[name] for name in names if name in PLAIN_HERE}
        if "active" in names:
            vals["active"] = True
        if "roles" in names:
            vals["role_ids"] = [(4, roles[part["code"]].id) for part in told["roles"]]
        for name, field in PARTS.items():
            if name in names and name != "roles":
                there = set(self[field].mapped("code"))
                new = [part for part in told[name] if part["code"] not in there]
                vals[field] = [(0, 0, _part_values(part)) for part in new]
        vals |= self._more_values(told, names)
        if vals:
            self.write(vals)

    def _more_values(self, told, names=None):
        """Values of what a file tells beside: of a new attribute (none in self), or of the one in
        self with ``names`` of what differs. A hook; see `_packed_more`."""
        return {}

    def _finish_as_told(self, pairs):
        """What needs all attributes to be there: numbers checked together, words, tags."""
        for attribute, told in pairs:
            if (attribute.companion_id.code or None) != told["companion"]:
                attribute.companion_id = self._companion_told(attribute, told)
            for name in attribute_file.WORDS:
                translate(attribute, name, told[name])
            for name in ("options", "columns"):
                words = {part["code"]: part["name"] for part in told[name]}
                for part in attribute[PARTS[name]]:
                    translate(part, "name", words.get(part.code, {}))
            attribute._add_tags(told["tags"])
        self._offer_options()

    def _companion_told(self, attribute, told):
        return self.with_context(active_test=False).search(
            [("applies_to", "=", attribute.applies_to), ("code", "=", told["companion"])]
        )

    def _add_tags(self, told):
        tags = self.env["bpm.partner.attribute.tag"]
        there = tags.search([("attribute_id", "=", self.id)]) if told else tags
        known = {word for words in words_of(there, "name").values() for word in words.values()}
        for part in told:
            if known.isdisjoint(part["name"].values()):
                tag = tags.create({"attribute_id": self.id, "name": first(part["name"])})
                translate(tag, "name", part["name"])


PLAIN_HERE = set(attribute_file.PLAIN) - {"companion", "code"}


def _values_of_new(told, one_set, roles):
    values = {name: told[name] for name in PLAIN_HERE if told[name] is not None}
    return {
        **values,
        "code": told["code"],
        "set_id": one_set.id,
        "name": first(told["name"]),
        "help": first(told["help"]),
        "role_ids": [(6, 0, [roles[part["code"]].id for part in told["roles"]])],
        "option_ids": _new_parts(told["options"]),
        "column_ids": _new_parts(told["columns"]),
    }


def _new_parts(told):
    return [(0, 0, _part_values(part, place)) for place, part in enumerate(told)]


def _part_values(part, place=10):
    values = {"name": first(part["name"]), "code": part["code"], "sequence": place}
    return values | {name: part[name] for name in ("type", "is_key") if part.get(name)}


def first(words):
    """The English word, or any: what is shown where there is no translation."""
    return words.get("en_US") or next(iter(words.values()), False)


def translate(record, name, words):
    """Write the words in the languages this database has."""
    installed = dict(record.env["res.lang"].get_installed())
    known = {language: word for language, word in words.items() if language in installed}
    if known:
        record._update_field_translations(name, known)
