"""The six cards of the X-ray (ux.md 4.1): what they say, what they open, what mends them."""

from odoo.fields import Command

from .xray_world import TODAY, XrayCase, days_ago


class CardCase(XrayCase):
    def figures(self, name):
        """{key of the documents: figure} of a card; sentences without documents are left out."""
        sentences = self.xray.xray_card(name)["sentences"]
        return {one["open"]: one["figure"] for one in sentences if one["open"]}

    def behind(self, name, key):
        """The documents that a figure opens."""
        action = self.xray.xray_open(name, key)
        return self.env[action["res_model"]].search(action["domain"])

    def text(self, name):
        return " ".join(one["text"] for one in self.xray.xray_card(name)["sentences"])


class TestDiscounts(CardCase):
    """“1 240 quotes in 12 months; 87 above 10 % real discount, 31 000 given, nobody asked”."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director.group_ids |= cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.buyer = cls.client("Buyer")
        cls.plain = cls.quotes(cls.buyer, count=20)
        cls.rebate = cls.env["product.product"].create({"name": "Rebate", "list_price": 0})

    def less(self, amount):
        """A line that takes something off."""
        return {"product_id": self.rebate.id, "price_unit": -amount}

    def low(self):
        return {one["id"]: round(one["percent"], 2) for one in self.xray._far_below()}

    def test_every_way_down_counts_alike(self):
        column = self.quotes(self.buyer, {"discount": 20})
        typed = self.quotes(self.buyer, {"price_unit": 75, "technical_price_unit": 100})
        negative = self.quotes(self.buyer, {}, self.less(15))
        gift = self.quotes(self.buyer, {}, {"price_unit": 0, "technical_price_unit": 100})
        both = self.quotes(self.buyer, {"discount": 6}, self.less(6))
        self.quotes(self.buyer, {"discount": 10})
        self.assertEqual(
            self.low(),
            {column.id: 20.0, typed.id: 25.0, negative.id: 15.0, gift.id: 100.0, both.id: 12.0},
        )

    def test_it_agrees_with_the_measure_that_routes_use(self):
        """The approximation is `bpm_real_discount` where Odoo had put the list prices."""
        made = self.quotes(self.buyer, {"discount": 20}, {"discount": 5}) + self.quotes(
            self.buyer, {"discount": 12}, self.less(30)
        )
        for order in made:
            self.assertAlmostEqual(self.low()[order.id], order.bpm_real_discount, 1)

    def test_a_dearer_line_hides_no_cheap_one(self):
        order = self.quotes(
            self.buyer, {"price_unit": 150, "technical_price_unit": 100}, {"discount": 30}
        )
        self.assertEqual(self.low(), {order.id: 30.0})

    def test_what_the_price_list_grants_by_itself_is_no_discount(self):
        granting = self.env["product.pricelist"].create(
            {
                "name": "Dealers",
                "item_ids": [Command.create({"compute_price": "percentage", "percent_price": 15})],
            }
        )
        self.quotes(self.buyer, {"discount": 15}, pricelist_id=granting.id)
        more = self.quotes(self.buyer, {"discount": 32}, pricelist_id=granting.id)
        self.assertEqual(self.low(), {more.id: 20.0})

    def test_without_a_computed_price_the_products_own_counts_in_its_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen").id
        low = self.quotes(
            self.buyer,
            {"price_unit": 960, "technical_price_unit": 0, "product_uom_id": dozen},
        )
        self.quotes(
            self.buyer,
            {"price_unit": 1200, "technical_price_unit": 0, "product_uom_id": dozen},
        )
        self.assertEqual(self.low(), {low.id: 20.0})

    def test_cancelled_old_and_foreign_ones_are_left_out(self):
        self.quotes(self.buyer, {"discount": 50}, day=days_ago(400))
        self.quotes(self.buyer, {"discount": 50}).action_cancel()
        other = self.env["res.company"].create({"name": "Another"})
        partner = self.env["res.partner"].create({"name": "Anybody"})
        self.env.user.company_ids |= other
        with_other = self.env(context={**self.env.context, "allowed_company_ids": [other.id]})
        with_other["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": other.id,
                "order_line": [Command.create({"product_id": self.product.id, "discount": 50})],
            }
        )
        self.assertEqual(self.low(), {})
        self.assertEqual(self.figures("discounts"), {"all": "20"})
        self.assertIn("None of them", self.text("discounts"))

    def test_the_figures_open_exactly_these_documents(self):
        low = self.quotes(self.buyer, {"discount": 20, "product_uom_qty": 50})
        asked = self.quotes(self.buyer, {"discount": 30})
        self.env["bpm.approval.route"].create(
            {
                "name": "Test route",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "gate": "confirm",
                "domain": "[('bpm_real_discount', '>', 25)]",
                "step_ids": [
                    Command.create(
                        {
                            "name": "Director",
                            "resolver": "users",
                            "user_ids": [Command.set(self.director.ids)],
                        }
                    )
                ],
            }
        ).action_activate()
        asked.with_user(self.seller).action_bpm_request_approval()
        self.assertEqual(
            [one["figure"] for one in self.xray.xray_card("discounts")["sentences"]],
            ["22", "2", "1,030\N{NO-BREAK SPACE}€", "1"],
        )
        self.assertEqual(self.behind("discounts", "all"), self.plain + low + asked)
        self.assertEqual(self.behind("discounts", "low"), low + asked)
        self.assertEqual(self.behind("discounts", "unasked"), low)

    def test_the_worst_come_first_by_what_was_given(self):
        small = self.quotes(self.buyer, {"discount": 90})
        large = self.quotes(self.buyer, {"discount": 20, "product_uom_qty": 50})
        rows = self.xray.xray_card("discounts")["worst"]["rows"]
        self.assertEqual([row[0] for row in rows], [large.name, small.name])
        self.assertEqual(rows[0][1:4], ["Buyer", "Test seller", "20 %"])

    def test_too_few_is_a_sentence_and_no_figure(self):
        self.plain[0].action_cancel()
        card = self.xray.xray_card("discounts")
        self.assertFalse(card["enough"])
        self.assertEqual(
            [one["text"] for one in card["sentences"]],
            ["Fewer than 20 quotations in the last 12 months: come back later."],
        )
        self.assertFalse(card["button"])

    def test_the_button_opens_the_ready_rule_for_who_may_switch_it_on(self):
        self.quotes(self.buyer, {"discount": 20})
        self.assertFalse(self.xray.xray_card("discounts")["button"])
        self.director.group_ids |= self.env.ref("bpm_crm_addon.group_bpm_approval_admin")
        button = self.xray.xray_card("discounts")["button"]
        action = self.xray.xray_open("discounts", button["key"])
        wizard = self.env[action["res_model"]].with_context(**action["context"]).create({})
        self.assertEqual((wizard.discount, wizard.amount, wizard.gate), (True, False, "send"))
        self.assertEqual(wizard.discount_limit, 10)


class TestOrders(CardCase):
    """“14 orders changed after confirmation; 3 confirmed by the person who made them”."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False})
        cls.director.group_ids |= cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.boss = cls.person("boss", "sales_team.group_sale_salesman_all_leads")
        cls.buyer = cls.client("Buyer")
        cls.plain = cls.quotes(cls.buyer, count=20)
        cls.confirm(cls.plain, cls.boss)

    @classmethod
    def confirm(cls, orders, by):
        cls.note()
        orders.with_user(by).action_confirm()
        cls.note()

    @classmethod
    def note(cls):
        """End of a request: what changed is noted under the document."""
        cls.env.flush_all()
        cls.cr.precommit.run()

    def change(self, order, price):
        order.order_line.price_unit = price
        self.note()

    def test_a_total_changed_after_confirmation_is_counted_and_shown(self):
        changed, before = self.plain[3], self.quotes(self.buyer)
        self.change(before, 80)
        self.confirm(before, self.boss)
        self.change(changed, 70)
        self.change(changed, 60)
        self.assertEqual(self.figures("orders")["changed"], "1")
        self.assertEqual(self.behind("orders", "changed"), changed)
        [row] = self.xray.xray_card("orders")["worst"]["rows"]
        self.assertEqual(row[:2], [changed.name, "Buyer"])
        self.assertEqual(row[3:], ["100.00\N{NO-BREAK SPACE}€", "60.00\N{NO-BREAK SPACE}€"])

    def test_confirmed_by_whoever_made_it_above_what_is_usual(self):
        made = {"price_unit": 1300}
        alone, watched = (self.quotes(self.buyer, made) for _number in range(2))
        small = self.quotes(self.buyer)
        self.env.cr.execute(
            "UPDATE sale_order SET create_uid = %s WHERE id = ANY(%s)",
            (self.boss.id, (alone + small).ids),
        )
        self.confirm(alone + small + watched, self.boss)
        figures = self.figures("orders")
        self.assertEqual(figures, {"all": "23", "alone-1000": "1"} | figures)
        self.assertNotIn("changed", figures)
        self.assertEqual(self.behind("orders", "alone-1000"), alone)
        self.assertEqual(len(self.behind("orders", "all")), 23)

    def test_too_few_is_a_sentence(self):
        self.plain[0]._action_cancel()
        card = self.xray.xray_card("orders")
        self.assertFalse(card["enough"])
        self.assertIn("Fewer than 20 confirmed orders", card["sentences"][0]["text"])

    def test_the_button_guards_confirmation(self):
        self.change(self.plain[0], 70)
        self.director.group_ids |= self.env.ref("bpm_crm_addon.group_bpm_approval_admin")
        button = self.xray.xray_card("orders")["button"]
        action = self.xray.xray_open("orders", button["key"])
        wizard = self.env[action["res_model"]].with_context(**action["context"]).create({})
        self.assertEqual((wizard.discount, wizard.amount, wizard.gate), (False, True, "confirm"))
        self.assertEqual(wizard.amount_limit, 100)


