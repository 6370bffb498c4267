"""The cockpit of the outbox, ux.md 3.6: every number opens the list it counts."""

from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from tests.common import BpmHttpCase
from tests.outreach.outbox_case import OutboxCase


class PageCase(OutboxCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person("outreach", "bpm_crm_addon.group_bpm_outreach_manager")
        cls.outbox = cls.messages.with_user(cls.manager)

    def many(self, count, name, **values):
        """Messages to so many different people."""
        items = [
            self.item(partner_id=False, address=f"{name}{n}@test.invalid", **values)
            for n in range(count)
        ]
        return self.messages._enqueue(items)

    def lots(self):
        """Two held, three waiting, four sent, two without an answer, one failed, three stopped."""
        self.many(2, "held", held=True)
        self.many(3, "wait")
        sent = self.many(4, "sent")
        sent._move("sending")
        sent._move("sent", handed_over_at=datetime.now())
        unknown = self.many(2, "unknown")
        unknown._move("sending")
        unknown._move("unknown", "no_answer", "Timed out")
        unknown._raise_no_answer("Timed out")
        failed = self.many(1, "failed") | self.enqueue(occurrence="failed")
        failed._move("sending")
        failed._move("failed", "refused", "550 no such user")
        self.many(3, "stop")._move("suppressed", "stop_list", "They want no letters.")


class TestOutboxPage(PageCase):
    def figures(self):
        return {figure["key"]: figure["count"] for figure in self.outbox.bpm_outbox()["figures"]}

    def test_numbers_and_their_lists(self):
        self.lots()
        counts = self.figures()
        self.assertEqual(
            counts,
            {"held": 2, "queued": 3, "sent": 4, "unknown": 2, "failed": 2, "suppressed": 3},
        )
        page = self.outbox.bpm_outbox()
        rows = [*page["figures"], *page["reasons"], *(n for n in page["needs"] if n["count"])]
        for row in rows:
            with self.subTest(row["key"]):
                action = self.outbox.bpm_outbox_open(row["key"])
                self.assertEqual(self.outbox.search_count(action["domain"]), row["count"])

    def test_what_needs_a_person(self):
        """UX 3.6: unknown, held and failed come with what can be done."""
        self.lots()
        needs = {need["key"].split(":")[0]: need for need in self.outbox.bpm_outbox()["needs"]}
        self.assertEqual(needs["unknown"]["acts"], ["check", "send_anew"])
        self.assertEqual(needs["held"]["acts"], ["look", "release"])
        self.assertIn("550 no such user", needs["failed"]["text"])
        fix = self.outbox.bpm_outbox_fix(needs["failed"]["key"])
        self.assertEqual(fix["res_id"], self.ann.id)

    def test_releasing_and_sending_anew_from_the_page(self):
        self.lots()
        needs = {need["key"].split(":")[0]: need for need in self.outbox.bpm_outbox()["needs"]}
        self.outbox.bpm_outbox_act("release", needs["held"]["key"])
        self.outbox.bpm_outbox_act("send_anew", "unknown")
        self.assertEqual(
            (self.figures()["held"], self.figures()["queued"], self.figures()["unknown"]), (0, 7, 0)
        )

    def test_why_not(self):
        self.lots()
        moved = self.enqueue(occurrence="night")
        until = datetime.now() + timedelta(hours=9)
        moved.write({"reason": "quiet_hours", "until": until, "next_attempt_at": until})
        labels = [row["label"] for row in self.outbox.bpm_outbox()["reasons"]]
        self.assertEqual(labels[0], "on the stop list")
        self.assertTrue(labels[1].startswith("quiet hours, moved to"), labels)

    def test_what_not_saying_it_twice_saved(self):
        """S1-23: three departments, one greeting; the two others are counted."""
        for department in ("marketing", "sales", "accounts", "marketing"):
            self.enqueue(department=department)
        self.assertEqual(self.outbox.bpm_outbox()["costs"]["doubles"], 2)
        self.messages._enqueue(
            [self.item(occurrence="x", department=code) for code in ("sales", "support", "sales")]
        )
        self.assertEqual(self.outbox.bpm_outbox()["costs"]["doubles"], 3)

    def test_costs_by_department(self):
        message = self.enqueue(department="marketing")
        message.write({"cost": 1.5, "handed_over_at": datetime.now()})
        [[name, amount]] = self.outbox.bpm_outbox()["costs"]["departments"]
        self.assertEqual(name, "Marketing")
        self.assertIn("1.50", amount)

    def test_a_rehearsal_says_so(self):
        self.rehearse()
        self.company.bpm_outreach_since = datetime.now() - timedelta(days=2, hours=1)
        self.many(2, "try")._move("suppressed", "rehearsal")
        page = self.outbox.bpm_outbox()
        self.assertEqual((page["state"]["rehearsing"], page["state"]["day"]), (True, 3))
        self.assertEqual(self.figures()["rehearsed"], 2)

    def test_the_rehearsal_begins_with_the_switch(self):
        """Issue 5: the first 7 days after switching on are a rehearsal; of a company made later,
        its own first 7 days."""
        everybody = self.env.ref("base.group_user")
        everybody._remove_group(self.env.ref("bpm_crm_addon.group_bpm_capability_outreach"))
        company = self.env["res.company"].create({"name": "Test new"})
        self.assertFalse(company.bpm_outreach_since)
        self.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        self.assertTrue(company.bpm_outreach_since)
        self.assertTrue(company._bpm_is_rehearsing())
        self.assertTrue(self.env["res.company"].create({"name": "Later"}).bpm_outreach_since)

    def test_empty(self):
        self.assertTrue(self.outbox.bpm_outbox()["empty"])

    def test_the_page_is_not_for_everybody(self):
        clerk = self.person("clerk", "account.group_account_invoice")
        for call in (
            lambda: self.messages.with_user(clerk).bpm_outbox(),
            lambda: self.messages.with_user(clerk).bpm_outbox_open("sent"),
            lambda: self.messages.with_user(clerk).bpm_outbox_act("release", "held"),
            lambda: self.messages.with_user(clerk).bpm_outbox_fix("failed"),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_not_switched_off_while_something_waits(self):
        """UX 2: a capability is switched off only when nothing of it is under way."""
        self.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        self.enqueue()
        settings = self.env["res.config.settings"].create({"group_bpm_capability_outreach": False})
        with self.assertRaisesRegex(Exception, "wait to be sent"):
            settings.execute()


class TestOutboxScreen(PageCase, BpmHttpCase):
    def look(self, tour, url="/odoo/outbox"):
        self.manager.password = self.manager.login
        self.start_tour(url, tour, login=self.manager.login, timeout=120)
        self.env.invalidate_all()

    def test_the_manager_releases_and_pauses(self):
        self.lots()
        self.look("bpm_outbox_manager")
        self.assertFalse(self.messages.search([("held", "=", True), *self.mine()]))
        self.assertEqual(self.company.bpm_outreach_mode, "paused")

    def test_the_manager_goes_live(self):
        self.rehearse()
        self.many(2, "try")._move("suppressed", "rehearsal")
        self.look("bpm_outbox_go_live")
        self.assertEqual(self.company.bpm_outreach_mode, "live")

    def mine(self):
        return [("company_id", "=", self.company.id)]
