"""The document as submitted, frozen as a PDF."""

from tests.common import ApprovalCase


class TestFrozenPdf(ApprovalCase):
    """Issue 2 §5: what people decide on is the paper that was submitted, no later one."""

    def setUp(self):
        super().setUp()
        self.route()
        report = self.registry["ir.actions.report"]
        self.patch(report, "_render", lambda *_args, **_more: (b"%PDF-1.4", "pdf"))
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_args, **_more: True)

    def asked(self):
        quote = self.quote()
        quote.action_bpm_request_approval()
        return quote.bpm_approval_request_id

    def freeze(self):
        self.env["bpm.approval.request"]._cron_freeze_pdfs()

    def test_open_ones_and_those_approved_within_minutes(self):
        waiting, approved = self.asked(), self.asked()
        approved.with_user(self.leader).action_approve()
        self.freeze()
        self.assertTrue(waiting.pdf_id and approved.pdf_id)

    def test_what_was_confirmed_meanwhile_prints_as_another_paper(self):
        request = self.asked()
        request.with_user(self.leader).action_approve()
        request._document_of().action_confirm()
        self.freeze()
        self.assertFalse(request.pdf_id or request._frozen_pdf())
