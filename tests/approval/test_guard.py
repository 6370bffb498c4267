"""The guard: content, gates, leaving and coming back, changes before, during and after."""

import io
import json

from odoo.addons.bpm_crm_addon.models.approval.sale_order_later import LATER
from odoo.exceptions import UserError
from odoo.tools.pdf import PdfFileWriter
from tests.common import ApprovalCase


class TestGuard(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route({"domain": "[('bpm_real_discount', '>', 10)]", "reason": "discount over 10 %"})

    def approved(self, discount=20.0):
        quote = self.quote(discount)
        self.asked(quote).with_user(self.leader).action_approve()
        return quote

    def test_quote_below_every_limit_passes_and_is_journaled(self):
        """Issue 2 §4, I1: nobody is asked below the limit; the journal proves it by digest."""
        quote = self.quote(10.0)
        self.assertEqual(quote.bpm_approval_state, "none")
        quote.action_confirm()
        self.assertEqual(quote.state, "sale")
        self.assertEqual(self.events(quote), ["no_route"])

    def test_unapproved_quote_is_refused_with_reason(self):
        """S2-03, S2-20: the refusal says why and what to do."""
        quote = self.quote(20.0)
        self.assertEqual(quote.bpm_approval_state, "required")
        with self.assertRaisesRegex(UserError, r"discount over 10 %.*Request Approval"):
            quote.action_confirm()
        self.assertEqual(quote.state, "draft")

    def test_refusal_caught_by_the_caller_leaves_nothing(self):
        """Reliability F2: a caller that swallows the refusal does not confirm by accident."""
        quote = self.quote(20.0)
        for values in ({"state": "sale"}, {"state": "sale", "validity_date": "2030-01-01"}):
            try:
                quote.write(values)
            except UserError:
                pass
            self.env.flush_all()
            quote.invalidate_recordset()
            self.assertEqual(
                (quote.state, str(quote.validity_date) == "2030-01-01"), ("draft", False)
            )

    def test_approved_content_passes_once(self):
        """I1, I3: exactly what was approved is confirmed, by one approved request."""
        quote = self.approved()
        self.assertEqual(quote.bpm_approval_state, "approved")
        quote.action_confirm()
        self.assertEqual(quote.state, "sale")
        self.assertEqual(self.events(quote), ["submitted", "approved", "settled", "passed"])
        self.assertTrue(self.env["bpm.journal"]._verify("sale.order", quote.id))

    def test_content_is_locked_while_waiting_for_everyone(self):
        """Design, while pending: controlled content is locked, the author included."""
        quote = self.quote(20.0)
        self.asked(quote)
        line = quote.order_line
        edits = [
            lambda: line.write({"discount": 5.0}),
            lambda: line.write({"price_unit": 1.0}),
            lambda: line.unlink(),
            lambda: quote.write({"order_line": [(0, 0, {"product_id": self.product.id})]}),
            lambda: self.env["sale.order.line"].create(
                {"order_id": quote.id, "display_type": "line_note", "name": "n"}
            ),
            lambda: quote.write(
                {"payment_term_id": self.env.ref("account.account_payment_term_30days").id}
            ),
            lambda: quote.with_user(self.admin).write({"note": "<p>other terms</p>"}),
            lambda: quote.sudo().write({"partner_id": self.env.user.partner_id.id}),
        ]
        for number, edit in enumerate(edits):
            with self.subTest(number), self.assertRaisesRegex(UserError, "waiting for Test leader"):
                with self.env.cr.savepoint():
                    edit()

    def test_other_fields_stay_free_and_keep_the_approval(self):
        """Case 9: a change that is not controlled keeps the approval."""
        quote = self.quote(20.0)
        request = self.asked(quote)
        quote.write({"client_order_ref": "PO 7"})
        request.with_user(self.leader).action_approve()
        quote.write({"client_order_ref": "PO 8", "origin": "fair"})
        quote.message_post(body="call")
        self.assertEqual(quote.bpm_approval_state, "approved")

    def test_edit_after_approval_voids_it_and_names_the_change(self):
        """T3: an edit is accepted and ends the approval; the refusal names field, old and new."""
        quote = self.approved()
        quote.order_line.price_unit = 90.0
        self.assertEqual(quote.bpm_approval_state, "required")
        with self.assertRaisesRegex(UserError, r"Unit Price.*100 → 90"):
            quote.action_confirm()
        self.assertIn("voided", self.events(quote))

    def test_writing_the_same_value_keeps_the_approval(self):
        """Heart 2: rewriting a value changes nothing."""
        quote = self.approved()
        quote.write({"partner_id": quote.partner_id.id, "note": quote.note})
        quote.order_line.write({"discount": 20.0, "sequence": 3})
        self.assertEqual(quote.bpm_approval_state, "approved")

    def test_undo_brings_the_approval_back_for_that_very_content(self):
        """ux 3.2: undo the change."""
        quote = self.approved()
        quote.order_line.discount = 25.0
        line = quote.bpm_approval_line()
        self.assertEqual(line["kind"], "changed")
        quote.action_bpm_undo_change()
        self.assertEqual((quote.bpm_approval_state, quote.order_line.discount), ("approved", 20.0))
        quote.action_confirm()

    def test_undo_brings_back_only_what_a_change_ended(self):
        """Case 18: cancelled and set back, it is asked for anew; undoing a change helps nothing,
        whether the cancelling or a change before it ended the approval."""
        for discount in (20.0, 25.0):
            with self.subTest(discount):
                quote = self.approved()
                quote.order_line.discount = discount
                quote._action_cancel()
                quote.action_draft()
                with self.assertRaisesRegex(UserError, "brings nothing back"):
                    quote.action_bpm_undo_change()
                self.assertNotIn("Undo", str(quote.bpm_approval_line()["buttons"]))
                self.assertEqual(quote.bpm_approval_state, "required")

    def test_nothing_is_asked_for_a_cancelled_quote(self):
        """Issue 2 §4: neither offered nor accepted; from a list the others are asked for."""
        quote, other = self.quote(20.0), self.quote(20.0)
        quote._action_cancel()
        self.assertEqual(quote.bpm_approval_line()["kind"], "none")
        self.assertFalse(quote.bpm_approval_preview()["needed"])
        with self.assertRaisesRegex(UserError, "given up.*back to a draft"):
            quote.action_bpm_request_approval()
        (quote | other).action_bpm_request_approval()
        self.assertFalse(quote.bpm_approval_request_id)
        self.assertEqual(other.bpm_approval_request_id.state, "open")

    def test_leaving_the_condition_passing_and_coming_back(self):
        """Issue 2 §4: leave a route's condition, pass, come back: refused at the coming back."""
        quote = self.quote(20.0)
        quote.order_line.discount = 5.0
        quote.action_confirm()
        with self.assertRaisesRegex(UserError, "reached “Sales Order”, and as.*need an approval"):
            quote.order_line.discount = 20.0
        with self.assertRaisesRegex(UserError, "would need an approval"):
            quote.order_line.price_unit = 50.0

    def test_condition_on_a_free_field_is_watched_too(self):
        """A route whose condition uses a field that is not controlled cannot be dodged by it."""
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        self.route(domain=f"[('team_id', '=', {self.team.id})]")
        other = self.env["crm.team"].create({"name": "Other"})
        quote = self.quote(0.0)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            quote.write({"team_id": other.id, "state": "sale"})
        quote.write({"team_id": other.id})
        quote.action_confirm()
        with self.assertRaisesRegex(UserError, "would need an approval"):
            quote.write({"team_id": self.team.id})

    def test_more_than_a_limit_after_confirming(self):
        """Issue 2 §4, "a change after confirmation": the new total counts, whatever raised it."""
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        self.route({"domain": "[('bpm_company_amount', '>', 5000.0)]"})
        quote = self.quote(0.0)
        quote.action_confirm()
        for values in ({"product_uom_qty": 400}, {"price_unit": 90_000.0}):
            with self.assertRaisesRegex(UserError, "would need an approval"):
                with self.env.cr.savepoint():
                    quote.write({"order_line": [(1, quote.order_line.id, values)]})
        small = self.quote(0.0)
        raised = [(1, small.order_line.id, {"product_uom_qty": 400})]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            small.write({"state": "sale", "order_line": raised})
        small.write({"order_line": raised})
        small.action_bpm_request_approval()
        self.assertEqual(small.bpm_approval_state, "pending")
        self.assertEqual(small.bpm_approval_request_id.amount, small.amount_total)

    def test_totals_are_not_written_by_hand(self):
        """Issue 2 §4: a total written down does not pass under a limit, at no moment."""
        self.env["bpm.approval.route"].search([("state", "=", "active")]).action_retire()
        self.route({"domain": "[('bpm_company_amount', '>', 50.0)]"})
        quote = self.quote(0.0)
        total, line = quote.amount_total, quote.order_line
        small = {"amount_total": 1.0, "amount_untaxed": 1.0, "amount_tax": 0.0}
        quote.write(small)
        line.write({"price_total": 1.0, "price_subtotal": 1.0, "price_tax": 0.0})
        quote.write({"order_line": [(1, line.id, {"price_total": 1.0})]})
        self.assertEqual(quote.amount_total, total)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            quote.write({**small, "state": "sale"})
        quote.action_bpm_request_approval()
        quote.with_user(self.leader).sudo().write(small)
        self.assertEqual((quote.amount_total, line.price_total), (total, total))

    def test_change_after_the_gate_without_need_is_journaled(self):
        """Design, after the gate: nothing needed, accepted and journaled with the new digest."""
        quote = self.quote(5.0)
        quote.action_confirm()
        quote.order_line.product_uom_qty = 3
        self.assertEqual(self.events(quote), ["no_route", "changed_after"])

    def test_cancel_and_back_to_draft_need_a_new_request(self):
        """Case 18: cancelled or reset, the approval is void."""
        quote = self.approved()
        quote.action_confirm()
        quote._action_cancel()
        quote.action_draft()
        self.assertEqual(quote.bpm_approval_state, "required")
        with self.assertRaises(UserError):
            quote.action_confirm()

    def test_copy_has_no_approval(self):
        """Issue 2 §4, duplicate: a copy starts anew."""
        copy = self.approved().copy()
        self.assertEqual(copy.bpm_approval_state, "required")
        self.assertFalse(copy.bpm_approval_request_id)

    def test_born_confirmed(self):
        """F1: created behind the gate, also by a default from the context."""
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.quote(20.0, state="sale")
        orders = self.env["sale.order"].with_user(self.seller).with_context(default_state="sale")
        values = {
            "partner_id": self.customer.id,
            "order_line": [(0, 0, {"product_id": self.product.id, "discount": 50})],
        }
        with self.assertRaises(UserError), self.env.cr.savepoint():
            orders.create(values)

    def test_no_context_key_opens_the_gate(self):
        """T4: the caller's context changes nothing."""
        keys = dict.fromkeys(
            ("skip_validation_check", "install_mode", "import_file", "module", "tracking_disable",
             "bpm_skip", "no_guard", "active_test", "_force_unlink", "mail_create_nolog"),
            True)  # fmt: skip
        quote = self.quote(20.0).with_context(**keys, active_model="sale.order", lang="xx_XX")
        with self.assertRaises(UserError):
            quote.write({"state": "sale"})
        self.asked(self.quote(20.0))

    def test_deferred_net_of_the_database(self):
        """Design idea 6: raw SQL meets the database's own last line."""
        from psycopg2.errors import CheckViolation

        from odoo.tools import mute_logger

        quote = self.quote(20.0)
        self.env.flush_all()
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE sale_order SET state = 'sale' WHERE id = %s", [quote.id])
            self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        approved = self.approved()
        approved.action_confirm()
        self.env.flush_all()
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.env.cr.execute("SET CONSTRAINTS ALL DEFERRED")

    def test_write_below_the_front_door(self):
        """Issue 2 §4: _write and flushed field values meet the net."""
        quote = self.quote(20.0)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            quote._write({"state": "sale"})

    def test_gate_send_includes_confirm(self):
        """Design, gates: sending is blocked by any road, and so is confirming."""
        self.env["bpm.approval.route"].search([("state", "=", "active")]).write({"gate": "send"})
        quote = self.quote(20.0)
        for state in ("sent", "sale"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                quote.write({"state": state})
        self.asked(quote).with_user(self.leader).action_approve()
        quote.write({"state": "sent"})
        quote.action_confirm()
        self.assertEqual(quote.state, "sale")

    def sectioned(self):
        """An approved quotation: a chair and a desk for sale, a lamp as an option."""
        quote = self.quote(20.0)
        quote.write({"order_line": [
            (1, quote.order_line.id, {"sequence": 3}),
            (0, 0, {"display_type": "line_section", "name": "Furniture", "sequence": 1}),
            (0, 0, {"product_id": self.product.id, "name": "Chair", "sequence": 2}),
            (0, 0, {"display_type": "line_section", "name": "Options", "is_optional": True,
                    "sequence": 4}),
            (0, 0, {"product_id": self.product.id, "name": "Lamp", "sequence": 5}),
        ]})  # fmt: skip
        self.asked(quote).with_user(self.leader).action_approve()
        return quote, {line.name: line for line in quote.order_line}

    def test_the_section_of_a_line_is_content(self):
        """Issue 2 §4: a line moved among the options is optional; heart 2: reordered it is not."""
        quote, lines = self.sectioned()
        lines["Chair"].sequence = 3
        self.assertEqual(quote.bpm_approval_state, "approved")
        lines["Chair"].sequence = 6
        self.assertTrue(lines["Chair"]._is_line_optional())
        self.assertEqual(quote.bpm_approval_state, "required")
        self.assertFalse(quote._bpm_can_undo([{"name": "order_line.parent_id", "line": "Chair"}]))
        with self.assertRaisesRegex(UserError, "Parent Section Line of Chair.*Furniture.*Options"):
            quote.action_confirm()
        lines["Chair"].sequence = 2
        quote.action_bpm_undo_change()
        self.assertEqual(quote.bpm_approval_state, "approved")
        quote.action_confirm()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            lines["Lamp"].sequence = 0

    def test_what_was_approved_by_an_older_list_stays_approved(self):
        """A version of a route keeps its list of fields; an update makes a new one."""
        route = self.env["bpm.approval.route"].search([("state", "=", "active")])
        version = self.env["bpm.approval.version"].search([("route_id", "=", route.id)])
        now = version.data
        old = dict(now, lines={"order_line": [n for n in now["lines"]["order_line"]
                                              if n not in ("parent_id", "product_document_ids")]},
                   keys=[n for n in now["keys"] if n not in LATER])  # fmt: skip
        self.env.cr.execute(
            "UPDATE bpm_approval_version SET data = %s WHERE id = %s", (json.dumps(old), version.id)
        )
        version.invalidate_recordset()
        route._forget_routes()
        quote, lines = self.sectioned()
        self.env["bpm.approval.route"]._renew_versions()
        self.assertEqual(route.version_number, version.number + 1)
        quote.note = quote.note
        lines["Lamp"].sequence = 7
        self.assertEqual(quote.bpm_approval_state, "approved")
        quote.action_confirm()
        self.env.flush_all()
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.env.cr.execute("SET CONSTRAINTS ALL DEFERRED")

    def test_pages_merged_into_the_pdf_are_content(self):
        """Issue 2 §4: headers, product documents and the texts of their forms, if installed."""
        if "quotation_document_ids" not in self.env["sale.order"]._fields:
            self.skipTest("sale_pdf_quote_builder is not installed")
        writer, blank = PdfFileWriter(), io.BytesIO()
        writer.addBlankPage(width=100, height=100)
        writer.write(blank)
        page, sheet = (
            self.env[model].create({"name": name, "raw": blank.getvalue(), **values})
            for model, name, values in (
                ("quotation.document", "Header", {}),
                ("product.document", "Sheet", {
                    "res_model": "product.product", "res_id": self.product.id,
                    "attached_on_sale": "inside",
                }),
            )
        )  # fmt: skip
        form = {"header_footer": {str(page.id): {"custom_form_fields": {"gift": "10 free desks"}}}}
        changes = {
            "Headers/Footers": lambda quote: quote.write({"quotation_document_ids": page.ids}),
            "10 free desks": lambda quote: quote.write({"customizable_pdf_form_fields": form}),
            "Sheet": lambda quote: quote.order_line.write({"product_document_ids": sheet.ids}),
        }
        for what, change in changes.items():
            with self.subTest(what):
                quote = self.quote(20.0, quotation_document_ids=False)
                request = self.asked(quote)
                with self.assertRaisesRegex(UserError, "waiting for"), self.env.cr.savepoint():
                    change(quote)
                request.with_user(self.leader).action_approve()
                change(quote)
                with self.assertRaisesRegex(UserError, f"changed after its approval: .*{what}"):
                    quote.action_confirm()
                quote.action_bpm_undo_change()
                self.assertEqual(quote.bpm_approval_state, "approved")
                quote.action_confirm()

    def test_papers_of_the_request_are_part_of_the_content(self):
        """Design: bytes replaced after approval are a change; papers that arrive later are not."""
        quote = self.quote(20.0)
        paper = self.env["ir.attachment"].create(
            {"name": "spec.txt", "raw": b"one", "res_model": "sale.order", "res_id": quote.id}
        )
        self.asked(quote).with_user(self.leader).action_approve()
        self.env["ir.attachment"].create(
            {"name": "po.txt", "raw": b"order", "res_model": "sale.order", "res_id": quote.id}
        )
        self.assertEqual(quote.bpm_approval_state, "approved")
        paper.write({"raw": b"two"})
        self.assertEqual(quote.bpm_approval_state, "required")
        with self.assertRaisesRegex(UserError, "Attached papers"):
            quote.action_confirm()

    def test_papers_are_locked_while_waiting_and_after_confirming(self):
        """T3, write skew: a paper of the request is content like any other."""
        quote = self.quote(20.0)
        paper = self.env["ir.attachment"].create(
            {"name": "spec.txt", "raw": b"one", "res_model": "sale.order", "res_id": quote.id}
        )
        request = self.asked(quote)
        for change in (lambda: paper.write({"raw": b"two"}), lambda: paper.unlink()):
            with (
                self.assertRaisesRegex(UserError, "waiting for Test leader"),
                self.env.cr.savepoint(),
            ):
                change()
        request.with_user(self.leader).action_approve()
        quote.action_confirm()
        with self.assertRaisesRegex(UserError, "would need an approval"):
            paper.unlink()

    def test_deleted_quote_leaves_no_row_in_an_inbox(self):
        """Nothing waits for a document that is gone."""
        quote = self.quote(20.0)
        request = self.asked(quote)
        quote.sudo().unlink()
        self.assertEqual((request.state, request.slot_ids.state), ("void", "cancelled"))
