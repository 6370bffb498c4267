"""The states of a campaign. Whoever writes a state passes here, whatever road they come.

draft → released     by a person with the right, after any approval that routes ask for
released → running   when its moment has come (the schedule)
running → done       when everybody was written to (the schedule)
draft, released, running → cancelled
released, cancelled → draft (nothing has left yet)
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..audit.refusal import Refusal
from .message_acts import MANAGERS

BY_PEOPLE = {
    "released": ("draft",),
    "cancelled": ("draft", "released", "running"),
    "draft": ("released", "cancelled"),
}
BY_SCHEDULE = {"running": ("released",), "done": ("running",)}
# What was released stays as it was released.
FROZEN = {
    *("company_id", "department_id", "purpose_id", "segment_id", "template_id", "channel"),
    *("audience", "control_percent", "occasion", "moment", "start_at", "promotion_id"),
}
STAMPS = {"released_by_id", "released_at", "started_at", "done_at", "next_at", "cancelled_because"}


class NotReady(Refusal):
    """A campaign cannot be released as it is."""


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a campaign begins as a draft, whoever makes it and whatever defaults say."""
        if not self.env.su:
            fresh = {**dict.fromkeys(STAMPS, False), "state": "draft"}
            vals_list = [{**values, **fresh} for values in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Override: states by the table above, and what was released does not change."""
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in STAMPS}
        target = vals.get("state")
        changing = self.filtered(lambda one: target and one.state != target)
        self._check_frozen(vals)
        for campaign in changing:
            campaign._check_change(target)
        if changing and target == "released":
            vals = {**vals, "released_by_id": self.env.uid, "released_at": fields.Datetime.now()}
        if changing and target == "draft":
            vals = {**vals, **dict.fromkeys(("released_by_id", "released_at", "cancelled_because"))}
        result = super().write(vals)
        if changing:
            changing._after_change(target)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if any(one.state not in ("draft", "cancelled") or one.started_at for one in self):
            raise UserError(
                self.env._(
                    "What was sent stays as a proof of what was said. Archive the campaign instead."
                )
            )

    # === CHECKS === #

    def _check_frozen(self, vals):
        changed = FROZEN & vals.keys()
        if not changed or self.env.su:
            return
        for campaign in self.filtered(lambda one: one.state != "draft"):
            raise UserError(
                self.env._(
                    "“%s” was released as it is. Take it back to a draft first, or copy it.",
                    campaign.name,
                )
            )

    def _check_change(self, target):
        allowed = BY_PEOPLE.get(target, ()) + (BY_SCHEDULE.get(target, ()) if self.env.su else ())
        if self.state not in allowed:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(name)s” is %(state)s; that cannot become %(target)s.",
                    name=self.name,
                    state=states[self.state].lower(),
                    target=states.get(target, target).lower(),
                )
            )
        if target == "draft" and self.started_at:
            raise UserError(self.env._("“%s” has begun. Copy it instead.", self.name))
        if target == "released":
            self._check_release()

    def _check_release(self):
        """What is missing before it may go, in one sentence."""
        if not self.env.su and not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._("Only an outreach manager releases what the company sends. Ask one.")
            )
        missing = [
            word
            for name, word in (
                ("segment_id", self.env._("who gets it")),
                ("template_id", self.env._("what is said")),
            )
            if not self[name]
        ]
        if self.moment == "at" and not self.start_at:
            missing.append(self.env._("the day"))
        if self.moment == "promotion" and not self.promotion_id:
            missing.append(self.env._("the promotion"))
        if self._has_passed():
            raise NotReady(
                self.env._(
                    "The promotion “%s” is over. Choose another one, or give it a later last day.",
                    self.promotion_id.name,
                )
            )
        if missing:
            raise NotReady(
                self.env._(
                    "“%(name)s” cannot go yet. Say first: %(what)s.",
                    name=self.name,
                    what=", ".join(missing),
                )
            )
        if self.channel == "sms" and not self.template_id.sms_text:
            raise NotReady(
                self.env._(
                    "The template “%s” has no text for SMS. Write one, or choose e-mail.",
                    self.template_id.name,
                )
            )

    # === EFFECTS === #

    def _after_change(self, target):
        events = {"released": "campaign_released", "cancelled": "campaign_cancelled"}
        if target in events:
            self.env["bpm.journal"].sudo()._append(
                [
                    {"event": events[target], "res_model": self._name, "res_id": one.id}
                    for one in self.sorted("id")
                ]
            )
        if target == "draft":
            self.sudo().member_ids.unlink()
        if target == "released":
            self.sudo().filtered(lambda one: one.audience == "frozen")._gather()
            self._wake()

    @api.model
    def _wake(self):
        self.env["ir.cron"]._bpm_wake("bpm_crm_addon.ir_cron_campaign")

    # === BUTTONS === #

    def action_release(self):
        """Let it go: when its moment comes it is sent, as it is now."""
        self.write({"state": "released"})

    def action_cancel(self):
        """Stop it; what has not left yet stays here."""
        self.write({"state": "cancelled"})

    def action_draft(self):
        """Take it back to change it."""
        self.write({"state": "draft"})
