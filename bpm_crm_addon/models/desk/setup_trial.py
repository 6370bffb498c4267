"""A trial approval: one real request on a document that touches no customer and no figure.

It goes the way every approval goes: a route, a request, the inbox, a decision. Its document is of
a kind of its own, so no report of quotations sees it, and the system itself asks, so that the
administrator may decide. The route exists only while trials do; all of it but the audit trail is
removed again.
"""

from urllib.parse import urlsplit

from odoo import SUPERUSER_ID, Command, api, fields, models

from ..approval.qr_code import qr_picture

TRIAL = "bpm.setup.trial"
KEPT_HOURS = 24
INBOX = "/odoo/bpm-waiting"


class BpmSetupTrial(models.Model):
    _name = TRIAL
    _description = "Trial approval"
    _BPM_TRIAL = True

    name = fields.Char(string="Trial", required=True, readonly=True)
    approver_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    state = fields.Selection(
        [("draft", "Trial"), ("done", "Done")], required=True, default="draft", readonly=True
    )

    @api.model
    def _send(self):
        """Ask the current user to decide on a trial, once; return it."""
        trials = self.with_user(SUPERUSER_ID)
        waiting = trials.search([("approver_id", "=", self.env.uid)])._waiting()
        if waiting:
            return waiting[:1]
        trials.search([("approver_id", "=", self.env.uid)])._remove()
        self._route()
        trial = trials.create(
            {
                "name": self.env._("A trial: nothing is bought or sold"),
                "approver_id": self.env.uid,
                "company_id": self.env.company.id,
            }
        )
        trial.action_bpm_request_approval(
            self.env._("This is what a request looks like. Decide as you would.")
        )
        return trial

    def _waiting(self):
        """Those of self that are still to be decided."""
        latest = self._bpm_last_requests()
        return self.filtered(lambda trial: trial.id in latest and latest[trial.id].state == "open")

    @api.model
    def _route(self):
        """Have a route for trials; it exists while there are any."""
        routes = self.env["bpm.approval.route"].with_user(SUPERUSER_ID)
        if routes.search_count([("model_name", "=", TRIAL), ("state", "=", "active")], limit=1):
            return
        routes.create(
            {
                "name": self.env._("Trial approval"),
                "model_id": self.env["ir.model"]._get_id(TRIAL),
                "gate": "transition",
                "to_domain": "[('state', '=', 'done')]",
                "step_ids": [
                    Command.create(
                        {
                            "name": self.env._("You"),
                            "reason": self.env._("a trial, touches no customer"),
                            "resolver": "field",
                            "field_path": "approver_id",
                        }
                    )
                ],
            }
        ).action_activate()

    def _decided(self):
        """The trials were decided: that is the fact the set-up shows."""
        self.company_id.sudo().write({"bpm_trial_decided_at": fields.Datetime.now()})

    # === REMOVAL === #

    def _remove(self):
        """Remove these trials with their requests, and routes no trial uses. The audit
        trail keeps what happened."""
        trials = self.with_user(SUPERUSER_ID)
        ids = trials.ids
        trials.unlink()
        requests = self.env["bpm.approval.request"].with_user(SUPERUSER_ID)
        requests = requests.search([("res_model", "=", TRIAL), ("res_id", "in", ids)])
        self.env["mail.message"].sudo().search(
            [("model", "=", requests._name), ("res_id", "in", requests.ids)]
        ).unlink()
        requests.slot_ids.unlink()
        requests.unlink()
        routes = self.env["bpm.approval.route"].with_user(SUPERUSER_ID)
        used = trials.env["bpm.approval.request"].search([("res_model", "=", TRIAL)]).route_id
        idle = routes.search([("model_name", "=", TRIAL)]) - used
        idle.action_retire()
        idle.unlink()

    @api.autovacuum
    def _gc_trials(self):
        """What nobody decided, or nobody removed, goes after a day."""
        before = fields.Datetime.subtract(fields.Datetime.now(), hours=KEPT_HOURS)
        old = self.sudo().search([("create_date", "<", before)])
        if old:
            old._remove()


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _after_decision(self, rows, outcomes, opened):
        super()._after_decision(rows, outcomes, opened)
        decided = self.filtered(lambda request: request.res_model == TRIAL and outcomes[request.id])
        if decided:
            self.env[TRIAL].sudo().browse(decided.mapped("res_id"))._decided()


class BpmSetup(models.AbstractModel):
    _inherit = "bpm.setup"

    @api.model
    def send_trial(self):
        """Send the current administrator a trial approval; return the new state."""
        self._check_admin()
        self.env[TRIAL]._send()
        return self.setup_state()

    @api.model
    def remove_trial(self):
        """Remove the current administrator's trials; return the new state."""
        self._check_admin()
        self._my_trials_sudo()._remove()
        return self.setup_state()

    def _my_trials_sudo(self):
        return self.env[TRIAL].sudo().search([("approver_id", "=", self.env.uid)])

    def _step_trial(self):
        if not self._has_approvals():
            return None
        trials = self._my_trials_sudo()
        decided = self._company_sudo().bpm_trial_decided_at
        waiting = bool(trials._waiting())
        address = self.env.company.get_base_url() + INBOX
        return {
            "title": self.env._("A trial on your own phone"),
            "minutes": 1,
            "text": self.env._(
                "Send yourself one approval and decide it on your phone. It touches no customer "
                "and no figure, and can be removed."
            ),
            "done": bool(decided),
            "facts": [self.env._("A trial was decided")] if decided else [],
            "trial": {
                "exists": bool(trials),
                "waiting": waiting,
                "address": address,
                "picture": qr_picture(address) if waiting else "",
                "only_here": urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1"),
            },
        }
