"""What the night does for the Data Queue: what has aged, who looks double, what matters today."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

PORTION = 1000
SEEN = "bpm_crm_addon.numbers_seen_upto"  # the counterparty up to which old numbers were looked at


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    @api.model
    def _cron_queue(self):
        """Bring all doubts up to date, in portions; what was interrupted goes on the next night."""
        self._age()
        self._look_for_doubles()
        self.env["ir.cron"]._commit_progress(1)
        stakes = self.env["res.partner"].sudo()._bpm_stakes()
        at_stake = sorted(stakes)
        for start in range(0, len(at_stake), PORTION):
            partners = self.env["res.partner"].browse(at_stake[start : start + PORTION]).exists()
            self._look_at_stake(partners, stakes)
            self.env["ir.cron"]._commit_progress(1)
        while self._look_at_old_numbers():
            if not self.env["ir.cron"]._commit_progress(1):
                break
        self._refresh_stakes()
        self.env["bpm.partner.quality"]._note_today()

    @api.model
    def _cron_stakes(self):
        """Between the nights: what is at stake changes with every quotation."""
        self._refresh_stakes()

    def _look_at_stake(self, partners, stakes):
        """Whom the company is about to deal with: whole requisites, and checked by somebody."""
        partners = partners.filtered("active")
        partners._bpm_look_at_all()
        offered = partners.filtered(lambda one: stakes[one.id].level > 1 and one.partner_share)
        offered._bpm_queue_up()

    def _look_at_old_numbers(self):
        """Tax numbers entered before the addon came, a portion; False when there are no more."""
        parameters = self.env["ir.config_parameter"].sudo()
        upto = int(parameters.get_param(SEEN, 0))
        partners = (
            self.env["res.partner"]
            .sudo()
            .search([("id", ">", upto), ("vat", "!=", False)], order="id", limit=PORTION)
        )
        if not partners:
            return False
        self._look_at_numbers(partners)
        parameters.set_param(SEEN, partners[-1].id)
        return True

    # === AGE === #

    @api.model
    def _age(self):
        """Checks older than the company's setting are long ago; one UPDATE."""
        company = self.env.company
        self.env["res.partner"].flush_model(["bpm_verification_state", "bpm_verified_at"])
        company.flush_model(["bpm_verified_months"])
        self.env.cr.execute(
            SQL(
                """UPDATE res_partner p SET bpm_verification_state = 'stale'
                     FROM res_company c
                    WHERE c.id = coalesce(p.company_id, %s) AND p.bpm_verified_at IS NOT NULL
                      AND p.bpm_verification_state = 'verified' AND c.bpm_verified_months > 0
                      AND p.bpm_verified_at
                          < %s::timestamp - make_interval(months => c.bpm_verified_months)""",
                company.id,
                fields.Datetime.now(),
            )
        )
        self.env["res.partner"].invalidate_model(["bpm_verification_state"])

    @api.model
    def _idle(self):
        """A domain of counterparties nobody has checked for long, and nothing is at stake."""
        return (
            Domain("parent_id", "=", False)
            & Domain("partner_share", "=", True)
            & Domain("bpm_verification_state", "=", "stale")
        )
