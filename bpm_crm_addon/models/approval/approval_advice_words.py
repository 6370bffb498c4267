"""The advice about a rule in words: what it cost, what to do, and with whom to talk."""

from odoo import api, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ...engine.rule_advice import ENOUGH, late_people
from .approval_statistics import DISCOUNTS

NAMES_SHOWN = 3


class BpmApprovalStatistics(models.AbstractModel):
    _inherit = "bpm.approval.statistics"

    @api.model
    def _advice_sentence(self, rule, figure=str):
        """What the past says about a rule, in one sentence.

        :param rule: one of what `_rules` returned
        :param figure: what is done with each figure, for example to mark it
        """
        facts, advice = rule["facts"], rule["advice"]
        values = {
            "rule": self._rule_name(rule),
            "months": figure(rule["months"]),
            "asked": figure(facts.asked),
            "hours": figure(self._hours_text(facts.hours)),
            "value": figure(self._limit_text(rule, advice.value)),
            "spared": figure(advice.spared),
            "bites": figure(facts.said_no + facts.changed),
            "would_ask": figure(facts.would_ask),
            "enough": figure(ENOUGH),
        }
        return self._advice_text((advice.verdict, advice.reasons[0])) % values

    def _advice_text(self, key):
        return {
            ("raise", "never_no"): self.env._(
                "Rule “%(rule)s” never said no in %(months)s months and cost %(hours)s. With the "
                "limit at %(value)s it would have asked %(spared)s of %(asked)s times less."
            ),
            ("raise", "first_no"): self.env._(
                "Rule “%(rule)s” never said no up to %(value)s. With the limit there it would have "
                "asked %(spared)s of %(asked)s times less; now it costs %(hours)s."
            ),
            ("drop", "never_no"): self.env._(
                "Rule “%(rule)s” never said no in %(months)s months, asked %(asked)s times, and "
                "cost %(hours)s."
            ),
            ("keep", "bites"): self.env._(
                "Rule “%(rule)s” is worth its time: of %(asked)s answers, %(bites)s said no or "
                "changed something. It cost %(hours)s."
            ),
            ("wait", "few"): self.env._(
                "Not enough data about the rule “%(rule)s”: answers so far: %(asked)s, needed: "
                "%(enough)s."
            ),
            ("watch", "would_ask"): self.env._(
                "Rule “%(rule)s” is being watched. It would have asked about %(would_ask)s "
                "documents."
            ),
        }[key]

    def _rule_name(self, rule):
        step = rule["step"]
        return step.reason or step.name

    def _limit_text(self, rule, value):
        """A limit as people write it."""
        if not value:
            return ""
        if rule["threshold"][0] in DISCOUNTS:
            return f"{value:g} %"
        return formatLang(self.env, value, digits=0)

    def _hours_text(self, hours):
        """Working hours: minutes count only where there are few."""
        whole, minutes = divmod(round((hours or 0.0) * 60), 60)
        if whole >= 10 or not minutes:
            return self.env._("%s h", formatLang(self.env, round(hours or 0.0), digits=0))
        if not whole:
            return self.env._("%s min", minutes)
        return self.env._("%(hours)s h %(minutes)s min", hours=whole, minutes=minutes)

    @api.model
    def _around_sentences(self, rule):
        """How the rule is walked around, and who answers late: a list of sentences."""
        facts, found = rule["facts"], []
        sellers = ", ".join(self._some(list(self._names(rule["sellers"]).values())))
        if "near" in rule["advice"].reasons:
            found.append(
                self.env._(
                    "Just below the limit there are %(near)s quotations, a little lower only "
                    "%(beside)s. Talk to: %(people)s.",
                    near=facts.near,
                    beside=facts.beside,
                    people=sellers,
                )
            )
        if "splits" in rule["advice"].reasons:
            found.append(
                self.env._(
                    "Quotations to one customer within a week, each below the limit and together "
                    "above it: %(count)s customers. Talk to: %(people)s.",
                    count=facts.splits,
                    people=sellers,
                )
            )
        late = [
            self.env._("%(person)s (%(late)s of %(asked)s)", person=name, late=tardy, asked=count)
            for name, count, tardy in late_people(facts)
        ]
        if late:
            found.append(self.env._("Often answer late: %s.", ", ".join(self._some(late))))
        return found

    def _some(self, names):
        """The first few names, and how many more."""
        if len(names) <= NAMES_SHOWN:
            return names
        return [*names[:NAMES_SHOWN], self.env._("%s more", len(names) - NAMES_SHOWN)]

    @api.model
    def _kept_sentence(self, rule):
        """Who decided lately to keep the rule as it is, or ""."""
        if not rule["kept"]:
            return ""
        at, user_id = rule["kept"]
        return self.env._(
            "%(person)s decided on %(day)s to keep it.",
            person=self._names([user_id])[user_id],
            day=format_date(self.env, at),
        )
