"""Attribute sets as plain values, to be written to a file (engine/attribute_file.py)."""

from odoo import models
from odoo.exceptions import UserError

from ...engine import attribute_file

PARTS = {"options": "option_ids", "columns": "column_ids", "roles": "role_ids"}


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    def action_to_file(self):
        """Hand over these sets as a file."""
        if not self.attribute_ids:
            raise UserError(
                self.env._("There are no attributes in these sets, so there is nothing to save.")
            )
        ids = ",".join(str(id_) for id_ in self.ids)
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm_crm_addon/attribute_sets/{ids}",
            "target": "download",
        }

    def _to_text(self):
        """The text of the file."""
        names = words_of(self, "name")
        return attribute_file.write(
            [
                {
                    "name": names[one.id],
                    "starter": one.starter or None,
                    "own_tab": one.own_tab,
                    "is_beside": one.is_beside,
                    "attributes": one.attribute_ids._packed(),
                }
                for one in self
            ]
        )


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    def _packed(self):
        """What a file tells of these attributes; numbers of rows of this database stay out."""
        words = {name: words_of(self, name) for name in attribute_file.WORDS}
        parts = {name: _packed_parts(self[field]) for name, field in PARTS.items()}
        tags = self.env["bpm.partner.attribute.tag"].search([("attribute_id", "in", self.ids)])
        packed_tags = _packed_parts(tags)
        more = self._packed_more()
        by_attribute = tags.grouped("attribute_id")
        return [
            {
                **one._packed_values(),
                **{name: words[name][one.id] for name in words},
                **{
                    name: [parts[name][part.id] for part in one[field]]
                    for name, field in PARTS.items()
                },
                "tags": [packed_tags[tag.id] for tag in by_attribute.get(one, ())],
                **({"more": more[one.id]} if more.get(one.id) else {}),
            }
            for one in self
        ]

    def _packed_more(self):
        """{id: what a file tells beside}, yes or no and lists of parts by name. A hook; the other
        end is `_more_values`."""
        return {}

    def _packed_values(self):
        values = {name: self[name] or None for name in attribute_file.PLAIN if name in self._fields}
        return {
            **values,
            "companion": self.companion_id.code or None,
            "required_domain": self.required_domain and self._travelling_condition() or None,
        }

    def _travelling_condition(self):
        holder = self._holder(self.applies_to)
        return self.required_domain if travels(self._required_when(), holder) else None


def travels(domain, model):
    """Whether a condition means the same in another database: certain rows have other numbers."""
    for condition in domain.iter_conditions():
        field = model._fields[condition.field_expr.split(".")[0]]
        if field.relational and not isinstance(condition.value, (str, bool)):
            return False
    return True


def _packed_parts(parts):
    """{id: part} of choices, columns, roles or tags."""
    names = words_of(parts, "name")
    return {
        part.id: {
            "name": names[part.id],
            **{name: part[name] for name in ("code", "type", "is_key") if name in part._fields},
        }
        for part in parts
    }


def words_of(records, name):
    """{id: {language: text}} of a translated field, in the languages of this database; languages
    without a word of their own are left out."""
    words = {record.id: {"en_US": record[name]} for record in records.with_context(lang="en_US")}
    for language, _title in records.env["res.lang"].get_installed():
        for record in records.with_context(lang=language):
            if record[name] != words[record.id]["en_US"]:
                words[record.id][language] = record[name]
    return {id_: {code: word for code, word in mine.items() if word} for id_, mine in words.items()}
