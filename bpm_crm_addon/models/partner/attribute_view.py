"""Where attributes are shown: the tab Details of forms, optional columns of lists, searching.

The pieces are put into a view when Odoo puts the view together (and keeps it in memory), not into
views of the database: nothing can be left behind, and no other addon's change can break them.
"""

from lxml import etree

from odoo import api, models, tools

MOST_IN_SEARCH = 40  # the others are found by "Custom filter"
# After which page of a form the tab goes; a form without such a page gets none.
PAGES = {
    "res.partner": ("//page[@name='sales_purchases']", "after"),
    "crm.lead": ("//page[@name='extra']", "before"),
}
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
        if attributes:
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

    # === FORM === #

    @api.model
    def _put_into_form(self, holder, arch, attributes):
        path, position = PAGES[holder]
        for anchor in arch.xpath(path)[:1]:
            pages = [self._page("bpm_details", self.env._("Details"), attributes)]
            for one_set in attributes.set_id.filtered("own_tab"):
                mine = attributes.filtered(lambda one, own=one_set: one.set_id == own)
                pages.append(self._page(f"bpm_set_{one_set.id}", one_set.name, mine, alone=True))
            for page in reversed(pages) if position == "after" else pages:
                if page is not None:
                    getattr(anchor, "addnext" if position == "after" else "addprevious")(page)

    def _page(self, name, title, attributes, alone=False):
        """A tab with a group per set, tables below; None when there is nothing for it."""
        if not alone:
            attributes = attributes.filtered(lambda one: not one.set_id.own_tab)
        if not attributes:
            return None
        page = etree.Element("page", name=name, string=title)
        _hide(page, [one._hidden_when() for one in attributes])
        groups = etree.SubElement(page, "group")
        for one_set in attributes.set_id:
            mine = attributes.filtered(lambda one, own=one_set: one.set_id == own)
            mine._put_set(page, groups, one_set.name if not alone else "")
        self._put_links(page, attributes)
        return page

    def _put_set(self, page, groups, title):
        """The attributes of one set: a group, tables in full width below, protected ones apart."""
        plain = self.filtered(lambda one: one.type != "table" and not one.sensitive)
        if plain:
            group = etree.SubElement(groups, "group", string=title)
            _hide(group, [one._hidden_when() for one in plain])
            for one in plain:
                group.append(one._node())
        for one in self.filtered(lambda one: one.type == "table"):
            block = etree.SubElement(page, "div")
            _hide(block, [one._hidden_when()])
            etree.SubElement(block, "separator", string=one.name)
            block.append(one._table_node())

    def _put_links(self, page, attributes):
        """Below: what is protected, and how values came about."""
        links = etree.SubElement(page, "div", {"class": "d-flex flex-wrap gap-3 mt-2"})
        if any(one.sensitive and one.applies_to == "partner" for one in attributes):
            _button(links, "action_bpm_protected", self.env._("Protected data"), "fa-lock")
        if any(one.history for one in attributes):
            _button(links, "action_bpm_attribute_history", self.env._("History"), "fa-history")
            etree.SubElement(page, "widget", name="bpm_attribute_past", invisible="not id")

    def _hidden_when(self):
        """The condition under which the form does not ask for this attribute; "" for never."""
        if self.applies_to == "lead":
            return ""
        kinds = {"firm": ["not is_company"], "person": ["is_company"]}.get(self.kind, [])
        roles = " and ".join(f"{role_id} not in bpm_role_ids" for role_id in self.role_ids.ids)
        return " or ".join(f"({condition})" for condition in [*kinds, roles] if condition)

    def _node(self):
        """The attribute in a form."""
        node = etree.Element("field", name=self.field_name)
        if hidden := self._hidden_when():
            node.set("invisible", hidden)
        if self.type == "tags":
            node.set("widget", "many2many_tags")
            node.set("options", "{'color_field': 'color'}")
            node.set("context", f"{{'default_attribute_id': {self.id:d}}}")
        elif self.type == "many2one":
            node.set("options", "{'no_create': True}")
        return node

    def _table_node(self):
        node = etree.Element("field", name=self.field_name, nolabel="1")
        rows = etree.SubElement(node, "list", editable="bottom")
        for column in self.column_ids:
            etree.SubElement(rows, "field", name=column.field_name)
        return node

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


def _hide(node, conditions):
    """Hide ``node`` when everything in it is hidden."""
    if all(conditions):
        node.set("invisible", " and ".join(f"({one})" for one in dict.fromkeys(conditions)))


def _button(parent, name, title, icon):
    values = {"class": "btn-link px-0", "icon": icon, "invisible": "not id"}
    etree.SubElement(parent, "button", values, name=name, string=title, type="object")


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
