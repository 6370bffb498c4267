"""The texts that come with the addon: whole contracts in three languages, filled from the card and
the requisites (issue "contracts", item 2 and its end; S3-14)."""

import io
import re

from docx import Document
from docx.table import Table

from tests.contract.contract_case import ContractCase

KINDS = ("supply", "services", "lease", "nda")
LANGS = ("en_US", "ru_RU", "uk_UA")
PAID = {
    "supply": ("Supplier", "Поставщик", "Постачальник"),
    "services": ("Contractor", "Исполнитель", "Виконавець"),
    "lease": ("Landlord", "Арендодатель", "Орендодавець"),
}
CLAUSE = re.compile(r"(\d+)\.(?:(\d+)\.)? ")


def lines(raw):
    """Paragraphs and cells of a Word file, in their order."""
    found = []
    for part in Document(io.BytesIO(raw)).iter_inner_content():
        if isinstance(part, Table):
            found += [
                paragraph.text
                for row in part.rows
                for cell in row.cells
                for paragraph in cell.paragraphs
            ]
        else:
            found.append(part.text)
    return found


class StarterCase(ContractCase):
    """The texts of a contract in all languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in LANGS:
            cls.env["res.lang"]._activate_lang(lang)
        bank = cls.env["res.bank"].create({"name": "Test bank", "bic": "TESTUA2X"})
        for partner, account in ((cls.customer, "UA111"), (cls.env.company.partner_id, "UA222")):
            partner.write(
                {
                    "vat": False,
                    "company_registry": f"R-{account}",
                    "street": "1 Mill Lane",
                    "bank_ids": [(0, 0, {"acc_number": account, "bank_id": bank.id})],
                }
            )

    def kind_of(self, code):
        return self.env["bpm.contract.type"].search([("code", "=", code)], limit=1)

    def texts(self, contract):
        """{language: lines} of the contract in all languages of its kind."""
        contract._give_number()
        found = {}
        for template in contract.type_id.template_ids:
            paper = template.with_user(self.seller)._bpm_generate(contract, template.lang)
            found[template.lang] = lines(paper.current_version_id.sudo().attachment_id.raw)
        self.assertEqual(set(found), set(LANGS))
        return found


class TestStarterTexts(StarterCase):
    def full(self, code):
        """A contract with all there can be on a card."""
        contract = self.contract(
            type_id=self.kind_of(code).id,
            tax_amount=200.0,
            payment_note="half in advance",
            instalment_ids=[(0, 0, {"name": "Advance", "amount": 500.0, "due": "2030-02-01"})],
            disagreement_ids=[(0, 0, {"clause": "2.2", "agreed": "Two years."})],
        )
        theirs = contract.party_ids.filtered(lambda party: party.role == "theirs")
        theirs.write(
            {
                "signatory_id": self.signatory.id,
                "signatory_function": "Deputy",
                "authority": "attorney",
                "authority_number": "17/2",
                "authority_from": "2029-12-01",
            }
        )
        return contract

    def test_they_are_whole_contracts_and_say_nothing_empty(self):
        """Numbered without gaps, at least eight parts; with a full card and with a bare one."""
        for code in KINDS:
            bare = self.contract(type_id=self.kind_of(code).id, amount=0.0)
            for contract in (self.full(code), bare):
                for lang, found in self.texts(contract).items():
                    with self.subTest(kind=code, lang=lang, bare=contract == bare):
                        text = "\n".join(found)
                        for word in ("False", "None", "{{", "{%", "  ", " ,", "()", ".."):
                            self.assertNotIn(word, text)
                        self.assertGreaterEqual(self.parts(found), 8)
                        self.assertIn(contract.number, found[0])

    def parts(self, found):
        """How many parts there are; fails where a number is left out."""
        part = clause = 0
        for line in found:
            if match := CLAUSE.match(line):
                if match[2]:
                    clause += 1
                    self.assertEqual((int(match[1]), int(match[2])), (part, clause), line)
                else:
                    part, clause = part + 1, 0
                    self.assertEqual(int(match[1]), part, line)
        return part

    def test_all_of_the_card_and_the_requisites_is_in_them(self):
        for code in KINDS:
            facts = ["Test chairs", "Test signatory", "Deputy", "17/2", "UA111", "UA222"]
            facts += ["Test bank", "TESTUA2X", "R-UA111", "1 Mill Lane", "Two years.", "2030"]
            if code != "nda":
                facts += ["Advance", "half in advance"]
            for lang, found in self.texts(self.full(code)).items():
                text = "\n".join(found)
                with self.subTest(kind=code, lang=lang):
                    self.assertFalse([fact for fact in facts if fact not in text])

    def test_whoever_pays_stands_on_the_right_side(self):
        """We rent, so they are the landlord; the same text serves one who lets."""
        for code, names in PAID.items():
            kind = self.kind_of(code)
            for direction in ("sale", "purchase"):
                kind.direction = direction
                contract = self.contract(type_id=kind.id)
                ours = contract.party_ids.filtered(lambda party: party.role == "ours")
                paid = ours if direction == "sale" else contract.party_ids - ours
                texts = self.texts(contract)
                for lang, name in zip(LANGS, names, strict=True):
                    with self.subTest(kind=code, direction=direction, lang=lang):
                        place = texts[lang].index(name)
                        self.assertEqual(texts[lang][place + 1], paid.partner_id.name)

    def test_a_third_party_signs_as_well(self):
        contract = self.contract(type_id=self.kind_of("supply").id)
        third = self.env["res.partner"].create({"name": "Test guarantor", "is_company": True})
        contract.party_ids = [(0, 0, {"partner_id": third.id, "side": "Guarantor"})]
        for lang, found in self.texts(contract).items():
            with self.subTest(lang):
                self.assertEqual(found.count("Test guarantor"), 1)
                self.assertIn("«Guarantor»" if lang != "en_US" else "“Guarantor”", "".join(found))

    def test_a_side_is_named_in_the_language_of_the_text(self):
        """The card was made by somebody who works in another language."""
        kind = self.kind_of("supply")
        kind.with_context(lang="uk_UA").our_side = "Постачальник"
        contract = self.contract(type_id=kind.id)
        ours = contract.party_ids.filtered(lambda party: party.role == "ours")
        self.assertEqual(ours.side, "Supplier")
        facts = contract._bpm_document_facts("uk_UA")[contract.id]
        self.assertEqual(facts["us"]["side"], "Постачальник")
        ours.side = "Maker"
        facts = contract._bpm_document_facts("uk_UA")[contract.id]
        self.assertEqual(facts["us"]["side"], "Maker")
