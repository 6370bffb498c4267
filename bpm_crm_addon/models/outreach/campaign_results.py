"""What came of a campaign: who got it, who answered, who bought, and who would have bought anyway.

What counts as a purchase: campaign_bought.py. Who answered is noted when the answer comes
(message_answer.py).
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_amount

from ...engine.control_group import share

FIGURES = (
    *("members", "control", "queued", "sent", "other", "not_sent"),
    *("arrived", "opened", "clicked", "replied", "bought", "control_bought"),
)
BESIDES = ("sent_firms", "control_firms", "amount", "cost")
LOOKED_AT = 120  # days after which the results of a campaign stay as they are
COUNTS = """
SELECT m.campaign_id, count(*) AS members,
       count(*) FILTER (WHERE m.outcome = 'control') AS control,
       count(*) FILTER (WHERE m.outcome = 'queued') AS queued,
       count(*) FILTER (WHERE m.outcome = 'sent') AS sent,
       count(*) FILTER (WHERE m.outcome = 'other') AS other,
       count(*) FILTER (WHERE m.outcome = 'not_sent') AS not_sent,
       count(*) FILTER (WHERE s.state = 'delivered'
                           OR (s.state = 'sent' AND s.channel = 'email')) AS arrived,
       count(m.opened_at) AS opened, count(m.clicked_at) AS clicked,
       count(m.replied_at) AS replied,
       count(DISTINCT p.firm) FILTER (WHERE m.outcome = 'sent') AS sent_firms,
       count(DISTINCT p.firm) FILTER (WHERE m.outcome = 'control') AS control_firms,
       count(DISTINCT p.firm) FILTER (WHERE m.outcome = 'sent' AND m.bought_at IS NOT NULL)
         AS bought,
       count(DISTINCT p.firm) FILTER (WHERE m.outcome = 'control' AND m.bought_at IS NOT NULL)
         AS control_bought,
       coalesce(sum(m.bought_amount) FILTER (WHERE m.outcome = 'sent'), 0) AS amount,
       (SELECT coalesce(sum(cost), 0) FROM bpm_message
         WHERE campaign_id = m.campaign_id) AS cost
  FROM bpm_campaign_member m LEFT JOIN bpm_message s ON s.id = m.message_id
  JOIN (SELECT id, coalesce(commercial_partner_id, id) AS firm FROM res_partner) p
    ON p.id = m.partner_id
 WHERE m.campaign_id = ANY(%s)
 GROUP BY m.campaign_id
"""


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    count_members = fields.Integer("People", compute="_compute_results")
    count_control = fields.Integer("In the control group", compute="_compute_results")
    count_queued = fields.Integer("In the outbox", compute="_compute_results")
    count_sent = fields.Integer("Sent", compute="_compute_results")
    count_other = fields.Integer("Said by other departments", compute="_compute_results")
    count_not_sent = fields.Integer("Not sent", compute="_compute_results")
    count_arrived = fields.Integer(
        "Arrived",
        compute="_compute_results",
        help="A text counts when the gateway says so, an e-mail as long as it does not come back.",
    )
    count_opened = fields.Integer("Opened", compute="_compute_results")
    count_clicked = fields.Integer("Clicked", compute="_compute_results")
    count_replied = fields.Integer("Answered", compute="_compute_results")
    count_bought = fields.Integer(
        "Bought since", compute="_compute_results", help="A firm counts once."
    )
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
            row = rows.get(campaign._origin.id) or dict.fromkeys((*FIGURES, *BESIDES), 0)
            for name in FIGURES:
                campaign[f"count_{name}"] = row[name]
            campaign.result_told = campaign._effect_told(row)
            currency = campaign.company_id.currency_id
            campaign.cost_told = format_amount(self.env, row["cost"], currency)

    def _effect_told(self, row):
        """“12.5 % bought, for 3,400.00 $; of the control group 4.0 %.” Shares are of firms: two
        contacts of a firm buy once."""
        got = share(row["bought"], row["sent_firms"])
        if got is None:
            return False
        if not row["bought"] and not row["control_bought"]:
            return self.env._("Nobody has bought since")
        told = self.env._(
            "%(share)s %% bought since, for %(sum)s",
            share=got,
            sum=format_amount(self.env, row["amount"], self.company_id.currency_id),
        )
        others = share(row["control_bought"], row["control_firms"])
        if others is None:
            return told
        return f"{told}; " + self.env._("of the control group %s %%", others)

    # === REFRESHING === #

    def _refresh_results(self):
        """Look at purchases anew; one statement for any number of campaigns."""
        if not self:
            return
        self._look_at_purchases()
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
