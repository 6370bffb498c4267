"""Who sleeps, who owes, who looks double, whose tax number is wrong: what other pages show too."""

from odoo.tools import SQL

from .xray_world import TODAY, XrayCase, days_ago


class TestSleeping(XrayCase):
    """ux.md 3.3 and 4.1: regular buyers past their usual interval (S3-04, S3-09)."""

    def test_a_regular_buyer_past_the_interval_is_named_with_the_figures(self):
        buyer = self.client("Monthly")
        self.bought(buyer, *map(days_ago, (160, 130, 100, 70)))
        [row] = self.xray._sleeping()
        self.assertEqual(
            row,
            {
                "partner_id": buyer.id,
                "name": "Monthly",
                "orders": 4,
                "interval_days": 30,
                "last": days_ago(70),
                "expected": days_ago(40),
                "days_past": 40,
            },
        )

    def test_who_is_within_the_interval_or_has_no_habit_is_not(self):
        self.bought(self.client("In time"), *map(days_ago, (100, 70, 40, 10)))
        self.bought(self.client("Irregular"), *map(days_ago, (200, 199, 120, 50)))
        self.bought(self.client("Too few"), *map(days_ago, (160, 130, 100)))
        self.bought(self.client("Left"), *map(days_ago, (490, 460, 430, 400)))
        self.assertEqual(self.xray._sleeping(), [])

    def test_orders_of_contacts_count_for_the_firm_and_those_of_one_day_once(self):
        buyer = self.client("Firm")
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": buyer.id})
        self.bought(buyer, *map(days_ago, (160, 100)))
        self.bought(contact, *map(days_ago, (130, 130, 70)))
        [row] = self.xray._sleeping()
        self.assertEqual((row["partner_id"], row["orders"]), (buyer.id, 4))

    def test_of_one_salesperson(self):
        """The client's salesperson counts; without one, whoever sold last."""
        other = self.person("other", "sales_team.group_sale_salesman")
        mine, theirs, sold = self.client("A"), self.client("B", user_id=other.id), self.client("C")
        mine.user_id = self.seller
        for client in (mine, theirs, sold):
            self.bought(client, *map(days_ago, (160, 130, 100, 70)))
        names = [row["name"] for row in self.xray._sleeping(user=self.seller)]
        self.assertEqual(sorted(names), ["A", "C"])
        self.assertEqual([row["name"] for row in self.xray._sleeping(user=other)], ["B"])
        self.assertEqual(len(self.xray._sleeping(limit=2)), 2)


class TestOverdue(XrayCase):
    """ux.md 4.1, card Money (S3-05)."""

    def test_the_sum_the_days_and_the_lines(self):
        late = self.client("Late")
        lines = self.owed(late, days_ago(40), 300) + self.owed(late, days_ago(10), 200)
        self.owed(late, days_ago(-5), 1000)
        [row] = self.xray._overdue()
        self.assertEqual(row["partner_id"], late.id)
        self.assertEqual((row["amount"], row["days"]), (500.0, 40))
        self.assertEqual(row["currency_id"], self.company.currency_id.id)
        self.assertEqual(row["lines"], lines.ids)

    def test_due_today_is_not_late(self):
        self.owed(self.client("Today"), TODAY)
        self.assertEqual(self.xray._overdue(), [])

    def test_a_partial_payment_is_taken_off(self):
        late = self.client("Half")
        self.paid(late, days_ago(5), 60, self.owed(late, days_ago(20), 100))
        self.assertEqual(self.xray._overdue()[0]["amount"], 40.0)

    def test_unmatched_payments_and_credit_notes_are_taken_off(self):
        """Whoever paid enough is not called a debtor because nobody matched it yet."""
        paid, noted = self.client("Paid"), self.client("Credit note")
        self.owed(paid, days_ago(20), 100)
        self.paid(paid, days_ago(5), 100)
        self.owed(noted, days_ago(20), 100)
        self.owed(noted, days_ago(-9), 30, move_type="out_refund")
        self.assertEqual([row["name"] for row in self.xray._overdue()], ["Credit note"])
        self.assertEqual(self.xray._overdue()[0]["amount"], 70.0)

    def test_of_one_salesperson_the_largest_first(self):
        other = self.person("other", "sales_team.group_sale_salesman")
        self.owed(self.client("Mine", user_id=self.seller.id), days_ago(3), 10)
        self.owed(self.client("By invoice"), days_ago(3), 20, invoice_user_id=self.seller.id)
        self.owed(self.client("Other", user_id=other.id), days_ago(3), 30)
        names = [row["name"] for row in self.xray._overdue(user=self.seller)]
        self.assertEqual(names, ["By invoice", "Mine"])
        self.assertEqual([row["name"] for row in self.xray._overdue(limit=1)], ["Other"])

    def test_amounts_of_another_company_are_converted(self):
        """Amounts are in the currency of the first active company."""
        dollar = self.env.ref("base.USD")
        other = self.env["res.company"].create({"name": "Abroad", "currency_id": dollar.id})
        self.director.company_ids |= other
        rate = {"name": TODAY, "currency_id": dollar.id, "company_id": self.company.id}
        self.env["res.currency.rate"].create({**rate, "rate": 2.0})
        xray = self.xray.with_context(allowed_company_ids=[self.company.id, other.id])
        self.assertEqual(set(xray._company_ids()), {self.company.id, other.id})
        rates = xray._rows(SQL("SELECT * FROM %s", xray._rates()))
        self.assertEqual({row["company_id"]: float(row["rate"]) for row in rates},
                         {self.company.id: 1.0, other.id: 0.5})  # fmt: skip


