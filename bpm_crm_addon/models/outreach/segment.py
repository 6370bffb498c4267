"""What is done about a segment is begun from the segment: a campaign, a reminder, calls, tasks."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

MOST = 200  # activities at once: more nobody works off
A_DAY = 20


class BpmSegment(models.Model):
    _inherit = "bpm.segment"

    last_done_on = fields.Date("Last begun on", readonly=True, copy=False)
    campaign_count = fields.Integer(compute="_compute_begun")
    reminder_count = fields.Integer(compute="_compute_begun")

    def write(self, vals):
        """Override: a condition does not change under a campaign, and whoever belongs to it by a
        new one is no news to its reminders."""
        changing = self.filtered(lambda one: vals.get("domain", one.domain) != one.domain)
        if changing:
            self.env["bpm.campaign"]._check_content_free("segment_id", changing)
        result = super().write(vals)
        if changing:
            reminders = self.env["bpm.reminder"].sudo()
            reminders.search(
                [
                    ("segment_id", "in", changing.ids),
                    ("state", "=", "on"),
                    ("kind", "=", "change"),
                ]
            )._begin()
        return result

    def _compute_begun(self):
        campaigns = dict(
            self.env["bpm.campaign"]._read_group(
                [("segment_id", "in", self.ids)], ["segment_id"], ["__count"]
            )
        )
        reminders = dict(
            self.env["bpm.reminder"]._read_group(
                [("segment_id", "in", self.ids)], ["segment_id"], ["__count"]
            )
        )
        for segment in self:
            segment.campaign_count = campaigns.get(segment, 0)
            segment.reminder_count = reminders.get(segment, 0)

    def action_begin(self):
        """Begin what is done about it; calls and tasks are made at once."""
        self.ensure_one()
        self.check_access("read")
        begin = {
            "campaign": self._begin_campaign,
            "reminder": self._begin_reminder,
            "call": self._begin_activities,
            "task": self._begin_activities,
        }
        return begin[self.action]()

    def _begin_campaign(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.campaign",
            "name": self.env._("New campaign"),
            "views": [(False, "form")],
            "context": {
                "default_segment_id": self.id,
                "default_name": self.name,
                "default_goal": self.goal,
                "default_user_id": self.user_id.id,
            },
        }

    def _begin_reminder(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.reminder",
            "name": self.env._("New reminder"),
            "views": [(False, "form")],
            "context": {"default_segment_id": self.id, "default_name": self.name},
        }

    def _begin_activities(self):
        """An activity for each member outside who has none of this kind yet, so many a day."""
        if not self.env["bpm.segment"].has_access("write"):
            raise UserError(
                self.env._("Only who may change segments begins them. Ask an outreach manager.")
            )
        kind = self.env.ref(
            "mail.mail_activity_data_call"
            if self.action == "call"
            else "mail.mail_activity_data_todo"
        )
        partners = self.env["res.partner"]
        members = self._members() & partners._bpm_outside(self.company_id or self.env.company)
        busy = Domain("activity_ids", "any", [("activity_type_id", "=", kind.id)])
        free = partners.search(members & ~busy, limit=MOST)
        today = fields.Date.context_today(self)
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": partner.id,
                    "activity_type_id": kind.id,
                    "summary": self.name,
                    "note": self.goal,
                    "user_id": self._who_calls(partner).id,
                    "date_deadline": today + timedelta(days=place // A_DAY),
                }
                for place, partner in enumerate(free)
            ]
        )
        self.last_done_on = today
        return self.env["bpm.message"]._say(
            self.env._(
                "Made: %(made)s of %(all)s, %(daily)s a day. Who has one already is left out.",
                made=len(free),
                all=partners.search_count(members),
                daily=A_DAY,
            )
        )

    def _who_calls(self, partner):
        """The counterparty's salesperson, else whoever does the segment, while they work here."""
        return (partner.user_id | self.user_id).filtered("active")[:1] or self.env.user

    def action_open_campaigns(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("bpm_crm_addon.action_bpm_campaign")
        return {**action, "domain": [("segment_id", "=", self.id)]}

    def action_open_reminders(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("bpm_crm_addon.action_bpm_reminder")
        return {**action, "domain": [("segment_id", "=", self.id)]}
