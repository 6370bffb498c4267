"""Signing: each party once, in what order and at what time of which clock; when all have signed,
the contract binds.

A signature comes by one of four ways, and all of them end in `_record_signature`: drawn on our
screen, drawn on the client's page, a scan of signed paper, or a signing service.
"""

import hmac
import secrets

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..audit.refusal import Refusal
from .contract_party import SIGNED


class SignedAlready(Refusal):
    """A party signs once."""


class NobodyToSign(Refusal):
    """A contract without another side cannot be signed."""


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def action_sign(self):
        """Send it out to be signed. Refused at once when the content is not approved.

        From here on what was agreed does not change. What blocks by the kind (a power of attorney
        that has ended, papers that are missing) refuses it, too.
        """
        self.check_access("write")
        self._refuse_alone()
        self._give_number()
        self._refuse_unready()
        self._go("signing", "contract_sent_to_sign")
        self._give_keys()
        return True

    def _refuse_alone(self):
        """A contract is between two sides at least."""
        for contract in self:
            if not contract.party_ids.filtered(lambda party: party.role == "theirs"):
                raise NobodyToSign(
                    self.env._(
                        "“%s” has nobody on the other side. Choose the counterparty first.",
                        contract.display_name,
                    )
                )

    def _give_keys(self):
        """A key for the page of each party."""
        for party in self.sudo().party_ids:
            party._put_signature({"sign_key": secrets.token_urlsafe(32)})

    def _drop_signatures(self):
        """What was signed so far, and the keys to sign with, count no more."""
        self.sudo().party_ids._put_signature(dict.fromkeys(SIGNED, False))

    def _record_signature(self, party, method, signer, signature=None, zone=None):
        """Write down that `party` has signed: the one place where that happens.

        `method`: see METHODS; `signer`: the name under the signature; `zone`: the time zone of
        whoever signed, which the time is shown in; the company's, where it is no zone. Under the
        contract's lock; the last signature makes the contract active and freezes its papers, in
        the same transaction.
        """
        self.ensure_one()
        contract = self.sudo()
        contract._bpm_clean()._bpm_lock(touch=True)
        self._must_be(("signing",), self.env._("signed"))
        party = party.sudo()
        if party.contract_id != contract:
            raise UserError(self.env._("This is no party of the contract. Open it again."))
        if party.signed_at:
            raise SignedAlready(
                self.env._(
                    "%(party)s has signed already. Nothing has to be done.",
                    party=party.partner_id.display_name,
                )
            )
        order = len(contract.party_ids.filtered("signed_at")) + 1
        party._put_signature(
            {
                "signed_at": fields.Datetime.now(),
                "signed_zone": zone
                if zone in pytz.all_timezones_set
                else contract.company_id._bpm_zone(),
                "signed_by": signer,
                "sign_method": method,
                "sign_order": order,
                "signature": signature or False,
            }
        )
        contract._journal("contract_signed_by", {"party": party.id, "how": method, "order": order})
        if all(contract.party_ids.mapped("signed_at")):
            contract._all_signed()

    def _all_signed(self):
        """Both sides are bound: the papers are frozen and the contract is in force."""
        today = self.company_id._bpm_today()
        self._freeze_papers()
        dated = {} if self.date else {"date": today}
        self._go("active", "contract_active", **dated)

    def _freeze_papers(self):
        """Papers that were signed change no more. A hook of contract_papers.py."""

    # === ON OUR SCREEN === #

    def action_open_signature(self):
        """Ask who has signed, and how."""
        self.ensure_one()
        waiting = self.party_ids.filtered(lambda party: not party.signed_at)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_contract_signature"
        )
        context = {"default_contract_id": self.id, "default_party_id": waiting[:1].id}
        return {**action, "context": context}


class BpmContractParty(models.Model):
    _inherit = "bpm.contract.party"

    def _sign_link(self):
        """The address of the page on which this party signs; nothing while it is not to sign, or
        for people who may only read the contract: whoever has it signs."""
        self.ensure_one()
        key = self.has_access("write") and self.sudo().sign_key
        return f"{self.get_base_url()}/bpm/contract/{self.id}/{key}" if key else False

    @api.model
    def _by_sign_key(self, number, key):
        """The party (as the system) whose link this is; none for a wrong or an old one."""
        party_sudo = self.sudo().browse(number).exists()
        known = party_sudo.sign_key or ""
        if not known or not hmac.compare_digest(known.encode(), (key or "").encode()):
            return self.browse()
        return (
            party_sudo if party_sudo.contract_id.state in ("signing", "active") else self.browse()
        )

    # === SIGNING SERVICES === #

    @api.model
    def _bpm_sign_providers(self):
        """{code: name} of signing services. A hook: an addon for a service adds its own here,
        sends papers from `_bpm_sign_send`, and has the service answer at /bpm/contract/signed."""
        return {}

    def _bpm_sign_send(self, provider):
        """Hand the contract's text to a service for these parties to sign. A hook."""
        raise UserError(
            self.env._("There is no signing service %s here. Sign on paper or on screen.", provider)
        )

    @api.model
    def _sign_secret(self, provider):
        """The secret shared with a service; nothing for a service nobody has set up."""
        if provider not in self._bpm_sign_providers():
            return None
        key = f"bpm_crm_addon.sign_secret_{provider}"
        return self.env["ir.config_parameter"].sudo().get_param(key)
