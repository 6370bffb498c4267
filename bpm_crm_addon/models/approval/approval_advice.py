"""Rule Advice: one row per rule with what it cost and what to do, made when the list is opened."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

READERS = ("bpm_crm_addon.group_bpm_director", "bpm_crm_addon.group_bpm_approval_admin")


class BpmApprovalAdvice(models.TransientModel):
    _name = "bpm.approval.advice"
    _description = "Rule advice"
    _order = "hours desc, id"

    step_id = fields.Many2one("bpm.approval.step", readonly=True, ondelete="cascade")
    route_id = fields.Many2one("bpm.approval.route", readonly=True, ondelete="cascade")
    name = fields.Char("Rule", readonly=True)
    verdict = fields.Selection(
        [
            ("raise", "Raise"),
            ("drop", "Drop"),
            ("keep", "Keep"),
            ("wait", "Too early to say"),
            ("watch", "Watching"),
        ],
        "Advice",
        readonly=True,
    )
    sentence = fields.Char("What the past says", readonly=True)
    remarks = fields.Text("Also", readonly=True)
    done = fields.Char("Decided", readonly=True)
    limit_text = fields.Char("New limit", readonly=True)
    limit_before = fields.Float(readonly=True)
    limit_after = fields.Float(readonly=True)
    asked = fields.Integer("Answers", readonly=True)
    said_no = fields.Integer("Said no", readonly=True)
    changed = fields.Integer("Agreed with remarks", readonly=True)
    hours = fields.Float("Working hours waited", readonly=True)
    median_hours = fields.Float("Usual answer (working hours)", readonly=True)
    slow_hours = fields.Float(
        "Nine of ten within (working hours)",
        readonly=True,
        help="Nine of ten answers took no longer than this.",
    )
    quotations = fields.Json("Quotations that walk around it", readonly=True)
    around_count = fields.Integer("Walk around it", readonly=True)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    def _compute_can_decide(self):
        allowed = self.env.user.has_group("bpm_crm_addon.group_bpm_approval_admin")
        for advice in self:
            advice.can_decide = allowed and not advice.done

    # === OPENING === #

    @api.model
    def action_open(self, route_id=False):
        """Look at the past anew and show the list.

        :param int route_id: only the rules of this route
        """
        rows = self._make_rows(route_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rule Advice"),
            "res_model": self._name,
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "mobile_view_mode": "kanban",
            "domain": [("id", "in", rows.ids)],
            "help": self.env._(
                "No rule is in use yet, so there is nothing to advise. Add a ready rule "
                "(Configuration ▸ Approval Routes) or watch one first."
            ),
        }

    def action_look(self):
        """The figures of one rule, and what can be done about it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def action_quotations(self):
        """The quotations that walk around this rule, as far as the reader may see them."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Walk around “%s”", self.name),
            "res_model": "sale.order",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", self.quotations or [])],
        }

    @api.model
    def _check_reader(self):
        if not any(self.env.user.has_group(group) for group in READERS):
            raise AccessError(
                self.env._(
                    "What rules cost is shown to directors and approval administrators. Ask one of "
                    "them."
                )
            )

    @api.model
    def _make_rows(self, route_id=False, step_id=False):
        """Rows for the rules in use that the reader may see."""
        self._check_reader()
        domain = [("state", "in", ("active", "watching"))]
        if route_id:
            domain.append(("id", "=", route_id))
        routes = self.env["bpm.approval.route"].search(domain)
        sells = self.env.user.has_group("sales_team.group_sale_salesman_all_leads")
        rules = self.env["bpm.approval.statistics"]._rules(routes, around=sells)
        if step_id:
            rules = [rule for rule in rules if rule["step"].id == step_id]
        rows = self.sudo().create([self._row_values(rule) for rule in rules])
        return rows.sudo(False)

    def _row_values(self, rule):
        words = self.env["bpm.approval.statistics"]
        facts, advice = rule["facts"], rule["advice"]
        walked = {"near", "splits"} & set(advice.reasons)
        return {
            "step_id": rule["step"].id,
            "route_id": rule["step"].route_id.id,
            "name": words._rule_name(rule),
            "verdict": advice.verdict,
            "sentence": words._advice_sentence(rule),
            "remarks": "\n".join(words._around_sentences(rule)),
            "done": words._kept_sentence(rule),
            "limit_text": words._limit_text(rule, advice.value),
            "limit_before": facts.limit or 0.0,
            "limit_after": advice.value or 0.0,
            "asked": facts.asked,
            "said_no": facts.said_no,
            "changed": facts.changed,
            "hours": facts.hours,
            "median_hours": rule["median"] or 0.0,
            "slow_hours": rule["p90"] or 0.0,
            "quotations": rule["around"] if walked else [],
            "around_count": len(rule["around"]) if walked else 0,
        }


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    def action_rule_advice(self):
        """What the past says about the rules of this route."""
        self.ensure_one()
        return self.env["bpm.approval.advice"].action_open(self.id)
