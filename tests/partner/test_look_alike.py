"""Who may be meant by what is entered: journeys 3.1 "maybe this one?", S2-14."""

from tests.common import BpmCase


class TestLookAlike(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.be")
        cls.partners = cls.env["res.partner"].with_context(no_vat_validation=True)
        cls.firm = cls.partners.create(
            {
                "name": "Zwanepoel Desks Ltd",
                "is_company": True,
                "vat": "BE0477472701",
                "email": "Info@Zwanepoel.invalid",
                "phone": "+32 477 12 34 56",
                "country_id": cls.env.ref("base.be").id,
            }
        )

    def found(self, partner=None, **said):
        partners = self.partners if partner is None else partner
        return [(row["name"], row["why"]) for row in partners._bpm_look_alike(**said)]

    def test_found_by_each_key_however_it_is_written(self):
        for said, why in (
            ({"vat": "0477 472.701"}, "Same: tax number"),
            ({"email": "info@zwanepoel.invalid"}, "Same: e-mail"),
            ({"phone": "0477/12.34.56"}, "Same: phone"),
            ({"name": "Desks «Zwanepoel»"}, "Same: name"),
            ({"name": "Desk Zwanepoel"}, None),
            ({"name": "desks zwanepol"}, "Similar name"),
        ):
            with self.subTest(said):
                expected = [(self.firm.display_name, why)] if why else []
                self.assertEqual(self.found(**said), expected)

    def test_the_strongest_reason_comes_first(self):
        namesake = self.partners.create({"name": "Zwanepoel Desks"})
        found = self.found(name="Zwanepoel desks", vat="BE0477472701")
        self.assertEqual(
            found,
            [
                (self.firm.display_name, "Same: tax number, name"),
                (namesake.display_name, "Same: name"),
            ],
        )

    def test_oneself_and_ones_own_firm_are_not_doubles(self):
        self.partners.create({"name": "Zwanepoel Desks", "parent_id": self.firm.id})
        self.assertEqual(self.found(self.firm, name=self.firm.name, vat=self.firm.vat), [])

    def test_nothing_entered_is_like_nobody(self):
        self.assertEqual(self.found(name="", phone="", email="", vat=""), [])
        self.assertEqual(self.found(name="ab", phone="12", email="x", vat="/"), [])

    def test_only_those_one_may_see(self):
        other = self.env["res.company"].create({"name": "Other company"})
        user = self.env["res.users"].create(
            {
                "name": "Test colleague",
                "login": "test_colleague",
                "group_ids": [(6, 0, [self.env.ref("base.group_user").id])],
            }
        )
        theirs = self.partners.with_user(user)
        self.assertTrue(self.found(theirs, name="Zwanepoel Desks"))
        self.firm.company_id = other
        self.assertEqual(self.found(theirs, name="Zwanepoel Desks"), [])

    def test_a_few_queries_however_many_are_alike(self):
        self.partners.create([{"name": f"Zwanepoel {letter}"} for letter in "abcdefgh"])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            self.found(name="Zwanepoel Desks", email="info@zwanepoel.invalid")
