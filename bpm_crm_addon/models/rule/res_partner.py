"""What accounting knows, on the counterparty itself: for lists, filters, conditions and rules.

Figures are those of the whole firm, of the current company, in its currency. What a person reads
is of this moment: rows whose figures changed since, or that are of another day, are computed when
read. What is searched, grouped and sorted by is at most some minutes old. Nothing is stored on the
counterparty. Sums and days are for those who may see sums, words for those who may see a portrait.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from .figure_names import RANKS, SUMS
from .metric import ABC, GROUPS, PAYS, TREND, XYZ
from .metric_cron import FILLED
from .res_partner_search import search_by


def figure(field, string, name, **options):
    """A field that shows a column of the figures."""
    return field(string=string, compute="_compute_bpm_figures", search=search_by(name), **options)


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_receivable = figure(fields.Monetary, "Owes", "bpm_receivable")
    bpm_overdue = figure(fields.Monetary, "Overdue", "bpm_overdue")
    bpm_is_overdue = figure(fields.Boolean, "Late with a payment", "bpm_is_overdue")
    bpm_overdue_1 = figure(fields.Monetary, "Overdue 1–30 days", "bpm_overdue_1")
    bpm_overdue_31 = figure(fields.Monetary, "Overdue 31–60 days", "bpm_overdue_31")
    bpm_overdue_61 = figure(fields.Monetary, "Overdue 61–90 days", "bpm_overdue_61")
    bpm_overdue_91 = figure(fields.Monetary, "Overdue over 90 days", "bpm_overdue_91")
    bpm_longest_overdue = figure(
        fields.Integer, "Days of the longest overdue", "bpm_longest_overdue", aggregator="max"
    )
    bpm_days_late = figure(
        fields.Float, "Days late", "bpm_days_late", aggregator="avg", digits=(16, 1)
    )
    bpm_days_to_pay = figure(
        fields.Float, "Days to pay", "bpm_days_to_pay", aggregator="avg", digits=(16, 1)
    )
    bpm_on_time = figure(fields.Float, "Payments in time", "bpm_on_time", aggregator="avg")
    bpm_on_time_amount = figure(
        fields.Float, "Payments in time, by amount", "bpm_on_time_amount", aggregator="avg"
    )
    bpm_pays = figure(fields.Selection, "Pays", "bpm_pays", selection=PAYS)
    bpm_pays_trend = figure(fields.Selection, "How it changes", "bpm_pays_trend", selection=TREND)
    bpm_turnover_month = figure(fields.Monetary, "Turnover this month", "bpm_turnover_month")
    bpm_turnover_month_last = figure(
        fields.Monetary, "Turnover last month", "bpm_turnover_month_last"
    )
    bpm_turnover_quarter = figure(fields.Monetary, "Turnover this quarter", "bpm_turnover_quarter")
    bpm_turnover_quarter_last = figure(
        fields.Monetary, "Turnover last quarter", "bpm_turnover_quarter_last"
    )
    bpm_turnover_year = figure(fields.Monetary, "Turnover in 12 months", "bpm_turnover_year")
    bpm_purchases = figure(fields.Integer, "Purchases in 2 years", "bpm_purchases")
    bpm_interval = figure(
        fields.Float, "Buys every … days", "bpm_interval", aggregator="avg", digits=(16, 1)
    )
    bpm_last_purchase = figure(fields.Date, "Last purchase", "bpm_last_purchase")
    bpm_recency = figure(
        fields.Integer, "Days since last purchase", "bpm_recency", aggregator="avg"
    )
    bpm_next_purchase = figure(fields.Date, "Next purchase expected", "bpm_next_purchase")
    bpm_rfm_group = figure(fields.Selection, "Buyer group", "bpm_rfm_group", selection=GROUPS)
    bpm_abc = figure(fields.Selection, "ABC class", "bpm_abc", selection=ABC)
    bpm_xyz = figure(fields.Selection, "XYZ class", "bpm_xyz", selection=XYZ)
    bpm_purchase_ids = fields.One2many(
        "bpm.partner.purchase", "partner_id", "Bought in 12 months", readonly=True, copy=False
    )

    @api.depends_context("company", "uid")
    def _compute_bpm_figures(self):
        """One query for any number, and one more where something changed since."""
        sums, words = self._bpm_sees_sums(), self._bpm_sees_words()
        of_firm = self.sudo()._bpm_figures() if sums or words else {}
        for partner in self:
            found = of_firm.get(partner.sudo().commercial_partner_id._origin.id, {})
            for name, column in SUMS.items():
                partner[name] = sums and found.get(column) or False
            for name, column in self._bpm_words.items():
                partner[name] = words and found.get(column) or False

    def _bpm_figures(self):
        """{firm id: {column: value}} of the firms of these counterparties, as of this moment."""
        firms, metric = self.commercial_partner_id._origin.ids, self.env["bpm.partner.metric"]
        if not firms:
            return {}
        kept = {
            row["partner_id"]: row
            for row in self.env.execute_query_dict(
                SQL(
                    """SELECT * FROM bpm_partner_metric
                        WHERE partner_id = ANY(%s) AND company_id = %s""",
                    firms,
                    self.env.company.id,
                )
            )
        }
        changed = self._bpm_changed(firms, kept)
        for firm, now in (metric._now(changed, self.env.company) if changed else {}).items():
            ranks = {name: kept[firm][name] if firm in kept else None for name in RANKS}
            kept[firm] = now | ranks
        return kept

    def _bpm_changed(self, firms, kept):
        """Those of `firms` whose kept figures are not of this moment."""
        self.env["bpm.partner.metric"]._flush_sources()
        today = self.env.company.sudo()._bpm_today()
        noted = self.env.execute_query(
            SQL(
                """SELECT DISTINCT p.commercial_partner_id
                     FROM bpm_partner_metric_stale s JOIN res_partner p ON p.id = s.partner_id
                    WHERE p.commercial_partner_id = ANY(%s)""",
                firms,
            )
        )
        old = {firm for firm, row in kept.items() if row["computed_on"] != today}
        if not self.env["ir.config_parameter"].get_param(FILLED):
            old.update(firm for firm in firms if firm not in kept)
        return sorted(old | {firm for (firm,) in noted})

    # === RIGHTS === #

    @api.model
    def _bpm_sees_sums(self):
        """Rules look as the system, whoever asks."""
        return self.env.su or self._bpm_may_see_sums()

    @api.model
    def _bpm_sees_words(self):
        return self.env.su or self._bpm_may_see_portrait()

    # === ON THE CARD === #

    def _bpm_portrait_terms(self):
        """Override of `partner` to say how much of the turnover this is."""
        terms = super()._bpm_portrait_terms()
        if self.bpm_abc:
            grades = dict(self._fields["bpm_abc"]._description_selection(self.env))
            terms.append(self.env._("ABC class %s", grades[self.bpm_abc]))
        return terms

    # === THE BUTTON === #

    def action_bpm_overdue(self):
        """The overdue lines behind the button."""
        return self.bpm_portrait_open("overdue")
