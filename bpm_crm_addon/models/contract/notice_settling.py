"""A reminder leaves the desk the moment its reason is gone, not only at the next run."""

from odoo import models

CONTRACT = frozenset(
    {
        *("state", "prolonged_to", "notice_given", "original_returned", "original_sent"),
        *("original_due", "date_end", "active", "notice_days", "prolongation"),
    }
)


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def write(self, vals):
        result = super().write(vals)
        if CONTRACT & vals.keys():
            self._settle_notices()
        return result

    def _put(self, vals):
        result = super()._put(vals)
        if CONTRACT & vals.keys():
            self._settle_notices()
        return result

    def _settle_notices(self):
        """Close the reminders that are no longer true; costs one query where there are none."""
        notices = self.env["bpm.contract.notice"].sudo()
        told = notices.search([("contract_id", "in", self.ids), ("state", "!=", "settled")])
        if told:
            notices._settle(told)


class BpmContractObligation(models.Model):
    _inherit = "bpm.contract.obligation"

    def write(self, vals):
        result = super().write(vals)
        if {"done", "due"} & vals.keys():
            self.contract_id._settle_notices()
        return result


class BpmContractInstalment(models.Model):
    _inherit = "bpm.contract.instalment"

    def write(self, vals):
        result = super().write(vals)
        if {"paid_by_hand", "due", "move_id"} & vals.keys():
            self.contract_id._settle_notices()
        return result


class BpmContractParty(models.Model):
    _inherit = "bpm.contract.party"

    def write(self, vals):
        result = super().write(vals)
        if {"authority_until", "authority"} & vals.keys():
            self.contract_id._settle_notices()
        return result
