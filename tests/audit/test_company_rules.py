"""Issue 2, point 2: every model of ours that has a company has a company rule."""

from tests.common import BpmCase

# Notes of scheduled actions: the access file gives them to nobody at all.
READ_BY_NOBODY = {"bpm.partner.import.turn", "bpm.partner.metric.stale"}


class TestCompanyRules(BpmCase):
    def test_every_model_with_a_company_has_a_rule(self):
        rules = self.env["ir.rule"].search([("model_id.model", "=like", "bpm.%")])
        ruled = {
            rule.model_id.model
            for rule in rules
            if "company_ids" in (rule.domain_force or "") or "company_id" in rule.domain_force
        }
        bare = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("bpm.")
            and not (model._abstract or model._transient)
            and (field := model._fields.get("company_id")) is not None
            and field.store
        } - ruled
        self.assertEqual(bare, READ_BY_NOBODY)
        rights = self.env["ir.model.access"].search([("model_id.model", "in", list(bare))])
        self.assertFalse(any(right.perm_read for right in rights))
