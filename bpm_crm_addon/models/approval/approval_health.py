"""What is wrong with a route, said before anybody gets stuck in it.

Each check gathers facts and adds plain sentences: "danger" when a document would find nobody to
decide on it, "warning" when somebody ought to look.
"""

from markupsafe import Markup

from odoo import api, fields, models

from .approval_route import parse_domain

DISCOUNT_FIELDS = ("bpm_real_discount", "bpm_whole_discount", "discount")


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    health = fields.Html(compute="_compute_health", sanitize=False)
    health_level = fields.Selection(
        [("ok", "Good"), ("warning", "Look at it"), ("danger", "Somebody will get stuck")],
        compute="_compute_health",
        string="State of health",
    )

    @api.depends(
        "state",
        "sequence",
        "domain",
        "company_id",
        "requester_is_approver",
        "step_ids",
        "step_ids.domain",
        "step_ids.resolver",
        "step_ids.user_ids",
        "step_ids.group_id",
        "step_ids.field_path",
        "step_ids.quorum",
        "step_ids.quorum_number",
        "step_ids.veto_user_ids",
    )
    def _compute_health(self):
        for route in self:
            found = [] if route.state == "retired" else route._bpm_health()
            levels = {finding["level"] for finding in found}
            route.health_level = "danger" if "danger" in levels else "warning" if levels else "ok"
            route.health = Markup().join(
                Markup('<div class="alert alert-%s mb-2 py-2" role="status">%s</div>')
                % (finding["level"], finding["text"])
                for finding in found
            )

    def _bpm_health(self):
        """What to look at on this route.

        :return: list of ``{"level": "danger" or "warning", "text": sentence}``, worst first
        """
        self.ensure_one()
        found = []
        if not self.model_name or self.model_name not in self.env:
            return found
        route = self.sudo()
        steps = route.step_ids.sorted("sequence")
        if not steps:
            found.append(("warning", self.env._("Nobody is asked yet: add a step.")))
        requesters = route._possible_requesters()
        for step in steps:
            found += step._never_applies() or []
            found += step._finds_nobody(requesters) or []
            found += step._asks_only_oneself(requesters) or []
            found += step._asks_too_few() or []
            found += step._veto_of_others() or []
        found += route._health_of_order()
        found += route._health_of_money()
        found += route._discount_nobody_sees()
        found.sort(key=lambda finding: finding[0] != "danger")
        return [{"level": level, "text": text} for level, text in found]

    def _possible_requesters(self):
        """The people who may come to ask for an approval on this route."""
        group = (
            "sales_team.group_sale_salesman"
            if self.model_name == "sale.order"
            else "base.group_user"
        )
        domain = [("share", "=", False), ("all_group_ids", "in", self.env.ref(group).ids)]
        if self.company_id:
            domain.append(("company_ids", "in", self.company_id.ids))
        return self.env["res.users"].search(domain)

    def _discount_nobody_sees(self):
        """A rule on discounts while Odoo's discount column is switched off for everyone."""
        domains = [self.domain, *self.step_ids.mapped("domain")]
        fields_used = {
            condition.field_expr.split(".")[-1]
            for text in domains
            for condition in parse_domain(text).iter_conditions()
        }
        group = self.env.ref("sale.group_discount_per_so_line", raise_if_not_found=False)
        if not group or group.all_user_ids or not fields_used & set(DISCOUNT_FIELDS):
            return []
        return [
            (
                "warning",
                self.env._(
                    "Nobody can see discounts: Odoo's discount column is switched off, so prices "
                    "are changed by hand instead. The rule still measures them against the price "
                    "list. To show the column, switch on Discounts in the settings of Sales."
                ),
            )
        ]
