"""What is at stake with a counterparty: what orders the Data Queue."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..audit.bulk import unnest


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _bpm_stakes(self, partner_ids=None, company_ids=None):
        """What the company has open with counterparties.

        Nothing is known of documents here; those who know answer (models/orchestration/).

        :param partner_ids: only of these firms and independent people; None: of all
        :param company_ids: only documents of these companies; None: of all
        :return: {id: `Stake`}, the sum in the current company's currency; who is missing has none
        """
        return {}


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    # Kept for the order of the queue, brought up to date every hour and soon after a new doubt.
    stake_level = fields.Integer(readonly=True, default=0)
    stake_amount = fields.Float(readonly=True, default=0.0)

    _queue_order = models.Index(
        "(answered DESC NULLS LAST, stake_level DESC, stake_amount DESC, id) WHERE state = 'open'"
    )

    def _after_raised(self):
        """Override to have new doubts put in their place soon: nobody who enters something, or asks
        for an approval, waits for the sums of all that is open."""
        super()._after_raised()
        if self:
            self.env["ir.cron"]._bpm_wake("bpm_crm_addon.ir_cron_partner_stakes")

    @api.model
    def _refresh_stakes(self, partner_ids=None):
        """Bring the order of open doubts up to date, of all or of those about some; one UPDATE."""
        only, others = partner_ids, ()
        if only is not None:
            others = self.sudo().search([("partner_id", "in", list(only))]).other_id.ids
            partner_ids = [*only, *others]
        stakes = self.env["res.partner"].sudo()._bpm_stakes(partner_ids)
        rows = [(one, stake.level, stake.amount) for one, stake in stakes.items()]
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """WITH stake (partner_id, level, amount) AS (SELECT * FROM %s AS given),
                        now (id, level, amount) AS (
                   SELECT o.id, greatest(mine.level, other.level, 0),
                          greatest(mine.amount, other.amount, 0)
                     FROM bpm_partner_finding o
                LEFT JOIN stake mine ON mine.partner_id = o.partner_id
                LEFT JOIN stake other ON other.partner_id = o.other_id
                    WHERE o.state = 'open' AND o.partner_id IS NOT NULL %s)
                   UPDATE bpm_partner_finding f
                      SET stake_level = now.level, stake_amount = now.amount
                     FROM now WHERE now.id = f.id
                      AND (f.stake_level, f.stake_amount)
                          IS DISTINCT FROM (now.level, now.amount)""",
                unnest(("int4", "int4", "float8"), rows or [(0, 0, 0.0)]),
                SQL("AND o.partner_id = ANY(%s)", list(only)) if only is not None else SQL(),
            )
        )
        self.invalidate_model(["stake_level", "stake_amount"])
