"""The portrait of a counterparty: ux.md 3.3, S0-01 "client card shows every source"."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user
from tests.desk.xray_world import TODAY, days_ago
from tests.partner.card_case import CardCase


class TestPortrait(CardCase):
    # === FIGURES === #

    def test_how_somebody_pays_is_weighted_by_amount(self):
        """Conventions 5.6: sum of days late times amount, open ones up to today."""
        self.assertEqual(
            self.portrait(self.keeper)["pays"],
            ("10 days late on average, 0 % of payments in time", True),
        )
        line = self.owed(self.firm, days_ago(30), 400.0)
        self.paid(self.firm, days_ago(40), 400.0, line)
        said = self.portrait(self.keeper)["pays"][0]
        self.assertTrue(said.startswith("5 days late on average, 20 % of payments in time"), said)

    def test_credit_notes_neither_pay_nor_buy(self):
        before = self.portrait(self.keeper)
        line = self.owed(self.firm, days_ago(30), 700.0)
        note = self.owed(self.firm, days_ago(20), 700.0, move_type="out_refund")
        (line + note).reconcile()
        after = self.portrait(self.keeper)
        for name in ("pays", "owes", "turnover"):
            self.assertEqual(after[name], before[name], name)

    def test_a_debt_is_told_by_its_age(self):
        self.assertEqual(self.portrait(self.keeper)["owes"], ("nothing", False))
        self.owed(self.firm, TODAY + timedelta(days=5), 50.0)
        self.assertIn("nothing of it late", self.portrait(self.keeper)["owes"][0])
        self.owed(self.firm, days_ago(12), 30.0)
        self.assertIn("(up to 12 days)", self.portrait(self.keeper)["owes"][0])
        self.owed(self.firm, days_ago(60), 20.0)
        said = self.portrait(self.keeper)["owes"][0]
        self.assertRegex(said, "100.*late.*50.*more than 30 days.*20")

    def test_a_payment_not_yet_matched_is_taken_off(self):
        self.owed(self.firm, days_ago(12), 30.0)
        self.paid(self.firm, days_ago(2), 30.0)
        self.assertEqual(self.portrait(self.keeper)["owes"][0], "nothing")

    def test_how_often(self):
        self.assertEqual(
            self.portrait(self.seller)["often"],
            ("every 30 days (±0), last 40 days ago; expected 10 days ago", True),
        )

    def test_an_invoice_without_an_order_is_a_purchase(self):
        """Issue 5, point 9 "from posted lines"; it opens the invoices of whoever never orders."""
        line = self.owed(self.newcomer, days_ago(-20), 50.0)
        self.owed(self.newcomer, days_ago(-25), 50.0)
        self.assertEqual(
            self.portrait(self.seller, self.newcomer)["often"],
            ("now and then, last 5 days ago", False),
        )
        seen = self.newcomer.with_user(self.keeper)
        self.keeper.group_ids |= self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.assertTrue(self.portrait(self.keeper, self.newcomer)["often"][1])
        opened = seen.bpm_portrait_open("often")
        self.assertIn(line.move_id, self.env[opened["res_model"]].search(opened["domain"]))

    def test_turnover_follows_the_currency_of_the_company(self):
        """S2-11 "charts, indicators in the interface": with a bar for each month."""
        self.assertIn("€", self.portrait(self.keeper)["turnover"][0])
        bars = self.firm.with_user(self.keeper).bpm_portrait()["lines"]
        bars = next(line["bars"] for line in bars if line["name"] == "turnover")
        self.assertEqual((len(bars), sum(bars)), (12, 400.0))

    def test_what_is_bought_has_a_bar_for_each_quarter(self):
        """ux.md 3.3 BUYS "by quarter"; whoever sees no sums gets none in the page either."""
        line = {"product_id": self.product.id, "price_unit": 60.0, "tax_ids": [Command.clear()]}
        account = {"account_id": self.books.income.id}
        sold = [Command.create({**line, **account})]
        self.owed(self.firm, days_ago(10), invoice_line_ids=sold)

        def bars(user):
            lines = self.firm.with_user(user).bpm_portrait()["lines"]
            return next((line["bars"] for line in lines if line["name"] == "bought"), None)

        self.assertEqual((len(bars(self.keeper)), sum(bars(self.keeper))), (8, 460.0))
        self.assertEqual(bars(self.seller), [])

    def test_other_companies_are_no_part_of_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.keeper.company_ids |= other
        elsewhere = self.firm.with_user(self.keeper).with_context(allowed_company_ids=other.ids)
        self.firm.sudo().company_id = False
        self.assertFalse(elsewhere.bpm_has_portrait)
        self.assertEqual(
            {line["name"]: line["open"] for line in elsewhere.bpm_portrait()["lines"]},
            {"often": False, "owes": False},
        )

    def test_a_contact_shows_the_firm(self):
        found = self.contact.with_user(self.keeper).bpm_portrait()
        self.assertEqual(found["of"], "Old customer")
        self.assertEqual(
            self.portrait(self.keeper, self.contact)["pays"], self.portrait(self.keeper)["pays"]
        )

    # === RIGHTS === #

    def test_without_a_right_in_invoicing_words_take_the_place_of_sums(self):
        """ux.md 3.3: "without accounting rights: words, not sums, by a setting"."""
        self.owed(self.firm, days_ago(12), 777.0, invoice_user_id=self.seller.id)
        seen = self.portrait(self.seller)
        self.assertEqual(seen["pays"], ("late often", False))
        self.assertEqual(seen["owes"], ("a payment is late", False))
        self.assertNotIn("777", str(self.firm.with_user(self.seller).bpm_portrait()))
        with self.assertRaises(AccessError):
            self.firm.with_user(self.seller).bpm_portrait_open("owes")
        self.env["res.config.settings"].create({"bpm_portrait_sums": True}).execute()
        self.assertIn("777", self.portrait(self.seller)["owes"][0])

    def test_a_sum_is_never_more_than_the_list_behind_it(self):
        """Whoever sees sums by the setting only is told of the invoices they may open."""
        self.env["res.config.settings"].create({"bpm_portrait_sums": True}).execute()
        own = self.owed(self.firm, days_ago(12), 30.0).move_id
        other = self.owed(self.firm, days_ago(1), 700.0).move_id
        own.invoice_user_id = self.seller
        other.invoice_user_id = self.keeper
        self.assertIn("30", self.portrait(self.seller)["owes"][0])
        self.assertNotIn("7", self.portrait(self.seller)["owes"][0])
        for name in ("owes", "turnover"):
            action = self.firm.with_user(self.seller).bpm_portrait_open(name)
            listed = self.env[action["res_model"]].with_user(self.seller).search(action["domain"])
            self.assertNotIn(other, listed.mapped("move_id") if name == "owes" else listed, name)
        self.assertIn("730", self.portrait(self.keeper)["owes"][0])

    def test_one_day_is_not_days(self):
        self.owed(self.firm, days_ago(1), 30.0)
        self.assertIn("(by one day)", self.portrait(self.keeper)["owes"][0])
        order = self.env["sale.order"].search([("partner_id", "=", self.firm.id)], limit=1)
        order.copy({"partner_id": self.newcomer.id}).action_confirm()
        self.assertEqual(
            self.portrait(self.seller, self.newcomer)["often"][0], "once so far, today"
        )

    def test_who_may_see_neither_orders_nor_invoices_sees_no_portrait(self):
        clerk = new_test_user(self.env, "card_clerk", "base.group_user")
        clerk.write({"company_ids": [(4, self.company.id)], "company_id": self.company.id})
        seen = self.firm.with_user(clerk)
        self.assertFalse(seen.bpm_has_portrait)
        with self.assertRaises(AccessError):
            seen.bpm_portrait()
        said = {text for name, text in self.chips(clerk).items() if not name.startswith("role_")}
        self.assertFalse(said)

    def test_who_is_new_has_no_portrait(self):
        """ux.md 3.3: "new party: tab absent"."""
        self.assertTrue(self.firm.with_user(self.seller).bpm_has_portrait)
        self.assertTrue(self.contact.with_user(self.seller).bpm_has_portrait)
        self.assertFalse(self.newcomer.with_user(self.seller).bpm_has_portrait)
        self.quotes(self.newcomer)
        self.newcomer.invalidate_recordset()
        self.assertTrue(self.newcomer.with_user(self.seller).bpm_has_portrait)

    # === DOCUMENTS AND CHIPS === #

    def test_every_figure_opens_its_documents(self):
        self.owed(self.firm, days_ago(12), 30.0)
        self.quotes(self.firm)
        opening = {"pays": 4 + 1, "turnover": 5, "owes": 1, "overdue": 1}
        for name, count in opening.items():
            action = self.firm.with_user(self.keeper).bpm_portrait_open(name)
            self.assertEqual(
                self.env[action["res_model"]].search_count(action["domain"]), count, name
            )
        for name, count in {"often": 4, "open_now": 1}.items():
            action = self.firm.with_user(self.seller).bpm_portrait_open(name)
            self.assertEqual(
                self.env[action["res_model"]].search_count(action["domain"]), count, name
            )

    def test_chips_tell_what_matters_before_a_call(self):
        """ux.md 2.2: roles with their year, overdue, what is open; nothing at zero."""
        year = days_ago(130).year
        self.assertEqual(list(self.chips(self.seller).values()), [f"Customer since {year}"])
        supplier = self.env.ref("bpm_crm_addon.role_supplier")
        self.firm.bpm_role_ids |= supplier
        said = list(self.chips(self.seller).values())
        self.assertEqual(said[:2], [f"Customer since {year}", f"Supplier since {TODAY.year}"])
        self.owed(self.firm, days_ago(12), 30.0)
        self.quotes(self.firm)
        chips = self.chips(self.keeper)
        self.assertIn("30", chips["overdue"])
        self.assertEqual(self.chips(self.seller)["overdue"], "Late with a payment")
        self.assertEqual(self.chips(self.seller)["open_now"], "1 open quotation")

    def test_only_what_is_offered_is_opened(self):
        """A name comes from the browser: it calls nothing that is not a line or a chip."""
        for name in ("documents", "notes", "quotes", "protected", "nothing"):
            with self.assertRaises(AccessError):
                self.firm.with_user(self.keeper).bpm_portrait_open(name)

    def test_the_dates_of_roles_are_entered_from_the_chip(self):
        self.seller.group_ids |= self.env.ref("base.group_partner_manager")
        action = self.firm.with_user(self.seller).action_bpm_roles()
        roles = self.env[action["res_model"]].with_user(self.seller)
        given = roles.search(action["domain"])
        given.date_from = "2019-05-01"
        self.assertIn("Customer since 2019", self.chips(self.seller).values())

    # === SPEED === #

    def test_queries_do_not_grow_with_what_happened(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.firm.with_user(self.keeper).bpm_portrait()
            self.firm.with_user(self.seller).bpm_portrait()
            return self.env.cr.sql_log_count - before

        # One of everything, an open debt as well: each line has something to tell both times.
        self.quotes(self.firm)
        self.owed(self.firm, days_ago(2))
        queries()
        few = queries()
        self.quotes(self.firm, count=3)
        for days in range(3, 9):
            self.owed(self.firm, days_ago(days))
        self.bought(self.firm, *(days_ago(days) for days in range(20, 26)))
        queries()  # what making them made Odoo forget is read again
        self.assertLessEqual(queries(), few)
