"""Remarks on clauses: what somebody who is asked for approval says of one place in the text.

A remark names the version it was made on, so it stays true when the text goes on; the author sees
it with the contract until it is dealt with.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmContractRemark(models.Model):
    _name = "bpm.contract.remark"
    _description = "Remark on a clause of a contract"
    _order = "contract_id, id"
    _rec_name = "clause"

    contract_id = fields.Many2one(
        "bpm.contract", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    request_id = fields.Many2one(
        "bpm.approval.request", "Asked in", readonly=True, index=True, ondelete="set null"
    )
    version_id = fields.Many2one("bpm.document.version", readonly=True, ondelete="set null")
    version_number = fields.Integer("On Version", readonly=True)
    clause = fields.Char(required=True, readonly=True)
    text = fields.Text("Remark", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True)
    done = fields.Boolean("Dealt With")

    def write(self, vals):
        """What was said stays as it was said; whoever prepares the contract ticks it off."""
        if not vals.keys() <= {"done"}:
            raise UserError(
                self.env._(
                    "A remark stays as it was made. Tick Dealt With, or make another remark."
                )
            )
        return super().write(vals)

    def _in_words(self):
        """[label, words] for the page of the request."""
        label = self.env._(
            "Clause %(clause)s, version %(number)s",
            clause=self.clause,
            number=self.version_number or "–",
        )
        said = f"{self.text} ({self.user_id.name})"
        return [label, self.env._("%s – dealt with", said) if self.done else said]


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    remark_ids = fields.One2many("bpm.contract.remark", "contract_id", "Remarks")

    def action_remark(self):
        """Say something of a clause: for whoever is asked for approval now."""
        self.ensure_one()
        return self.bpm_approval_request_id.action_contract_remark()


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    bpm_is_contract = fields.Boolean("About a contract", compute="_compute_bpm_is_contract")

    @api.depends("res_model")
    def _compute_bpm_is_contract(self):
        for request in self:
            request.bpm_is_contract = request.res_model == "bpm.contract"

    def action_contract_remark(self):
        """Open the dialog for a remark on a clause."""
        self.ensure_one()
        self._refuse_remark()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_contract_remark"
        )
        return {**action, "context": {"default_request_id": self.id}}

    def _refuse_remark(self):
        """Remarks come from those who are asked now, about a contract."""
        if not self.bpm_my_turn or not self.bpm_is_contract:
            raise UserError(
                self.env._(
                    "Remarks on clauses are made by whoever is asked for the approval of a "
                    "contract, while they are asked. Write to %s instead.",
                    self.sudo().requester_id.name or self.env._("the requester"),
                )
            )

    def _add_remark(self, clause, text):
        """Write down what the current user says of a clause, with the version they read."""
        self.ensure_one()
        self.check_access("read")
        self._refuse_remark()
        contract = self.sudo()._document_of().exists()
        version = contract._text_version()
        return self.env["bpm.contract.remark"].sudo().create(
            {
                "contract_id": contract.id,
                "request_id": self.id,
                "version_id": version.id,
                "version_number": version.number,
                "clause": clause,
                "text": text,
                "user_id": self.env.uid,
            }
        )  # fmt: skip

    def _remark_facts(self):
        """[[label, words]] of what was said of clauses, in all rounds."""
        remarks = self.env["bpm.contract.remark"].sudo()
        return [
            one._in_words() for one in remarks.search([("contract_id", "=", self.sudo().res_id)])
        ]
