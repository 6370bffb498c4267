"""The parts of the cockpit below its numbers: what needs a person, what rules kept back, costs."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_datetime

from .message_state import REASONS

MOST = 8


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _reason_name(self, code):
        """A reason in few words: known ones in the reader's language, others as they are called."""
        names = self._reason_names() | {
            code: word for code, word in REASONS.items() if code not in self._reason_names()
        }
        word = names.get(code)
        return self.env._(word) if word else (code or "").replace("_", " ")  # pylint: disable=gettext-variable

    # === NEEDS YOU === #

    def _outbox_needs(self, counts):
        """Rows of {"key", "title", "count", "text", "acts"}; acts: names of what may be done."""
        rows = self._needs_servers()
        rows += self._needs_unknown() if counts["unknown"] else []
        rows += self._needs_held() if counts["held"] else []
        rows += self._needs_failed() if counts["failed"] else []
        return rows

    def _needs_servers(self):
        """Mail servers and gateways that take no messages now."""
        return [
            {
                "key": "server",
                "title": problem.name,
                "count": 0,
                "text": problem.reason,
                "acts": [],
                "problem": problem.id,
            }
            for problem in self._ways_troubled()
            | self._troubles([("key", "=like", "outbox.way.%")])
        ]

    def _needs_unknown(self):
        domain = self._outbox_domain("unknown")
        [(count, last)] = self._read_group(domain, [], ["__count", "settled_at:max"])
        text = self.env._(
            "The gateway gave no answer, last on %(when)s. Never sent again by itself.",
            when=format_datetime(self.env, last, dt_format="short"),
        )
        title = self._outbox_title("unknown")
        acts = ["check", "send_anew"]
        return [{"key": "unknown", "title": title, "count": count, "text": text, "acts": acts}]

    def _needs_held(self):
        groups = self._read_group(
            self._outbox_domain("held"), ["purpose_id"], ["__count", "reason_text:max"], limit=MOST
        )
        return [
            {
                "key": f"held:{purpose.id}",
                "title": self._outbox_title("held"),
                "count": count,
                "text": ": ".join(
                    [purpose.name, reason or self.env._("waits for a person to release it")]
                ),
                "acts": ["look", "release"],
            }
            for purpose, count, reason in groups
        ]

    def _needs_failed(self):
        groups = self._read_group(
            self._outbox_domain("failed"), ["reason"], ["__count", "detail:max"], limit=MOST
        )
        return [
            {
                "key": f"failed:{code}",
                "title": self._outbox_title("failed"),
                "count": count,
                "text": self._reason_sentence(code, text) or self._reason_name(code),
                "acts": ["fix", "send_anew"],
            }
            for code, count, text in groups
        ]

    # === NOT SENT BY RULE === #

    def _outbox_reasons(self):
        """[{"key", "label", "count"}]: why not, and what was only moved, with until when."""
        stopped = self._read_group(
            self._outbox_domain("suppressed"), ["reason"], ["__count"], order="__count desc"
        )
        rows = [
            {"key": f"suppressed:{code}", "label": self._reason_name(code), "count": count}
            for code, count in stopped
        ]
        moved = self._outbox_domain("queued") & Domain("until", "!=", False)
        for code, count, until in self._read_group(moved, ["reason"], ["__count", "until:min"]):
            label = self.env._(
                "%(reason)s, moved to %(when)s",
                reason=self._reason_name(code),
                when=format_datetime(self.env, until, dt_format="short"),
            )
            rows.append({"key": f"queued:{code}", "label": label, "count": count})
        return rows[:MOST]

    # === COST === #

    def _outbox_costs(self):
        """This month, in the currency of the user's company: {"departments": [(name, amount)],
        "doubles": how many were stopped, "saved": what these would have cost, as far as the prices
        are known}."""
        left = Domain("handed_over_at", ">=", "=1d")
        lost = Domain("handed_over_at", "=", False) & Domain("settled_at", ">=", "=1d")
        month = (left | lost) & Domain("cost", ">", 0)
        currency = self.env.company.currency_id
        spent = {}
        for department, company, cost in self._read_group(
            month, ["department_id", "company_id"], ["cost:sum"]
        ):
            own = company.currency_id._convert(cost, currency, company, round=False)
            spent[department] = spent.get(department, 0.0) + own
        paid = self._outbox_domain("doubles") & Domain("cost", ">", 0)
        saved = sum(
            times * company.currency_id._convert(cost, currency, company, round=False)
            for company, times, cost in self._read_group(
                paid, ["company_id", "repeats"], ["cost:sum"]
            )
        )
        [(doubles,)] = self._read_group(self._outbox_domain("doubles"), [], ["repeats:sum"])
        return {
            "departments": [
                [department.name or self.env._("others"), format_amount(self.env, cost, currency)]
                for department, cost in spent.items()
            ],
            "doubles": doubles or 0,
            "saved": format_amount(self.env, saved, currency) if saved else "",
        }

    # === ACTS === #

    @api.model
    def bpm_outbox_act(self, act, key):
        """Release or send anew all that a row of the cockpit counts.

        :param act: release or send_anew
        :param key: the row's
        """
        self._check_manager()
        messages = self.search(self._outbox_domain(key))
        return messages.action_release() if act == "release" else messages.action_send_anew()

    @api.model
    def bpm_outbox_fix(self, key):
        """The cards of those whom messages could not reach, to put the address right."""
        self._check_manager()
        partners = self.search(self._outbox_domain(key)).partner_id
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Put the Address Right"),
            "res_model": "res.partner",
            "domain": [("id", "in", partners.ids)],
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
        }
        if len(partners) == 1:
            action |= {"res_id": partners.id, "views": [(False, "form")]}
        return action
