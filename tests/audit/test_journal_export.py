"""The audit trail as a file. Issue 2.2: uninstall offers the journal as a file; T12."""

import csv
import io
import json

from odoo.addons.bpm_crm_addon.engine import journal_chain
from odoo.addons.bpm_crm_addon.models.audit import journal_check
from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from tests.common import BpmCase, BpmHttpCase

COMMENT = '=HYPERLINK("http://evil")'


def note(env):
    partner = env["res.partner"].create({"name": "Zweigstelle"})
    comment = env["bpm.journal.comment"]._store([COMMENT])
    env["bpm.journal"]._append(
        [
            {
                "event": event,
                "res_model": "res.partner",
                "res_id": partner.id,
                "data": {"comment": comment._fingerprint()},
            }
            for event in ("submitted", "approved", "settled")
        ]
    )
    return partner


class TestExport(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal = cls.env["bpm.journal"].with_user(cls.env.ref("base.user_admin"))
        cls.partner = note(cls.env)

    def lines(self, kind):
        with self.journal._export(kind) as file:
            return file.read().decode("utf-8-sig").splitlines()

    def test_a_table_to_read(self):
        self.patch(journal_check, "BATCH", 2)
        rows = list(csv.DictReader(io.StringIO("\n".join(self.lines("csv")))))
        self.assertEqual(len(rows), self.env["bpm.journal"].search_count([]))
        [row] = [
            r for r in rows if r["Document"] == "Zweigstelle" and r["What happened"] == "Approved"
        ]
        self.assertEqual((row["No."], row["Kind of document"]), ("2", "Contact"))
        self.assertEqual(row["Who"], self.env.user.name)

    def test_nothing_in_the_table_becomes_a_formula(self):
        """T12: cells starting with = + - @ tab CR get an apostrophe."""
        rows = list(csv.DictReader(io.StringIO("\n".join(self.lines("csv")))))
        self.assertIn(f"'{COMMENT}", {row["Comment"] for row in rows})
        for row in rows:
            for cell in row.values():
                self.assertFalse(cell.startswith(("=", "+", "@")), cell)

    def test_a_file_that_proves_itself(self):
        self.patch(journal_check, "BATCH", 2)
        rows = [json.loads(line) for line in self.lines("jsonl")]
        self.assertEqual(list(journal_chain.broken(rows)), [])
        [row] = [row for row in rows if row["event"] == "approved" and row["comment"]]
        self.assertEqual((row["comment"], row["document_name"]), (COMMENT, "Zweigstelle"))
        row["user_id"] += 1
        self.assertEqual(list(journal_chain.broken(rows)), [("res.partner", self.partner.id)])

    def test_only_administrators_take_it_away(self):
        for group in ("group_bpm_approval_admin", "group_bpm_director"):
            user = new_test_user(self.env, group, groups=f"base.group_user,bpm_crm_addon.{group}")
            with self.assertRaises(AccessError):
                self.journal.with_user(user)._export("csv")

    def test_the_download_is_noted(self):
        wizard = self.env["bpm.journal.export"].with_user(self.env.ref("base.user_admin"))
        action = wizard.create({"kind": "jsonl"}).action_download()
        self.assertEqual(action["url"], "/bpm_crm_addon/audit_trail/jsonl")
        entry = self.journal.search([], limit=1)
        self.assertEqual((entry.event, entry.data), ("exported", {"kind": "jsonl"}))

    def test_uninstalling_offers_it(self):
        """Issue 2.2: uninstall leaves Odoo as it was, after offering the journal as a file."""
        modules = self.env["ir.module.module"]
        ours = modules.search([("name", "=", "bpm_crm_addon")])
        needed = modules.search([("name", "=", "crm")])
        other = modules.search([("name", "=", "mail_bot")])
        wizard = self.env["base.module.uninstall"].with_user(self.env.ref("base.user_admin"))
        for module, offers in ((ours, True), (needed, True), (other, False)):
            dialog = wizard.create({"module_ids": [(6, 0, module.ids)]})
            self.assertEqual(dialog.bpm_loses_audit_trail, offers, module.name)
        arch = wizard.get_view(view_type="form")["arch"]
        self.assertIn("action_bpm_download_audit_trail", arch)
        action = dialog.action_bpm_download_audit_trail()
        self.assertEqual(action["url"], "/bpm_crm_addon/audit_trail/jsonl")


class TestDownload(BpmHttpCase):
    def test_administrators_get_the_file_others_do_not(self):
        note(self.env)
        self.authenticate("admin", "admin")
        answer = self.url_open("/bpm_crm_addon/audit_trail/csv")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("Zweigstelle", answer.text)
        rows = map(json.loads, self.url_open("/bpm_crm_addon/audit_trail/jsonl").text.splitlines())
        self.assertEqual(list(journal_chain.broken(rows)), [])
        self.assertEqual(self.url_open("/bpm_crm_addon/audit_trail/exe").status_code, 404)
        new_test_user(
            self.env, "no_admin", password="no_admin", groups="bpm_crm_addon.group_bpm_director"
        )
        self.authenticate("no_admin", "no_admin")
        answer = self.url_open("/bpm_crm_addon/audit_trail/csv")
        self.assertEqual(answer.status_code, 403)
        self.assertNotIn("Zweigstelle", answer.text)
