"""The approval sheet: issue 3, "лист согласования"; ux.md 3.2 "sheet ⎙"; conventions 5.1."""

import io
from datetime import datetime

from freezegun import freeze_time
from lxml import html
from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger
from tests.common import ApprovalCase

SHEET = "bpm_crm_addon.approval_sheet"
OF_QUOTE = "bpm_crm_addon.approval_sheet_of_quote"
MONDAY, TUESDAY = datetime(2026, 3, 2, 9), datetime(2026, 3, 3, 9)


class SheetCase(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route({"deadline_hours": 4.0}, name="Discounts", gate="send")

    def paper(self, ids, reader=None, report=SHEET):
        """The rendered page as a reader gets it."""
        reports = self.env["ir.actions.report"].with_user(reader or self.seller)
        return html.fromstring(reports._render_qweb_html(report, ids)[0])

    def text(self, node):
        return " ".join(node.text_content().split())

    def places(self, page):
        rows = page.xpath("//table[contains(@class, 'o_bpm_sheet_place')]")
        return [self.text(row) for row in rows]


class TestSheet(SheetCase):
    def test_the_head_says_what_exactly_was_agreed_to(self):
        """Document, customer with tax number, amount, who asked, route and version, round,
        fingerprint, and an address as a picture."""
        self.customer.vat = "7707083893"
        quote = self.quote(20.0)
        request = self.asked(quote, "Competitor offers 18 %")
        page = self.paper(request.ids)
        text = self.text(page)
        for words in (
            quote.name, "Test customer", "7707083893", "80.00", "Test seller", request.digest,
            "Discounts, version 1", "Competitor offers 18 %", f"No. {request.id} of",
            f"/odoo/bpm.approval.request/{request.id}",
        ):  # fmt: skip
            self.assertIn(words, text)
        [code] = page.xpath("//img[contains(@class, 'o_bpm_sheet_code')]/@src")
        self.assertTrue(code.startswith("data:image/svg+xml"))

    def test_a_row_says_who_decided_for_whom_when_and_how_late(self):
        """Substitute "for whom", received, due, decided, overdue by, remark, way of decision with
        the entry of the audit trail."""
        with freeze_time(MONDAY):
            self.env["bpm.approval.substitution"].create(
                {
                    "user_id": self.leader.id,
                    "substitute_id": self.finance.id,
                    "date_from": "2026-03-02",
                    "date_to": "2026-03-04",
                }
            )
            request = self.asked(self.quote(20.0))
        self.finance.partner_id.function = "Finance director"
        with freeze_time(TUESDAY):
            request.with_user(self.finance).action_approve_with_remarks("prepay next time")
            [row] = self.places(self.paper(request.ids))
        for words in (
            "Test finance", "Finance director", "for Test leader", "absent 03/02/2026–03/04/2026",
            "3/2/26", "3/3/26", " late", "Approved with remarks", "prepay next time",
            "On the screen, entry 2",
        ):  # fmt: skip
            self.assertIn(words, row)

    def test_every_ending_is_called_what_it_is(self):
        """Works for open, rejected, returned, withdrawn and void requests, too."""
        for action, words in {
            "action_reject": "Rejected",
            "action_return": "Returned for changes",
        }.items():
            request = self.asked(self.quote(20.0))
            self.assertIn("Not decided yet, waiting for Test leader", self.result(request))
            getattr(request.with_user(self.leader), action)("too much")
            self.assertEqual(self.result(request), f"Result: {words}")
        request = self.asked(self.quote(20.0))
        request.with_user(self.seller).action_withdraw()
        self.assertIn("Withdrawn", self.result(request))
        quote = self.quote(20.0)
        request = self.asked(quote)
        request.with_user(self.leader).action_approve()
        self.assertEqual(self.result(request), "Result: Approved")
        quote.order_line.price_unit = 90
        self.assertIn("No longer valid", self.result(request))

    def result(self, request):
        request.invalidate_recordset()
        [box] = self.paper(request.ids).xpath("//div[contains(@class, 'o_bpm_sheet_result')]")
        return self.text(box)

    def test_earlier_rounds_counter_offers_and_questions_stand_at_the_end(self):
        """The whole story of the document on the sheet of its last round."""
        quote = self.quote(20.0)
        first = self.asked(quote)
        first.with_user(self.leader).action_return("which competitor?")
        second = self.asked(quote)
        second.with_user(self.leader).action_ask("Kombo or Zeta?")
        second.with_user(self.seller).action_answer("Kombo, by mail")
        second.with_user(self.leader).action_approve_at_percent(15, "volume bonus later")
        second.with_user(self.seller).action_accept_offer()
        third = quote.bpm_approval_request_id
        page = self.paper(third.ids)
        text = self.text(page)
        for words in (
            "which competitor?", "Kombo or Zeta?", "Kombo, by mail", "Test leader agrees at 15 %",
            "volume bonus later", "Accepted", "85.00",
        ):  # fmt: skip
            self.assertIn(words, text)
        self.assertEqual(len(page.xpath("//table[contains(@class, 'o_bpm_sheet_round')]")), 2)
        self.assertNotIn("Kombo or Zeta?", self.text(self.paper(first.ids)))

    def test_in_the_language_of_the_reader(self):
        """The same sheet, in Russian for who reads Russian."""
        self.env["res.lang"]._activate_lang("ru_RU")
        request = self.asked(self.quote(20.0))
        reports = self.env["ir.actions.report"].with_user(self.seller).with_context(lang="ru_RU")
        page = html.fromstring(reports._render_qweb_html(SHEET, request.ids)[0])
        self.assertIn("Заказ на продажу", self.text(page))
        self.assertIn("Ждёт", self.text(page))

    def test_an_altered_trail_is_not_passed_over(self):
        """What the sheet proves rests on the audit trail: it says whether that holds."""
        request = self.asked(self.quote(20.0))
        self.assertIn("whole (entries: 1)", self.text(self.paper(request.ids)))
        self.env.cr.execute("ALTER TABLE bpm_journal DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE bpm_journal SET user_id = %s WHERE res_model = 'sale.order' AND res_id = %s",
            (self.finance.id, request.res_id),
        )
        self.env.invalidate_all()
        self.assertIn("Do not rely on this sheet", self.text(self.paper(request.ids)))

    def test_any_document_has_one(self):
        """Not only quotations: a partner's approval is printed the same way."""
        self.route(
            model="res.partner", gate="transition", to_domain="[('comment', '!=', False)]",
            domain="[('name', '=', 'Big one')]",
        )  # fmt: skip
        partner = self.env["res.partner"].create({"name": "Big one"})
        partner.with_user(self.admin).action_bpm_request_approval()
        request = partner.bpm_approval_request_id.sudo()
        text = self.text(self.paper(request.ids, self.leader))
        self.assertIn("Big one", text)
        self.assertIn("Test leader", text)


class TestWhoReads(SheetCase):
    def test_people_asked_the_requester_and_readers_of_the_quotation(self):
        """Readable by those who may read the request, or the document it is about."""
        quote = self.quote(20.0)
        request = self.asked(quote)
        for person in (self.seller, self.leader, self.admin):
            self.assertIn(quote.name, self.text(self.paper(request.ids, person)))
        for person in (self.lawyer, self.finance):
            with self.assertRaises(AccessError):
                self.paper(request.ids, person)
            with self.assertRaises(AccessError):
                request.with_user(person).action_bpm_sheet()
        # Nobody's quotation any more: whoever sells may read it, and so its sheet.
        quote.sudo().write({"user_id": False})
        request.responsible_id = False
        other = self.person("other", "sales_team.group_sale_salesman")
        self.assertFalse(request.with_user(other).has_access("read"))
        self.assertIn(quote.name, self.text(self.paper(request.ids, other)))

    def test_not_the_customer(self):
        """What colleagues said is not told outside, though the quotation is the customer's."""
        portal = new_test_user(self.env, "test_portal", groups="base.group_portal")
        quote = self.quote(20.0, partner_id=portal.partner_id.id)
        request = self.asked(quote)
        for report, ids in ((SHEET, request.ids), (OF_QUOTE, quote.ids)):
            with self.assertRaises(AccessError):
                self.paper(ids, portal, report)


class TestPrinting(SheetCase):
    def test_in_the_print_menu_of_quotations_that_were_ever_submitted(self):
        report = self.env.ref("bpm_crm_addon.action_report_approval_sheet_of_quote")
        quote, other = self.quote(20.0), self.quote(20.0)
        self.asked(quote)
        reports = report.with_user(self.seller)
        self.assertEqual(reports.get_valid_action_reports("sale.order", quote.ids), report.ids)
        self.assertEqual(reports.get_valid_action_reports("sale.order", other.ids), [])
        page = self.paper(quote.ids, report=OF_QUOTE)
        self.assertIn(f"No. {quote.bpm_approval_request_id.id} of", self.text(page))
        # It is not the offer itself, so nothing is stamped on it.
        self.assertFalse(page.xpath("//div[contains(@class, 'o_bpm_not_an_offer')]"))

    def test_each_page_begins_with_the_head_of_the_table(self):
        """A long list of people: A4, no row is lost or cut, every page names its columns."""
        people = self.env["res.users"]
        for number in range(45):
            people |= self.person(f"approver {number:02}", "base.group_user")
        self.route(
            {"user_ids": [(6, 0, people.ids)], "quorum": "all"},
            model="res.partner", gate="transition", to_domain="[('comment', '!=', False)]",
        )  # fmt: skip
        partner = self.env["res.partner"].create({"name": "Big one"})
        partner.with_user(self.admin).action_bpm_request_approval()
        with self.allow_pdf_render(), mute_logger("odoo.addons.base.models.ir_actions_report"):
            reports = self.env["ir.actions.report"].with_user(self.admin)
            pdf = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
                SHEET, partner.bpm_approval_request_id.ids
            )[0]
        pages = PdfReader(io.BytesIO(pdf)).pages
        width, height = (float(side) for side in pages[0].mediabox[2:])
        self.assertAlmostEqual(height / width, 297 / 210, 2)
        texts = [" ".join(page.extract_text().split()) for page in pages]
        self.assertGreater(len(pages), 1)
        for text in texts:
            self.assertIn("By which way", text)
        missing = [name for name in people.mapped("name") if name not in " ".join(texts)]
        self.assertEqual(missing, [])
