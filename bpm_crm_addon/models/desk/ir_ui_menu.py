"""Menus of a capability that is switched off do not exist."""

from odoo import api, models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    @api.model
    def _visible_menu_ids(self, debug=False):
        """Override of `base` to leave out what belongs to a capability that is off.

        Odoo shows a menu to whoever has one of its groups. A capability's group is a switch,
        not a right: a menu that names one is shown only to people who have it *and* one of
        the menu's other groups, when it has others. What lies below it goes with it, and so
        does a folder that has nothing left to open.
        """
        visible = super()._visible_menu_ids(debug)
        switches = self.env["res.config.settings"]._bpm_capability_groups()
        mine = set(self.env.user._get_group_ids())
        switched = self.sudo().search_fetch(
            [("id", "in", visible), ("group_ids", "in", switches.ids)], ["group_ids"]
        )
        hidden = {menu.id for menu in switched if not menu._bpm_is_allowed(switches, mine)}
        return self._bpm_openable(visible, hidden) if hidden else visible

    def _bpm_is_allowed(self, switches, mine):
        """Whether somebody with the group ids `mine` may see this menu."""
        required = set((self.group_ids & switches).ids)
        rights = set((self.group_ids - switches).ids)
        return required <= mine and (not rights or bool(rights & mine))

    def _bpm_openable(self, visible, hidden):
        """The ids of `visible` on an unbroken path from the top to something that opens."""
        menus = self.sudo().search_fetch([("id", "in", visible)], ["parent_id", "action"])
        parents = {menu.id: menu.parent_id.id for menu in menus}
        kept = set()
        for menu in menus.filtered("action"):
            path, step = [], menu.id
            while step in parents and step not in hidden:
                path.append(step)
                step = parents[step]
            if not step:
                kept.update(path)
        return frozenset(kept)