class TestMoney(CardCase):
    """“84 000 overdue at 112 clients; average 12 days late; 40 % got no reminder” (S3-05)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director.group_ids |= cls.env.ref("account.group_account_readonly")
        cls.buyer = cls.client("Buyer")

    def late(self):
        found = self.xray._average_late()
        return found["lines"], round(found["days"], 2)

    def test_average_delay_is_weighted_by_amount_and_never_below_zero(self):
        """Σ max(0, paid − due)·amount / Σ amount, per due line; open items to today."""
        self.paid(self.buyer, days_ago(90), 300, self.owed(self.buyer, days_ago(100), 300))
        self.paid(self.buyer, days_ago(120), 100, self.owed(self.buyer, days_ago(100), 100))
        self.assertEqual(self.late(), (2, 7.5))
        self.owed(self.buyer, days_ago(30), 200)
        self.assertEqual(self.late(), (3, 15.0))

    def test_each_part_of_a_payment_counts_by_itself(self):
        line = self.owed(self.buyer, days_ago(100), 100)
        self.paid(self.buyer, days_ago(90), 50, line)
        self.paid(self.buyer, days_ago(80), 50, line)
        self.assertEqual(self.late(), (1, 15.0))

    def test_a_credit_note_pays_nothing(self):
        line = self.owed(self.buyer, days_ago(100), 100)
        self.paid(self.buyer, days_ago(90), 40, line)
        (line + self.owed(self.buyer, days_ago(50), 60, move_type="out_refund")).reconcile()
        self.assertEqual(self.late(), (1, 10.0))

    def test_older_and_future_dues_are_left_out(self):
        self.owed(self.buyer, days_ago(370), 100)
        self.owed(self.buyer, TODAY, 100)
        self.assertEqual(self.late()[0], 0)

    def test_who_was_written_to_after_the_due_date_is_known(self):
        """A message to a contact of the client counts, one before the due date does not."""
        silent, early, told = (self.client(name) for name in ("Silent", "Early", "Told"))
        lines = {client: self.owed(client, days_ago(20)) for client in (silent, early, told)}
        contact = self.env["res.partner"].create(
            {"name": "Accountant", "parent_id": told.id, "email": "accounts@example.invalid"}
        )
        early.email = "early@example.invalid"
        for partner, day in ((contact, days_ago(10)), (early, days_ago(25))):
            line = lines[partner.commercial_partner_id]
            message = line.move_id.message_post(
                body="Please pay", partner_ids=partner.ids, message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )  # fmt: skip
            message.date = f"{day} 10:00:00"
        self.assertEqual(self.xray._never_written_to(), (silent + early).ids)
        self.assertIn("2 of these clients (67 %)", self.text("money"))
        self.assertEqual(self.behind("money", "unwritten"), silent + early)

    def test_the_figures_open_exactly_these_documents(self):
        lines = self.owed(self.buyer, days_ago(20), 300) + self.owed(self.buyer, days_ago(5), 20)
        credit = self.paid(self.buyer, days_ago(2), 40)
        figures = self.figures("money")
        self.assertEqual(figures["lines"], "280\N{NO-BREAK SPACE}€")
        self.assertEqual(self.behind("money", "lines"), lines + credit)
        self.assertEqual(sum(self.behind("money", "lines").mapped("amount_residual")), 280)
        self.assertEqual(self.behind("money", "clients"), self.buyer)
        self.assertEqual(self.behind("money", "invoices"), lines.move_id)
        self.assertEqual(self.xray.xray_card("money")["button"]["key"], "invoices")
        self.assertIn("too few to say how late", self.text("money"))

    def test_without_the_right_to_accounts_figures_open_nothing(self):
        """The director reads the sum; the documents stay with those who may see them."""
        self.owed(self.buyer, days_ago(20), 300)
        self.director.group_ids -= self.env.ref("account.group_account_readonly")
        self.assertEqual(set(self.figures("money")), {"clients", "unwritten"})
        self.assertIn("300", self.text("money"))
        self.assertFalse(self.xray.xray_card("money")["button"])

    def test_average_is_said_from_twenty_payments_on(self):
        for _number in range(20):
            self.paid(self.buyer, days_ago(90), 10, self.owed(self.buyer, days_ago(93), 10))
        self.assertEqual(self.figures("money"), {"due": "3"})
        self.assertEqual(len(self.behind("money", "due")), 20)
        self.assertIn("Nothing is overdue today.", self.text("money"))

    def test_too_little_is_a_sentence(self):
        card = self.xray.xray_card("money")
        self.assertFalse(card["enough"])
        self.assertIn("nothing is overdue: come back later", card["sentences"][0]["text"])


class TestParties(CardCase):
    """“3 417; 214 look double; 96 tax numbers wrong; 41 % without tax number”."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What the database has besides is not ours to count on.
        elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE res_partner SET company_id = %s WHERE company_id IS NULL AND partner_share",
            (elsewhere.id,),
        )
        cls.env.invalidate_all()
        cls.russia = cls.env.ref("base.ru").id
        cls.firms = cls.env["res.partner"].concat(
            *(
                cls.client(f"Firm {letter}", vat="7707083893" if number < 2 else False)
                for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:20])
            )
        )
        cls.firms[:2].country_id = cls.russia

    def test_the_figures_and_what_they_open(self):
        wrong = self.client("Firm Z", vat="7707083894", country_id=self.russia)
        exempt = self.client("Firm Y", vat="/")
        self.client("Person", is_company=False)
        self.assertEqual(
            self.figures("parties"), {"all": "23", "double": "2", "wrong": "1", "without": "19"}
        )
        self.assertIn("19 (86 %)", self.text("parties"))
        self.assertEqual(self.behind("parties", "double"), self.firms[:2])
        self.assertEqual(self.behind("parties", "wrong"), wrong)
        self.assertEqual(self.behind("parties", "without"), self.firms[2:] + exempt)
        self.assertEqual(len(self.behind("parties", "all")), 23)
        self.assertEqual(self.behind("parties", "doubtful"), self.firms[:2] + wrong)

    def test_the_worst_are_named(self):
        self.client("Firm Z", vat="7770083893", country_id=self.russia)
        rows = self.xray.xray_card("parties")["worst"]["rows"]
        self.assertIn(["Firm A, Firm B", "Same: tax number"], rows)
        self.assertIn(["Firm Z", "7770083893: perhaps 7707083893"], rows)

    def test_counted_are_firms_and_people_not_contacts_colleagues_or_ourselves(self):
        self.env["res.partner"].create({"name": "Contact", "parent_id": self.firms[0].id})
        ids = {row["id"] for row in self.xray._parties()}
        self.assertEqual(ids, set(self.firms.ids))
        self.assertEqual(set(self.behind("parties", "all").ids), ids)

    def test_too_few_is_a_sentence(self):
        self.firms[0].active = False
        self.assertFalse(self.xray.xray_card("parties")["enough"])
        self.assertIn("Fewer than 20 counterparties", self.text("parties"))


