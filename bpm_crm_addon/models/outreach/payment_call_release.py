"""One call released by a person, though a limit or the hour keeps it back.

The debtor asked to be called tonight, or to be called again today: whoever lets it through says why
and answers for it in the audit trail. It is good for one call within a day. Who is on the stop list
or must not be called at all is not released: that is changed where it stands.
"""

from datetime import timedelta

from odoo import api, fields, models

from ..audit.refusal import Refusal
from .call_verdict import RELEASABLE

GOOD_FOR = timedelta(hours=24)


class NotReleasable(Refusal):
    """A call to somebody who may not be called at all."""


class BpmPaymentCallRelease(models.Model):
    _name = "bpm.payment.call.release"
    _description = "Released call"
    _order = "at desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Counterparty", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    reason = fields.Char("Why", required=True)
    user_id = fields.Many2one("res.users", "Released by", readonly=True, ondelete="set null")
    at = fields.Datetime("Released on", readonly=True)
    used_at = fields.Datetime("Called on", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Override: only who releases messages releases calls, and it is noted who did."""
        self.env["bpm.message"]._check_manager()
        now = fields.Datetime.now()
        mine = {"user_id": self.env.uid, "at": now, "used_at": False}
        releases = super().create([{**vals, **mine} for vals in vals_list])
        releases._check_releasable(now)
        releases._journal()
        return releases

    def _check_releasable(self, now):
        pairs = [(one.partner_id, one.company_id) for one in self]
        rules = self.env["bpm.contact.policy"]
        for asked, verdict in rules._call_verdicts(pairs, now):
            if verdict.action not in (*RELEASABLE, "send"):
                raise NotReleasable(
                    self.env._(
                        "No call to %(partner)s can be released. %(why)s End the stop or note "
                        "the consent first.",
                        partner=self.env["res.partner"].browse(asked.partner_id).display_name,
                        why=verdict.text,
                    )
                )

    def _journal(self):
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": "call_released",
                    "res_model": self._name,
                    "res_id": release.id,
                    "data": {"partner": release.partner_id.id},
                }
                for release in self
            ]
        )

    @api.model
    def _open(self, pairs, now):
        """{(partner, company): releases that are good for a call at `now`}."""
        found = self.search(
            [
                ("partner_id", "in", [partner.id for partner, _company in pairs]),
                ("company_id", "in", [company.id for _partner, company in pairs]),
                ("used_at", "=", False),
                ("at", ">", now - GOOD_FOR),
            ]
        )
        return found.grouped(lambda one: (one.partner_id, one.company_id))


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    may_call = fields.Boolean(compute="_compute_may_call")
    may_release = fields.Boolean(compute="_compute_may_call")
    call_told = fields.Char(
        "When to call",
        compute="_compute_may_call",
        help="Until when a contact rule keeps them from being called, and which one.",
    )

    call_note = fields.Char(
        "Of the last call",
        compute="_compute_call_note",
        help="Of the last call; or until when a contact rule keeps them from being called.",
    )

    @api.depends("call_told", "last_outcome")
    def _compute_call_note(self):
        for metric in self:
            metric.call_note = metric.call_told or metric.last_outcome

    @api.depends_context("uid", "lang", "tz")
    def _compute_may_call(self):
        """By the contact rules as of now; three fields, as many queries for all."""
        rules = self.env["bpm.contact.policy"].sudo()
        owing = self.filtered(lambda metric: metric.overdue > 0)
        rest = self - owing
        rest.may_call, rest.may_release, rest.call_told = True, False, ""
        pairs = [(metric.partner_id, metric.company_id) for metric in owing]
        judged = rules._call_verdicts(pairs, fields.Datetime.now())
        for metric, (_asked, verdict) in zip(owing, judged, strict=True):
            metric.may_call = verdict.action == "send"
            metric.may_release = verdict.action in RELEASABLE
            told = rules._call_told(verdict, metric.company_id)
            rule = rules.browse(verdict.policy_id or ()).name or verdict.text
            metric.call_told = f"{told}. {rule}" if told else ""

    def action_release_call(self):
        """Let one call through that a rule keeps back; the form asks why."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release One Call"),
            "res_model": "bpm.payment.call.release",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
            },
        }
