"""What a hand-over would move, counted; and who left while still holding clients."""

from odoo import api, fields, models
from odoo.fields import Domain

PREVIEWED = (
    "client_count", "quote_count", "lead_count", "activity_count", "approval_count",
)  # fmt: skip


class BpmPartnerHandover(models.Model):
    _inherit = "bpm.partner.handover"

    client_count = fields.Integer(string="Clients", compute="_compute_counts")
    quote_count = fields.Integer(string="Quotations that move", compute="_compute_counts")
    lead_count = fields.Integer(string="Opportunities that move", compute="_compute_counts")
    activity_count = fields.Integer(string="Activities that move", compute="_compute_counts")
    approval_count = fields.Integer(string="Decisions that move", compute="_compute_counts")

    @api.depends("from_id", "partner_ids", "domain", "with_quotes", "with_leads",
                 "with_activities", "with_approvals", "state")  # fmt: skip
    def _compute_counts(self):
        for handover in self:
            counts = handover._moved() if handover.state == "done" else handover._would_move()
            for name in PREVIEWED:
                handover[name] = counts.get(name, 0)

    def _moved(self):
        """What was moved, all receivers together."""
        outcome = list((self.outcome or {}).values())

        def total(*names):
            return sum(counts.get(name, 0) for counts in outcome for name in names)

        return {
            "client_count": total("clients"),
            "quote_count": total("quotes"),
            "lead_count": total("leads"),
            "activity_count": total("activities", "tasks"),
            "approval_count": total("approvals"),
        }

    def _would_move(self):
        """What would move now; nothing is changed. Counts only, of what the person holds."""
        if not self.from_id:
            return {}
        handover = self.sudo()
        clients = handover._clients()
        owner = Domain("user_id", "=", self.from_id._origin.id)
        whole = handover._is_whole()
        family = Domain.TRUE if whole else Domain("partner_id", "child_of", clients.ids)
        found = dict.fromkeys(PREVIEWED, 0)
        found["client_count"] = len(clients.filtered(lambda p: p == p.commercial_partner_id))
        for name, kind, switch, is_open in self._open_kinds():
            key = {"quotes": "quote_count", "leads": "lead_count"}.get(kind)
            if key and self[switch]:
                found[key] = handover.env[name].search_count(owner & Domain(is_open) & family)
        if self.with_activities:
            on_clients = Domain("res_model", "=", "res.partner") & Domain(
                "res_id", "in", clients.ids
            )
            found["activity_count"] = handover.env["mail.activity"].search_count(
                owner if whole else owner & on_clients
            )
        if self.with_approvals:
            found["approval_count"] = handover._count_approvals(None if whole else clients)
        return found

    def _count_approvals(self, clients):
        """How many decisions wait for the person at these clients, or at all. None here."""
        return 0


class BpmHealth(models.TransientModel):
    _inherit = "bpm.health"

    @api.model
    def _health_lines(self):
        """Override to say who left and still holds clients."""
        return [*super()._health_lines(), *self._lines_of_leavers()]

    def _lines_of_leavers(self):
        groups = (
            self.env["res.partner"]
            .sudo()
            ._read_group(
                [("user_id.active", "=", False), ("parent_id", "=", False)],
                ["user_id"],
                ["__count"],
            )
        )
        if not groups:
            return []
        return [
            {
                "level": "warning",
                "name": self.env._("Clients of people who left"),
                "text": self.env._(
                    "%(people)s people who left still hold %(clients)s clients: %(names)s. Hand "
                    "them over (Workdesk ▸ Counterparties ▸ Hand Over Clients).",
                    people=len(groups),
                    clients=sum(count for _user, count in groups),
                    names=", ".join(user.name for user, _count in groups[:5]),
                ),
            }
        ]
