"""The text of a contract: made from a template of its kind, filled in with plain facts."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from ...engine.contract_term import full_months


class NoTemplate(UserError):
    """There is no template from which the text of a contract could be made."""


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def action_generate_document(self):
        """Make the text from the kind's template in the counterparty's language.

        Making it again adds a version; what is signed stays as it is. Returns the action that
        opens the text, for one contract.
        """
        self.check_access("write")
        papers = self.env["bpm.document"]
        for contract in self:
            lang = contract._text_lang()
            template = contract._template_for(lang)
            contract._give_number()
            papers |= template._bpm_generate(contract, lang)
        return papers[:1]._get_records_action() if len(self) == 1 and papers else True

    def _text_lang(self):
        return self.partner_id.lang or self.company_id.partner_id.lang or self.env.lang or "en_US"

    def _template_for(self, lang):
        """The template of the kind in this language, else in any, else one for all kinds."""
        own = self.type_id.template_ids
        others = self.env["bpm.document.template"].search(
            [
                ("model_name", "=", self._name),
                ("company_id", "in", (False, self.company_id.id)),
                ("id", "not in", self.env["bpm.contract.type"].search([]).template_ids.ids),
            ]
        )
        for choice in (own, others):
            fitting = choice.filtered(lambda one: one.lang == lang or not one.lang) or choice
            if fitting:
                return fitting[0]
        raise NoTemplate(
            self.env._(
                "There is no template for “%(kind)s” yet. A contract manager adds a Word file: "
                "Workdesk ▸ Configuration ▸ Contracts & Papers ▸ Templates.",
                kind=self.type_id.name,
            )
        )

    # === FACTS === #

    def _bpm_document_facts(self, lang):
        """Override: what a template of contracts can say. Texts, whole numbers and lists only."""
        return {one.id: one._text_facts() for one in self.with_context(lang=lang)}

    def _text_facts(self):
        ours = self.party_ids.filtered(lambda party: party.role == "ours")
        theirs = self.party_ids - ours
        until = self.date_until or self.date_end
        return {
            "number": self.number or "",
            "kind": self.type_id.name or "",
            "subject": self.name or "",
            "place": self.place or self.company_id.city or "",
            "date": self._said(self.date or self.company_id._bpm_today()),
            "start": self._said(self.date_start),
            "end": self._said(until),
            "months": full_months(self.date_start, until) or 0,
            "open_ended": int(self.open_ended),
            "prolongation": self.prolongation,
            "prolong_months": self.prolong_months,
            "notice_days": self.notice_days,
            "us": ours[:1]._text_facts(),
            "them": theirs[:1]._text_facts(),
            "parties": [party._text_facts() for party in self.party_ids],
            "amount": self._money_said(self.amount),
            "amount_in_words": self._amount_in_words(self.amount),
            "tax": self._money_said(self.tax_amount),
            "has_amount": int(bool(self.amount)),
            "currency": self.currency_id.name,
            "payment": self.payment_term_id.name or self.payment_note or "",
            "advance_percent": f"{self.advance_percent:g}",
            "schedule": self._schedule_facts(),
            "obligations": [
                {"what": one.name, "who": one.who, "due": self._said(one.due)}
                for one in self.obligation_ids
            ],
            "goods": self._goods_facts(),
            "parent": self.parent_id._parent_facts(),
            "disagreements": [
                {
                    "clause": point.clause,
                    "ours": point.ours or "",
                    "theirs": point.theirs or "",
                    "agreed": point.agreed or "",
                }
                for point in self.disagreement_ids
            ],
        }

    def _parent_facts(self):
        if not self:
            return {"number": "", "date": ""}
        return {"number": self.number or "", "date": self._said(self.date)}

    def _schedule_facts(self):
        return [
            {
                "number": number,
                "for": line.name or "",
                "due": self._said(line.due),
                "amount": self._money_said(line.amount),
            }
            for number, line in enumerate(self.instalment_ids, 1)
        ]

    def _goods_facts(self):
        """What the orders under the contract list."""
        lines = self.order_ids.order_line.filtered(lambda line: not line.display_type)
        return [
            {
                "number": number,
                "name": line.product_id.display_name or line.name or "",
                "quantity": f"{line.product_uom_qty:g}",
                "unit": line.product_uom_id.name or "",
                "price": self._money_said(line.price_unit),
                "sum": self._money_said(line.price_total),
            }
            for number, line in enumerate(lines, 1)
        ]

    def _said(self, day):
        """A day in the words of the text's language: 1 December 2026."""
        return format_date(self.env, day, date_format="long") if day else ""

    def _money_said(self, amount):
        return format_amount(self.env, amount, self.currency_id) if amount else ""

    def _amount_in_words(self, amount):
        return self.currency_id.amount_to_text(amount) if amount else ""


class BpmContractParty(models.Model):
    _inherit = "bpm.contract.party"

    def _text_facts(self):
        """A party with its requisites, as a text names it."""
        partner = self.partner_id
        words = dict(self._fields["authority"]._description_selection(self.env))
        account = partner.bank_ids[:1]
        return {
            "name": partner.name or "",
            "side": self.side or "",
            "role": self.role or "",
            "signatory": self.signatory_id.name or "",
            "position": self.signatory_function or self.signatory_id.function or "",
            "authority": words.get(self.authority) or "",
            "authority_number": self.authority_number or "",
            "authority_until": self.contract_id._said(self.authority_until),
            "address": ", ".join((partner._display_address(True) or "").split("\n")).strip(", "),
            "tax_number": partner.vat or "",
            "registry_number": partner.company_registry or "",
            "phone": partner.phone or "",
            "email": partner.email or "",
            "account": account.acc_number or "",
            "bank": account.bank_id.name or "",
            "bank_code": account.bank_id.bic or "",
        }
