"""Telling the other side of an instalment that is due soon: through the outbox, where outreach is
on, we are the ones who are paid, and no invoice speaks for itself yet."""

from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_amount, format_date

from ..outreach.res_company import CAPABILITY


class BpmContractNotice(models.Model):
    _inherit = "bpm.contract.notice"

    def _tell_outside(self):
        """Override: put a message per instalment into the outbox. The key is the instalment and
        its day, so that nothing is said twice; before its hand-over it is asked once more."""
        super()._tell_outside()
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        lines = self.env["bpm.contract.instalment"].browse(
            self.filtered(lambda one: one.what == "instalment" and one.lead > 0).mapped("line_id")
        )
        lines = lines.exists().filtered(
            lambda line: line.contract_id.type_id.direction == "sale" and not line.move_id
        )
        self.env["bpm.message"].sudo()._enqueue([line._told_outside() for line in lines])


class BpmContractInstalment(models.Model):
    _inherit = "bpm.contract.instalment"

    def _told_outside(self):
        """The message to the counterparty, in its language."""
        contract, partner = self.contract_id, self.contract_id.partner_id
        speaking = self.with_context(lang=partner.lang or contract.company_id.partner_id.lang)
        words = {
            "amount": format_amount(speaking.env, self.amount, self.currency_id),
            "day": format_date(speaking.env, self.due),
            "contract": contract.number or contract.name or "",
            "company": contract.company_id.name,
        }
        said = (
            speaking.env._("Good day!"),
            speaking.env._(
                "Under our contract %(contract)s an instalment of %(amount)s is due on %(day)s.",
                **words,
            ),
            words["company"],
        )
        body = Markup("").join(Markup("<p>%s</p>") % line for line in said)
        return {
            "purpose": "contract_notice",
            "partner_id": partner.id,
            "channel": "email",
            "occurrence": f"instalment-{self.id}-{self.due}",
            "subject": speaking.env._("Instalment due on %(day)s, contract %(contract)s", **words),
            "body": body,
            "company_id": contract.company_id.id,
            "res_model": self._name,
            "res_id": self.id,
        }

    @api.private
    def _bpm_still_wanted(self, messages):
        """{message id: None, or a sentence why it is not wanted any more}."""
        lines = {line.id: line for line in self.exists().sudo()}
        gone = self.env._("The instalment was taken out of the contract.")
        return {
            message.id: lines[message.res_id]._why_unwanted() if message.res_id in lines else gone
            for message in messages
        }

    def _why_unwanted(self):
        if self.state == "paid":
            return self.env._("Paid since.")
        if self.contract_id.state not in ("active", "suspended"):
            return self.env._("The contract is no longer in force.")
        return None
