"""Dossiers and their checklists (S2-05, S2-22; issue "contracts", item 5)."""

import io
import zipfile
from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from tests.common import BpmCase


class DossierCase(BpmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.dossier.requirement"].search([]).action_archive()
        cls.partner = cls.env["res.partner"].create({"name": "Mill", "is_company": True})
        cls.other = cls.env["res.partner"].create({"name": "Person"})
        cls.charter = cls.need("charter", severity="warn")
        cls.power = cls.need("power_of_attorney", severity="block", valid_months=12)
        cls.dossiers = cls.env["bpm.dossier"]

    @classmethod
    def need(cls, code, **values):
        return cls.env["bpm.dossier.requirement"].create(
            {
                "name": code.capitalize(),
                "type_id": cls.env.ref(f"bpm_crm_addon.document_type_{code}").id,
                "model_name": "res.partner",
                "domain": "[('is_company', '=', True)]",
                **values,
            }
        )

    def paper(self, code, owner=None, **values):
        owner = owner or self.partner
        paper = self.env["bpm.document"].create(
            {
                "name": code,
                "type_id": self.env.ref(f"bpm_crm_addon.document_type_{code}").id,
                "res_model": owner._name,
                "res_id": owner.id,
                **values,
            }
        )
        paper._bpm_add_version([{"name": f"{code}.txt", "raw": code.encode()}])
        return paper

    def told(self, record=None):
        record = record or self.partner
        return self.dossiers._bpm_completeness(record)[record.id]


class TestDossier(DossierCase):
    def test_the_card_tells_how_many_are_missing(self):
        """ux.md 3.3 OPEN NOW "2 papers missing"; one alone is named."""
        switch = {"group_bpm_capability_contract": True}
        self.env["res.config.settings"].create(switch).execute()

        def told():
            lines = {line["name"]: line for line in self.partner.bpm_portrait()["lines"]}
            return [row["text"] for row in lines.get("open_now", {"rows": []})["rows"]]

        self.assertEqual(told(), ["not there: 2"])
        self.paper("power_of_attorney", date=fields.Date.today())
        self.assertEqual(told(), ["Charter is missing; the counterparty has to bring it."])
        action = self.partner.bpm_portrait_open("papers")
        self.assertEqual(self.dossiers.browse(action["res_id"]).partner_id, self.partner)
        self.paper("charter")
        self.assertEqual(told(), [])

    def test_what_is_required_and_what_is_there(self):
        """Issue item 5: missing, present, expiring, expired; the heaviest severity."""
        self.assertEqual(self.told()["required"], 2)
        self.assertEqual(self.told()["severity"], "block")
        self.assertEqual(self.told(self.other)["required"], 0)
        self.paper("charter")
        self.paper("power_of_attorney", date=fields.Date.today() - timedelta(days=400))
        told = self.told()
        self.assertEqual((told["present"], told["severity"]), (1, "block"))
        self.assertIn("Power_of_attorney was good until", told["missing"][0])
        self.paper("power_of_attorney")
        self.assertEqual(self.told()["missing"], [])

    def test_rows_follow_papers(self):
        """A paper that comes in closes its row by itself."""
        dossier = self.dossiers._bpm_for(self.partner)[self.partner.id]
        self.assertEqual(dossier.paper_ids.mapped("state"), ["missing", "missing"])
        paper = self.paper("charter")
        row = dossier.paper_ids.filtered(lambda one: one.requirement_id == self.charter)
        self.assertEqual((row.state, row.document_id), ("present", paper))
        self.assertEqual(self.dossiers._bpm_for(self.partner)[self.partner.id], dossier)

    def test_the_firms_papers_serve_its_deals(self):
        """A charter is kept with the counterparty and serves all deals."""
        order = self.env["sale.order"].create({"partner_id": self.partner.id})
        self.need("charter", model_name="sale.order", domain="[]")
        self.need("act", model_name="sale.order", domain="[]", kept_with="record")
        self.paper("charter")
        self.paper("act")
        self.assertEqual((self.told(order)["present"], self.told(order)["required"]), (1, 2))
        self.paper("act", order)
        self.assertEqual(self.told(order)["present"], 2)

    def test_not_needed_is_said_with_a_reason(self):
        """What stops a contract only a contract manager waives; it is journaled."""
        dossier = self.dossiers._bpm_for(self.partner)[self.partner.id]
        clerk = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "test_clerk",
                "group_ids": [
                    (6, 0, [self.env.ref("base.group_user").id,
                            self.env.ref("base.group_partner_manager").id])
                ],
            }
        )  # fmt: skip
        rows = {row.requirement_id: row.with_user(clerk) for row in dossier.paper_ids}
        rows[self.charter]._bpm_waive("A state body")
        with self.assertRaises(AccessError):
            rows[self.power]._bpm_waive("Never mind")
        with self.assertRaises(UserError):
            rows[self.charter]._bpm_waive(" ")
        with self.assertRaises(UserError):
            rows[self.power].write({"state": "present"})
        self.assertEqual(self.told()["present"], 1)
        rows[self.charter].action_ask_again()
        self.assertEqual(self.told()["present"], 0)

    def test_a_fixed_number_of_queries(self):
        """Completeness of 2 and of 40 counterparties costs the same."""
        many = self.env["res.partner"].create(
            [{"name": f"Firm {number}", "is_company": True} for number in range(40)]
        )
        for partner in many[:10]:
            self.paper("charter", partner)
        counts = []
        for batch in (many[:2], many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.dossiers._bpm_completeness(batch)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
        self.assertLessEqual(counts[1], 14)

    def test_the_archive_holds_all_with_hashes(self):
        """Issue item 7: files, a list that opens anywhere, fingerprints."""
        paper = self.paper("charter")
        dossier = self.dossiers._bpm_for(self.partner)[self.partner.id]
        target = io.BytesIO()
        dossier._bpm_export(target)
        with zipfile.ZipFile(target) as archive:
            names = archive.namelist()
            self.assertEqual(names[1:], ["index.csv", "index.html"])
            self.assertEqual(archive.read(names[0]), b"charter")
            for index in names[1:]:
                self.assertIn(paper.current_version_id.sha256, archive.read(index).decode())

    def test_the_archive_reads_one_file_after_the_other(self):
        """Issue item 7: a dossier of 500 MB does not have to fit into memory."""
        self.paper("charter")
        self.paper("power_of_attorney")
        dossier = self.dossiers._bpm_for(self.partner)[self.partner.id]
        self.env.flush_all()
        self.env.invalidate_all()
        done = []
        files = type(self.env["ir.attachment"])
        read, put = files._file_read, zipfile.ZipFile.writestr

        def noted_read(*args, **kwargs):
            done.append("read")
            return read(*args, **kwargs)

        def noted_put(*args, **kwargs):
            done.append("put")
            return put(*args, **kwargs)

        with (
            patch.object(files, "_file_read", noted_read),
            patch.object(zipfile.ZipFile, "writestr", noted_put),
        ):
            dossier._bpm_export(io.BytesIO())
        self.assertEqual(done[:4], ["read", "put"] * 2)

    def test_a_link_takes_papers_to_be_looked_at(self):
        """Issue item 5: a link for the customer; nothing counts before a colleague saw it."""
        dossier = self.dossiers._bpm_for(self.partner)[self.partner.id]
        link = dossier._bpm_link()
        row = link._bpm_asked_for().filtered(lambda one: one.requirement_id == self.charter)
        refused = link.sudo()._bpm_take(
            [("../charter.exe", b"%PDF-1.4 charter"), ("virus.exe", b"MZ\x90"), ("e.pdf", b"")], row
        )
        self.assertEqual(len(refused), 2)
        self.assertEqual(row.state, "check")
        paper = row.document_id
        self.assertTrue(paper.to_check)
        self.assertEqual(paper.file_name, "..charter.pdf")
        self.assertEqual(self.told()["present"], 0)
        paper.action_accept()
        self.assertEqual(self.told()["present"], 1)
        with self.assertRaises(UserError):
            link.sudo()._bpm_take([("a.pdf", b"%PDF-1.4")] * 40)
        self.assertEqual(
            self.env["bpm.dossier.link"]._bpm_by_payload(link.url.split("/")[-1]), link
        )
        link.action_end()
        self.assertFalse(self.env["bpm.dossier.link"]._bpm_by_payload(link.url.split("/")[-1]))

    def test_invoices_file_themselves(self):
        """S2-05: the PDF of a posted invoice is in the dossier of its counterparty, once."""
        journal = self.env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", self.env.company.id)], limit=1
        )
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "journal_id": journal.id,
                "invoice_date": date(2026, 1, 31),
                "invoice_line_ids": [(0, 0, {"name": "Oak", "price_unit": 10, "tax_ids": []})],
            }
        )
        self.env["ir.attachment"].create(
            {
                "name": "INV.pdf", "raw": b"%PDF-1.4 invoice", "mimetype": "application/pdf",
                "res_model": "account.move", "res_id": move.id,
            }
        )  # fmt: skip
        papers = self.env["bpm.document"]
        papers._bpm_file_invoices(papers._bpm_unfiled())
        self.assertFalse(papers.search([("res_model", "=", move._name), ("res_id", "=", move.id)]))
        move.action_post()
        filed = papers._bpm_file_invoices(papers._bpm_unfiled())
        self.assertFalse(papers._bpm_unfiled())
        self.assertIn(self.partner, filed.partner_id)
        dossier = self.dossiers._bpm_for(self.partner)[self.partner.id]
        self.assertIn(filed.filtered(lambda p: p.res_id == move.id), dossier.document_ids)

    def test_what_nobody_can_file_holds_up_nothing(self):
        """Links and files beyond the limit stay where they are; a company's own kind is used."""
        company = self.env.company
        own = self.env["bpm.document.type"].create(
            {"name": "Our invoices", "code": "invoice", "company_id": company.id}
        )
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_line_ids": [(0, 0, {"name": "Oak", "price_unit": 10, "tax_ids": []})],
            }
        )
        move.action_post()
        values = {
            "mimetype": "application/pdf", "res_model": "account.move", "res_id": move.id,
        }  # fmt: skip
        link, large, good = self.env["ir.attachment"].create(
            [
                {**values, "name": "link.pdf", "type": "url", "url": "https://test.invalid/a.pdf"},
                {**values, "name": "large.pdf", "raw": b"%PDF-1.4 large"},
                {**values, "name": "good.pdf", "raw": b"%PDF-1.4 good"},
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET file_size = 60000000 WHERE id = %s", [large.id]
        )
        papers = self.env["bpm.document"]
        found = set(papers._bpm_unfiled())
        self.assertEqual(found & {link.id, large.id, good.id}, {good.id})
        self.assertEqual(papers._bpm_file_invoices([good.id]).type_id, own)


class TestCompanies(DossierCase):
    """A counterparty that two companies share has a dossier in each of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.env["res.company"].create({"name": "Second"})

    def look_daily(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            self.dossiers._cron_refresh()

    def test_the_daily_look_leaves_each_its_own(self):
        """What was waived and found in one company is neither lost nor counted in another."""
        there = self.env["bpm.dossier"].with_company(self.second)._bpm_for(self.partner)
        there = there[self.partner.id]
        there.paper_ids.filtered(lambda row: row.requirement_id == self.charter).sudo()._bpm_waive(
            "A state body"
        )
        here = self.dossiers._bpm_for(self.partner)[self.partner.id]
        self.paper("power_of_attorney", company_id=self.env.company.id)
        (there | here).refreshed_on = False
        self.look_daily()
        states = {
            dossier: {row.requirement_id: row.state for row in dossier.paper_ids}
            for dossier in (here, there)
        }
        self.assertEqual(states[here], {self.charter: "missing", self.power: "present"})
        self.assertEqual(states[there], {self.charter: "waived", self.power: "missing"})

    def test_a_rule_of_one_company_asks_there(self):
        """The daily look makes the dossier in the company of the rule."""
        (self.charter | self.power).action_archive()
        rule = self.need("charter", company_id=self.second.id)
        self.look_daily()
        rows = self.env["bpm.dossier.paper"].search([("requirement_id", "=", rule.id)])
        self.assertIn(self.partner, rows.partner_id)
        self.assertEqual(rows.company_id, self.second)

    def test_a_run_that_was_cut_short_goes_on(self):
        """Dossiers refreshed today are not looked at again, so the last one gets its turn."""
        dossier = self.dossiers._bpm_for(self.partner)[self.partner.id]
        self.assertEqual(dossier.refreshed_on, fields.Date.context_today(dossier))
        looked_at = []

        def noted(dossiers):
            looked_at.extend(dossiers.ids)

        with patch.object(type(dossier), "_bpm_refresh", noted):
            self.look_daily()
            self.assertNotIn(dossier.id, looked_at)
            dossier.refreshed_on = fields.Date.today() - timedelta(days=2)
            self.look_daily()
        self.assertIn(dossier.id, looked_at)


class TestAccess(BpmCase):
    """Rights of what a paper belongs to, kinds for few, and what is shared (issue item 1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sellers = [
            cls.env["res.users"].create(
                {
                    "name": f"Seller {n}",
                    "login": f"test_seller_{n}",
                    "group_ids": [(6, 0, [cls.env.ref("sales_team.group_sale_salesman").id])],
                }
            )
            for n in range(2)
        ]
        cls.partner = cls.env["res.partner"].create({"name": "Mill"})
        cls.order = cls.env["sale.order"].create(
            {"partner_id": cls.partner.id, "user_id": cls.sellers[0].id}
        )
        cls.paper = cls.env["bpm.document"].create(
            {"name": "Offer", "res_model": "sale.order", "res_id": cls.order.id}
        )
        cls.paper._bpm_add_version([{"name": "offer.txt", "raw": b"offer, secret words"}])

    def seen_by(self, user, domain=()):
        papers = self.env["bpm.document"].with_user(user)
        found = papers.search([("id", "=", self.paper.id), *domain])
        if found or not domain:
            self.assertEqual(bool(found), self.paper.with_user(user).has_access("read"))
        return bool(found)

    def test_whoever_sees_the_quotation_sees_its_papers(self):
        mine, other = self.sellers
        self.assertTrue(self.seen_by(mine))
        self.assertFalse(self.seen_by(other))
        self.assertFalse(self.paper.with_user(other).has_access("read"))
        file = self.paper.current_version_id.sudo().attachment_id
        self.assertTrue(file.with_user(mine).has_access("read"))
        self.assertFalse(file.with_user(other).has_access("read"))

    def test_and_their_dossier_with_all_its_parts(self):
        """The dossier, its rows, its links and the versions of papers: found and read alike."""
        self.env["bpm.dossier.requirement"].create(
            {
                "name": "Offer",
                "type_id": self.env.ref("bpm_crm_addon.document_type_offer").id,
                "model_name": "sale.order",
                "domain": f"[('id', '=', {self.order.id})]",
            }
        )
        dossier = self.env["bpm.dossier"]._bpm_for(self.order)[self.order.id]
        dossier._bpm_link()
        mine, other = self.sellers
        for records in (dossier, dossier.paper_ids, dossier.link_ids, self.paper.version_ids):
            self.assertTrue(records)
            for user, may in ((mine, True), (other, False)):
                with self.subTest(records._name, user=user.login):
                    seen = records.with_user(user)
                    self.assertEqual(bool(seen.search([("id", "in", records.ids)])), may)
                    self.assertEqual(seen.has_access("read"), may)
        with self.assertRaises(UserError):
            dossier.with_user(mine).write({"res_model": "res.partner", "res_id": 1})

    def test_found_by_the_words_inside(self):
        """Full-text search, never of what one may not read."""
        mine, other = self.sellers
        self.assertTrue(self.seen_by(mine, [("content", "ilike", "secret words")]))
        self.assertFalse(self.seen_by(other, [("content", "ilike", "secret words")]))
        self.assertFalse(self.seen_by(mine, [("content", "ilike", "other words")]))

    def test_kinds_for_few(self):
        group = self.env.ref("bpm_crm_addon.group_bpm_director")
        self.paper.type_id = self.env["bpm.document.type"].create(
            {"name": "Secret", "group_ids": [(6, 0, group.ids)]}
        )
        self.assertFalse(self.seen_by(self.sellers[0]))
        self.assertFalse(self.paper.with_user(self.sellers[0]).has_access("read"))

    def test_people_outside_see_what_is_shared(self):
        """Issue item 1: portal sees only what was shared."""
        contact = self.env["res.partner"].create({"name": "Anna", "parent_id": self.partner.id})
        guest = self.env["res.users"].create(
            {
                "name": "Anna",
                "login": "test_anna",
                "partner_id": contact.id,
                "group_ids": [(6, 0, [self.env.ref("base.group_portal").id])],
            }
        )
        self.assertFalse(self.seen_by(guest))
        self.paper.shared = True
        self.assertTrue(self.seen_by(guest))
        self.assertTrue(self.paper.with_user(guest).has_access("read"))
        self.assertFalse(self.paper.with_user(guest).has_access("write"))
        draft = self.paper.current_version_id
        final = self.paper._bpm_add_version([{"name": "offer.txt", "raw": b"final"}])
        versions = self.env["bpm.document.version"].with_user(guest)
        self.assertEqual(versions.search([("document_id", "=", self.paper.id)]), final)
        self.assertFalse(draft.with_user(guest).has_access("read"), "earlier drafts stay inside")
        self.assertTrue(final.with_user(guest).has_access("read"))
        with self.assertRaises(AccessError):
            final.with_user(guest).read(["snapshot"])

    def test_nobody_puts_papers_on_what_they_may_not_change(self):
        other = self.sellers[1]
        with self.assertRaises(AccessError):
            self.env["bpm.document"].with_user(other).create(
                {"name": "x", "res_model": "sale.order", "res_id": self.order.id}
            )
        with self.assertRaises(AccessError):
            self.env["bpm.document"].with_user(other).bpm_upload(
                {"res_model": "sale.order", "res_id": self.order.id},
                [{"name": "a.txt", "data": "YQ=="}],
            )
