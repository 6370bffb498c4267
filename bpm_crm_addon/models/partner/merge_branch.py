"""A firm and its branch share the tax number and differ in the КПП: they are linked, not merged."""

from odoo import models
from odoo.exceptions import UserError

from ...engine.tax_number import compact

REASON = "kpp"
HEAD = "01"  # digits 5 and 6 of a head office's own КПП


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def action_branch(self):
        """Link the cards as branch and head office instead of merging."""
        self.ensure_one()
        self._check_steward()
        self._link_branches()
        return True

    def _link_branches(self):
        merge = self.sudo()
        merge._lock()
        merge._refuse_unless_prepared()
        if len(merge.partner_ids) < 2:
            raise UserError(self.env._("Choose a firm and its branch."))
        head = merge._head_office()
        self.env["bpm.partner.relation"].sudo()._branches(
            [(branch, head) for branch in merge.partner_ids - head]
        )
        merge.state = "branch"

    def _head_office(self):
        """The card whose КПП is a head office's; the kept one when that does not tell."""
        heads = self.partner_ids.filtered(lambda one: (self._branch_number(one) or "")[4:6] == HEAD)
        return heads if len(heads) == 1 else self.kept_id

    def _branch_number(self, partner):
        field = f"x_bpm_{REASON}"
        return partner[field] if field in partner._fields else False

    def _are_branches(self):
        """Whether all have the same tax number and each another КПП."""
        taxes = {compact(one.vat or "") for one in self.partner_ids}
        reasons = [self._branch_number(one) for one in self.partner_ids]
        return len(taxes) == 1 and "" not in taxes and all(reasons) and len(set(reasons)) > 1

    def _branch_sentence(self):
        if not self._are_branches():
            return None
        return self.env._(
            "Same tax number, different KPP: these look like a firm and its branch. Head "
            "office: %s.",
            self._head_office().display_name,
        )
