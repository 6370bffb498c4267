"""A person asks to be forgotten: what may go goes, what the books need stays, and a proof is kept.

The proof is an entry of the audit trail: who did it, when, why, and what kinds of data there were;
never the data. What is erased is erased on every card of the person, archived and merged ones too.
"""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import LazyTranslate

from ..audit.refusal import Refusal
from .erasure_kinds import CONTACT, DELETED, OF_LEAD, REQUISITES
from .protected import SHORTEST_REASON

_lt = LazyTranslate(__name__)
EVENT = "person_erased"
STEWARD = "bpm_crm_addon.group_bpm_steward"


class ErasureRefused(Refusal):
    """The person cannot be erased now; the sentence says why and what to do."""


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_bpm_erasure(self):
        """Open what is held on this person, and the one act that erases it."""
        self.ensure_one()
        self._bpm_check_may_erase()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_erasure"
        )
        return {**action, "context": {"default_partner_id": self.id}}

    def _bpm_check_may_erase(self):
        if not self.env.user.has_group(STEWARD):
            raise AccessError(self.env._("Persons are erased by a data steward. Ask one of them."))
        self.check_access("write")

    # === WHAT STANDS AGAINST IT === #

    def _bpm_reasons_against(self):
        """Hook: sentences that say why this person cannot be erased now."""
        cards_sudo = self._bpm_cards()
        reasons = []
        if self.is_company:
            reasons.append(self.env._("This is a firm. Erase the persons who work there."))
        if cards_sudo.user_ids.filtered("active"):
            reasons.append(self.env._("The person still signs in here. Deactivate the user first."))
        reasons += self._bpm_open_business(cards_sudo)
        return reasons

    def _bpm_open_business(self, cards_sudo):
        unpaid = self.env["account.move.line"].sudo().search_count(
            [
                ("partner_id", "in", cards_sudo.ids),
                ("parent_state", "=", "posted"),
                ("account_type", "in", ("asset_receivable", "liability_payable")),
                ("reconciled", "=", False),
            ]
        )  # fmt: skip
        orders = self.env["sale.order"].sudo().search_count(
            [
                ("partner_id", "in", cards_sudo.ids),
                "|", ("state", "in", ("draft", "sent")),
                "&", ("state", "=", "sale"), ("invoice_status", "in", ("to invoice", "no")),
            ]
        )  # fmt: skip
        reasons = []
        if unpaid:
            reasons.append(
                self.env._("Unpaid amounts in the books: %s. Settle or write them off.", unpaid)
            )
        if orders:
            reasons.append(
                self.env._("Orders not finished: %s. Finish or cancel them first.", orders)
            )
        return reasons

    def _bpm_kept_by_law(self):
        """How many entries of the books name this person; their name and address must stay."""
        cards_sudo = self._bpm_cards()
        return self.env["account.move"].sudo().search_count(
            [
                ("state", "=", "posted"), "|", ("partner_id", "in", cards_sudo.ids),
                ("partner_shipping_id", "in", cards_sudo.ids),
            ]
        )  # fmt: skip

    # === ERASING === #

    def _bpm_erase(self, reason):
        """Erase this person; all or nothing.

        :param reason: why, in a few words; it goes into the audit trail
        """
        self.ensure_one()
        self._bpm_check_may_erase()
        if len((reason or "").strip()) < SHORTEST_REASON:
            raise ErasureRefused(self.env._("Say in a few words why the person is erased."))
        if against := self._bpm_reasons_against():
            raise ErasureRefused(
                self.env._("This person cannot be erased yet: %s", " ".join(against))
            )
        held, kept = self._bpm_holdings(), self._bpm_kept_by_law()
        self._bpm_cards()._bpm_erase_cards(keep_requisites=bool(kept))
        self._bpm_note_erasure(reason.strip(), held, kept)

    def _bpm_erase_cards(self, keep_requisites):
        """Empty the fields of these cards, then delete what emptying them left behind."""
        quiet = self.with_context(tracking_disable=True, mail_notrack=True, active_test=False)
        quiet._bpm_erase_fields(keep_requisites)
        quiet._bpm_leads(quiet).write(dict.fromkeys(OF_LEAD, False))
        quiet._bpm_comments(quiet)._erase()
        quiet._bpm_import_rows(quiet).write({"cells": [], "trace": False, "reason": False})
        self.env.flush_all()
        for kind in DELETED:
            quiet._bpm_rows_of(kind, quiet).unlink()

    def _bpm_erase_fields(self, keep_requisites):
        attributes_sudo = self._bpm_all_attributes()
        values = {one.field_name: _nothing(self._fields[one.field_name]) for one in attributes_sudo}
        values |= dict.fromkeys(CONTACT, False)
        if not keep_requisites:
            self.bank_ids.unlink()
        for card in self.with_context(active_test=True):  # or Odoo takes users that left for active
            card.write({**values, **card._bpm_erased_requisites(keep_requisites), "active": False})
        for user in self.user_ids.filtered(lambda user: not user.active):
            user.write({"login": f"erased-{user.id}", "signature": False})

    def _bpm_erased_requisites(self, keep_requisites):
        """A contact of a firm has the firm's address and tax number, which are nobody's data."""
        if keep_requisites:
            return {}
        names = ("ref",) if self.parent_id.is_company else REQUISITES
        return {
            **dict.fromkeys(names, False),
            "name": self.env._("Erased person %s", self.id),
        }

    def _bpm_note_erasure(self, reason, held, kept):
        comment = self.env["bpm.journal.comment"]._store([reason])
        data = {
            "comment": comment._fingerprint(),
            "erased": {one["kind"]: one["count"] for one in held},
            "kept_for_the_books": kept or None,
        }
        self.env["bpm.journal"]._append(
            [{"event": EVENT, "res_model": self._name, "res_id": self.id, "data": data}]
        )


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add the erasure of a person."""
        return {**super()._event_words(), EVENT: _lt("Person's data erased")}

    @api.model
    def _fact_words(self):
        """Override to name what an erasure tells."""
        kinds = {kind: (label, "plain") for kind, (label, _model, _owner) in DELETED.items()}
        more = {
            "card": (_lt("Name, address, numbers"), "plain"),
            "attributes": (_lt("Attributes"), "plain"),
            "imports": (_lt("Rows of lists that were imported"), "plain"),
            "comments": (_lt("Comments in the audit trail of the card"), "plain"),
            "leads": (_lt("Contact data in leads"), "plain"),
            "erased": (_lt("Erased"), "plain"),
            "kept_for_the_books": (_lt("Entries of the books that keep the name"), "plain"),
        }
        return {**super()._fact_words(), **kinds, **more}


def _nothing(field):
    """What empties a field."""
    return (
        [(5,)] if field.type == "many2many" else [(6, 0, [])] if field.type == "one2many" else False
    )
