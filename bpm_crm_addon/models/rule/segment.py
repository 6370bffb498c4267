"""Segments: counterparties who have something in common, and what is to be done about them.

A segment is a condition over counterparties: their fields, attributes, roles, and what accounting
knows of them. Nobody is written down as a member; whoever meets the condition now is in it. A
segment without a purpose is a list nobody acts on, so each names its action.
"""

import ast

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

SAMPLE = 10


class BpmSegment(models.Model):
    _name = "bpm.segment"
    _description = "Segment of counterparties"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    domain = fields.Char("Who belongs to it", required=True, default="[]")
    action = fields.Selection(
        [
            ("reminder", "Reminder"),
            ("campaign", "Campaign"),
            ("call", "Call list"),
            ("task", "Task"),
        ],
        "What is done",
        required=True,
    )
    goal = fields.Char(translate=True, help="In one sentence: what is to change, and until when.")
    user_id = fields.Many2one(
        "res.users",
        "Who does it",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    company_id = fields.Many2one("res.company", index=True, help="Empty: for every company.")
    starter = fields.Char(readonly=True, copy=False)
    count = fields.Integer("Counterparties", compute="_compute_count")
    sample_ids = fields.Many2many("res.partner", string="Ten of them", compute="_compute_sample")
    problem = fields.Char(compute="_compute_count")

    _starter_uniq = models.UniqueIndex("(starter) WHERE starter IS NOT NULL")

    @api.depends("domain")
    @api.depends_context("uid", "company", "allowed_company_ids")
    def _compute_count(self):
        """How many the reader sees now; a condition that tells nothing says why."""
        partners = self.env["res.partner"]
        for segment in self:
            segment.count, segment.problem = segment._ask(partners.search_count, 0)

    @api.depends("domain")
    @api.depends_context("uid", "company", "allowed_company_ids")
    def _compute_sample(self):
        """Some of them, for the form: lists of segments show numbers only."""
        partners = self.env["res.partner"]
        for segment in self:
            segment.sample_ids, _problem = segment._ask(
                lambda members: partners.search(members, limit=SAMPLE), partners
            )

    def _ask(self, question, nothing):
        """(what `question` says of the members, False), or (`nothing`, why it cannot be asked)."""
        try:
            return question(self._members()), False
        except (AccessError, ValidationError) as refusal:
            return nothing, str(refusal)
        except (ValueError, KeyError) as error:  # a field that is gone
            return nothing, str(self._unreadable(error))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override: the writer of a condition may ask it."""
        segments = super().create(vals_list)
        segments._check_writer()
        return segments

    def write(self, vals):
        """Override: as `create`."""
        result = super().write(vals)
        if "domain" in vals:
            self._check_writer()
        return result

    def _check_writer(self):
        """Who is in a segment is found as the system finds it: whoever wrote a condition on what
        they may not see would learn it from the list, any sum by halving. Odoo runs constraints
        as the system, so this is none."""
        if not self.env.su:
            for segment in self:
                self.env["res.partner"].search(segment._members(), limit=1)

    # === CHECKS === #

    @api.constrains("domain")
    def _check_domain(self):
        for segment in self:
            members = segment._members()
            if members.is_true():
                raise ValidationError(
                    self.env._(
                        "“%s” would be everybody. Add a condition: who belongs to it?", segment.name
                    )
                )
            segment._try(members)

    def _try(self, members):
        """Refuse a condition that cannot be asked of counterparties."""
        try:
            self.env["res.partner"].sudo().search(members, limit=1)
        except (ValueError, KeyError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, reason):
        return ValidationError(
            self.env._(
                "The condition of “%(name)s” cannot be read: %(reason)s. Choose a field, a "
                "comparison and a value.",
                name=self.name,
                reason=reason,
            )
        )

    # === WHO BELONGS TO IT === #

    def _members(self):
        """The condition as a Domain over res.partner. Only literals are read."""
        self.ensure_one()
        try:
            return Domain(ast.literal_eval(self.domain or "[]"))
        except (SyntaxError, TypeError, ValueError) as error:
            raise self._unreadable(error) from error

    def _partners(self):
        """Those who belong to it now, as far as the reader may see them."""
        return self.env["res.partner"].search(self._members())

    # === ACTIONS === #

    def action_open_members(self):
        """Everybody in this segment, as a list."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_counterparties"
        )
        return {
            **action,
            "name": self.name,
            "display_name": self.name,
            "domain": list(self._members()),
            "context": {"create": False},
            "path": False,
        }
