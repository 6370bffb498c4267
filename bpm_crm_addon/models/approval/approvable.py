"""Models made to be approved: the buttons on their form, and a state that follows their request."""

from odoo import models

# What the outcome of a request makes of a document that has not passed yet; else it is a draft.
FOLLOWS = {"open": "approval", "approved": "approved"}
BEFORE = ("draft", "approval", "approved")


class BpmApprovable(models.AbstractModel):
    """For models with `state`: draft, approval, approved, and whatever lies behind their gate."""

    _name = "bpm.approvable"
    _description = "Is approved on its own form"

    # === THE STATE FOLLOWS THE REQUEST === #

    def _bpm_forget_state(self):
        """Override of `base`: called with each change of a request, in its transaction."""
        result = super()._bpm_forget_state()
        self.exists()._bpm_clean()._bpm_follow_requests()
        return result

    def _bpm_follow_requests(self):
        """Bring documents that have not passed yet to the state their newest request is in."""
        self.env["bpm.approval.request"].flush_model()
        newest = self._bpm_last_requests()
        for document in self.filtered(lambda one: one.state in BEFORE):
            request = newest.get(document.id)
            wanted = FOLLOWS.get(request.state if request else None, "draft")
            if document.state == "approved" and wanted == "approval":
                document._bpm_follow("draft")
            if document.state != wanted:
                document._bpm_follow(wanted)

    def _bpm_follow(self, state):
        """The model's own door into a state."""
        raise NotImplementedError


class BpmApprovalButtons(models.AbstractModel):
    """For every form with buttons of approval, Odoo's own among them."""

    _name = "bpm.approval.buttons"
    _description = "Has buttons of approval"

    def action_bpm_approve(self):
        """The person asked approves from the form; the notice offers to take it back."""
        return self.bpm_approval_request_id.action_bpm_approve()

    def action_bpm_screen(self):
        """Return, reject, remind or withdraw (context key ``bpm_verb``) from the form."""
        return self.bpm_approval_request_id.action_bpm_screen()

    def action_bpm_open_request(self):
        """Open the approval itself: what was submitted, who decided what and when."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_approval_request_all"
        )
        return {
            **action,
            "res_id": self._bpm_last_request().id,
            "views": [(False, "form")],
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
        }

    def _bpm_last_request(self):
        return self.env["bpm.approval.request"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)], order="id desc", limit=1
        )
