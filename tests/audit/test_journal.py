"""Entries: appended in few statements, chained per document, refused through every other door.

design.md, audit; invariant I12; threat T15.
"""

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger
from tests.common import BpmCase

STORED = {
    "id",
    "number",
    "at",
    "user_id",
    "on_behalf_of_id",
    "event",
    "res_model",
    "res_id",
    "method",
    "data",
    "previous_hash",
    "hash",
}


class TestAppend(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal = cls.env["bpm.journal"]

    def entry(self, number, event="approved", **values):
        return {"event": event, "res_model": "sale.order", "res_id": number, **values}

    def entries_of(self, number):
        domain = [("res_model", "=", "sale.order"), ("res_id", "=", number)]
        return self.journal.search(domain, order="number")

    def test_entries_of_one_document_follow_each_other(self):
        """design.md: number per document, previous_hash, hash; several entries in one call."""
        numbers = self.journal._append(
            [self.entry(-1, "submitted"), self.entry(-2, "submitted"), self.entry(-1)]
        )
        self.assertEqual(numbers, [1, 1, 2])
        self.assertEqual(self.journal._append([self.entry(-1, "settled")]), [3])
        entries = self.entries_of(-1)
        self.assertEqual(entries.mapped("number"), [1, 2, 3])
        self.assertEqual(entries.mapped("event"), ["submitted", "approved", "settled"])
        self.assertEqual(entries[1].previous_hash, entries[0].hash)
        self.assertEqual(entries[2].previous_hash, entries[1].hash)

    def test_the_first_entry_tells_in_which_database_it_was_born(self):
        """heart.md 6: a copied database has the same chain, so its identity stands at the start."""
        self.journal._append([self.entry(-1)])
        identity = self.env["ir.config_parameter"].get_param("database.uuid")
        self.assertEqual(self.entries_of(-1).previous_hash, f"genesis:{identity}")

    def test_it_tells_who_really_acted_and_for_whom(self):
        """T15: actor = real uid, plus on-behalf-of and the way of decision."""
        user = new_test_user(self.env, "real_actor", groups="base.group_user")
        self.journal.with_user(user)._append(
            [self.entry(-1, on_behalf_of_id=2, method="mail_link"), self.entry(-2)]
        )
        entry, plain = self.entries_of(-1), self.entries_of(-2)
        self.assertEqual(
            (entry.user_id, entry.on_behalf_of_id, entry.method), (user.id, 2, "mail_link")
        )
        self.assertEqual(
            (plain.user_id, plain.on_behalf_of_id, plain.method), (user.id, 0, "screen")
        )

    def test_any_number_of_entries_takes_two_statements(self):
        """design.md, speed: approve 200 quotes in at most 12 queries, journal included."""
        self.journal._append([self.entry(-1)])
        for count in (1, 200):
            with self.assertQueryCount(2):
                self.journal._append([self.entry(-number - 1) for number in range(count)])

    def test_heads_that_the_caller_has_read_are_not_read_again(self):
        self.journal._append([self.entry(-1)])
        heads = {("sale.order", -1): (1, self.entries_of(-1).hash)}
        with self.assertQueryCount(1):
            numbers = self.journal._append([self.entry(-1), self.entry(-2)], heads=heads)
        self.assertEqual(numbers, [2, 1])
        self.assertTrue(self.journal._verify("sale.order", -1))

    def test_facts_come_back_as_they_went_in(self):
        facts = {
            "digest": "ab",
            "amount": 48200.5,
            "text": 'Київ "x" \\ {y}, NULL',
            "list": [1, None],
        }
        self.journal._append([self.entry(-1, data=facts), self.entry(-2)])
        self.assertEqual(self.entries_of(-1).data, facts)
        self.assertTrue(self.journal._verify("sale.order", -1))
        self.assertFalse(self.entries_of(-2).data)

    def test_an_event_without_a_word_is_refused(self):
        """ux.md 5: people read words, so there is none to append what has no word."""
        with self.assertRaisesRegex(ValueError, "unheard_of"):
            self.journal._append([self.entry(-1, "unheard_of")])

    def test_a_heading_for_all_that_was_there_before(self):
        """Issue 2.2: one entry "passed before control" stands for all documents, touching none."""
        self.env.cr.execute("SELECT xmin::text, id FROM sale_order ORDER BY id")
        before = self.env.cr.fetchall()
        self.journal._passed_before_control("sale.order")
        entry = self.entries_of(0)[-1]
        self.assertEqual(entry.event, "passed_before_control")
        self.assertEqual(
            entry.data, {"max_id": max(row[1] for row in before), "count": len(before)}
        )
        self.env.cr.execute("SELECT xmin::text, id FROM sale_order ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)


class TestRefusal(BpmCase):
    """T15: nobody writes or unlinks; not in sudo, not with any context, not in SQL."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal = cls.env["bpm.journal"]
        cls.journal._append([{"event": "approved", "res_model": "sale.order", "res_id": -1}])
        cls.entry = cls.journal.search([("res_id", "=", -1)])
        cls.comment = cls.env["bpm.journal.comment"]._store(["Too cheap"])

    def refused_by_the_database(self, statement):
        with (
            self.subTest(statement),
            self.assertRaisesRegex(psycopg2.Error, "append-only"),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(SQL(statement))

    def test_superuser_through_odoo(self):
        contexts = ({}, {"_force_unlink": True}, {"module": "x", "install_mode": True})
        values = {"event": "approved", "res_model": "sale.order", "res_id": 5, "number": 1}
        for context in contexts:
            entry = self.entry.sudo().with_context(**context)
            with self.subTest(context), self.assertRaises(UserError):
                entry.write({"event": "rejected"})
            with self.subTest(context), self.assertRaises(UserError):
                entry.event = "rejected"
            with self.subTest(context), self.assertRaises(UserError):
                entry.unlink()
            with self.subTest(context), self.assertRaises(UserError):
                entry.create(values)
            with self.subTest(context), self.assertRaises(UserError):
                entry.copy()
        loaded = self.journal.sudo().load(["event", "res_id"], [["approved", "7"]])
        self.assertFalse(loaded["ids"])
        self.assertEqual(self.journal.search([("res_id", "=", -1)]).event, "approved")

    def test_below_the_front_door_of_odoo(self):
        with (
            self.assertRaisesRegex(psycopg2.Error, "append-only"),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.journal._fields["event"].write(self.entry, "rejected")
            self.entry.flush_recordset()

    def test_statements_of_sql(self):
        """heart.md 6: UPDATE, DELETE and TRUNCATE, even for PostgreSQL's superuser."""
        for table in ("bpm_journal", "bpm_journal_head", "bpm_journal_comment"):
            self.refused_by_the_database(f"DELETE FROM {table}")
            self.refused_by_the_database(f"TRUNCATE {table} CASCADE")
        self.refused_by_the_database("UPDATE bpm_journal SET data = '{}'")
        self.refused_by_the_database("UPDATE bpm_journal SET id = id + 1")
        self.refused_by_the_database("UPDATE bpm_journal_head SET number = 1")
        self.refused_by_the_database("UPDATE bpm_journal_comment SET text = 'Fine'")

    def test_an_upgrade_leaves_the_triggers_as_they_are(self):
        """`init` runs on each upgrade of the addon."""
        for name in ("bpm.journal", "bpm.journal.head", "bpm.journal.comment"):
            self.env[name].init()
            self.env[name].init()
        self.env.cr.execute(
            """SELECT count(*) FROM pg_trigger
                WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'bpm_journal%%'"""
        )
        self.assertEqual(self.env.cr.fetchone(), (9,))
        self.test_statements_of_sql()

    def test_the_columns_are_fixed(self):
        """heart.md 6: a later column with a default is an UPDATE and the upgrade dies; a foreign
        key is an UPDATE when its target goes; a stored computed field is one whenever it likes."""
        fields = {name: field for name, field in self.journal._fields.items() if field.store}
        self.assertEqual(set(fields), STORED)
        self.assertFalse([name for name, field in fields.items() if field.compute])
        self.env.cr.execute(
            """SELECT conname FROM pg_constraint
                WHERE conrelid = 'bpm_journal'::regclass AND contype = 'f'"""
        )
        self.assertEqual(self.env.cr.fetchall(), [])

    def test_deleting_and_merging_what_an_entry_is_about(self):
        """design.md: set null and partner merge would be refused, so there is nothing to set."""
        user = new_test_user(self.env, "soon_gone", groups="base.group_user")
        partners = self.env["res.partner"].create([{"name": "One"}, {"name": "Two"}])
        self.journal.with_user(user)._append(
            [{"event": "refused", "res_model": "res.partner", "res_id": partners[1].id}]
        )
        self.env["base.partner.merge.automatic.wizard"]._merge(partners.ids, partners[0])
        user.unlink()
        entry = self.journal.search([("res_model", "=", "res.partner")], limit=1)
        self.assertEqual((entry.res_id, entry.user_id), (partners[1].id, user.id))
        self.assertIn(str(user.id), entry.user_name)
        self.assertFalse(entry.document_exists)
        self.assertTrue(self.journal._verify("res.partner", partners[1].id))


class TestRights(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal = cls.env["bpm.journal"]
        cls.order = cls.env["sale.order"].create(
            {"partner_id": cls.env["res.partner"].create({"name": "Client"}).id}
        )
        cls.journal._append(
            [
                {"event": "approved", "res_model": "sale.order", "res_id": cls.order.id},
                {"event": "passed_before_control", "res_model": "sale.order", "res_id": 0},
            ]
        )

    def user(self, group, company=None):
        company = company or self.env.company
        return new_test_user(
            self.env,
            f"journal_{group}_{company.id}",
            groups=f"base.group_user,bpm_crm_addon.{group}",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    def test_only_administrators_read_it(self):
        """Contract of design.md: others see the trail through their documents only."""
        for group in ("group_bpm_admin", "group_bpm_approval_admin"):
            entries = self.journal.with_user(self.user(group)).search(
                [("res_id", "=", self.order.id)]
            )
            self.assertEqual(entries.event, "approved")
        for group in ("group_bpm_user", "group_bpm_director", "group_bpm_rule_author"):
            user = self.user(group)
            for model in ("bpm.journal", "bpm.journal.comment", "bpm.journal.head"):
                with self.subTest(group=group, model=model), self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_nobody_may_write_by_right(self):
        admin = self.env.ref("base.user_admin")
        for model in ("bpm.journal", "bpm.journal.comment", "bpm.journal.head"):
            for operation in ("create", "write", "unlink"):
                self.assertFalse(self.env[model].with_user(admin).has_access(operation))
        self.assertFalse(self.env["bpm.journal.comment"].with_user(admin).has_access("read"))

    def test_an_approval_administrator_sees_their_companies_only(self):
        """I14: no read across companies through any door."""
        other = self.env["res.company"].create({"name": "Other house"})
        stranger = self.journal.with_user(self.user("group_bpm_approval_admin", other))
        self.assertFalse(stranger.search([("res_id", "=", self.order.id)]))
        self.assertTrue(stranger.search([("res_model", "=", "sale.order"), ("res_id", "=", 0)]))
        admin = self.journal.with_user(self.user("group_bpm_admin", other))
        self.assertTrue(admin.search([("res_id", "=", self.order.id)]))
