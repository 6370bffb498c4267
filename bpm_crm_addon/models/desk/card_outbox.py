"""Cards of marketing & collections: messages that need a person, campaigns under way, the cost of
the month. Their numbers are those of the outbox's own page."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_datetime

from .desk import ROWS

# What needs a person, and what its messages have in common.
NEEDS = {"held": "purpose_id", "unknown": "reason", "failed": "reason"}
# Those of payment reminders are counted with the reminders.
OTHERS = Domain("res_model", "!=", "bpm.payment.reminder")
NAMED = 3


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    # === EXCEPTIONS === #

    def _card_exceptions(self):
        """What is held back, failed or without an answer, of everything but reminders."""
        if not self.env["bpm.message"].has_access("read"):
            return None
        rows = [self._exception_row(key) for key in NEEDS]
        return {
            "title": self.env._("Today's Exceptions"),
            "rows": [row for row in rows if row],
            "empty": {
                "sentence": self.env._("No message is held back, failed or without an answer.")
            },
        }

    def _exception_row(self, key):
        outbox = self.env["bpm.message"]
        domain = outbox._outbox_domain(key) & OTHERS
        groups = outbox._read_group(domain, [NEEDS[key]], ["__count"], order="__count desc")
        if not groups:
            return None
        names = [one.name if key == "held" else outbox._reason_name(one) for one, _count in groups]
        look = {"action": outbox.bpm_outbox_open(key) | {"domain": list(domain)}}
        return {
            "key": key,
            "title": f"{outbox._outbox_title(key)}: {sum(count for _one, count in groups)}",
            "text": " · ".join(names[:NAMED]) + ("…" if len(names) > NAMED else ""),
            "tone": "warning" if key == "held" else "danger",
            "open": look,
            "buttons": [{**look, "label": self.env._("Look")}],
        }

    # === CAMPAIGNS === #

    def _card_campaigns(self):
        """Those that go out now or wait for their day; absent without any."""
        campaigns = self.env["bpm.campaign"]
        if not campaigns.has_access("read"):
            return None
        found = campaigns.search([("state", "in", ("released", "running"))], limit=ROWS + 1)
        more = {
            "label": self.env._("All campaigns"),
            "action": "bpm_crm_addon.action_bpm_campaign",
        }
        rows = [self._campaign_row(one) for one in found]
        return (
            {"title": self.env._("Running Campaigns"), **self._listed(rows, more)}
            if rows
            else False
        )

    def _campaign_row(self, campaign):
        opened = {"model": campaign._name, "id": campaign.id}
        states = dict(campaign._fields["state"]._description_selection(self.env))
        if campaign.state == "running":
            told = self.env._(
                "sent to %(sent)s of %(people)s",
                sent=campaign.count_sent,
                people=campaign.count_members - campaign.count_control,
            )
        elif campaign.moment == "at":
            day = format_datetime(self.env, campaign.start_at, dt_format="short")
            told = self.env._("begins on %s", day)
        else:
            told = states[campaign.state]
        return {
            "key": campaign.id,
            "title": campaign.name,
            "note": campaign.department_id.name or "",
            "text": told,
            "open": opened,
            "buttons": [{**opened, "label": self.env._("Open")}],
        }

    # === COST === #

    def _card_costs(self):
        """What messages cost this month by department, and what doubles not sent saved; absent
        without any."""
        outbox = self.env["bpm.message"]
        if not outbox.has_access("read"):
            return None
        found = outbox._outbox_costs()
        rows = [
            {"key": number, "title": name, "text": amount}
            for number, (name, amount) in enumerate(found["departments"])
        ]
        if found["saved"]:
            title = self.env._("Saved by doubles not sent: %s", found["doubles"])
            rows.append({"key": "saved", "title": title, "text": found["saved"], "tone": "success"})
        if not rows:
            return False
        more = {
            "label": self.env._("Messages & Cost"),
            "action": "bpm_crm_addon.action_bpm_message_report",
        }
        return {"title": self.env._("Cost This Month"), "rows": rows, "more": more}
