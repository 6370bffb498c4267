"""What came of a campaign: who got it, who answered, who bought, and who would have bought anyway.

Purchases are confirmed orders of the firm, so many days after its message; the control group is
looked at for as long from the beginning of the campaign.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_amount

from ...engine.control_group import share

FIGURES = (
    *("members", "control", "queued", "sent", "other", "not_sent"),
    *("arrived", "opened", "clicked", "replied", "bought", "control_bought"),
)
LOOKED_AT = 120  # days after which the results of a campaign stay as they are
COUNTS = """
SELECT m.campaign_id, count(*) AS members,
       count(*) FILTER (WHERE m.outcome = 'control') AS control,
       count(*) FILTER (WHERE m.outcome = 'queued') AS queued,
       count(*) FILTER (WHERE m.outcome = 'sent') AS sent,
       count(*) FILTER (WHERE m.outcome = 'other') AS other,
       count(*) FILTER (WHERE m.outcome = 'not_sent') AS not_sent,
       count(*) FILTER (WHERE s.state = 'delivered') AS arrived,
       count(m.opened_at) AS opened, count(m.clicked_at) AS clicked,
       count(m.replied_at) AS replied,
       count(m.bought_at) FILTER (WHERE m.outcome = 'sent') AS bought,
       count(m.bought_at) FILTER (WHERE m.outcome = 'control') AS control_bought,
       coalesce(sum(m.bought_amount) FILTER (WHERE m.outcome = 'sent'), 0) AS amount,
       (SELECT coalesce(sum(cost), 0) FROM bpm_message
         WHERE campaign_id = m.campaign_id) AS cost
  FROM bpm_campaign_member m LEFT JOIN bpm_message s ON s.id = m.message_id
 WHERE m.campaign_id = ANY(%s)
 GROUP BY m.campaign_id
"""
BOUGHT = """
UPDATE bpm_campaign_member m SET bought_at = b.first, bought_amount = b.amount
  FROM (SELECT m.id, min(o.date_order) AS first,
               round(sum(o.amount_untaxed / coalesce(nullif(o.currency_rate, 0), 1))::numeric, 2)
                 AS amount
          FROM bpm_campaign_member m
          JOIN bpm_campaign c ON c.id = m.campaign_id
          JOIN res_partner p ON p.id = m.partner_id
          LEFT JOIN res_partner q ON q.commercial_partner_id = p.commercial_partner_id
          LEFT JOIN sale_order o ON o.partner_id = q.id AND o.company_id = c.company_id
           AND o.state = 'sale' AND o.date_order >= coalesce(m.sent_at, c.started_at)
           AND o.date_order < coalesce(m.sent_at, c.started_at)
                              + make_interval(days => c.result_days)
         WHERE m.campaign_id = ANY(%s) AND m.outcome IN ('sent', 'control')
         GROUP BY m.id) b
 WHERE b.id = m.id AND (b.first, b.amount) IS DISTINCT FROM (m.bought_at, m.bought_amount)
"""
ANSWERED = """
UPDATE bpm_campaign_member m SET replied_at = r.first
  FROM (SELECT m.id, min(a.date) AS first
          FROM bpm_campaign_member m
          JOIN mail_message a ON a.author_id = m.partner_id AND a.message_type = 'email'
           AND a.date >= m.sent_at
         WHERE m.campaign_id = ANY(%s) AND m.outcome = 'sent' AND m.replied_at IS NULL
         GROUP BY m.id) r
 WHERE r.id = m.id
"""


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    count_members = fields.Integer("People", compute="_compute_results")
    count_control = fields.Integer("In the control group", compute="_compute_results")
    count_queued = fields.Integer("In the outbox", compute="_compute_results")
    count_sent = fields.Integer("Sent", compute="_compute_results")
    count_other = fields.Integer("Said by other departments", compute="_compute_results")
    count_not_sent = fields.Integer("Not sent", compute="_compute_results")
    count_arrived = fields.Integer("Arrived", compute="_compute_results")
    count_opened = fields.Integer("Opened", compute="_compute_results")
    count_clicked = fields.Integer("Clicked", compute="_compute_results")
    count_replied = fields.Integer("Answered", compute="_compute_results")
    count_bought = fields.Integer("Bought since", compute="_compute_results")
    count_control_bought = fields.Integer("Bought in the control group", compute="_compute_results")
    result_told = fields.Char("Result", compute="_compute_results")
    cost_told = fields.Char("Cost", compute="_compute_results")
    has_pixel = fields.Boolean(related="company_id.bpm_outreach_pixel")

    def _compute_results(self):
        """All from one statement over the members."""
        self.env["bpm.campaign.member"].flush_model()
        self.env["bpm.message"].flush_model(["state", "cost"])
        self.env.cr.execute(SQL(COUNTS, self.ids))
        rows = {row["campaign_id"]: row for row in self.env.cr.dictfetchall()}
        for campaign in self:
            row = rows.get(campaign._origin.id) or dict.fromkeys((*FIGURES, "amount", "cost"), 0)
            for name in FIGURES:
                campaign[f"count_{name}"] = row[name]
            campaign.result_told = campaign._effect_told(row)
            currency = campaign.company_id.currency_id
            campaign.cost_told = format_amount(self.env, row["cost"], currency)

    def _effect_told(self, row):
        """“12.5 % bought, for 3,400.00 $; of the control group 4.0 %.”"""
        got = share(row["bought"], row["sent"])
        if got is None:
            return False
        if not row["bought"] and not row["control_bought"]:
            return self.env._("Nobody has bought since")
        told = self.env._(
            "%(share)s %% bought since, for %(sum)s",
            share=got,
            sum=format_amount(self.env, row["amount"], self.company_id.currency_id),
        )
        others = share(row["control_bought"], row["control"])
        if others is None:
            return told
        return f"{told}; " + self.env._("of the control group %s %%", others)

    # === REFRESHING === #

    def _refresh_results(self):
        """Look at orders and answers anew; two statements for any number of campaigns."""
        if not self:
            return
        for name in ("bpm.campaign.member", "sale.order", "mail.message", "res.partner"):
            self.env[name].flush_model()
        for statement in (BOUGHT, ANSWERED):
            self.env.cr.execute(SQL(statement, self.ids))
        self.env["bpm.campaign.member"].invalidate_model()
        self.invalidate_recordset()
        self._note_use()

    @api.model
    def _bpm_results_run(self):
        """Once a day, for campaigns that are young enough."""
        since = fields.Datetime.now() - timedelta(days=LOOKED_AT)
        self.sudo().search([("started_at", ">=", since)])._refresh_results()

    def action_refresh(self):
        """The results as of now."""
        self.check_access("read")
        self.sudo()._refresh_results()

    def action_open_members(self):
        """Everybody in it, with what became of them."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_campaign_member"
        )
        outcome = self.env.context.get("bpm_outcome")
        return {
            **action,
            "domain": [("campaign_id", "=", self.id)],
            "context": {f"search_default_{outcome}": 1} if outcome else {},
            "display_name": self.name,
        }