class TestParties(XrayCase):
    """ux.md 4.1, card Parties: look double, wrong tax numbers (S0-07)."""

    def doubles(self):
        ours = set(self.env["res.partner"].search([("company_id", "=", self.company.id)]).ids)
        return [row for row in self.xray._look_double() if set(row["partner_ids"]) & ours]

    def wrong(self):
        return [row for row in self.xray._wrong_tax_numbers() if row["name"].startswith("X-ray ")]

    def test_the_same_name_in_another_spelling_looks_double(self):
        one, two = self.client("ООО «Стекло Икс»"), self.client("Стекло Икс, ООО")
        self.client("Стекло Игрек")
        [row] = self.doubles()
        self.assertEqual(row["partner_ids"], [one.id, two.id])
        self.assertEqual(row["names"], ["ООО «Стекло Икс»", "Стекло Икс, ООО"])
        self.assertEqual(row["why"], "Same: name")

    def test_phone_mail_and_tax_number_join_a_group(self):
        one = self.client("Eins", phone="+380 44 123 45 67", email="Glass@Example.invalid")
        two = self.client("Zwei", phone="044 1234567", vat="UA328559613")
        three = self.client("Drei", email="glass@example.invalid")
        four = self.client("Vier", vat="328559613")
        [row] = self.doubles()
        self.assertEqual(row["partner_ids"], (one + two + three + four).ids)
        self.assertEqual(row["why"], "Same: tax number, e-mail, phone")

    def test_contacts_of_a_firm_and_archived_ones_do_not_look_double(self):
        firm = self.client("Firm", email="one@example.invalid")
        self.env["res.partner"].create(
            {"name": "Contact", "parent_id": firm.id, "email": "one@example.invalid"}
        )
        self.client("Archived", email="one@example.invalid", active=False)
        self.assertEqual(self.doubles(), [])

    def test_people_of_one_name_do_not_look_double(self):
        for _number in range(2):
            self.client("Ivan Petrov", is_company=False)
        self.assertEqual(self.doubles(), [])

    def test_wrong_tax_numbers_with_what_was_meant(self):
        russia, ukraine = self.env.ref("base.ru").id, self.env.ref("base.ua").id
        swapped = self.client("X-ray swapped", vat="7770083893", country_id=russia)
        filler = self.client("X-ray filler", vat="0000000000", country_id=russia)
        self.client("X-ray person", vat="586834497804", country_id=russia)
        self.client("X-ray right", vat="32855961", country_id=ukraine)
        self.client("X-ray exempt", vat="/", country_id=ukraine)
        german = self.client("X-ray German", vat="DE136695977", country_id=ukraine)
        found = {(row["partner_id"], row["number"], row["suggestion"]) for row in self.wrong()}
        self.assertEqual(
            found,
            {
                (swapped.id, "7770083893", "7707083893"),
                (filler.id, "0000000000", None),
                (german.id, "DE136695977", None),
            },
        )

    def test_a_country_without_a_rule_is_left_alone(self):
        self.client("X-ray Kazakh", vat="123456789012", country_id=self.env.ref("base.kz").id)
        self.client("X-ray nowhere", vat="123456789012")
        self.assertEqual(self.wrong(), [])
