"""The cockpit of the outbox tells what goes out by itself: what is planned in it, reminders of the
next day, campaigns that were released."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from .audience import MOST_JUDGED

MOST = 5
DAY = timedelta(days=1)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _outbox_ahead(self):
        """Override to add them."""
        now = fields.Datetime.now()
        return [
            *super()._outbox_ahead(),
            *self._ahead_planned(),
            *self._ahead_reminders(now),
            *self._ahead_campaigns(),
        ]

    @api.model
    def _outbox_domain(self, key):
        """Override for "planned" and "planned:…", what waits for its hour."""
        kind, _colon, purpose = key.partition(":")
        if kind != "planned":
            return super()._outbox_domain(key)
        later = Domain("not_before", ">", fields.Datetime.now())
        whose = Domain("purpose_id", "=", int(purpose)) if purpose else Domain.TRUE
        return super()._outbox_domain("queued") & later & whose

    def _outbox_title(self, key):
        if key.startswith("planned"):
            return self.env._("Planned")
        return super()._outbox_title(key)

    def _ahead_planned(self):
        """By purpose: payment reminders without a review, and what a campaign throttles."""
        groups = self._read_group(
            self._outbox_domain("planned"),
            ["purpose_id"],
            ["__count", "not_before:min"],
            order="not_before:min",
            limit=MOST,
        )
        return [
            {
                "text": self.env._(
                    "%(when)s: %(what)s, %(count)s",
                    when=self._ahead_told(begins),
                    what=purpose.name,
                    count=count,
                ),
                "label": self.env._("See the list"),
                "key": f"planned:{purpose.id}",
            }
            for purpose, count, begins in groups
        ]

    def _ahead_reminders(self, now):
        """One line: what falls due within a day, and further steps of what has begun."""
        reminders = self.env["bpm.reminder"].search([("state", "=", "on")])
        steps = self.env["bpm.reminder.occurrence"]._read_group(
            [
                ("reminder_id", "in", reminders.ids),
                ("state", "=", "waiting"),
                ("next_at", "<=", now + DAY),
            ],
            ["reminder_id"],
            ["__count"],
        )
        counts = {reminder.id: count for reminder, count in steps}
        told = []
        for reminder in reminders:
            count = counts.get(reminder.id, 0)
            if reminder.kind == "date":
                for rows in reminder.sudo()._due_between(now, now + DAY):
                    count += len(rows)
                    if count >= MOST_JUDGED:
                        break
            if count:
                more = "+" if count >= MOST_JUDGED else ""
                told.append(f"{reminder.name} {count}{more}")
        if not told:
            return []
        text = self.env._("Reminders within 24 hours: %s", ", ".join(told))
        action = "bpm_crm_addon.action_bpm_reminder"
        return [{"text": text, "label": self.env._("See the list"), "action": action}]

    def _ahead_campaigns(self):
        campaigns = self.env["bpm.campaign"].search(
            [("state", "in", ("running", "released"))], order="start_at, id", limit=MOST
        )
        to_go = self.env["bpm.campaign.member"]._read_group(
            [("campaign_id", "in", campaigns.ids), ("outcome", "in", ("planned", "queued"))],
            ["campaign_id"],
            ["__count"],
        )
        left = {campaign.id: count for campaign, count in to_go}
        return [
            {
                "text": self._ahead_campaign(campaign, left.get(campaign.id, 0)),
                "label": self.env._("Open"),
                "action": {
                    "type": "ir.actions.act_window",
                    "res_model": campaign._name,
                    "res_id": campaign.id,
                    "views": [(False, "form")],
                },
            }
            for campaign in campaigns
        ]

    def _ahead_campaign(self, campaign, left):
        """In a sentence; `left`: how many it has still to reach."""
        if campaign.state == "running":
            return self.env._(
                "“%(name)s” is going out, %(count)s to go", name=campaign.name, count=left
            )
        if campaign.moment == "promotion":
            return self.env._(
                "“%(name)s” begins with the promotion %(promotion)s",
                name=campaign.name,
                promotion=campaign.promotion_id.name,
            )
        if campaign.moment == "at":
            return self.env._(
                "“%(name)s” begins on %(when)s",
                name=campaign.name,
                when=self._ahead_told(campaign.start_at),
            )
        return self.env._("“%s” begins now", campaign.name)

    def _ahead_told(self, moment):
        zone = self.env.company._bpm_zone()
        return format_datetime(self.env, moment, zone, dt_format="short")
