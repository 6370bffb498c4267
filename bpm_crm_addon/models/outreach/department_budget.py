"""What departments spend on messages, and what happens when a budget is used up."""

from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_amount, format_date, ormcache

from ...engine.local_time import in_universal_time, on_the_clock
from .contact_verdict import Verdict

REASON = "budget"


class BpmDepartment(models.Model):
    _inherit = "bpm.department"

    spent = fields.Float(
        string="Spent this month", compute="_compute_spent", digits=(16, 2), compute_sudo=True
    )
    is_used_up = fields.Boolean(
        string="Budget used up", compute="_compute_spent", compute_sudo=True
    )

    @api.model
    @ormcache()
    def _stopping(self):
        """The ids of departments whose budget stops; cached: asked for each message."""
        found = self.sudo().search([("budget_stops", "=", True), ("budget", ">", 0)])
        return frozenset(found.ids)

    @api.model_create_multi
    def create(self, vals_list):
        """Override to forget who stops."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Override to forget who stops, and to let go at once what a larger budget pays for."""
        result = super().write(vals)
        if vals.keys() & {"budget", "budget_stops", "active"}:
            self.env.registry.clear_cache()
            self._look_again()
        return result

    def _look_again(self):
        """What waits for money is asked about once more: perhaps there is some now."""
        waiting = self.env["bpm.message"].sudo().search(
            [
                ("state", "=", "queued"),
                ("reason", "=", REASON),
                ("department_id", "in", self.ids),
            ]
        )  # fmt: skip
        if waiting:
            waiting.write({"next_attempt_at": False})
            waiting._call_worker(len(waiting))

    def unlink(self):
        """Override to forget who stops."""
        self.env.registry.clear_cache()
        return super().unlink()

    @api.depends("budget")
    @api.depends_context("company")
    def _compute_spent(self):
        """By what gateways charged since the first of the month; messages on their way count when
        their price is known."""
        first, _next = _month(self.env.company, fields.Datetime.now())
        spent = self._spent_since(self.env.company, first)
        for department in self:
            department.spent = spent.get(department.id, 0.0)
            department.is_used_up = (
                bool(department.budget) and department.spent >= department.budget
            )

    def _spent_since(self, company, moment):
        """{department id: sum} of a company since a moment; one query. What had no clear answer
        may have to be paid for as well: it counts from when that was known."""
        self.env["bpm.message"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT department_id, sum(cost) FROM bpm_message
                    WHERE company_id = %(company)s AND department_id = ANY(%(departments)s)
                      AND (handed_over_at >= %(moment)s OR (state IN ('unknown', 'failed')
                           AND handed_over_at IS NULL AND settled_at >= %(moment)s))
                    GROUP BY department_id""",
                company=company.id,
                departments=self.ids,
                moment=moment,
            )
        )
        return dict(rows)


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.model
    def _verdicts(self, messages, now):
        """Override to let wait what would be paid from a budget that is used up. E-mails cost
        nothing and go on."""
        verdicts = super()._verdicts(messages, now)
        stopping = self.env["bpm.department"]._stopping()
        watched = messages.sudo().filtered(
            lambda one: one.department_id.id in stopping and one.channel != "email"
        )
        for company, batch in watched.grouped("company_id").items():
            first, following = _month(company, now)
            spent = batch.department_id._spent_since(company, first)
            for message in batch:
                department = message.department_id
                used_up = spent.get(department.id, 0.0) >= department.budget
                if used_up and verdicts[message.id].action in ("send", "hold"):
                    verdicts[message.id] = self._no_money(message, following)
        return verdicts

    def _no_money(self, message, following):
        """It waits for the next month, or to its end where that is too late: somebody may raise
        the budget before."""
        end = message.expires_at
        too_late = bool(end and end < following)
        until = end if too_late else following
        text = self._no_money_text(message, following, too_late)
        return Verdict(
            "wait", until, REASON, text,
            tell=lambda rules: rules._no_money_text(message, following, too_late),
        )  # fmt: skip

    def _no_money_text(self, message, following, too_late):
        department, company = message.department_id, message.company_id
        names = {
            "department": department.with_env(self.env).sudo().name,
            "sum": format_amount(self.env, department.budget, company.currency_id),
            "day": format_date(self.env, on_the_clock(following, company._bpm_zone())),
        }
        if too_late:
            return self.env._(
                "The budget of %(department)s, %(sum)s a month, is used up. %(day)s would be too "
                "late for it: it goes only if the budget is raised before.",
                **names,
            )
        return self.env._(
            "The budget of %(department)s, %(sum)s a month, is used up; it goes on %(day)s, or "
            "when the budget is raised.",
            **names,
        )


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _stop_late(self):
        """Override: what waited for money in vain says so, not that it was late."""
        poor = self.filtered(lambda one: one.reason == REASON)
        for one in poor:
            one._move("suppressed", REASON, one._reason_words())
        super(BpmMessage, self - poor)._stop_late()


def _month(company, now):
    """(begin, end) of the month on the company's clock, naive UTC."""
    zone = company._bpm_zone()
    first = on_the_clock(now, zone).date().replace(day=1)
    return tuple(
        in_universal_time(datetime.combine(day, time()), zone)
        for day in (first, first + relativedelta(months=1))
    )