class TestSleepingCard(CardCase):
    """“63 regular buyers are past their usual interval”."""

    def test_the_figures_and_what_they_open(self):
        regular = self.env["res.partner"]
        for letter in "ABCDE":
            regular |= self.client(f"Buyer {letter}")
        for client in regular:
            self.bought(client, *map(days_ago, (100, 70, 40, 10)))
        late = self.client("Late")
        self.bought(late, *map(days_ago, (160, 130, 100, 70)))
        self.assertEqual(self.figures("sleeping"), {"regular": "6", "sleeping": "1"})
        self.assertEqual(self.behind("sleeping", "regular"), regular + late)
        self.assertEqual(self.behind("sleeping", "sleeping"), late)
        card = self.xray.xray_card("sleeping")
        self.assertEqual(card["button"]["key"], "sleeping")
        self.assertEqual(card["worst"]["rows"], [["Late", "30", "01/07/2026", "02/06/2026", "40"]])

    def test_too_few_is_a_sentence(self):
        self.bought(self.client("Only one"), *map(days_ago, (160, 130, 100, 70)))
        self.assertFalse(self.xray.xray_card("sleeping")["enough"])
        self.assertIn("Fewer than 5 clients bought regularly", self.text("sleeping"))


class TestLeak(CardCase):
    """“5 people can export all contacts; 2 of them left the company” (S2-30)."""

    def came(self, user, days):
        self.env.cr.execute(
            "INSERT INTO res_users_log (create_uid, create_date) VALUES (%s, %s)",
            (user.id, days_ago(days)),
        )

    def test_who_may_export_and_who_of_them_does_not_come_any_more(self):
        export = "base.group_allow_export"
        here, gone, never, new = (
            self.person(name, export) for name in ("here", "gone", "never", "new")
        )
        self.person("archived", export, active=False)
        self.env.cr.execute(
            "UPDATE res_users SET create_date = %s WHERE id = ANY(%s)",
            (days_ago(100), (here + gone + never).ids),
        )
        self.env.cr.execute("UPDATE res_users SET create_date = %s WHERE id = %s", (TODAY, new.id))
        self.came(here, 300), self.came(here, 3), self.came(gone, 91)
        others = {row["id"] for row in self.xray._exporters()} - set(
            (here + gone + never + new).ids
        )
        self.assertNotIn(self.seller.id, others)
        silent = [row["id"] for row in self.xray._exporters() if row["silent"]]
        self.assertEqual(set(silent) - others, set((gone + never).ids))
        self.assertEqual(self.figures("leak")["exporters"], str(4 + len(others)))
        self.assertLessEqual(gone + never, self.behind("leak", "silent"))
        self.assertNotIn(here, self.behind("leak", "silent"))

    def test_the_button_is_for_those_who_may_change_rights(self):
        self.person("here", "base.group_allow_export")
        self.assertFalse(self.xray.xray_card("leak")["button"])
        self.director.group_ids |= self.env.ref("base.group_system")
        self.assertEqual(self.xray.xray_card("leak")["button"]["key"], "limit")
