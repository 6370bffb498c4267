"""Asking for the approval of a contract: its state follows its request, in one transaction."""

from odoo import api, fields, models
from odoo.tools import format_amount, format_date


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    bpm_can_request = fields.Boolean(compute="_compute_bpm_turn")
    bpm_can_sign = fields.Boolean(compute="_compute_bpm_turn")
    bpm_my_turn = fields.Boolean("Waits for me", compute="_compute_bpm_turn")
    bpm_can_withdraw = fields.Boolean(compute="_compute_bpm_turn")

    def _bpm_computed_names(self):
        names = ("bpm_can_request", "bpm_can_sign", "bpm_my_turn", "bpm_can_withdraw")
        return [*super()._bpm_computed_names(), *names]

    # === THE STATE FOLLOWS THE REQUEST === #

    def _bpm_submit(self, guard, comment, urgent):
        """Override: what somebody is asked about has its number, and is in approval then."""
        self._must_be(("draft",), self.env._("sent for approval"))
        self._give_number()
        self.flush_recordset()
        return super()._bpm_submit(guard, comment, urgent)

    def _bpm_follow(self, state):
        self._go(state, None)

    # === WHAT A REQUEST TAKES DOWN === #

    def _bpm_amounts(self):
        result, today = {}, fields.Date.context_today(self)
        for contract in self:
            company, currency = contract.company_id, contract.currency_id
            rate = currency._convert(1.0, company.currency_id, company, today, round=False)
            result[contract.id] = {
                "amount": contract.amount,
                "currency_id": currency.id,
                "company_amount": company.currency_id.round(contract.amount * rate),
                "company_currency_id": company.currency_id.id,
                "rate": rate,
            }
        return result

    def _bpm_facts(self):
        """What an approver reads without opening the contract: [[label, value]]."""
        return {contract.id: contract._facts_of_one() for contract in self}

    def _facts_of_one(self):
        """For colleagues: what is agreed, and what to look at."""
        findings = [text for _how, text in self._sign_findings()[self.id]]
        facts = [
            [self.env._("Kind"), self.type_id.name],
            [self.env._("Subject"), self.name or ""],
            *self._agreed_facts(),
            *([self.env._("Disagreement"), point.clause] for point in self.disagreement_ids),
            *([self.env._("To be looked at"), text] for text in findings),
        ]
        return [fact for fact in facts if fact[1]]

    def _agreed_facts(self):
        """What both sides may read of it: [[label, value]]."""
        until = self.env._("without end") if self.open_ended else self._day(self.date_end)
        facts = [
            [self.env._("Amends"), self.parent_id.display_name if self.parent_id else ""],
            [
                self.env._("Amount"),
                format_amount(self.env, self.amount, self.currency_id) if self.amount else "",
            ],
            *([self.env._("Party"), party._fact()] for party in self.party_ids),
            [self.env._("Term"), f"{self._day(self.date_start)} – {until}"],
            [self.env._("At the end"), self._end_in_words()],
            [self.env._("Payment terms"), self.payment_term_id.name or self.payment_note or ""],
            *self._attribute_facts(),
        ]
        return [fact for fact in facts if fact[1]]

    def _day(self, day):
        return format_date(self.env, day) if day else "…"

    def _end_in_words(self):
        words = dict(self._fields["prolongation"]._description_selection(self.env))
        return words[self.prolongation]

    def _bpm_is_still_as_approved(self):
        """Override: while it is out for signature."""
        return self.state == "signing"

    # === WHAT THE SCREEN OFFERS === #

    @api.depends("state", "bpm_approval_state")
    @api.depends_context("uid")
    def _compute_bpm_turn(self):
        mine, withdrawable = self._bpm_open_places()
        for contract in self:
            key, waits = contract._origin.id, contract.bpm_approval_state
            draft = contract.state == "draft" and bool(key)
            contract.bpm_can_request = draft and waits in ("required", "rejected")
            contract.bpm_can_sign = contract.state == "approved" or (draft and waits == "none")
            contract.bpm_my_turn = key in mine
            contract.bpm_can_withdraw = key in withdrawable

    def _bpm_open_places(self):
        """({contracts that wait for me}, {contracts whose request is mine}); two queries."""
        if not self._bpm_requires_control():
            return set(), set()
        about = [("res_model", "=", self._name), ("res_id", "in", self._origin.ids)]
        places = (
            self.env["bpm.approval.slot"]
            .sudo()
            .search_fetch(
                [*about, ("state", "=", "pending"), ("approver_id", "=", self.env.uid)], ["res_id"]
            )
        )
        requests = self.env["bpm.approval.request"].sudo().search_fetch(
            [*about, ("state", "=", "open"), "|", ("requester_id", "=", self.env.uid),
             ("responsible_id", "=", self.env.uid)],
            ["res_id"],
        )  # fmt: skip
        return set(places.mapped("res_id")), set(requests.mapped("res_id"))


class BpmContractParty(models.Model):
    _inherit = "bpm.contract.party"

    def _fact(self):
        """This party in one line: name, side, who signs and by what right."""
        words = dict(self._fields["authority"]._description_selection(self.env))
        right = " ".join(filter(None, [words.get(self.authority), self.authority_number]))
        if self.authority_until:
            right = self.env._(
                "%(paper)s, valid until %(day)s",
                paper=right,
                day=format_date(self.env, self.authority_until),
            )
        signs = ", ".join(filter(None, [self.signatory_function, self.signatory_id.name]))
        return " – ".join(filter(None, [self.display_name, signs, signs and right]))
