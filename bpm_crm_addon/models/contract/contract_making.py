"""Contracts made from what is there already: a quotation, an opportunity."""

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...engine.payment_share import shares


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    @api.model
    def _usual_kind(self, partner, company):
        """The kind the last contract with this counterparty had, else the first kind there is."""
        last = self.sudo().search(
            [("partner_id", "=", partner.id), ("company_id", "=", company.id)], limit=1
        )
        kind = last.type_id or self.env["bpm.contract.type"].search(
            [("company_id", "in", (False, company.id))], limit=1
        )
        if not kind:
            raise UserError(
                self.env._(
                    "There is no kind of contract yet. A contract manager makes one: Workdesk ▸ "
                    "Configuration ▸ Contracts & Papers ▸ Kinds of Contracts."
                )
            )
        return kind

    @api.model
    def _from_order(self, order):
        """A draft contract with what a quotation says: parties, sum, terms, schedule, term."""
        party, company = order.partner_id.commercial_partner_id, order.company_id
        kind = self._usual_kind(party, company)
        start = order.commitment_date or order.date_order
        start = start.date() if start else company._bpm_today()
        months = kind.term_months
        values = {
            "type_id": kind.id,
            "partner_id": party.id,
            "name": self._subject_of(order),
            "company_id": company.id,
            "user_id": order.user_id.id or self.env.uid,
            "currency_id": order.currency_id.id,
            "amount": order.amount_total,
            "tax_amount": order.amount_tax,
            "payment_term_id": order.payment_term_id.id,
            "date": company._bpm_today(),
            "date_start": start,
            "date_end": start + relativedelta(months=months, days=-1) if months else False,
            "instalment_ids": self._schedule_of(order, start),
        }
        return self.create(values)

    @api.model
    def _subject_of(self, order):
        """The goods of a quotation in one line, the largest first."""
        lines = order.order_line.filtered(lambda line: not line.display_type and line.product_id)
        names = lines.sorted("price_total", reverse=True).product_id.mapped("name")
        return ", ".join(list(dict.fromkeys(names))[:3]) or order.name

    @api.model
    def _schedule_of(self, order, start):
        """The instalments by the payment terms, counted from the beginning of the contract."""
        terms = order.payment_term_id
        if not terms or not order.amount_total:
            return []
        parts = shares(
            order.amount_total,
            [(line.value, line.value_amount) for line in terms.line_ids],
            order.currency_id.rounding,
        )
        return [
            Command.create(
                {
                    "name": self.env._("Instalment %s", number),
                    "due": line._get_due_date(start),
                    "amount": part,
                }
            )
            for number, (line, part) in enumerate(zip(terms.line_ids, parts, strict=True), 1)
        ]


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_bpm_make_contract(self):
        """Make a contract of this opportunity: of its newest quotation when it has one."""
        self.ensure_one()
        self.check_access("write")
        order = self.order_ids.filtered(lambda one: one.state != "cancel").sorted("id")[-1:]
        if order:
            return order.action_bpm_make_contract()
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "“%s” has no customer yet. Choose one on the opportunity, then make the "
                    "contract.",
                    self.name,
                )
            )
        party, company = self.partner_id.commercial_partner_id, self.company_id or self.env.company
        contracts = self.env["bpm.contract"]
        kind = contracts._usual_kind(party, company)
        today = company._bpm_today()
        contract = contracts.create(
            {
                "type_id": kind.id,
                "partner_id": party.id,
                "name": self.name,
                "company_id": company.id,
                "user_id": self.user_id.id or self.env.uid,
                "amount": self.expected_revenue,
                "date": today,
                "date_start": today,
                "date_end": today + relativedelta(months=kind.term_months, days=-1)
                if kind.term_months
                else False,
            }
        )
        self._message_log(body=contract._get_html_link())
        return contract._form()
