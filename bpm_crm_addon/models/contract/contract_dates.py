"""How long a contract holds, and by when somebody has to say that it shall not go on."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.contract_term import notice_day


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    date_until = fields.Date(
        "Holds until", compute="_compute_date_until", store=True, index="btree_not_null",
        help="With its prolongations and amendments.",
    )  # fmt: skip
    notice_date = fields.Date(
        "Notice by", compute="_compute_notice_date", store=True, index="btree_not_null",
        help="Until then somebody can say that it shall not go on by itself.",
    )  # fmt: skip

    @api.depends(
        "date_end", "open_ended", "prolonged_to", "amendment_ids.date_end", "amendment_ids.state",
        "amendment_ids.date_start",
    )  # fmt: skip
    def _compute_date_until(self):
        for contract in self:
            terms = contract._amended("date_end")
            end = terms or contract.date_end
            if end and contract.prolonged_to and contract.prolonged_to > end:
                end = contract.prolonged_to
            contract.date_until = False if contract.open_ended else end

    @api.depends("date_until", "notice_days", "prolongation", "notice_given")
    def _compute_notice_date(self):
        for contract in self:
            waits = contract.prolongation in ("auto", "counter") and not contract.notice_given
            contract.notice_date = (
                notice_day(contract.date_until, contract.notice_days) if waits else False
            )

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for contract in self:
            if (
                contract.date_start
                and contract.date_end
                and contract.date_end < contract.date_start
            ):
                raise ValidationError(
                    self.env._(
                        "“%s” would end before it begins. Correct one of the dates.",
                        contract.display_name,
                    )
                )
