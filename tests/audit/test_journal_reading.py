"""Entries as people read them: names and words instead of numbers and codes. ux.md 5."""

from odoo.tests import new_test_user
from tests.common import BpmCase


class TestReading(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal = cls.env["bpm.journal"].with_user(cls.env.ref("base.user_admin"))
        cls.anna = new_test_user(cls.env, "zoe_zweig", name="Zoe Zweig", groups="base.group_user")
        cls.petro = new_test_user(
            cls.env, "quentin_q", name="Quentin Querfurt", groups="base.group_user"
        )
        partner = cls.env["res.partner"].create({"name": "Client of Zoe"})
        cls.orders = cls.env["sale.order"].create([{"partner_id": partner.id} for _n in range(3)])

    def note(self, order, event="approved", **values):
        self.env["bpm.journal"]._append(
            [{"event": event, "res_model": "sale.order", "res_id": order.id, **values}]
        )
        return self.journal.search([("res_id", "=", order.id)], limit=1)

    def test_an_entry_is_a_sentence(self):
        entry = self.note(
            self.orders[0], user_id=self.anna.id, on_behalf_of_id=self.petro.id, data={"cycle": 2}
        )
        self.assertEqual(entry.user_name, "Zoe Zweig")
        self.assertEqual(entry.on_behalf_of_name, "Quentin Querfurt")
        self.assertEqual(entry.document_name, self.orders[0].name)
        self.assertEqual(entry.display_name, f"{self.orders[0].name}: Approved, Zoe Zweig")
        kinds = dict(entry._fields["res_model"]._description_selection(self.env))
        self.assertEqual(kinds["sale.order"], "Sales Order")

    def test_facts_are_lines_not_code(self):
        comment = self.env["bpm.journal.comment"]._store(["Prepay first"])
        entry = self.note(
            self.orders[0],
            "returned",
            data={
                "comment": comment._fingerprint(),
                "asked": [self.anna.id, self.petro.id],
                "outcome": "returned",
                "currency": self.env.company.currency_id.id,
                "slot": 9,
                "digest": "0123456789abcdef" * 4,
                "changes": [{"field": "order_line.price_unit", "old": 5.5, "new": 4}],
                "something_new": True,
            },
        )
        lines = entry.details.splitlines()
        self.assertIn("Comment: Prepay first", lines)
        self.assertIn("Asked: Zoe Zweig, Quentin Querfurt", lines)
        self.assertIn("Outcome: Returned for changes", lines)
        self.assertIn(f"Currency: {self.env.company.currency_id.name}", lines)
        self.assertIn("Approved content (fingerprint): 0123456789ab…", lines)
        self.assertIn("Changes: Field: Unit Price, Old: 5.5, New: 4", lines)
        self.assertIn("Something new: Yes", lines)
        for code in ("{", "[", "order_line", "asked", "slot"):
            self.assertNotIn(code, entry.details.replace("Asked", "").lower())
        self.assertTrue(entry.has_comment)
        comment._erase()
        self.env.invalidate_all()
        self.assertIn("Comment: (erased)", entry.details)
        self.assertFalse(entry.has_comment)

    def test_what_is_gone_is_still_told(self):
        entry = self.note(self.orders[0], user_id=self.anna.id)
        number, user_number = self.orders[0].id, self.anna.id
        self.orders[0].unlink()
        self.anna.unlink()
        self.env.invalidate_all()
        self.assertEqual(entry.document_name, f"Sales Order, number {number}")
        self.assertEqual(entry.user_name, f"Deleted user {user_number}")
        self.assertFalse(entry.document_exists)

    def test_documents_the_reader_may_not_see_have_no_name(self):
        """I14: an administrator of approvals need not have any right on sales."""
        reader = new_test_user(
            self.env,
            "no_sales",
            groups="base.group_user,bpm_crm_addon.group_bpm_approval_admin",
        )
        entry = self.note(self.orders[0]).with_user(reader)
        self.assertNotIn(self.orders[0].name, entry.document_name)
        self.assertIn(str(self.orders[0].id), entry.document_name)

    def test_it_is_found_by_names(self):
        mine = self.note(self.orders[0], user_id=self.anna.id)
        self.note(self.orders[1], user_id=self.petro.id)
        search = self.journal.search
        self.assertEqual(search([("document_name", "ilike", self.orders[0].name)]), mine)
        self.assertEqual(search([("user_name", "ilike", "zweig")]), mine)
        self.assertIn(mine, search([("company_id", "=", self.orders.company_id.id)]))
        self.assertNotIn(mine, search([("company_id", "=", False)]))
        self.assertFalse(search([("on_behalf_of_name", "ilike", "zweig")]))

    def test_everything_can_be_grouped(self):
        self.note(self.orders[0])
        for group in ("event", "res_model", "method", "at:day"):
            self.assertTrue(self.journal.formatted_read_group([], [group], ["__count"]))

    def test_a_page_of_entries_is_read_in_few_queries(self):
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "approved",
                    "res_model": "sale.order",
                    "res_id": self.orders[number % 3].id,
                    "user_id": (self.anna | self.petro)[number % 2].id,
                    "data": {"approver_id": self.petro.id},
                }
                for number in range(80)
            ]
        )
        names = ["user_name", "document_name", "details", "company_id", "display_name"]
        self.journal.search([], limit=80).read(names)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            self.journal.search([], limit=80).read(names)

    def test_opening_leads_to_the_document(self):
        action = self.note(self.orders[0]).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("sale.order", self.orders[0].id))
