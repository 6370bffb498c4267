"""Who may see and change a paper: whoever may see and change what it belongs to.

As Odoo does for attachments, with three differences: kinds may be kept for some groups, contract
managers see all papers of their companies, and people outside see only what was shared with them.
"""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .owned import MANAGER


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_access_error(self, operation):
        if operation == "read":
            return AccessError(
                self.env._(
                    "This paper belongs to something you may not see, or is of a kind kept for "
                    "others. Ask whoever is responsible for it."
                )
            )
        return AccessError(
            self.env._(
                "You may not change what this paper belongs to, so not the paper either. Ask "
                "whoever is responsible for it."
            )
        )

    def _bpm_allowed(self, operation):
        """Override: kinds for some groups, people outside, and papers of nothing."""
        owners = "read" if operation == "read" else "write"
        papers = self.sudo()
        outside = not self.env.user._is_internal()
        groups = self.env.user.all_group_ids
        papers = papers.filtered(
            lambda paper: not paper.type_id.group_ids or paper.type_id.group_ids & groups
        )
        if outside:
            return self & papers._bpm_allowed_outside(owners, self.env)
        if self.env.user.has_group(MANAGER):
            return self & papers
        allowed, gone = papers.sudo(False)._bpm_of_allowed_owners(owners)
        loose = gone.sudo() | papers.filtered(lambda paper: not paper.res_model or not paper.res_id)
        allowed = allowed.sudo()
        parties = loose.partner_id.with_env(self.env)._filtered_access(owners)
        allowed |= loose.filtered(
            lambda paper: (
                paper.partner_id in parties
                if paper.partner_id
                else self.env.user in (paper.create_uid, paper.user_id)
            )
        )
        return self & allowed

    def _bpm_allowed_outside(self, operation, env):
        """Of people outside: what was shared, of their own firm, and only to be read."""
        firm = env.user.sudo().partner_id.commercial_partner_id
        if operation != "read" or not firm or env.user._is_public():
            return self.browse()
        return self.filtered(
            lambda paper: paper.shared and paper.partner_id.commercial_partner_id == firm
        )

    @api.model
    def _bpm_readable_domain(self):
        """Override: the same as a domain, with one subquery per kind of owner."""
        user = self.env.user
        kinds = self.env["bpm.document.type"].sudo()
        closed = kinds.with_context(active_test=False).search(
            [("group_ids", "!=", False), ("group_ids", "not in", user.all_group_ids.ids)]
        )
        open_kinds = Domain("type_id", "not in", closed.ids) if closed else Domain.TRUE
        if not user._is_internal():
            firm = user.sudo().partner_id.commercial_partner_id.id
            if user._is_public():
                return Domain.FALSE
            return (
                open_kinds
                & Domain("shared", "=", True)
                & Domain("partner_id.commercial_partner_id", "=", firm)
            )
        if user.has_group(MANAGER):
            return open_kinds
        own = Domain("create_uid", "=", user.id) | Domain("user_id", "=", user.id)
        visible = Domain("res_model", "=", False) & own & Domain("partner_id", "=", False)
        if self.env["res.partner"].has_access("read"):
            query = self.env["res.partner"].with_context(active_test=False)._search([])
            loose = Domain("res_model", "=", False) & Domain("partner_id", "in", query)
            visible |= loose
        visible |= self._bpm_of_readable_owners(self._bpm_document_models())
        return open_kinds & visible
