"""Doubts: S2-12 "soft data entry, no blocking"; S0-07 "formats + checksums"."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import file_open
from tests.partner.catalogue import CatalogueCase


class TestFinding(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        numbers = {
            "kpp": "ru.kpp", "ogrn": "ru.ogrn", "bik": "ru.bik", "inn": "ru.inn",
            "edrpou": "ua.edrpou",
        }  # fmt: skip
        attributes = cls.add_all(
            *(
                {"name": code, "code": code, "validator": "number", "number_format": kind}
                for code, kind in numbers.items()
            ),
            {"name": "account", "validator": "number", "number_format": "ru.account"},
            {"name": "plate", "validator": "pattern", "pattern": "[A-Z]{2}[0-9]{4}"},
            {"name": "rate", "type": "float", "validator": "range", "maximum": 100},
            {
                "name": "bank",
                "required_domain": "[('is_company', '=', True), ('city', '!=', False)]",
            },
        )
        by_code = {attribute.code: attribute for attribute in attributes}
        by_code["account"].companion_id = by_code["bik"]

    def enter(self, partner=None, **values):
        """Values as a seller enters them; returns the doubts about the counterparty."""
        partner = partner or self.firm
        partner.with_user(self.seller).write(
            {f"x_bpm_{code}": value for code, value in values.items()}
        )
        return self.doubts(partner)

    def test_a_wrong_number_is_saved_and_doubted(self):
        self.assertEqual(self.enter(ogrn="1027700132199"), {"ogrn": ("digits", None)})
        self.assertEqual(self.firm.x_bpm_ogrn, "1027700132199")

    def test_two_digits_that_changed_places_are_suggested(self):
        self.assertEqual(self.enter(inn="7770083893"), {"inn": ("digits", "7707083893")})

    def test_right_numbers_are_not_doubted(self):
        doubts = self.enter(
            kpp="773601001", ogrn="1027700132195", inn="586834497804", edrpou="32855961", rate=100
        )
        self.assertEqual(doubts, {})

    def test_put_right_the_doubt_closes_by_itself(self):
        self.enter(kpp="1")
        self.assertEqual(self.enter(kpp="773601001"), {})

    def test_accepting_writes_what_was_suggested(self):
        self.enter(inn="7770083893")
        finding = self.env["bpm.partner.finding"].search([("partner_id", "=", self.firm.id)])
        self.steward.group_ids += self.env.ref("base.group_partner_manager")
        finding.with_user(self.steward).action_accept()
        self.assertEqual((self.firm.x_bpm_inn, finding.state), ("7707083893", "accepted"))

    def test_dismissed_it_is_not_doubted_again_until_it_changes(self):
        self.enter(kpp="1")
        finding = self.env["bpm.partner.finding"].search([("partner_id", "=", self.firm.id)])
        finding.with_user(self.steward).action_dismiss()
        self.assertEqual(self.enter(kpp="1", plate="AB1234"), {})
        self.assertEqual(self.enter(kpp="2"), {"kpp": ("digits", None)})

    def test_an_account_is_checked_with_its_bank(self):
        """conventions 5.3: the example of the Central Bank's Order 515."""
        self.assertEqual(self.enter(account="40602810700000000025", bik="049805746"), {})
        self.assertEqual(self.enter(bik="044525974"), {"account": ("digits", None)})

    def test_patterns_and_ranges(self):
        doubts = self.enter(plate="A1", rate=101)
        self.assertEqual(doubts, {"plate": ("form", None), "rate": ("high", None)})

    def test_what_must_be_there_is_missed(self):
        self.firm.with_user(self.seller).city = "Lviv"
        self.assertEqual(self.doubts(self.firm), {"bank": ("missing", None)})
        self.assertEqual(self.enter(bank="Any"), {})
        self.person.city = "Lviv"
        self.assertEqual(self.doubts(self.person), {})

    def test_a_new_counterparty_is_looked_at_too(self):
        partner = self.env["res.partner"].with_user(self.seller).create(
            {"name": "New", "x_bpm_kpp": "1"}
        )  # fmt: skip
        self.assertEqual(self.doubts(partner), {"kpp": ("digits", None)})

    def test_a_batch_costs_no_more_queries_than_one(self):
        many = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(30)])
        one = self.env["res.partner"].create({"name": "One"})
        counts = []
        for partners in (one, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            partners.write({"x_bpm_kpp": "773601001", "x_bpm_plate": "AB1234"})
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_a_write_that_concerns_no_attribute_costs_nothing(self):
        self.env["bpm.partner.attribute"]._concerned("res.partner", {"phone": "1"})
        with self.assertQueryCount(0):
            self.assertFalse(
                self.env["bpm.partner.attribute"]._concerned("res.partner", {"phone": "1"})
            )

    def test_sellers_see_no_doubts(self):
        """ux.md 2.2: "Sellers see nothing"."""
        self.enter(kpp="1")
        with self.assertRaises(AccessError):
            self.env["bpm.partner.finding"].with_user(self.seller).search([])

    def test_patterns_that_could_take_for_ever_are_refused(self):
        for pattern in ("(", "(a+)+b", "(a|aa)+"):
            with self.subTest(pattern), self.assertRaises(ValidationError), self.cr.savepoint():
                self.add("Bad", validator="pattern", pattern=pattern)

    def test_conditions_are_read_never_run(self):
        for text in ("__import__('os').system('true')", "[('nothing', '=', 1)]", "[("):
            with self.subTest(text), self.assertRaises(ValidationError), self.cr.savepoint():
                self.add("Bad", required_domain=text)


class TestTaxNumberOfOdoo(CatalogueCase):
    """base_vat refuses 17 % of right numbers of sole traders; it must not stop anybody."""

    def test_a_right_number_passes(self):
        partner = self.env["res.partner"]
        self.assertTrue(partner.check_vat_ru("586834497804"))
        self.assertTrue(partner.check_vat_ru("7707083893"))
        self.assertFalse(partner.check_vat_ru("7707083894"))
        self.assertFalse(partner.check_vat_ru("0000000000"))

    def test_it_is_the_method_base_vat_asks(self):
        """The way is read in base_vat itself, whether it is installed or not."""
        with file_open("base_vat/models/res_partner.py") as source:
            text = source.read()
        self.assertIn("check_func_name = 'check_vat_' + country_code.lower()", text)
        self.assertIn("def check_vat_ru(self, vat):", text)
        classes = [base.__module__ for base in type(self.env["res.partner"]).__mro__]
        ours = "odoo.addons.bpm_crm_addon.models.partner.res_partner"
        theirs = "odoo.addons.base_vat.models.res_partner"
        if theirs in classes:
            self.assertLess(classes.index(ours), classes.index(theirs))
