"""The worker's last look: still wanted, allowed, not too late; a rehearsal; one server's words."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.addons.bpm_crm_addon.engine.smtp_answer import Answer
from odoo.addons.bpm_crm_addon.models.outreach.contact_verdict import Verdict
from odoo.addons.bpm_crm_addon.models.outreach.email_gateway import EmailGateway
from odoo.tools import mute_logger
from tests.outreach.outbox_case import OutboxCase

RULES = "bpm.contact.policy"


class TestWorker(OutboxCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        cls.about = cls.env["res.country"].search([], limit=1)
        cls.document = {"res_model": "res.country", "res_id": cls.about.id}

    def setUp(self):
        super().setUp()
        self.verdict, self.counted, self.moved = Verdict("send"), [], []
        test = self

        def verdicts(rules, messages, now):
            return dict.fromkeys(messages.ids, test.verdict)

        def count(rules, messages, now):
            test.counted += messages.ids

        def told(documents, messages):
            test.moved += [(one.id, one.state) for one in messages]

        for model, name, work in (
            (RULES, "_verdicts", verdicts),
            (RULES, "_count", count),
            ("res.country", "_bpm_message_moved", told),
        ):
            self.give(model, name, work)

    def give(self, model, name, work):
        patcher = patch.object(self.env.registry[model], name, work, create=True)
        patcher.start()
        self.addCleanup(patcher.stop)

    def run_worker(self):
        """Run it as the scheduler does; its commits are the test's savepoints."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("bpm_crm_addon.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()

    def sent(self, **values):
        message = self.enqueue(**values)
        self.run_worker()
        return message

    # === THE WAY OUT === #

    def test_handed_over(self):
        message = self.sent(**self.document)
        self.assertEqual((message.state, message.attempts, message.lease), ("sent", 1, 0))
        self.assertTrue(message.handed_over_at)
        self.assertIn(f"bpm-{message.id}@test.invalid", message.external_id)
        self.assertEqual(self.counted, message.ids)
        self.assertEqual(self.moved, [(message.id, "sent")])

    def test_the_mail_is_built_as_said(self):
        """S1-17: sender and answers of the department; subject on one line, attachments."""
        department = self.env.ref("bpm_crm_addon.department_accounts")
        department.write(
            {"email_from": "Accounts <pay@test.invalid>", "reply_to": "a@test.invalid"}
        )
        file = self.env["ir.attachment"].create({"name": "bill.txt", "raw": b"1 EUR"})
        message = self.enqueue(department="accounts", subject="Your\nbill", attachment_ids=file.ids)
        mail = EmailGateway().build(message).mail
        self.assertEqual(mail["From"], "Accounts <pay@test.invalid>")
        self.assertEqual((mail["Reply-To"], mail["Subject"]), ("a@test.invalid", "Your bill"))
        self.assertIn("All the best", mail.get_body(("html",)).get_content())
        self.assertEqual([part.get_filename() for part in mail.iter_attachments()], ["bill.txt"])

    def test_priority_goes_first(self):
        """S1-02: priorities: a notice before an advert, whoever came first."""
        order = []

        def hand_over(gateway, message, mail):
            order.append(message.purpose_id.code)
            return Answer("sent")

        self.patch(EmailGateway, "hand_over", hand_over)
        self.enqueue(purpose="offer")
        self.enqueue(purpose="payment_reminder")
        self.sent(purpose="contract_notice")
        ours = [code for code in order if code in ("offer", "payment_reminder", "contract_notice")]
        self.assertEqual(ours, ["contract_notice", "payment_reminder", "offer"])

    def test_switched_off_nothing_leaves(self):
        message = self.enqueue()
        everybody = self.env.ref("base.group_user")
        everybody._remove_group(self.env.ref("bpm_crm_addon.group_bpm_capability_outreach"))
        self.run_worker()
        self.assertEqual(message.state, "queued")

    # === NOT SENT === #

    def test_not_wanted_any_more(self):
        """S3-06: it stops at once on payment: asked in the claim."""
        self.give("res.country", "_bpm_still_wanted", lambda _me, messages: {messages.id: "Paid."})
        message = self.sent(**self.document)
        self.assertEqual(
            (message.state, message.reason, message.reason_text),
            ("suppressed", "not_wanted", "Paid."),
        )
        self.assertEqual(self.moved, [(message.id, "suppressed")])
        self.assertFalse(self.counted)

    def test_its_document_is_gone(self):
        message = self.sent(res_model="res.country", res_id=2**30)
        self.assertEqual((message.state, message.reason), ("suppressed", "not_wanted"))

    def test_too_early_held_too_late(self):
        now = datetime.now()
        early = self.enqueue(occurrence="early", not_before=now + timedelta(days=1))
        held = self.enqueue(occurrence="held", held=True)
        late = self.enqueue(occurrence="late", held=True, expires_at=now - timedelta(days=1))
        self.run_worker()
        self.assertEqual((early.state, held.state), ("queued", "queued"))
        self.assertEqual((late.state, late.reason), ("suppressed", "stale"))

    def test_rules_say_wait(self):
        """S1-08: at night it waits for the morning, and says why."""
        morning = (datetime.now() + timedelta(hours=9)).replace(microsecond=0)
        rule = self.env[RULES].search([], limit=1)
        told = "Night: moved to 09:00."
        self.verdict = Verdict("wait", morning, "quiet_hours", told, rule.id)
        message = self.sent()
        self.assertEqual((message.state, message.next_attempt_at), ("queued", morning))
        self.assertEqual((message.reason, message.policy_id), ("quiet_hours", rule))
        self.assertEqual(message.reason_told, "Night: moved to 09:00.")
        self.verdict = Verdict("send")
        message.next_attempt_at = False
        self.run_worker()
        self.assertEqual((message.state, message.reason_told), ("sent", ""))

    def test_rules_say_hold(self):
        self.verdict = Verdict("hold", None, "release", "A person must release it.")
        message = self.sent()
        self.assertEqual((message.state, message.held), ("queued", True))
        message.action_release()
        self.assertTrue(message.released_at, "the rules are told that a person has released it")
        self.verdict = Verdict("send")
        self.run_worker()
        self.assertEqual(message.state, "sent")

    def test_rules_say_no(self):
        """Case 37: opt-out between queue and send: not sent, and never released by consent."""
        self.verdict = Verdict("drop", None, "stop_list", "They asked for no more letters.")
        message = self.sent()
        self.assertEqual((message.state, message.reason), ("suppressed", "stop_list"))
        self.verdict = Verdict("send")
        self.run_worker()
        self.assertEqual(message.state, "suppressed")
        self.assertFalse(self.counted)

    def test_the_ceiling_is_looked_at_for_each(self):
        """UX 3.6: 2 were reserved together, 1 may leave within the hour."""
        self.company.bpm_outreach_ceiling = 1
        first, second = self.enqueue(occurrence="1"), self.enqueue(occurrence="2")
        self.run_worker()
        self.assertEqual((first.state, second.state), ("sent", "queued"))

    def test_a_pause_is_heard_in_the_middle_of_a_batch(self):
        """UX 3.6: [Pause all] stops at once what is reserved already."""
        connect, connected = EmailGateway.connect, []

        def pause_before_the_second(gateway, env, way, sender):
            connected.append(way)
            trouble = connect(gateway, env, way, sender)
            if len(connected) == 2:
                env["res.company"].browse(self.company.id).bpm_outreach_mode = "paused"
                env.flush_all()
            return trouble

        self.patch(EmailGateway, "connect", pause_before_the_second)
        first, second = self.enqueue(occurrence="1"), self.enqueue(occurrence="2")
        self.run_worker()
        self.assertEqual((first.state, second.state), ("sent", "queued"))
        self.assertEqual(second.reason_told, second._waiting_told())

    # === REHEARSAL === #

    def test_a_rehearsal_ends_here(self):
        """UX 3.6: everything is rendered and ruled, nothing handed over; going live does not send
        what was rehearsed."""
        self.rehearse()
        message = self.enqueue()
        self.live()
        self.patch(EmailGateway, "hand_over", lambda *given: self.fail("handed over"))
        self.run_worker()
        self.assertEqual((message.state, message.reason), ("suppressed", "rehearsal"))
        self.assertFalse(self.counted)

    def test_a_rehearsal_tells_the_rule(self):
        self.rehearse()
        self.verdict = Verdict("wait", datetime.now(), "quiet_hours", "Night: moved to 09:00.")
        message = self.sent()
        self.assertEqual((message.state, message.reason), ("suppressed", "quiet_hours"))

    # === TROUBLE === #

    @mute_logger("odoo.addons.bpm_crm_addon.models.outreach.message_state")
    def test_a_document_that_fails_takes_nothing_back(self):
        """I13: what has happened outside stays true; the failure is a problem."""

        def broken(documents, messages):
            raise ValueError("broken document")

        self.give("res.country", "_bpm_message_moved", broken)
        message = self.sent(**self.document)
        self.assertEqual(message.state, "sent")
        problem = self.env["bpm.incident"].search([("key", "=", "outbox.told.res.country")])
        self.assertEqual(problem.reason, "broken document")

    # === RECEIPTS === #

    def test_receipts_move_forward_only(self):
        """Case 44: status never goes backwards, however often and late a receipt comes."""
        message = self.sent()
        number = message.external_id
        self.assertEqual(self.messages._receipt(number, "delivered"), message)
        self.messages._receipt(number, "failed", "mailbox full")
        self.messages._receipt(number, "delivered")
        self.assertEqual(message.state, "delivered")
        other = self.sent(occurrence="another")
        self.messages._receipt(other.external_id, "failed", "mailbox full")
        self.assertEqual((other.state, other.reason), ("failed", "bounced"))
        self.assertIn("mailbox full", other.reason_told)
        self.assertFalse(self.messages._receipt("<nobody@test.invalid>", "delivered"))
        with self.assertRaises(ValueError):
            self.messages._receipt(number, "queued")
