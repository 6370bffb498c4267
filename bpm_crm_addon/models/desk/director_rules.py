"""Whether approvals are worth their time: two goals, and the rule that costs most for nothing."""

from odoo import fields, models

from ...engine.sentence import mark

GOAL_DAYS = 90
FEWEST = 5  # answers
FEWEST_QUOTATIONS = 20


class BpmDirector(models.AbstractModel):
    _inherit = "bpm.director"

    def _sentence_rules(self):
        """How many quotations needed nobody, how soon people answered, and the rule to change."""
        since = fields.Datetime.subtract(fields.Datetime.now(), days=GOAL_DAYS)
        statistics = self.env["bpm.approval.statistics"]
        texts = [
            self._share_text(*statistics._straight_through(since)),
            self._pace_text(statistics._answer_times(since)),
        ]
        rule = self._rule_to_change()
        buttons = []
        if rule:
            texts.append(statistics._advice_sentence(rule, mark))
            buttons.append({"label": self._rule_label(rule), "key": f"advice-{rule['step'].id}"})
        return {"text": " ".join(texts), "open": "times", "buttons": buttons}

    def _share_text(self, count, asked):
        if count < FEWEST_QUOTATIONS:
            return self.env._(
                "Not enough data to say how many quotations need nobody: %s in three months.",
                mark(count),
            )
        share, goal = 100 * (count - asked) / count, self.env.company.bpm_target_share
        return self.env._(
            "%(share)s of quotations needed nobody (goal: %(goal)s).",
            share=self._percent(share, "good" if share >= goal else "warning"),
            goal=self._percent(goal),
        )

    def _pace_text(self, times):
        words = self.env["bpm.approval.statistics"]
        if times["count"] < FEWEST:
            return self.env._(
                "Not enough data about answers: %s in three months.", mark(times["count"])
            )
        goal = self.env.company.bpm_target_hours
        return self.env._(
            "Approvals usually took %(hours)s of working time (goal: %(goal)s).",
            hours=mark(
                words._hours_text(times["median"]),
                "good" if times["median"] <= goal else "warning",
            ),
            goal=mark(words._hours_text(goal)),
        )

    def _rule_to_change(self):
        """The dearest rule that is better raised or dropped, unless somebody decided to keep it."""
        routes = self.env["bpm.approval.route"].search([("state", "=", "active")])
        rules = self.env["bpm.approval.statistics"]._rules(routes, around=False)
        return next(
            (
                rule
                for rule in rules
                if rule["advice"].verdict in ("raise", "drop") and not rule["kept"]
            ),
            None,
        )

    def _rule_label(self, rule):
        if rule["advice"].verdict == "drop":
            return self.env._("Drop it?")
        words = self.env["bpm.approval.statistics"]
        return self.env._("Raise to %s?", words._limit_text(rule, rule["advice"].value))

    def _open_rules(self, key):
        if key.startswith("advice-"):
            rows = self.env["bpm.approval.advice"]._make_rows(
                step_id=int(key.removeprefix("advice-"))
            )
            return rows.action_look() if rows else self.env["bpm.approval.advice"].action_open()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_approval_report"
        )
