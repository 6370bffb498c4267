"""Clauses that come with the addon: with alternatives and conditions, in the texts to begin with
and for one's own (issue "contracts", item 2; S3-14)."""

from tests.contract.test_starter_texts import StarterCase

CODES = ("late_payment", "force_majeure", "confidentiality", "personal_data", "governing_law")


class TestStarterClauses(StarterCase):
    def chosen(self, contract, code):
        """The wording of a clause that a contract calls for, by what it is called."""
        template = contract.type_id.template_ids.filtered(lambda one: one.lang == "en_US")
        facts = template._bpm_facts_of(contract, "en_US")[contract.id]
        clause = self.env.ref(f"bpm_crm_addon.clause_{code}")
        wordings = clause.alternative_ids.with_context(lang="en_US")
        [found] = [one for one in wordings if one.text == facts["clause"][code]]
        return found.name

    def supply(self, **values):
        return self.contract(type_id=self.kind_of("supply").id, **values)

    def test_each_has_a_wording_for_every_contract(self):
        for code in CODES:
            clause = self.env.ref(f"bpm_crm_addon.clause_{code}")
            self.assertGreater(len(clause.alternative_ids), 1)
            self.assertFalse(clause.alternative_ids[-1].condition_ids, code)

    def test_late_payment_by_who_pays_and_when(self):
        self.assertEqual(self.chosen(self.supply(), "late_payment"), "Otherwise")
        advance = self.supply(advance_percent=100.0)
        self.assertEqual(self.chosen(advance, "late_payment"), "Paid in advance in full")
        self.customer.is_company = False
        person = self.supply(advance_percent=100.0)
        self.assertEqual(self.chosen(person, "late_payment"), "A person pays")

    def test_personal_data_by_who_is_a_person(self):
        self.assertEqual(self.chosen(self.supply(), "personal_data"), "Otherwise")
        self.customer.is_company = False
        contract = self.supply()
        self.assertEqual(self.chosen(contract, "personal_data"), "A person pays")
        contract.sudo().type_id.direction = "purchase"
        self.assertEqual(self.chosen(contract, "personal_data"), "A person is paid")

    def test_law_and_court_by_country(self):
        us, them = self.env.company.partner_id, self.customer
        for ours, theirs, law, proof in (
            ("ua", "ua", "Both sides in Ukraine", "Both sides in Ukraine or Russia"),
            ("ru", "ru", "Both sides in Russia", "Both sides in Ukraine or Russia"),
            ("ua", "pl", "Otherwise", "Otherwise"),
        ):
            us.country_id = self.env.ref(f"base.{ours}")
            them.country_id = self.env.ref(f"base.{theirs}")
            contract = self.supply()
            self.assertEqual(self.chosen(contract, "governing_law"), law)
            self.assertEqual(self.chosen(contract, "force_majeure"), proof)

    def test_the_texts_take_them_in(self):
        self.customer.is_company = False
        for kind, codes in (
            ("supply", ("late_payment", "governing_law", "personal_data")),
            ("services", ("confidentiality", "governing_law", "personal_data")),
            ("lease", ("governing_law", "personal_data")),
            ("nda", ("governing_law", "personal_data")),
        ):
            contract = self.contract(type_id=self.kind_of(kind).id)
            for lang, found in self.texts(contract).items():
                text = "\n".join(found)
                for code in codes:
                    with self.subTest(kind=kind, lang=lang, code=code):
                        template = contract.type_id.template_ids[:1]
                        facts = template._bpm_facts_of(contract, lang)[contract.id]
                        self.assertIn(facts["clause"][code], text)

    def test_without_them_the_texts_are_whole_all_the_same(self):
        """A company that put the clauses away keeps the wording that stands in the file."""
        self.env["bpm.document.clause"].search([]).active = False
        text = "\n".join(self.texts(self.supply())["en_US"])
        self.assertIn("5.2. For late payment the Buyer pays a penalty", text)
        self.assertIn("the court at the defendant’s seat decides.", text)

    def test_one_s_own_wording_goes_before(self):
        self.env["bpm.document.clause"].create(
            {
                "name": "Penalty",
                "code": "late_payment",
                "company_id": self.env.company.id,
                "alternative_ids": [(0, 0, {"text": "Ours: a penalty of one per mille."})],
            }
        )
        text = "\n".join(self.texts(self.supply())["en_US"])
        self.assertIn("5.2. Ours: a penalty of one per mille.", text)
