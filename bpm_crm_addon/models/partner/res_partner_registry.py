"""A counterparty's questions to a registry, and what it suggests."""

from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_bpm_registry(self):
        """Have the registry of the country asked about the tax number; the answer comes later."""
        self.ensure_one()
        self.check_access("write")
        provider = self.env["bpm.registry.provider"]._for_partner(self)
        if not provider:
            raise UserError(
                self.env._(
                    "No registry is switched on for this country. An administrator can set one up "
                    "(Workdesk ▸ Configuration ▸ Registries)."
                )
            )
        self.env["bpm.registry.lookup"]._queue(provider, self.vat or "", self)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("The registry is being asked. Its answer appears here."),
                "type": "info",
            },
        }

    def action_bpm_registry_suggestion(self):
        """Open what the registry would change, to take it over or leave it."""
        self.ensure_one()
        self.check_access("read")
        suggestion = self._bpm_registry_suggestion()
        if not suggestion:
            raise UserError(self.env._("There is nothing new from the registry."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("From the Registry"),
            "res_model": "bpm.registry.lookup",
            "res_id": suggestion.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def _bpm_registry_suggestion(self):
        """The newest answer about this counterparty's number that nobody has decided on."""
        lookup = self.env["bpm.registry.lookup"].search(
            [("partner_id", "=", self.id)], order="id desc", limit=1
        )
        return lookup if lookup.state == "done" and lookup._differences() else lookup.browse()

    def _bpm_chips(self):
        """Override to offer the registry, and what it suggests."""
        return [*super()._bpm_chips(), *self._bpm_registry_chips()]

    def _bpm_registry_chips(self):
        if not self.vat or not self.has_access("write"):
            return []
        if not self.env["bpm.registry.provider"]._for_partner(self):
            return []
        lookup = self.env["bpm.registry.lookup"].search(
            [("partner_id", "=", self.id)], order="id desc", limit=1
        )
        if lookup.state == "queued":
            text = self.env._("The registry is being asked…")
            return [{"name": "registry_waiting", "text": text, "tone": "light"}]
        if lookup.state == "done" and (differences := lookup._differences()):
            text = self.env._("From the registry: %s", len(differences))
            return [{"name": "registry_answer", "text": text, "tone": "success"}]
        text = self.env._("Ask the registry")
        if lookup.state == "failed":
            text = self.env._("No answer from the registry: ask again")
        elif lookup.state == "unknown":
            text = self.env._("Not in the registry: ask again")
        return [{"name": "registry_ask", "text": text, "tone": "light"}]
