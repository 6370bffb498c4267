"""The chips at the head of a counterparty's form: what one should know before anything else."""

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def bpm_chips(self):
        """The chips of this counterparty, in their order.

        :return: ``[{"name", "text", "tone"}]``; `bpm_portrait_open` tells where a chip leads, and
            ``role_…`` is opened by `action_bpm_roles`
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._is_internal():
            return []
        firm = self.commercial_partner_id
        return (firm if firm.has_access("read") else self)._bpm_chips()

    def _bpm_chips(self):
        """Hook: further concepts add theirs."""
        chips = self._bpm_chips_roles()
        if self._bpm_may_see_portrait():
            chips += [self._bpm_chip_overdue(), self._bpm_chip_quotes()]
        return [chip for chip in chips if chip]

    def _bpm_chips_roles(self):
        """Every role of today with the year it began, the oldest first."""
        today = fields.Date.context_today(self)
        given = self.bpm_role_assignment_ids.filtered(
            lambda one: one.date_from <= today and not (one.date_to and one.date_to < today)
        )
        return [
            {
                "name": f"role_{one.role_id.id}",
                "text": self.env._(
                    "%(role)s since %(year)s", role=one.role_id.name, year=one.date_from.year
                ),
                "tone": "secondary",
            }
            for one in given.sorted(lambda one: (one.date_from, one.id))
        ]

    def _bpm_chip_overdue(self):
        found = self._bpm_debt()
        if not found.overdue:
            return None
        text = (
            self.env._("Overdue %s", self._bpm_sum(found.overdue))
            if self._bpm_may_see_sums()
            else self.env._("Late with a payment")
        )
        return {"name": "overdue", "text": text, "tone": "danger"}

    def _bpm_chip_quotes(self):
        if not self.env["sale.order"].has_access("read"):
            return None
        count = self.env["sale.order"].search_count(
            [*self._bpm_quotes_domain(), ("state", "in", ("draft", "sent"))]
        )
        if not count:
            return None
        text = (
            self.env._("1 open quotation")
            if count == 1
            else self.env._("Open quotations: %s", count)
        )
        return {"name": "open_now", "text": text, "tone": "info"}

    def _bpm_open_overdue(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        return self._bpm_lines(
            self.env._("Overdue"), [("reconciled", "=", False), ("date_maturity", "<", today)]
        )

    def action_bpm_roles(self):
        """Open the roles of this counterparty with their dates."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_role_assignment"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id, "active_test": False},
        }
