"""More kinds of doubts: S2-12, S2-19; journeys, data steward 3 to 5."""

from tests.partner.queue_case import FINDING, QueueCase

PERSON = "500834498404"  # a sole trader's right number that a well-known check refuses


class TestDoubts(QueueCase):
    # === TAX NUMBERS === #

    def test_a_tax_number_is_looked_at_and_closes_when_put_right(self):
        self.firm.vat = "7721537681"
        self.assertEqual(self.doubts(self.firm), {("digits", "vat"): "7721573681"})
        self.firm.vat = "7721573681"
        self.assertEqual(self.doubts(self.firm), {})

    def test_a_sole_traders_number_is_right(self):
        self.firm.vat = PERSON
        self.assertEqual(self.doubts(self.firm), {})

    def test_left_as_it_is_until_it_changes(self):
        self.firm.vat = "7721537681"
        self.finding(self.firm, "digits").action_dismiss()
        self.firm.vat = "7721537681"
        self.env[FINDING]._look_at_numbers(self.firm)
        self.assertEqual(self.doubts(self.firm), {})
        self.firm.vat = "7707083894"
        self.assertEqual(list(self.doubts(self.firm)), [("digits", "vat")])

    def test_a_contact_of_a_firm_is_not_doubted_again(self):
        self.firm.vat = "7721537681"
        contact = self.env["res.partner"].create({"name": "Ivan", "parent_id": self.firm.id})
        self.assertEqual(self.doubts(contact), {})

    def test_a_missing_number_matters_at_stake_only(self):
        self.assertEqual(self.doubts(self.firm), {})
        self.quote(self.firm)
        stakes = self.env["res.partner"]._bpm_stakes(self.firm.ids)
        self.env[FINDING]._look_at_stake(self.firm, stakes)
        self.assertEqual(self.doubts(self.firm), {("missing", "vat"): None, ("check", ""): None})
        self.firm.vat = "/"  # it has none
        self.env[FINDING]._look_at_stake(self.firm, stakes)
        self.assertEqual(self.doubts(self.firm), {("check", ""): None})

    # === DOUBLES === #

    def test_who_shares_something_is_doubted_at_entry_and_stays_apart_when_left(self):
        double = self.enter("Alpha Firm, LLC Queue", email="alpha@queue.invalid")
        self.assertEqual(self.doubts(double), {})
        self.firm.email = "Alpha@Queue.invalid"
        [finding] = self.finding(double, "double")
        self.assertEqual((finding.other_id, finding.value), (self.firm, "email"))
        finding.action_dismiss()
        self.env[FINDING]._look_for_doubles()
        self.assertEqual(self.doubts(double), {})
        (self.firm | double).phone = "+7 495 123 45 99"  # now they share more
        self.assertEqual(list(self.doubts(double)), [("double", "name")])

    def test_no_longer_alike_closes_it(self):
        double = self.enter("Queue Firm Alpha")
        self.assertEqual(list(self.doubts(double)), [("double", "name")])
        double.name = "Something else"
        self.assertEqual(self.doubts(double), {})

    def test_parties_of_two_companies_are_not_compared(self):
        other = self.env["res.company"].create({"name": "Queue other company"})
        double = self.enter("Queue Firm Alpha")
        self.firm.company_id = self.env.company
        double.company_id = other
        self.assertEqual(self.doubts(double), {})

    def test_the_night_finds_what_the_entry_finds_and_asks_nothing_twice(self):
        double = self.enter("Queue Firm Alpha")
        before = self.finding(double, "double")
        self.env[FINDING]._look_for_doubles()
        self.assertEqual(self.finding(double, "double"), before)
        before.sudo().unlink()
        self.env[FINDING]._look_for_doubles()
        self.assertEqual(self.finding(double, "double").other_id, self.firm)

    def test_many_at_once_cost_no_more_queries(self):
        def count(number):
            names = [f"Queue batch {number} {place}" for place in range(number)]
            partners = self.env["res.partner"].create([{"name": name} for name in names])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env[FINDING]._look_for_doubles(partners)
            self.env[FINDING]._look_at_numbers(partners, at_stake=True)
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertLessEqual(count(60), count(2) + 2)

    # === SOURCES === #

    def test_a_second_source_is_a_suggestion_and_writes_nothing(self):
        self.firm.vat = "7721573681"
        findings = self.env[FINDING]
        findings._say_otherwise({self.firm: {"vat": "7736050003", "city": ""}}, "register")
        self.assertEqual(self.doubts(self.firm), {("sources", "vat"): "7736050003"})
        self.assertEqual(self.firm.vat, "7721573681")
        findings._say_otherwise({self.firm: {"vat": "7721573681"}}, "register")
        self.assertEqual(self.doubts(self.firm), {})

    def test_what_a_file_writes_over_somebodys_entry_is_put_before_the_steward(self):
        self.firm.vat = "7721573681"
        with self.env["bpm.partner.import"]._as_source():
            self.firm.vat = "7736050003"
        self.assertEqual(self.doubts(self.firm), {("sources", "vat"): "7721573681"})
        self.finding(self.firm, "sources").action_accept()
        self.assertEqual(self.firm.vat, "7721573681")
        self.assertEqual(self.doubts(self.firm), {})
