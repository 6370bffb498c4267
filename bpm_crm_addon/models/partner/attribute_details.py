"""The tab Details of a form, and the tabs of sets that have one of their own.

A form knows only that there is such a tab. What is in it is a form of its own, asked for by name
(in the context) when somebody opens the tab; until then none of its columns is read.
"""

from lxml import etree

from odoo import api, models

OPENED = "bpm_details"  # in the context: the name of the tab that is opened
# After which page of a form the tab goes; a form without such a page gets none.
PAGES = {
    "res.partner": ("//page[@name='sales_purchases']", "after"),
    "crm.lead": ("//page[@name='extra']", "before"),
}


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    @api.model
    def _put_into_form(self, holder, arch, attributes):
        """Announce the tabs; or, when one is asked for, leave nothing but its contents."""
        path, position = self._page_place(holder)
        opened = self.env.context.get(OPENED)
        for anchor in arch.xpath(path)[:1]:
            if opened:
                attributes._replace_by_tab(arch, opened)
                return
            pages = [attributes._page(*tab) for tab in attributes._tabs()]
            for page in reversed(pages) if position == "after" else pages:
                getattr(anchor, "addnext" if position == "after" else "addprevious")(page)

    @api.model
    def _page_place(self, holder):
        """(the page of a form, "after" or "before" it): where the tabs of ``holder`` go."""
        return PAGES[holder]

    def _tabs(self):
        """[(name, title, attributes)] of the tabs these attributes fill."""
        alone = self.set_id.filtered("own_tab")
        together = self.filtered(lambda one: one.set_id not in alone)
        tabs = [("bpm_details", self.env._("Details"), together)] if together else []
        for one_set in alone:
            mine = self.filtered(lambda one, own=one_set: one.set_id == own)
            tabs.append((f"bpm_set_{one_set.id}", one_set.name, mine))
        return tabs

    def _page(self, name, title, attributes):
        page = etree.Element("page", name=name, string=title)
        _hide(page, [one._hidden_when() for one in attributes])
        etree.SubElement(page, "widget", name="bpm_details", options=f"{{'tab': '{name}'}}")
        return page

    # === INSIDE === #

    def _replace_by_tab(self, arch, name):
        """Make the form ``arch`` one of the attributes in the tab ``name``, and nothing else."""
        for child in list(arch):
            arch.remove(child)
        for tab, _title, attributes in self._tabs():
            if tab == name:
                attributes._put_groups(arch, titled=tab == "bpm_details")

    def _put_groups(self, form, titled):
        """A group per set, tables below."""
        groups = etree.SubElement(form, "group")
        for one_set in self.set_id:
            mine = self.filtered(lambda one, own=one_set: one.set_id == own)
            mine._put_set(form, groups, one_set.name if titled else "")
        self._put_links(form)

    def _put_set(self, form, groups, title):
        """The attributes of one set: a group, tables in full width below, protected ones apart."""
        plain = self.filtered(lambda one: one.type != "table" and not one.sensitive)
        if plain:
            group = etree.SubElement(groups, "group", string=title)
            _hide(group, [one._hidden_when() for one in plain])
            for one in plain:
                group.append(one._node())
        for one in self.filtered(lambda one: one.type == "table"):
            block = etree.SubElement(form, "div")
            _hide(block, [one._hidden_when()])
            etree.SubElement(block, "separator", string=one.name)
            block.append(one._table_node())

    def _put_links(self, form):
        """Below: what is protected, and how values came about."""
        links = etree.SubElement(form, "div", {"class": "d-flex flex-wrap gap-3 mt-2"})
        if any(one.sensitive and one.applies_to == "partner" for one in self):
            _button(links, "action_bpm_protected", self.env._("Protected data"), "fa-lock")
        if any(one.history for one in self):
            _button(links, "action_bpm_attribute_history", self.env._("History"), "fa-history")
            etree.SubElement(form, "widget", name="bpm_attribute_past", invisible="not id")

    def _hidden_when(self):
        """The condition under which the form does not ask for this attribute; "" for never."""
        if self.applies_to == "lead":
            return ""
        kinds = {"firm": ["not is_company"], "person": ["is_company"]}.get(self.kind, [])
        roles = " and ".join(f"{role_id} not in bpm_role_ids" for role_id in self.role_ids.ids)
        return " or ".join(f"({condition})" for condition in [*kinds, roles] if condition)

    def _readonly_when(self):
        """The condition under which the form shows it only; "" for never. A hook."""
        return ""

    def _node(self):
        """The attribute in a form."""
        node = etree.Element("field", name=self.field_name)
        if fixed := self._readonly_when():
            node.set("readonly", fixed)
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


# === PIECES OF VIEWS === #


def _hide(node, conditions):
    """Hide ``node`` when everything in it is hidden."""
    if all(conditions):
        node.set("invisible", " and ".join(f"({one})" for one in dict.fromkeys(conditions)))


def _button(parent, name, title, icon):
    values = {"class": "btn-link px-0", "icon": icon, "invisible": "not id"}
    etree.SubElement(parent, "button", values, name=name, string=title, type="object")
