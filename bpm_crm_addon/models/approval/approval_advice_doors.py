"""What an approval administrator does about a rule: raise it, drop it, or decide to keep it.

All three go through the doors that routes have anyway: a changed step makes a new version, a route
that has nothing left to ask is retired.
"""

import re

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...engine.threshold import threshold_of
from .approval_route import parse_domain
from .base_preview import leaves

_lt = LazyTranslate(__name__)


class BpmApprovalAdvice(models.TransientModel):
    _inherit = "bpm.approval.advice"

    def action_raise(self):
        """Ask only above the new limit from now on; what waits already is still decided."""
        self._check_door()
        if self.verdict != "raise":
            raise UserError(
                self.env._(
                    "No other limit is proposed for “%s”. Change the step on its approval route.",
                    self.name,
                )
            )
        self.step_id._set_limit(self.limit_before, self.limit_after)
        return self._decided(self.env._("Raised to %s.", self.limit_text))

    def action_drop(self):
        """Stop asking: the step goes, and the route with its last one."""
        self._check_door()
        route = self.route_id
        # Kept while the step goes: the row would go with it, and its answer could not be read.
        name, decided = self.name, self.env._("The rule is dropped.")
        if route.step_ids == self.step_id:
            route.action_retire()
            return self._decided(decided)
        self._forget_step()
        return self._notice(self.env._("The rule “%s” is dropped.", name))

    def action_keep(self):
        """Decide that the rule stays as it is; nothing is proposed for half a year."""
        self._check_door()
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "rule_kept",
                    "res_model": self.route_id._name,
                    "res_id": self.route_id.id,
                    "data": {"step_key": str(self.step_id.id), "reason": self.name},
                }
            ]
        )
        return self._decided(self.env._("Kept as it is."))

    def _check_door(self):
        """One row, one decision, by somebody who may."""
        self.ensure_one()
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_approval_admin"):
            raise AccessError(
                self.env._("Only an approval administrator changes rules. Ask one of them.")
            )
        if self.done or not self.step_id:
            raise UserError(
                self.env._("This has been decided already. Open Rule Advice again to look anew.")
            )

    def _forget_step(self):
        step = self.step_id
        self.sudo().unlink()
        step.unlink()

    def _decided(self, sentence):
        self.sudo().done = sentence
        return self._notice(self.env._("“%(rule)s”: %(done)s", rule=self.name, done=sentence))

    def _notice(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class BpmApprovalStep(models.Model):
    _inherit = "bpm.approval.step"

    def _set_limit(self, before, after):
        """Ask above ``after`` instead of ``before``, and say so in every language.

        Refused when the condition is no longer the one the figures were about.
        """
        self.ensure_one()
        condition = leaves(parse_domain(self.domain))
        found = threshold_of([condition])
        if not found or found[1] != before:
            raise UserError(
                self.env._(
                    "“%s” has been changed meanwhile, so these figures no longer hold. Open Rule "
                    "Advice again.",
                    self.reason or self.name,
                )
            )
        name, operator, _value = condition[0]
        changed = {"domain": repr([(name, operator, after)])}
        if reason := self._reason_with(before, after):
            changed["reason"] = reason  # in one write: one new version of the route
        languages = {code for code, _language in self.env["res.lang"].get_installed()}
        others = {
            code: words
            for code in languages - {self.env.lang or "en_US"}
            if (words := self.with_context(lang=code)._reason_with(before, after))
        }
        self.write(changed)
        if others:
            self.update_field_translations("reason", others)

    def _reason_with(self, before, after):
        """The reason in words with the other limit, or None when the limit is not in it."""
        old, new = self._number(before), self._number(after)
        whole_number = rf"(?<![\d.,]){re.escape(old)}(?!\d)"
        if not self.reason or not re.search(whole_number, self.reason):
            return None
        return re.sub(whole_number, lambda _found: new, self.reason)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add the decision to keep a rule."""
        return {**super()._event_words(), "rule_kept": _lt("Rule kept after looking at its cost")}

    @api.model
    def _fact_words(self):
        """Override to hide what only programs need."""
        return {**super()._fact_words(), "step_key": ("", "hidden")}
