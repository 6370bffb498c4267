"""The cockpit of the outbox: what goes out, what needs a person, what rules kept back.

A number on the page and the list it opens ask the same question: `_outbox_domain`.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .res_company import REHEARSAL_DAYS

REAL = Domain("rehearsal", "=", False)
OPEN = Domain("resent_ids", "=", False)  # nobody has sent it anew
DAYS = 7
FIGURES = ("held", "queued", "sent", "unknown", "failed", "suppressed")


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    # === CALLED BY THE SCREEN === #

    @api.model
    @api.readonly
    def bpm_outbox(self, ahead=True):
        """Everything the cockpit shows.

        :param ahead: whether to look ahead as well, which is done once and not every few seconds
        :return: {"state", "figures", "needs", "reasons", "costs", "ahead", "empty"}
        """
        self._check_manager()
        counts = {key: self.search_count(self._outbox_domain(key)) for key in FIGURES}
        rehearsing = any(company._bpm_is_rehearsing() for company in self.env.companies)
        return {
            "state": self._outbox_state(rehearsing),
            "figures": self._outbox_figures(counts, rehearsing),
            "needs": self._outbox_needs(counts),
            "reasons": self._outbox_reasons(),
            "costs": self._outbox_costs(),
            "ahead": self._outbox_ahead() if ahead else None,
            "empty": not self.search_count([], limit=1),
        }

    @api.model
    @api.readonly
    def bpm_outbox_open(self, key):
        """The list behind a number of the cockpit."""
        self._check_manager()
        action = self.env["ir.actions.act_window"]._for_xml_id("bpm_crm_addon.action_bpm_message")
        return action | {
            "domain": list(self._outbox_domain(key)),
            "context": {},
            "display_name": self._outbox_title(key),
        }

    @api.model
    def _outbox_ahead(self):
        """What will go out soon: [{"text", "label", "action" or "key"}].

        A hook: reminders and campaigns tell here what they are going to send. `action`: an action
        that shows it, or its external id; `key`: a list of the cockpit. `ready` and `ready_label`
        are said instead where the outbox is empty.
        """
        return []

    # === ONE QUESTION FOR EACH NUMBER === #

    @api.model
    def _outbox_domain(self, key):
        """The messages behind a number. `key`: a figure's name, or "reason:…", "held:…",
        "failed:…" with what the group has in common."""
        kind, _colon, value = key.partition(":")
        recent = Domain("settled_at", ">=", f"today -{DAYS}d")
        return {
            "held": Domain("state", "=", "queued") & Domain("held", "=", True),
            "queued": Domain("state", "in", ("queued", "sending")) & Domain("held", "=", False),
            "sent": REAL & Domain("handed_over_at", ">=", "today"),
            "unknown": OPEN & Domain("state", "=", "unknown"),
            "failed": OPEN & Domain("state", "=", "failed"),
            "suppressed": Domain("state", "=", "suppressed")
            & Domain("reason", "!=", "rehearsal")
            & recent,
            "rehearsed": Domain("state", "=", "suppressed")
            & Domain("reason", "=", "rehearsal")
            & recent,
            "doubles": Domain("repeats", ">", 0) & Domain("create_date", ">=", "=1d"),
            "all": Domain.TRUE,
        }[kind] & self._outbox_group(kind, value)

    def _outbox_group(self, kind, value):
        if not value:
            return Domain.TRUE
        if kind == "held":
            return Domain("purpose_id", "=", int(value))
        return Domain("reason", "=", value)

    def _outbox_title(self, key):
        kind, _colon, value = key.partition(":")
        titles = {
            "held": self.env._("Held"),
            "queued": self.env._("Waiting"),
            "sent": self.env._("Sent Today"),
            "unknown": self.env._("No answer from gateway"),
            "failed": self.env._("Failed"),
            "suppressed": self.env._("Not sent by rule"),
            "rehearsed": self.env._("Would Have Been Sent"),
            "doubles": self.env._("Doubles Stopped"),
            "all": self.env._("Outgoing Messages"),
        }
        group = f": {self._reason_name(value)}" if value and kind != "held" else ""
        return titles[kind] + group

    # === THE LINE ON TOP === #

    def _outbox_state(self, rehearsing):
        companies = self.env.companies
        modes = set(companies.mapped("bpm_outreach_mode"))
        since = min(filter(None, companies.mapped("bpm_outreach_since")), default=None)
        now = fields.Datetime.now()
        minute = Domain("handed_over_at", ">", now - timedelta(minutes=1))
        return {
            "mode": modes.pop() if len(modes) == 1 else "mixed",
            "modes": [
                {"name": company.name, "mode": company.bpm_outreach_mode} for company in companies
            ],
            "rehearsing": rehearsing,
            "day": (now - since).days + 1 if since else 1,
            "days": REHEARSAL_DAYS,
            "rate": self.search_count(REAL & minute),
            "ceiling": sum(companies.mapped("bpm_outreach_ceiling")),
            "is_limited": all(company.bpm_outreach_ceiling for company in companies),
        }

    def _outbox_figures(self, counts, rehearsing):
        """[{"key", "label", "count", "tone"}]; in a rehearsal also what would have gone."""
        tones = {"held": "warning", "unknown": "danger", "failed": "danger"}
        keys = list(FIGURES)
        if rehearsing:
            counts = counts | {"rehearsed": self.search_count(self._outbox_domain("rehearsed"))}
            keys.insert(2, "rehearsed")
        return [
            {
                "key": key,
                "label": self._outbox_title(key),
                "count": counts[key],
                "tone": tones.get(key, "") if counts[key] else "",
            }
            for key in keys
        ]
