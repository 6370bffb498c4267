"""What is looked at before a contract goes out to be signed: authority, signatories, papers."""

from odoo import fields, models
from odoo.tools import format_date

from ..audit.refusal import Refusal


class NotReadyToSign(Refusal):
    """Something of a contract has to be put right before anybody signs it."""


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    sign_warning = fields.Char(compute="_compute_sign_warning")

    def _compute_sign_warning(self):
        """What stands against signing, in one line on the form, until both have signed."""
        waiting = self.filtered(
            lambda one: one.state in ("draft", "approval", "approved", "signing") and one._origin
        )
        (self - waiting).sign_warning = False
        found = waiting._origin._sign_findings()
        for contract in waiting:
            told = [text for _how, text in found.get(contract._origin.id, ())]
            contract.sign_warning = " ".join(told) or False

    def _sign_findings(self):
        """{id: [("warn" or "block", sentence)]}. Other files add theirs, calling super first."""
        result = {contract.id: [] for contract in self}
        today = fields.Date.context_today(self)
        for contract in self:
            how = contract.type_id.authority_behaviour
            for party in contract.party_ids if how != "none" else ():
                if sentence := party._authority_finding(today):
                    result[contract.id].append((how, sentence))
        return result

    def _refuse_unready(self):
        """Raise what blocks; note on the contract what only warns."""
        found = self._sign_findings()
        blocking = [text for told in found.values() for how, text in told if how == "block"]
        if blocking:
            raise NotReadyToSign("\n".join(blocking))
        for contract in self.filtered(lambda one: found[one.id]):
            contract._message_log(
                body=self.env._(
                    "Sent for signature although: %s",
                    " ".join(text for _how, text in found[contract.id]),
                ),
                author_id=self.env.user.partner_id.id,
            )


class BpmContractParty(models.Model):
    _inherit = "bpm.contract.party"

    authority_warning = fields.Char(compute="_compute_authority_warning")

    def _compute_authority_warning(self):
        today = fields.Date.context_today(self)
        for party in self:
            party.authority_warning = (
                not party.signed_at and party._authority_finding(today) or False
            )

    def _authority_finding(self, today):
        """What is wrong with the right of this party's signatory on a day; None when nothing."""
        if self.authority == "attorney":
            words = {
                "person": self.signatory_id.name or self.partner_id.name,
                "number": self.authority_number or "…",
            }
            if self.authority_until and self.authority_until < today:
                return self.env._(
                    "The power of attorney %(number)s of %(person)s ended on %(day)s. Ask for a "
                    "new one, or name another signatory.",
                    day=format_date(self.env, self.authority_until),
                    **words,
                )
            if self.authority_from and self.authority_from > today:
                return self.env._(
                    "The power of attorney %(number)s of %(person)s begins only on %(day)s. Wait "
                    "for it, or name another signatory.",
                    day=format_date(self.env, self.authority_from),
                    **words,
                )
        return None
