"""What must be true of all contracts at any moment; asked with the approvals, from Health."""

from odoo import api, models

from .contract import BEHIND_SIGNING, BOUND

PROOFS = ("no_route", "own_authority", "changed_after")


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    @api.model
    def _bpm_check_invariants(self):
        """Override: contracts, too."""
        contracts = self.env["bpm.contract"].with_context(active_test=False)
        found = (
            (contracts._unproven(), self.env._("Contracts past their approval without a proof")),
            (
                contracts._half_signed(),
                self.env._("Contracts in force that somebody has not signed"),
            ),
            (contracts._unlike_signed(), self.env._("Contracts whose signed text was altered")),
        )
        return super()._bpm_check_invariants() + [
            self._violation(sentence, bad.mapped("display_name")) for bad, sentence in found if bad
        ]


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    @api.model
    def _unproven(self):
        """Contracts behind signing whose content is neither approved nor known to need nobody."""
        guard = self._bpm_guard()
        active = [route for route in (guard or {}).get("routes", ()) if route["state"] == "active"]
        if not active:
            return self.browse()
        behind = self.search([("state", "in", BEHIND_SIGNING), ("taken_over", "=", False)])
        behind -= behind.filtered(lambda one: one.id <= self._before_control())
        if not behind:
            return behind
        behind = behind._bpm_clean()
        live = behind._bpm_live_requests()
        prints = behind._bpm_default_fingerprints({"live": live})
        proofs = self._proofs(behind)
        return behind.filtered(
            lambda one: (
                live[one.id].get("digest") != prints[one.id][0]
                and prints[one.id][0] not in proofs.get(one.id, ())
            )
        )

    @api.model
    def _before_control(self):
        """The last number of what had passed when a route was switched on for the last time."""
        entry = self.env["bpm.journal"].search(
            [("res_model", "=", self._name), ("event", "=", "passed_before_control")],
            order="id desc",
            limit=1,
        )
        return (entry.data or {}).get("max_id") or 0

    @api.model
    def _proofs(self, contracts):
        """{id: digests for which the audit trail says that nobody had to be asked}; one query."""
        entries = self.env["bpm.journal"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", contracts.ids),
                ("event", "in", PROOFS),
            ]
        )
        result = {}
        for entry in entries:
            result.setdefault(entry.res_id, set()).add((entry.data or {}).get("digest"))
        return result

    @api.model
    def _half_signed(self):
        return self.search(
            [
                ("state", "in", BOUND),
                ("taken_over", "=", False),
                ("party_ids", "any", [("signed_at", "=", False)]),
            ]
        )

    @api.model
    def _unlike_signed(self):
        """Contracts in force whose text is not frozen, or not the bytes that were signed."""
        texts = self.env["bpm.document"].search(
            [("res_model", "=", self._name), ("contract_text", "=", True)]
        )
        texts = texts.filtered(lambda text: text.current_version_id and not text.disposed_at)
        bound = self.search([("id", "in", texts.mapped("res_id")), ("state", "in", BOUND)])
        signed = texts.filtered(lambda text: text.res_id in bound._ids)
        bad = signed.filtered(lambda text: not text.frozen) | signed._bpm_verify()
        return bound.filtered(lambda one: one.id in bad.mapped("res_id"))
