"""Dates of contracts that are still to come, or past and not settled, as rows for a calendar; and
papers of counterparties and deals that expire."""

from odoo import api, fields, models
from odoo.tools import SQL

from .contract_notice import WHAT, line_names
from .dossier_dated import EXPIRING

KINDS = 10  # room for kinds of dates in a row's number
# Of an authority or a paper, whose or which it is says less than that it ends.
NAMED = ("obligation", "instalment")


class BpmContractDate(models.Model):
    _name = "bpm.contract.date"
    _description = "Date from a contract"
    _auto = False
    _order = "date, id"
    _depends = {
        "bpm.contract": [
            "state", "active", "user_id", "curator_id", "date_until", "notice_date", "notice_given",
            "prolongation", "prolonged_times", "prolong_limit", "original_due", "original_returned",
            "original_sent_by",
        ],
        "bpm.contract.obligation": ["due", "done", "user_id", "contract_id"],
        "bpm.contract.instalment": ["due", "paid_by_hand", "move_id", "contract_id"],
        "bpm.contract.party": ["authority", "authority_until", "signed_at", "contract_id"],
        "account.move": ["payment_state"],
        "sale.order": ["state", "invoice_status", "user_id"],
        "res.partner": ["active", "user_id"],
        "res.users": ["active"],
        "bpm.dossier": ["res_model", "res_id"],
        "bpm.dossier.paper": ["dossier_id", "valid_until", "state", "user_id", "document_id"],
    }  # fmt: skip

    contract_id = fields.Many2one("bpm.contract", readonly=True)
    dossier_id = fields.Many2one("bpm.dossier", "Papers of", readonly=True)
    partner_id = fields.Many2one("res.partner", "Counterparty", compute="_compute_partner_id")
    what = fields.Selection(WHAT, readonly=True)
    line_id = fields.Integer("Number of the line", readonly=True)
    date = fields.Date(readonly=True)
    user_id = fields.Many2one("res.users", "For", readonly=True)

    @property
    def _table_query(self):
        """Each kind of date by its statement; numbers that stay the same from query to query."""
        of_contracts = [
            SQL(
                """SELECT (CASE d.line_id WHEN 0 THEN d.contract_id ELSE d.line_id END) * %s + %s
                              AS id,
                          d.contract_id, NULL::int AS dossier_id, %s AS what, d.line_id, d.date,
                          d.user_id
                     FROM (%s) AS d""",
                KINDS,
                number,
                what,
                query,
            )
            for number, (what, query) in enumerate(self.env["bpm.contract"]._dated().items())
        ]
        # In the last number of ten: a paper is in one dossier, so none of them meets another.
        of_dossiers = SQL(
            """SELECT d.line_id * %s + %s AS id, NULL::int AS contract_id, d.dossier_id,
                      'paper' AS what, d.line_id, d.date, d.user_id
                 FROM (%s) AS d""",
            KINDS,
            KINDS - 1,
            EXPIRING,
        )
        return SQL(" UNION ALL ").join([*of_contracts, of_dossiers])

    @api.depends("contract_id", "dossier_id")
    def _compute_partner_id(self):
        for one in self:
            one.partner_id = one.contract_id.partner_id or one.sudo().dossier_id.partner_id

    @api.depends("contract_id", "dossier_id", "what", "line_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Whom it concerns and what it is, short enough for a day of a calendar."""
        words = dict(self._fields["what"]._description_selection(self.env))
        names = line_names(self, NAMED) | line_names(self.filtered("dossier_id"), ("paper",))
        for one in self:
            what = names.get((one.what, one.line_id)) or words.get(one.what, "")
            contract, dossier = one.contract_id, one.sudo().dossier_id
            about = contract.partner_id.name or contract.number or contract.name or dossier.name
            one.display_name = f"{about}: {what}" if about else what

    def action_open_contract(self):
        """Open the contract this date comes from, or the papers."""
        self.ensure_one()
        return (
            self.contract_id._form() if self.contract_id else self.dossier_id._get_records_action()
        )
