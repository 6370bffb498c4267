"""What is held on a person, kind by kind: the report, and what erasing does with each kind."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# Asked of nobody who keeps books; the others stay while entries in the books name the person.
CONTACT = ("email", "phone", "website", "function", "comment", "image_1920", "bpm_birthday")
REQUISITES = (
    "name", "street", "street2", "zip", "city", "state_id", "vat", "company_registry", "ref",
)  # fmt: skip
OF_LEAD = (
    "contact_name", "partner_name", "email_from", "email_cc", "phone", "website", "function",
    "street", "street2", "zip", "city", "description",
)  # fmt: skip
# Rows that are deleted with the person's data: {kind: (what it is called, model, domain)}; the
# domain's "ids" stands for the cards of the person.
DELETED = {
    "history": (_lt("What attributes were"), "bpm.partner.attribute.value", "partner_id"),
    "snapshots": (_lt("The card as it was"), "bpm.partner.snapshot", "partner_id"),
    "doubts": (_lt("Doubts and questions about the data"), "bpm.partner.finding", "partner_id"),
    "doubts_of_others": (_lt("Doubts of others about likeness"), "bpm.partner.finding", "other_id"),
    "registry": (_lt("Answers of registries"), "bpm.registry.lookup", "partner_id"),
    "relations": (_lt("Relations"), "bpm.partner.relation", "partner_id"),
    "relations_of_others": (_lt("Relations of others"), "bpm.partner.relation", "other_id"),
    "merges": (_lt("Values that merges replaced"), "bpm.partner.merge", "kept_id"),
    "messages": (_lt("Messages on the card"), "mail.message", ""),
    "activities": (_lt("Activities on the card"), "mail.activity", ""),
    "files": (_lt("Files on the card"), "ir.attachment", ""),
}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_cards(self):
        """All cards of this person: addresses below it, and cards that were merged into it."""
        cards = self.with_context(active_test=False)
        merges_sudo = self.env["bpm.partner.merge"].sudo()
        merges_sudo = merges_sudo.search([("kept_id", "=", self.id), ("state", "=", "done")])
        merged = merges_sudo.partner_ids.with_context(active_test=False)
        return (cards | cards.child_ids | merged).sudo()

    def _bpm_holdings(self):
        """What is held on this person, in the order of the report.

        :return: ``[{"kind", "label", "count", "text"}]``; kinds of which there is nothing are left
            out. Protected data is counted, not shown.
        """
        cards_sudo = self._bpm_cards()
        names = (*REQUISITES, *CONTACT)
        held = [
            self._bpm_held_fields("card", self.env._("Name, address, numbers"), cards_sudo, names),
            self._bpm_held_attributes(cards_sudo),
        ]
        for kind, (label, _model, _owner) in DELETED.items():
            rows_sudo = self._bpm_rows_of(kind, cards_sudo)
            held.append({"kind": kind, "label": self.env._(label), "count": len(rows_sudo)})  # pylint: disable=gettext-variable
        held += [
            {
                "kind": "imports",
                "label": self.env._("Rows of lists that were imported"),
                "count": len(self._bpm_import_rows(cards_sudo)),
            },
            {
                "kind": "comments",
                "label": self.env._("Comments in the audit trail of the card"),
                "count": len(self._bpm_comments(cards_sudo)),
            },
            {
                "kind": "leads",
                "label": self.env._("Contact data in leads"),
                "count": len(self._bpm_leads(cards_sudo)),
            },
        ]
        return [{"text": "", **one} for one in held if one["count"]]

    def _bpm_held_fields(self, kind, label, cards_sudo, names):
        found = [
            f"{self._fields[name]._description_string(self.env)}: {_shown(card, name)}"
            for card in cards_sudo
            for name in names
            if card[name]
        ]
        return {"kind": kind, "label": label, "count": len(found), "text": "; ".join(found)}

    def _bpm_held_attributes(self, cards_sudo):
        attributes_sudo = self._bpm_all_attributes()
        open_ones = attributes_sudo.filtered(lambda one: not one.sensitive)
        held = self._bpm_held_fields(
            "attributes", self.env._("Attributes"), cards_sudo, open_ones.mapped("field_name")
        )
        protected = attributes_sudo - open_ones
        entered = [one.name for card in cards_sudo for one in protected if card[one.field_name]]
        texts = [held["text"], *(self.env._("%s: (protected)", name) for name in entered)]
        text = "; ".join(text for text in texts if text)
        return {**held, "count": held["count"] + len(entered), "text": text}

    def _bpm_all_attributes(self):
        """Every attribute of counterparties that has a column, retired ones too."""
        attributes_sudo = self.env["bpm.partner.attribute"].sudo().with_context(active_test=False)
        found = attributes_sudo.search([("applies_to", "=", "partner")])
        return found.filtered(lambda one: one.field_name in self._fields)

    # === ROWS === #

    def _bpm_rows_of(self, kind, cards_sudo):
        """The rows of a kind that are deleted."""
        _label, model, owner = DELETED[kind]
        rows_sudo = self.env[model].sudo().with_context(active_test=False)
        if owner:
            return rows_sudo.search([(owner, "in", cards_sudo.ids)])
        name = "model" if model == "mail.message" else "res_model"
        domain = Domain(name, "=", self._name) & Domain("res_id", "in", cards_sudo.ids)
        if model == "ir.attachment":
            domain &= Domain("res_field", "=", False)
        return rows_sudo.search(domain)

    def _bpm_import_rows(self, cards_sudo):
        rows_sudo = self.env["bpm.partner.import.row"].sudo()
        return rows_sudo.search([("partner_id", "in", cards_sudo.ids)])

    def _bpm_comments(self, cards_sudo):
        """What people wrote in the audit trail of these cards and nobody has erased."""
        journal_sudo = self.env["bpm.journal"].sudo()
        entries = journal_sudo.search(
            [("res_model", "=", self._name), ("res_id", "in", cards_sudo.ids)]
        )
        comments_sudo = journal_sudo._comments_of(entries.mapped("data")).sudo()
        return comments_sudo.filtered("text")

    def _bpm_leads(self, cards_sudo):
        leads_sudo = self.env["crm.lead"].sudo().with_context(active_test=False)
        return leads_sudo.search([("partner_id", "in", cards_sudo.ids)])


def _shown(card, name):
    value, field = card[name], card._fields[name]
    if field.type in ("binary", "image"):
        return "…"
    if field.relational:
        return ", ".join(value.mapped("display_name"))
    return str(value)
