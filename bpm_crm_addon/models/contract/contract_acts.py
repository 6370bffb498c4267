"""What people do with a contract in the course of its life: each act is a door of its own."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...engine.contract_term import Ending, add_months, at_the_end
from .contract import RUNNING


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    # === BEFORE IT BINDS === #

    def action_back_to_draft(self):
        """Take it back to be changed; an approval and signatures given so far end with that."""
        self.check_access("write")
        contracts = self._go("draft", "contract_reopened")
        contracts._drop_signatures()

    def action_cancel(self):
        """It came to nothing."""
        self.check_access("write")
        self._go("cancelled", "contract_cancelled")

    # === WHILE IT BINDS === #

    def action_suspend(self):
        """Nothing is delivered or paid for a while."""
        self.check_access("write")
        self._go("suspended", "contract_suspended")

    def action_resume(self):
        """It goes on after a break."""
        self.check_access("write")
        self._must_be(("suspended",), self.env._("resumed"))
        self._go("active", "contract_resumed")

    def action_fulfil(self):
        """Both sides did what they owed."""
        self.check_access("write")
        self._go("fulfilled", "contract_fulfilled", date_closed=fields.Date.context_today(self))

    def action_terminate(self, reason=None, day=None):
        """End it before its time.

        :param str reason: why, in words; asked for by a dialog when it is missing
        :param day: from when it no longer holds; today when empty
        """
        self.check_access("write")
        self._must_be(RUNNING, self.env._("terminated"))
        reason = (reason or "").strip()
        if not reason:
            return self._ask_reason()
        values = {
            "date_closed": fields.Date.to_date(day) or fields.Date.context_today(self),
            "close_reason": reason,
        }
        self._go("terminated", "contract_terminated", **values)
        return True

    def _ask_reason(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_contract_close"
        )
        return {**action, "context": {"default_contract_ids": self.ids}}

    def action_prolong(self, until=None):
        """Let it hold longer, as agreed: by its own months when no date is given.

        :param until: the new last day
        """
        self.check_access("write")
        self._must_be(RUNNING, self.env._("prolonged"))
        for contract in self:
            if not contract.date_until:
                raise UserError(
                    self.env._(
                        "“%s” has no end that could be moved. Nothing has to be done.",
                        contract.display_name,
                    )
                )
            months = contract.prolong_months or contract.type_id.prolong_months or 12
            last = fields.Date.to_date(until) or add_months(contract.date_until, months)
            if last <= contract.date_until:
                raise UserError(
                    self.env._(
                        "“%(contract)s” holds until %(day)s already. Choose a later day.",
                        contract=contract.display_name,
                        day=contract.date_until,
                    )
                )
            contract._prolong(last, contract.prolonged_times + 1)

    def _prolong(self, until, times):
        """Write the new end, and say so in the audit trail. Notices of the old end are over."""
        self._bpm_clean()._bpm_lock()
        before = str(self.date_until)
        self._put({"prolonged_to": until, "prolonged_times": times, "notice_given": False})
        self._journal("contract_prolonged", {"old": before, "new": str(until)})

    def action_give_notice(self):
        """One side said that it shall not go on by itself."""
        self.check_access("write")
        self._must_be(RUNNING, self.env._("given notice"))
        self.write({"notice_given": fields.Date.context_today(self)})
        self._journal("contract_notice_given")

    # === BY ITSELF, ON ITS DATE === #

    def _at_their_end(self, today):
        """Prolong or end those whose last day is over on `today`, by what was agreed. A contract
        without an outcome today stays as it is, so asking twice does nothing more."""
        for contract in self.filtered("date_until"):
            outcome, facts = at_the_end(
                Ending(
                    contract.date_until,
                    contract.prolongation,
                    contract.prolong_months,
                    contract.prolonged_times,
                    contract.prolong_limit,
                    bool(contract.notice_given),
                ),
                today,
            )
            if outcome == "prolong":
                contract._prolong(*facts)
            elif outcome == "expire":
                contract._go("expired", "contract_expired", date_closed=contract.date_until)

    def _form(self):
        """The action that opens this contract."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # === SIGNED BEFORE IT CAME HERE === #

    def action_checked(self):
        """Somebody has looked at a contract that was made from a signed paper: it is in force.

        For contract managers: no route is asked, because it was signed long ago.
        """
        self.check_access("write")
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_contract_manager"):
            raise UserError(
                self.env._(
                    "Signed contracts are taken into the register by a contract manager. Ask one "
                    "to press Checked."
                )
            )
        waiting = self.filtered("to_check")
        waiting._must_be(("draft",), self.env._("taken over"))
        waiting._refuse_alone()
        waiting._give_number()
        waiting._put({"taken_over": True, "to_check": False})
        waiting._go("active", "contract_taken_over")
        waiting._freeze_papers()
