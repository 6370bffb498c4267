"""The life of a contract: from where it may come into each state, and the one door to all of them.

What follows from a state is never written by hand either. No context key is read: a caller chooses
the context.
"""

from odoo import api, models
from odoo.exceptions import UserError

from ..audit.refusal import Refusal
from .contract import BEHIND_SIGNING

SOURCES = {
    "draft": ("approval", "approved", "signing", "cancelled"),
    "approval": ("draft",),
    "approved": ("draft", "approval"),
    "signing": ("draft", "approved"),
    "active": ("draft", "signing", "suspended"),
    "suspended": ("active",),
    "fulfilled": ("active",),
    "terminated": ("active", "suspended"),
    "expired": ("active", "suspended"),
    "cancelled": ("draft", "approval", "approved", "signing"),
}
GUARDED = frozenset(
    {
        *("state", "prolonged_to", "prolonged_times", "date_closed", "close_reason"),
        *("to_check", "taken_over", "parent_id"),
    }
)
BORN_WITH = {"state": "draft"}


class StateByHand(Refusal):
    """A contract's state is changed by its buttons only."""


class WrongState(Refusal):
    """This step does not follow from the state the contract is in."""


class AlreadySigned(Refusal):
    """What was agreed with the other side changes by an amendment only."""


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    # === GUARD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Every contract is born a draft, whatever a file, a default or a program says."""
        defaults = self.env.context
        for vals in vals_list:
            for name in GUARDED - {"parent_id"}:
                value = vals.get(name) or defaults.get(f"default_{name}")
                if value and value != BORN_WITH.get(name):
                    raise StateByHand(self._by_hand_refusal())
        return super().create(vals_list)

    def write(self, vals):
        """Refuse what only a door may write, and changes of what was agreed with others."""
        by_hand = GUARDED & vals.keys()
        if by_hand and any(
            _differs(contract, name, vals[name]) for contract in self for name in by_hand
        ):
            raise StateByHand(self._by_hand_refusal())
        vals = {name: value for name, value in vals.items() if name not in by_hand}
        self._refuse_after_signing(vals)
        return super().write(vals) if vals else True

    def _by_hand_refusal(self):
        return self.env._(
            "The state of a contract is changed by its buttons only: Request Approval, Send for "
            "Signature, Add Signature, Terminate. Open the contract and use them."
        )

    def _refuse_after_signing(self, vals):
        """What was agreed stays as it was from the moment it goes out to be signed."""
        names, _lines = self._bpm_shipped_fields()
        touched = [name for name in names if name in vals]
        signed = self.filtered(lambda contract: contract.state in BEHIND_SIGNING)
        for contract in signed if touched else ():
            changed = [name for name in touched if _differs(contract, name, vals[name])]
            if changed:
                raise AlreadySigned(contract._signed_refusal(changed))

    def _signed_refusal(self, names):
        labels = [self._fields[name]._description_string(self.env) for name in names]
        if self.state == "signing":
            return self.env._(
                "“%(contract)s” is out for signature and cannot change (%(fields)s). Use Back to "
                "Draft first; it has to be approved and signed anew then.",
                contract=self.display_name,
                fields=", ".join(labels),
            )
        return self.env._(
            "“%(contract)s” is signed; what was agreed changes only together with the other side "
            "(%(fields)s). Use Amend to make an amendment.",
            contract=self.display_name,
            fields=", ".join(labels),
        )

    # === THE DOOR === #

    def _go(self, state, event, **values):
        """Bring these contracts into `state` and write `event` into the audit trail.

        Raises ``WrongState`` where that does not follow. `values`: guarded fields to write along.
        """
        contracts = self.exists()
        contracts.env["bpm.contract"].flush_model(["state"])
        contracts._bpm_clean()._bpm_lock()
        for contract in contracts.filtered(lambda one: one.state not in SOURCES[state]):
            raise WrongState(contract._wrong_state(state))
        before = {contract.id: contract.state for contract in contracts}
        contracts._put({"state": state, **values})
        if event:
            contracts._journal(event, {"old": before, "new": state})
        return contracts

    def _put(self, vals):
        """Write what only doors write; the guard of approvals below judges it all the same."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _journal(self, event, facts=None):
        """One entry per contract. A fact may be a dictionary by id."""

        def of(contract):
            return {
                name: value[contract.id] if isinstance(value, dict) else value
                for name, value in (facts or {}).items()
            }

        self.env["bpm.journal"]._append(
            [
                {
                    "event": event,
                    "res_model": self._name,
                    "res_id": contract.id,
                    "data": of(contract),
                }
                for contract in self
            ]
        )

    def _wrong_state(self, wanted):
        words = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "“%(contract)s” is %(state)s; from there it cannot become %(wanted)s. Reload the page "
            "to see which steps are possible.",
            contract=self.display_name,
            state=words[self.state].lower(),
            wanted=words[wanted].lower(),
        )

    def _must_be(self, states, what):
        """Raise a sentence when one of these is in none of `states`; `what`: done to it."""
        words = dict(self._fields["state"]._description_selection(self.env))
        for contract in self.filtered(lambda one: one.state not in states):
            raise WrongState(
                self.env._(
                    "“%(contract)s” is %(state)s and cannot be %(done)s. Reload the page to see "
                    "which steps are possible.",
                    contract=contract.display_name,
                    state=words[contract.state].lower(),
                    done=what,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        """What has a number stands in the register and stays there."""
        for contract in self.filtered(lambda one: one.number and one.state != "draft"):
            raise UserError(
                self.env._(
                    "“%s” stands in the register of contracts and is not deleted. Cancel it "
                    "instead.",
                    contract.display_name,
                )
            )


def _differs(record, name, value):
    """Whether writing `value` would change the field."""
    field = record._fields[name]
    if field.type.endswith("2many"):
        return True
    current = field.convert_to_write(record[name], record)
    return (value or False) != (current or False)


class BpmContractAgreed(models.AbstractModel):
    """Lines of what was agreed: they stay from the moment their contract goes out to be signed."""

    _name = "bpm.contract.agreed"
    _description = "Line that was agreed with the other side"
    _bpm_agreed = ""  # the contract's field that lists them

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_signed()
        return lines

    def write(self, vals):
        """Refuse a change of what was agreed; a line does not move there or away either."""
        agreed = {"contract_id", *self.env["bpm.contract"]._bpm_line_fields(self._bpm_agreed)}
        if agreed & vals.keys():
            self._refuse_signed()
        result = super().write(vals)
        if "contract_id" in vals:
            self._refuse_signed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._refuse_signed()

    def _refuse_signed(self):
        for contract in self.contract_id.filtered(lambda one: one.state in BEHIND_SIGNING):
            raise AlreadySigned(contract._signed_refusal([self._bpm_agreed]))


class BpmContractParty(models.Model):
    _name = "bpm.contract.party"
    _inherit = ["bpm.contract.party", "bpm.contract.agreed"]
    _bpm_agreed = "party_ids"


class BpmContractInstalment(models.Model):
    _name = "bpm.contract.instalment"
    _inherit = ["bpm.contract.instalment", "bpm.contract.agreed"]
    _bpm_agreed = "instalment_ids"


class BpmContractDisagreement(models.Model):
    _name = "bpm.contract.disagreement"
    _inherit = ["bpm.contract.disagreement", "bpm.contract.agreed"]
    _bpm_agreed = "disagreement_ids"
