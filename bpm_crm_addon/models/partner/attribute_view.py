"""Where attributes are shown: optional columns of lists, searching; attribute_details.py: forms.

The pieces are put into a view when Odoo puts the view together (and keeps it in memory), not into
views of the database: nothing can be left behind, and no other addon's change can break them.
"""

from lxml import etree

from odoo import api, models, tools

from .attribute_details import OPENED

MOST_IN_SEARCH = 40  # the others are found by "Custom filter"
GROUPABLE = ("char", "boolean", "selection", "many2one", "tags", "date", "datetime", "integer")


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    @api.model
    def _put_into_view(self, holder, arch, view_type):
        """Add the attributes of the model ``holder`` to a view (an element tree)."""
        put = getattr(self, f"_put_into_{view_type}", None)
        attributes = self._shown(holder) if put else self
        there = {node.get("name") for node in arch.iter("field")} if attributes else ()
        attributes = attributes.filtered(lambda one: one.field_name not in there)
        if attributes or (put and self.env.context.get(OPENED)):
            put(holder, arch, attributes)

    @api.model
    def _shown(self, holder):
        return self.browse(self._shown_ids(holder)).sudo()

    @api.model
    @tools.ormcache("holder", cache="stable")
    def _shown_ids(self, holder):
        applies_to = self._applies_to(holder)
        domain = [("applies_to", "=", applies_to), ("set_id.active", "=", True)]
        return tuple(self.sudo().search(domain).ids)

    # === LIST AND SEARCH === #

    @api.model
    def _put_into_list(self, holder, arch, attributes):
        for one in attributes.filtered(lambda one: one.type != "table" and not one.sensitive):
            node = etree.SubElement(arch, "field", name=one.field_name, optional="hide")
            if one.type == "tags":
                node.set("widget", "many2many_tags")
                node.set("options", "{'color_field': 'color'}")

    @api.model
    def _put_into_search(self, holder, arch, attributes):
        """Words to search in, filters for yes-or-no and dates, and grouping."""
        attributes = attributes.filtered(lambda one: one.type != "table" and not one.sensitive)
        fields, filters, groups = [], [], []
        for one in attributes[:MOST_IN_SEARCH]:
            if one.type == "boolean":
                domain = f"[('{one.field_name}', '=', True)]"
                filters.append(_filter(one, domain=domain))
            elif one.type in ("date", "datetime"):
                filters.append(_filter(one, date=one.field_name))
            else:
                fields.append(etree.Element("field", name=one.field_name))
            if one.type in GROUPABLE:
                context = f"{{'group_by': '{one.field_name}'}}"
                groups.append(_filter(one, prefix="group_by_", context=context))
        _put_search_nodes(arch, fields, filters, groups)


# === PIECES OF VIEWS === #


def _filter(one, prefix="", **values):
    return etree.Element("filter", name=f"{prefix}{one.field_name}", string=one.name, **values)


def _put_search_nodes(arch, fields, filters, groups):
    last = arch.xpath("./field")
    for field in reversed(fields):
        last[-1].addnext(field) if last else arch.insert(0, field)
    grouping = arch.find("group")
    if grouping is None:
        grouping = etree.SubElement(arch, "group")
    grouping.extend(groups)
    for node in [etree.Element("separator"), *filters] if filters else ():
        grouping.addprevious(node)
