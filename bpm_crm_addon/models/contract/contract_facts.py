"""What a template can say of a contract: plain texts, whole numbers and lists of them."""

from odoo import fields, models
from odoo.tools import float_repr

from ...engine.contract_term import full_months


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _bpm_document_facts(self, lang):
        """Override: contracts, in the words of the language."""
        facts = super()._bpm_document_facts(lang)
        words = self.env["bpm.fact.words"]
        for contract in self.with_context(lang=lang):
            ours = contract.party_ids.filtered(lambda party: party.role == "ours")
            theirs = contract.party_ids - ours
            facts[contract.id] |= {
                "contract": contract._card_facts(words, lang),
                "us": ours[:1]._party_facts(words, lang),
                "them": theirs[:1]._party_facts(words, lang),
                **contract._sides_facts(ours, theirs, words, lang),
                "parties": [party._party_facts(words, lang) for party in contract.party_ids],
                "amount": words._money(contract.amount, contract.currency_id, lang),
                "tax": words._money(contract.tax_amount, contract.currency_id, lang),
                "schedule": contract._schedule_facts(words, lang),
                "goods": contract._goods_facts(words, lang),
                "obligations": [
                    {"what": one.name, "who": one.who, "due": words._date(one.due, lang)["long"]}
                    for one in contract.obligation_ids
                ],
                "agreed": [
                    f"{one.clause}: {one.agreed}" for one in contract.disagreement_ids if one.agreed
                ],
                "disagreements": [
                    {"clause": one.clause, "ours": one.ours or "", "theirs": one.theirs or ""}
                    for one in contract.disagreement_ids
                ],
                "user": words._person(contract.user_id.sudo().partner_id),
                "today": words._date(fields.Date.context_today(self), lang),
            }
        return facts

    def _sides_facts(self, ours, theirs, words, lang):
        """Who is paid, who pays, and everybody else: a supplier's text serves a buyer as well."""
        first = ours[:1], theirs[:1]
        payee, payer = reversed(first) if self.type_id.direction == "purchase" else first
        others = self.party_ids - payee - payer
        return {
            "payee": payee._party_facts(words, lang),
            "payer": payer._party_facts(words, lang),
            "others": [party._party_facts(words, lang) for party in others],
        }

    def _card_facts(self, words, lang):
        until = self.date_end
        return {
            "number": self.number or "",
            "kind": self.type_id.name or "",
            "kind_code": self.type_id.code or "",
            "subject": self.name or "",
            "place": self.place or self.company_id.city or "",
            "date": words._date(self.date or self.company_id._bpm_today(), lang),
            "start": words._date(self.date_start, lang),
            "end": words._date(until, lang),
            "months": full_months(self.date_start, until) or 0,
            "open_ended": int(self.open_ended),
            "goes_on": int(self.prolongation in ("auto", "counter")),
            "by_agreement": int(self.prolongation == "agreement"),
            "prolong_months": self.prolong_months,
            "notice_days": self.notice_days,
            "payment": self.payment_term_id.name or self.payment_note or "",
            "advance_percent": f"{self.advance_percent:g}",
            "has_amount": int(bool(self.amount)),
            "has_tax": int(bool(self.tax_amount)),
            "parent_number": self.parent_id.number or "",
            "parent_date": words._date(self.parent_id.date, lang)["long"],
            **self._bpm_attribute_facts(lang),
        }

    def _schedule_facts(self, words, lang):
        return [
            {
                "number": number,
                "what": line.name or "",
                "due": words._date(line.due, lang)["long"],
                "amount": words._money(line.amount, self.currency_id, lang)["figures"],
            }
            for number, line in enumerate(self.instalment_ids, 1)
        ]

    def _goods_facts(self, words, lang):
        """What the orders under the contract list."""
        lines = self.order_ids.order_line.filtered(lambda line: not line.display_type)

        def money(amount):
            return words._money(amount, self.currency_id, lang)["figures"]

        return [
            {
                "number": number,
                "name": line.product_id.display_name or line.name or "",
                "quantity": _figures(line.product_uom_qty),
                "unit": line.product_uom_id.name or "",
                "price": money(line.price_unit),
                "amount": money(line.price_total),
            }
            for number, line in enumerate(lines, 1)
        ]


class BpmContractParty(models.Model):
    _inherit = "bpm.contract.party"

    def _party_facts(self, words, lang):
        """A party with its requisites and its signatory, as a text names it."""
        titles = dict(self._fields["authority"]._description_selection(self.env))
        return {
            **words._party(self.partner_id, lang),
            **(self.partner_id._bpm_attribute_facts(lang) if self.partner_id else {}),
            "side": self._side_in(lang),
            "signatory": self.signatory_id.name or "",
            "position": self.signatory_function or self.signatory_id.function or "",
            "authority": titles.get(self.authority) or "",
            "authority_code": self.authority or "",
            "authority_number": self.authority_number or "",
            "authority_from": words._date(self.authority_from, lang)["long"],
            "authority_until": words._date(self.authority_until, lang)["long"],
        }

    def _side_in(self, lang):
        """The side in the language of the text: the card has it in that of whoever made it."""
        kind = self.contract_id.type_id
        name = "our_side" if self.role == "ours" else "their_side"
        known = kind._fields[name]._get_stored_translations(kind) if kind else None
        if self.side and self.side in (known or {}).values():
            return kind.with_context(lang=lang)[name]
        return self.side or ""


def _figures(number):
    """A number without zeros nobody needs."""
    text = float_repr(number, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text
