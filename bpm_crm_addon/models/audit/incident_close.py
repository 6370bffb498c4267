"""Problems as people see them, and how they are closed."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BpmIncident(models.Model):
    _inherit = "bpm.incident"

    document_name = fields.Char(string="Document", compute="_compute_document")
    document_exists = fields.Boolean(compute="_compute_document")

    # === READING === #

    @api.model
    def _selection_res_model(self):
        names = self.sudo()._read_group([("res_model", "!=", False)], ["res_model"])
        return self.env["bpm.journal"]._kinds(sorted(name for (name,) in names))

    @api.depends("res_model", "res_id")
    def _compute_document(self):
        journal = self.env["bpm.journal"]
        kinds = dict(journal._kinds(sorted(set(self.mapped("res_model")) - {False})))
        for model_name, incidents in self.grouped("res_model").items():
            names = journal._document_names(model_name, set(incidents.mapped("res_id")))
            for incident in incidents:
                incident.document_exists = incident.res_id in names
                incident.document_name = names.get(incident.res_id) or (
                    journal._nameless(kinds[model_name], incident.res_id) if model_name else ""
                )

    # === CLOSING === #

    def action_dismiss(self, reason):
        """Close problems that need no solution, with the reason why not."""
        self._check_may_act()
        if not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Please say why the problem needs no solution, so that others know later."
                )
            )
        self.filtered(lambda one: one.state == "open")._close("dismissed", reason.strip())

    def _close(self, state, reason=None, method="screen"):
        """Close as solved or dismissed, and note it."""
        events = {"done": "problem_solved", "dismissed": "problem_dismissed"}
        self.sudo().write(
            {
                "state": state,
                "closed_by_id": self.env.uid,
                "closed_at": fields.Datetime.now(),
                "closed_reason": reason,
                "next_attempt_at": False,
            }
        )
        self._note(events[state], method, reason)

    def _note(self, event, method="screen", reason=None):
        """Put an entry into the audit trail of each of these problems."""
        facts = {}
        if reason:
            facts["comment"] = self.env["bpm.journal.comment"]._store([reason])._fingerprint()
        self.env["bpm.journal"]._append(
            [
                {
                    "event": event,
                    "res_model": self._name,
                    "res_id": incident.id,
                    "method": method,
                    "data": {"attempts": incident.attempts, **facts},
                }
                for incident in self
            ]
        )

    def _check_may_act(self):
        """Only administrators and the one who looks after a problem may act on it."""
        self.check_access("read")
        is_admin = self.env.user.has_group("bpm_crm_addon.group_bpm_admin")
        if not is_admin and any(incident.owner_id != self.env.user for incident in self):
            raise AccessError(
                self.env._(
                    "Only an administrator or the person who looks after a problem may close it or "
                    "try again. Ask one of them."
                )
            )

    def action_open_document(self):
        """Open the document the problem is about."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action(context={})
