"""Journey steward 10, a person's request: "what do you hold, erase": one report, one act."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user
from tests.partner.catalogue import CatalogueCase

SECRETS = (
    "Zenobia",
    "zenobia@home.example",
    "4711 8899",
    "Quiet Lane",
    "Likes chess",
    "Baltic",
)


class ErasureCase(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_all(
            {"name": "Passport", "sensitive": True, "history": True},
            {"name": "Hobby", "history": True},
            {"name": "Trips", "type": "table", "column_ids": [(0, 0, {"name": "Where"})]},
            {"name": "Tastes", "type": "tags"},
        )
        cls.zenobia = cls.env["res.partner"].create(
            {
                "name": "Zenobia Quist",
                "email": "zenobia@home.example",
                "phone": "+32 470 12 34 56",
                "street": "1 Quiet Lane",
                "comment": "Likes chess",
                "x_bpm_passport": "4711 8899",
                "x_bpm_hobby": "Likes chess",
                "x_bpm_trips": [Command.create({"x_where": "Baltic"})],
            }
        )
        cls.zenobia.x_bpm_hobby = "Likes chess a lot"
        cls.zenobia.name = "Zenobia Quist-Berg"
        cls.zenobia.message_post(body="Zenobia called")
        cls.env["bpm.partner.snapshot"]._take("checked", cls.zenobia)
        cls.zenobia.with_user(cls.steward)._bpm_open_protected("Zenobia asked for it")
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Fair", "partner_id": cls.zenobia.id, "contact_name": "Zenobia"}
        )
        cls.env.flush_all()

    def erase(self, partner=None, user=None, reason="Request by letter"):
        partner = partner or self.zenobia
        partner.with_user(user or self.steward)._bpm_erase(reason)
        self.env.flush_all()
        self.env.invalidate_all()

    def dumped(self):
        """Everything the database says in text columns and JSON, of every table of this world."""
        tables = (
            "res_partner", "bpm_partner_attribute_value", "bpm_partner_snapshot", "crm_lead",
            "bpm_partner_finding", "bpm_journal", "bpm_journal_comment", "mail_message",
            "mail_tracking_value", "bpm_partner_import_row", "x_bpm_partner_trips",
            "bpm_partner_merge_line", "mail_mail",
        )  # fmt: skip
        found = []
        for table in tables:
            self.env.cr.execute(f"SELECT t::text FROM {table} t")  # pylint: disable=sql-injection
            found += [f"{table}: {row}" for (row,) in self.env.cr.fetchall()]
        return found


class TestErasure(ErasureCase):
    def test_the_report_names_every_kind(self):
        form = Form(
            self.env["bpm.partner.erasure"]
            .with_user(self.steward)
            .with_context(default_partner_id=self.zenobia.id)
        )
        self.assertGreater(len(form.line_ids), 5)
        dialog = form.save()
        told = {line.name: line.text for line in dialog.line_ids}
        self.assertIn("zenobia@home.example", told["Name, address, numbers"])
        self.assertIn("Passport: (protected)", told["Attributes"])
        self.assertNotIn("4711", str(told))
        for kind in ("What attributes were", "The card as it was", "Messages on the card"):
            self.assertIn(kind, told)
        self.assertFalse(dialog.against)

    def test_the_page_for_the_person_is_printed(self):
        """Journey steward 10: the report the person gets names what is held, not what is
        protected."""
        dialog = (
            self.env["bpm.partner.erasure"]
            .with_user(self.steward)
            .create({"partner_id": self.zenobia.id})
        )
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.steward)
            ._render_qweb_html("bpm_crm_addon.partner_erasure", dialog.ids)
        )
        page = html.decode()
        self.assertIn("Zenobia Quist-Berg", page)
        for line in dialog.line_ids:
            self.assertIn(line.name, page)
        self.assertNotIn("4711 8899", page)

    def test_afterwards_nothing_of_the_person_is_left(self):
        for secret in SECRETS:
            self.assertTrue([row for row in self.dumped() if secret in row], secret)
        self.erase()
        for secret in SECRETS:
            self.assertEqual([row for row in self.dumped() if secret in row], [], secret)
        self.assertEqual(self.zenobia.name, f"Erased person {self.zenobia.id}")
        self.assertFalse(self.zenobia.active)

    def test_a_proof_stays_and_the_trail_is_whole(self):
        self.erase()
        journal = self.env["bpm.journal"].sudo()
        domain = [("res_model", "=", "res.partner"), ("res_id", "=", self.zenobia.id)]
        entry = journal.search(domain, order="number desc", limit=1)
        self.assertEqual((entry.event, entry.user_id), ("person_erased", self.steward.id))
        self.assertGreater(entry.data["erased"]["history"], 0)
        self.assertTrue(journal._verify("res.partner", self.zenobia.id))
        self.assertIn("Request by letter", entry.summary)

    def test_the_books_keep_the_name_and_nothing_else(self):
        self.zenobia.vat = "12345678"
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.zenobia.id,
                "invoice_line_ids": [Command.create({"name": "Desk", "price_unit": 0.0})],
            }
        )
        move.action_post()
        self.erase()
        kept = (self.zenobia.name, self.zenobia.street, self.zenobia.vat)
        self.assertEqual(kept, ("Zenobia Quist-Berg", "1 Quiet Lane", "12345678"))
        self.assertFalse(self.zenobia.email or self.zenobia.phone or self.zenobia.x_bpm_hobby)
        self.assertFalse([row for row in self.dumped() if "chess" in row or "4711 8899" in row])

    def test_what_was_merged_into_the_card_goes_too(self):
        double = self.env["res.partner"].create(
            {"name": "Zenobia Quist", "email": "second@home.example", "x_bpm_hobby": "Baltic seas"}
        )
        cards = self.zenobia | double
        action = self.env["bpm.partner.merge"].with_user(self.steward).action_open(cards.ids)
        merge = self.env["bpm.partner.merge"].browse(action["res_id"])
        merge.with_user(self.steward).action_merge()
        self.erase(merge.kept_id)
        self.assertFalse([row for row in self.dumped() if "second@home" in row or "Baltic" in row])

    def test_a_contact_leaves_the_address_of_the_firm(self):
        self.firm.write({"street": "9 High Street", "vat": "87654321"})
        contact = self.env["res.partner"].create(
            {"name": "Zenobia at work", "parent_id": self.firm.id, "email": "z@firm.example"}
        )
        self.erase(contact)
        self.assertEqual((self.firm.street, self.firm.vat), ("9 High Street", "87654321"))
        self.assertFalse(contact.email)
        self.assertEqual(contact.name, f"Erased person {contact.id}")


class TestRefused(ErasureCase):
    def refused(self, words, **options):
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            self.erase(**options)
        self.assertEqual(self.zenobia.name, "Zenobia Quist-Berg")
        self.assertEqual(self.zenobia.sudo().x_bpm_passport, "4711 8899")

    def test_without_a_reason(self):
        self.refused("few words", reason=" ")

    def test_a_firm(self):
        self.refused("This is a firm", partner=self.firm)

    def test_while_business_is_open(self):
        order = self.env["sale.order"].create({"partner_id": self.zenobia.id})
        self.refused("Orders not finished: 1")
        order.action_cancel()
        self.erase()

    def test_while_money_is_owed(self):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.zenobia.id,
                "invoice_line_ids": [Command.create({"name": "Desk", "price_unit": 5.0})],
            }
        )
        move.action_post()
        self.refused("Unpaid amounts in the books: 1")

    def test_while_they_sign_in(self):
        user = new_test_user(self.env, "erased_user", "base.group_portal")
        self.zenobia.parent_id = False
        user.partner_id.name = "Zenobia signs in"
        self.refused("Deactivate the user", partner=user.partner_id)
        user.active = False
        self.erase(user.partner_id)
        self.assertEqual(user.login, f"erased-{user.id}")

    def test_only_stewards(self):
        for user in (self.seller, self.clerk):
            with self.assertRaises(AccessError):
                self.erase(user=user)
            with self.assertRaises(AccessError):
                self.zenobia.with_user(user).action_bpm_erasure()
