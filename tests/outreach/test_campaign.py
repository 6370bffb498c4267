"""Campaigns: a segment and a moment, released by a person, measured.

Issue item 7; S0-16, S0-17, S0-19, S1-17; journeys 3.4-3, 3.4-4, 3.4-10.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from tests.books import Books
from tests.outreach.camp_case import NOW, CampCase
from tests.outreach.rules_case import NEVER


class BoughtCase(CampCase):
    """Orders and invoices after a campaign."""

    def bought_by(self, *partners, **values):
        """A campaign that was sent to these at NOW."""
        campaign = self.campaign(**values)
        campaign.action_release()
        members = self.run_campaign(campaign)
        members.sudo().write({"outcome": "sent", "sent_at": NOW})
        by_partner = {one.partner_id: one for one in members}
        return campaign, *(by_partner[partner] for partner in partners)

    def order(self, partner, when):
        product = self.env["product.product"].create({"name": "Camp desk", "list_price": 100.0})
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create({"product_id": product.id, "tax_ids": [Command.clear()]})
                ],
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET state = 'sale', date_order = %s WHERE id = %s", [when, order.id]
        )
        order.invalidate_recordset()
        return order


class TestRelease(CampCase):
    def test_from_draft_to_out(self):
        """S0-17: greet all of a segment."""
        for name in ("Camp Ann", "Camp Bob"):
            self.client(name)
        campaign = self.campaign()
        campaign.action_release()
        self.assertEqual(campaign.state, "released")
        members = self.run_campaign(campaign)
        self.assertEqual(campaign.state, "done")
        self.assertEqual(set(members.mapped("outcome")), {"queued"})
        self.assertEqual(
            sorted(members.message_id.mapped("subject")), ["Hello Camp Ann", "Hello Camp Bob"]
        )
        self.assertEqual(members.message_id.campaign_id, campaign)
        self.assertEqual(members.message_id.department_id, self.sales)

    def test_nobody_is_written_to_twice(self):
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        self.run_campaign(campaign)
        for _time in range(3):
            # As a server that was killed would leave it.
            self.env.cr.execute("UPDATE bpm_campaign SET state = 'running'")
            self.env.cr.execute("UPDATE bpm_campaign_member SET outcome = 'planned'")
            self.env.invalidate_all()
            self.run_campaign(campaign)
        self.assertEqual(campaign.member_ids.outcome, "queued")
        self.assertEqual(self.messages.search_count([("campaign_id", "=", campaign.id)]), 1)

    def test_what_is_missing_is_said(self):
        campaign = self.campaign(moment="at", template_id=False)
        with self.assertRaisesRegex(UserError, "what is said, the day"):
            campaign.action_release()

    def test_one_who_breaks_the_text_stops_nobody(self):
        """Reliability case 41: a template error for 1 of 1 000: 999 go, one problem with the
        reason, and the next run does not try again."""
        people = self.env["res.partner"].create(
            [
                {"name": f"Camp {n}", "email": f"c{n}@clients.invalid", "color": int(n != 500)}
                for n in range(1000)
            ]
        )
        text = self.text(body="<p>Hello <t t-out='object.name'/> <t t-out='1 / object.color'/></p>")
        campaign = self.campaign(template_id=text.id)
        campaign.action_release()
        for _batch in range(3):
            members = self.run_campaign(campaign)
        self.assertEqual(
            Counter(members.mapped("outcome")), Counter({"queued": 999, "not_sent": 1})
        )
        broken = members.filtered(lambda one: one.outcome == "not_sent")
        self.assertEqual(broken.partner_id, people[500])
        [problem] = self.env["bpm.incident"].search([("key", "=", f"template.{text.id}")])
        self.assertIn("division by zero", problem.reason)
        self.assertEqual((problem.attempts, campaign.state), (1, "done"))

    def test_only_a_manager_releases(self):
        someone = self.person("nobody", "bpm_crm_addon.group_bpm_director")
        with self.assertRaises(AccessError):
            self.campaign().with_user(someone).action_release()

    def test_states_go_by_the_table_whoever_writes(self):
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        campaign = self.campaign().with_user(manager)
        for state in ("running", "done"):
            with self.assertRaises(UserError):
                campaign.write({"state": state})
        campaign.write({"state": "released", "released_by_id": False})
        self.assertEqual(campaign.released_by_id, manager)
        born = self.campaigns.with_user(manager).create(
            {**campaign.copy_data()[0], "state": "running", "name": "Camp born"}
        )
        self.assertEqual(born.state, "draft")

    def test_no_default_releases_a_campaign(self):
        """A caller chooses the context: a campaign is born a draft all the same."""
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        values = self.campaign().copy_data()[0]
        born = (
            self.campaigns.with_user(manager)
            .with_context(default_state="running", default_released_by_id=manager.id)
            .create(values)
        )
        self.assertEqual((born.state, born.released_by_id.id), ("draft", False))

    def test_what_was_released_does_not_change(self):
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        campaign = self.campaign().with_user(manager)
        campaign.action_release()
        with self.assertRaises(UserError):
            campaign.template_id = self.text(name="Another")
        campaign.action_draft()
        campaign.template_id = self.text(name="Another")

    def test_nor_do_its_text_and_its_condition(self):
        """Issue item 7, “approval; release”: what was agreed to is what goes out, whoever writes
        to the text, its translations or the segment."""
        self.client("Camp Ann")
        campaign = self.campaign(moment="at", start_at=NOW)
        text, segment = campaign.template_id, campaign.segment_id

        def change():
            yield lambda: text.write({"body": "<p>Another</p>"})
            yield lambda: text.write({"sms_text": "Another"})
            yield lambda: text.update_field_translations("subject", {"ru_RU": "Another"})
            yield lambda: segment.write({"domain": "[('name', 'like', 'Camp A')]"})

        for sudo_or_not in (False, True):
            text, segment = text.sudo(sudo_or_not), segment.sudo(sudo_or_not)
            if campaign.state == "draft":
                campaign.action_release()
            for one in change():
                with self.assertRaisesRegex(UserError, "Test campaign.*back to a draft"):
                    one()
        text.write({"name": "Called otherwise", "active": False})
        segment.write({"name": "Called otherwise", "domain": segment.domain})
        self.env.cr.execute("UPDATE bpm_campaign SET state = 'running'")
        campaign.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "Wait until it is out"):
            text.subject = "Another"
        campaign.invalidate_recordset()
        self.run_campaign(campaign)
        self.assertEqual(campaign.state, "done")
        for one in change():
            one()

    def test_a_release_changes_the_rows_it_rests_on(self):
        """Whoever changes the text at the same moment, having looked before, fails on the row and
        looks again: a lock alone would let both through."""
        self.client("Camp Ann")
        campaign = self.campaign(moment="at", start_at=NOW)

        def rows():
            self.env.flush_all()
            self.env.cr.execute(
                """SELECT t.ctid::text, s.ctid::text FROM bpm_message_template t, bpm_segment s
                    WHERE t.id = %s AND s.id = %s""",
                (campaign.template_id.id, campaign.segment_id.id),
            )
            return self.env.cr.fetchone()

        before = rows()
        campaign.action_release()
        for then, now in zip(before, rows(), strict=True):
            self.assertNotEqual(then, now)

    def test_a_route_asks_for_approval_first(self):
        """Issue item 7: approval; the gate is the change of state."""
        head = self.person("head")
        self.env["bpm.approval.route"].create(
            {
                "name": "Campaigns",
                "model_id": self.env["ir.model"]._get_id("bpm.campaign"),
                "gate": "transition",
                "from_domain": "[('state', '=', 'draft')]",
                "to_domain": "[('state', '=', 'released')]",
                "step_ids": [
                    Command.create(
                        {"name": "Head", "resolver": "users", "user_ids": [Command.set(head.ids)]}
                    )
                ],
            }
        ).action_activate()
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        campaign = self.campaign(name="Camp asked").with_user(manager)
        self.assertTrue(campaign.needs_approval)
        with self.assertRaises(UserError):
            campaign.action_release()
        campaign.action_bpm_request_approval()
        request = campaign.bpm_approval_request_id.sudo()
        request.with_user(head).action_approve()
        campaign.invalidate_recordset()
        campaign.action_release()
        self.assertEqual(campaign.state, "released")

    def test_cancelled_what_waits_is_not_wanted(self):
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        [member] = self.run_campaign(campaign)
        message = member.message_id
        self.env.cr.execute(
            "UPDATE bpm_campaign SET state = 'running' WHERE id = %s", [campaign.id]
        )
        campaign.invalidate_recordset()
        self.assertIsNone(member._bpm_still_wanted(message)[message.id])
        campaign.action_cancel()
        self.assertIn("cancelled", member._bpm_still_wanted(message)[message.id])

    def test_what_was_sent_is_not_deleted(self):
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        self.run_campaign(campaign)
        with self.assertRaises(UserError):
            campaign.unlink()


class TestMoment(CampCase):
    def test_on_a_day(self):
        self.client("Camp Ann")
        campaign = self.campaign(moment="at", start_at=NOW + timedelta(days=1))
        campaign.action_release()
        self.assertFalse(self.run_campaign(campaign))
        self.assertTrue(self.run_campaign(campaign, NOW + timedelta(days=1)))

    def test_when_a_promotion_begins(self):
        """S0-19: a new promotion, and the holders of a card are told."""
        self.client("Camp Ann")
        promotion = self.env["bpm.promotion"].create(
            {"name": "Autumn", "company_id": self.company.id}
        )
        campaign = self.campaign(moment="promotion", promotion_id=promotion.id)
        campaign.action_release()
        self.assertFalse(self.run_campaign(campaign))
        promotion.action_begin()
        self.assertTrue(self.run_campaign(campaign))

    def test_a_promotion_that_is_over_is_waited_for_no_more(self):
        """Issue item 7: cancelled with a reason, and not released in the first place."""
        promotion = self.env["bpm.promotion"].create(
            {"name": "Autumn", "company_id": self.company.id}
        )
        campaign = self.campaign(moment="promotion", promotion_id=promotion.id)
        campaign.action_release()
        promotion.write({"date_from": "2026-09-01", "date_to": "2026-09-30"})
        self.client("Camp Ann")
        self.assertFalse(self.run_campaign(campaign))
        self.assertEqual(campaign.state, "cancelled")
        self.assertEqual(campaign.cancelled_because, "over")
        campaign.action_draft()
        self.assertFalse(campaign.cancelled_because)
        with self.assertRaisesRegex(UserError, "Autumn"):
            campaign.action_release()

    def test_live_and_frozen(self):
        self.client("Camp Ann")
        frozen, live = (
            self.campaign(audience=kind, moment="at", start_at=NOW, name=f"Camp {kind}")
            for kind in ("frozen", "live")
        )
        (frozen | live).action_release()
        self.client("Camp Bob")
        self.assertEqual(len(self.run_campaign(frozen)), 1)
        self.assertEqual(len(self.run_campaign(live)), 2)

    def test_as_fast_as_it_may(self):
        for number in range(3):
            self.client(f"Camp {number}")
        campaign = self.campaign(per_hour=60)
        campaign.action_release()
        members = self.run_campaign(campaign)
        self.assertEqual(
            members.message_id.sorted("id").mapped("not_before"),
            [NOW + timedelta(minutes=place) for place in range(3)],
        )


class TestControl(BoughtCase):
    def test_the_control_group_gets_nothing(self):
        for number in range(40):
            self.client(f"Camp {number}")
        campaign = self.campaign(control_percent=50.0)
        campaign.action_release()
        members = self.run_campaign(campaign)
        control = members.filtered(lambda one: one.outcome == "control")
        self.assertTrue(5 <= len(control) <= 35)
        self.assertFalse(control.message_id)
        self.assertEqual(len(members.message_id), 40 - len(control))

    def test_who_bought_since_against_the_control_group(self):
        """Journey 3.4-10."""
        people = [self.client(f"Camp {number}") for number in range(6)]
        campaign = self.campaign()
        campaign.action_release()
        members = self.run_campaign(campaign)
        members[:2].sudo().outcome = "control"
        members[2:].sudo().write({"outcome": "sent", "sent_at": NOW})
        for partner, days in ((people[0], 1), (people[2], 2), (people[3], 31), (people[4], -1)):
            self.order(partner, NOW + timedelta(days=days))
        campaign.action_refresh()
        self.assertEqual((campaign.count_bought, campaign.count_control_bought), (1, 1))
        self.assertIn("25.0 % bought since", campaign.result_told)
        self.assertIn("50.0 %", campaign.result_told)

    def test_a_second_order_counts_as_well(self):
        """The sum grows, though the day of the first purchase stays."""
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        member = self.run_campaign(campaign)
        member.sudo().write({"outcome": "sent", "sent_at": NOW})
        for days, amount in ((1, 100.0), (3, 200.0)):
            self.order(member.partner_id, NOW + timedelta(days=days))
            campaign.action_refresh()
            self.assertEqual(member.bought_amount, amount)
        self.assertEqual(member.bought_at, NOW + timedelta(days=1))

    def test_colleagues_are_drawn_together(self):
        """What a firm buys must not count on both sides."""
        for number in range(8):
            firm = self.client(f"Camp firm {number}", is_company=True)
            for name in ("Ann", "Bob"):
                self.client(f"Camp {name} {number}", parent_id=firm.id)
        campaign = self.campaign(control_percent=50.0)
        campaign.action_release()
        members = self.run_campaign(campaign)
        self.assertEqual(len(members), 24)
        self.assertEqual(set(members.mapped("outcome")), {"control", "queued"})
        for colleagues in members.grouped(
            lambda one: one.partner_id.commercial_partner_id
        ).values():
            self.assertEqual(len(set(colleagues.mapped("outcome"))), 1)

    def test_a_cancelled_order_is_no_purchase(self):
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        member = self.run_campaign(campaign)
        member.sudo().write({"outcome": "sent", "sent_at": NOW})
        order = self.order(member.partner_id, NOW + timedelta(days=1))
        campaign.action_refresh()
        self.assertEqual(campaign.count_bought, 1)
        order.sudo().state = "cancel"
        campaign.action_refresh()
        self.assertEqual(campaign.count_bought, 0)

    def test_a_firm_buys_once_however_many_contacts_got_it(self):
        """Issue item 7, “bought since”: for the contact who ordered, else the first one."""
        firm = self.client("Camp firm", is_company=True, email=False)
        ann, bob = (self.client(f"Camp {name}", parent_id=firm.id) for name in ("Ann", "Bob"))
        self.client("Camp other")
        campaign, firm_row, ann_row, bob_row = self.bought_by(firm, ann, bob)
        self.order(bob, NOW + timedelta(days=1))
        self.order(self.partner("Buyer", parent_id=firm.id), NOW + timedelta(days=2))
        campaign.action_refresh()
        self.assertEqual(
            [one.bought_amount for one in (firm_row, ann_row, bob_row)], [100.0, 0.0, 100.0]
        )
        self.assertEqual(campaign.count_bought, 1)
        self.assertIn("50.0 % bought since", campaign.result_told)
        self.assertIn("200.00", campaign.result_told)

    def test_an_invoice_without_an_order_is_a_purchase(self):
        """Issue item 7; what an order stands behind is not counted twice."""
        ann = self.client("Camp Ann")
        campaign, member = self.bought_by(ann)
        books, today = Books(self.env), NOW.date()
        ann.property_account_receivable_id = books.receivable
        books.invoice(ann, today, 70.0, day=today)
        books.invoice(ann, today, 30.0, day=today - timedelta(days=1))
        order = self.order(ann, NOW + timedelta(days=1))
        ordered = books.invoice(ann, today, 100.0, day=today)
        ordered.invoice_line_ids.sudo().sale_line_ids = order.order_line
        campaign.action_refresh()
        self.assertEqual(member.bought_amount, 170.0)
        books.invoice(ann, today, 70.0, day=today, move_type="out_refund")
        campaign.action_refresh()
        self.assertEqual(member.bought_amount, 100.0)


class TestGreetings(CampCase):
    """S1-17: three departments greet; the client gets one message."""

    def greetings(self):
        occasion = {"occasion": "new-year-2027"}
        return [
            self.campaign(name=f"Camp {one.code}", department_id=one.id, **occasion)
            for one in (self.sales, self.marketing, self.support)
        ]

    def test_three_departments_one_message(self):
        self.client("Camp Ann")
        self.client("Camp Bob", email=False)
        campaigns = self.greetings()
        for campaign in campaigns:
            campaign.action_release()
            self.run_campaign(campaign)
        sales, marketing, support = campaigns
        self.assertEqual(self.outcomes(sales), {"Camp Ann": "queued", "Camp Bob": "not_sent"})
        for loser in (marketing, support):
            self.assertEqual(self.outcomes(loser), {"Camp Ann": "other", "Camp Bob": "not_sent"})
            [told] = loser.member_ids.filtered(lambda one: one.outcome == "other")
            self.assertEqual(told.reason_text, "Said by Sales.")
        [message] = self.messages.search([("address", "=", "camp.ann@clients.invalid")])
        self.assertEqual((message.department_id, message.repeats), (self.sales, 2))

    def test_the_losers_see_it_before_they_release(self):
        self.client("Camp Ann")
        sales, marketing, _support = self.greetings()
        sales.action_release()
        self.run_campaign(sales)
        [fate], _control = marketing.sudo()._forecast_now(NOW)
        self.assertEqual((fate.action, fate.text), ("double", "Said by Sales."))

    def test_next_year_they_are_greeted_again(self):
        """S1-17: the shipped occasion names no year. What is said on 2 January belongs to the
        greeting of 30 December."""
        self.client("Camp Ann")
        for day, told in (
            (datetime(2026, 12, 30, 9), "queued"),
            (datetime(2027, 1, 2, 9), "other"),
            (datetime(2027, 12, 30, 9), "queued"),
        ):
            campaign = self.campaign(occasion="new-year")
            [fate], _control = campaign.sudo()._forecast_now(day)
            self.assertEqual(fate.action == "double", told == "other", day)
            campaign.action_release()
            self.run_campaign(campaign, day)
            self.assertEqual(self.outcomes(campaign), {"Camp Ann": told}, day)

    def test_two_companies_greet_each_for_itself(self):
        """A client of two companies of one database is greeted by both; neither's member points
        at the other's message."""
        ann = self.client("Camp Ann")
        other = self.env["res.company"].create({"name": "Second sender"})
        other.write({"bpm_outreach_mode": "live", "bpm_outreach_live_since": "2026-01-01"})
        self.env["bpm.consent"].create(
            {
                "partner_id": ann.id,
                "company_id": other.id,
                "wording_id": self.wording.copy({"company_id": other.id}).id,
                "given_at": datetime(2026, 1, 1),
            }
        )
        for company in (self.company, other):
            campaign = self.campaign(occasion="new-year", company_id=company.id)
            campaign.sudo().action_release()
            self.run_campaign(campaign)
            self.assertEqual(campaign.member_ids.outcome, "queued")
            self.assertEqual(campaign.member_ids.message_id.company_id, company)

    def test_without_an_occasion_they_are_two(self):
        """The broken feature would look like this."""
        self.client("Camp Ann")
        campaigns = [self.campaign(name=f"Camp {number}") for number in range(2)]
        for campaign in campaigns:
            campaign.action_release()
            self.run_campaign(campaign)
        self.assertEqual(
            self.messages.search_count([("address", "=", "camp.ann@clients.invalid")]), 2
        )


class TestAhead(CampCase):
    """ux.md 3.6: the cockpit tells beforehand what goes out by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.person("ahead", "bpm_crm_addon.group_bpm_outreach_manager")

    def ahead(self):
        outbox = self.messages.with_user(self.manager)
        with patch.object(fields.Datetime, "now", lambda: NOW):
            page = outbox.bpm_outbox()
            for row in page["ahead"]:
                if "key" in row:
                    self.assertTrue(outbox.search(outbox.bpm_outbox_open(row["key"])["domain"]))
        return [row["text"].replace("\u202f", " ") for row in page["ahead"]]

    def test_what_waits_for_its_hour(self):
        """Payment reminders that nobody reviews, and what a campaign throttles."""
        for number in range(2):
            self.enqueue(occurrence=number, not_before=datetime(2026, 11, 26, 15), expires_at=NEVER)
        self.assertEqual(self.ahead(), ["11/26/26, 6:00 PM: Greeting, 2"])

    def test_reminders_of_the_next_day(self):
        self.client("Camp Ann", bpm_birthday=date(1990, 11, 27))
        self.client("Camp Bob", bpm_birthday=date(1990, 11, 29))
        self.reminder(on=NOW)
        self.assertEqual(self.ahead(), ["Reminders within 24 hours: Test reminder 1"])

    def test_campaigns_that_were_released(self):
        self.client("Camp Ann")
        campaign = self.campaign(moment="at", start_at=datetime(2026, 11, 27, 7))
        self.assertEqual(self.ahead(), [])
        campaign.action_release()
        self.assertEqual(self.ahead(), ["“Test campaign” begins on 11/27/26, 10:00 AM"])
        campaign.sudo().write({"state": "running"})
        campaign.sudo()._gather()
        self.assertEqual(self.ahead(), ["“Test campaign” is going out, 1 to go"])


class TestLanguage(CampCase):
    def test_who_has_no_language_is_spoken_to_in_the_companys(self):
        """Issue item 4: "language per recipient"; text, footer and end of an SMS alike."""
        self.env["res.lang"]._activate_lang("ru_RU")
        self.company.partner_id.lang = "ru_RU"
        text = self.text()
        text.with_context(lang="ru_RU").write(
            {"subject": "Привет", "body": "<p>Привет</p>", "sms_text": "Привет"}
        )
        self.client("Camp Ann", lang=False)
        self.client("Camp Bob", lang=False, email=False, phone="+79161234567")
        self.agrees(self.env["res.partner"].search([("name", "=", "Camp Bob")]), channel="sms")
        campaign = self.campaign(template_id=text.id, channel="email_sms")
        campaign.action_release()
        mail, sms = self.run_campaign(campaign).message_id.sorted("channel")
        self.assertEqual((mail.subject, mail.lang, sms.lang), ("Привет", "ru_RU", "ru_RU"))
        for body in (mail.body, sms.body):
            self.assertIn("Привет", body)
            self.assertNotRegex(body, "writes to you|No more of it")


class TestForecast(CampCase):
    def test_the_sentence_before_the_release(self):
        """Journey 3.4-3: who gets it, who does not and why, who later."""
        for number in range(3):
            self.client(f"Camp {number}")
        self.partner("Camp Unasked", email="unasked@clients.invalid", tz="Europe/Moscow")
        self.client("Camp Nowhere", email=False)
        stopped = self.client("Camp Stopped")
        self.stop(stopped)
        campaign = self.campaign(control_percent=0.0)
        fates, control = campaign.sudo()._forecast_now(NOW)
        told = campaign._forecast_told(fates, control)
        self.assertTrue(told.startswith("3 get it, "), told)
        for words in ("1 no consent", "1 no address", "1 on the stop list"):
            self.assertIn(words, told)
        self.assertFalse(self.messages.search([("company_id", "=", self.company.id)]))

    def test_what_is_moved_is_said_with_its_hour(self):
        self.env["bpm.contact.policy"].create(
            {
                "name": "Camp hours",
                "company_id": self.company.id,
                "message_class": "advertising",
                "hours_ids": [
                    Command.create({"first_day": "0", "last_day": "6", "opens": 9, "closes": 20})
                ],
            }
        )
        self.client("Camp Ann")
        night = datetime(2026, 11, 26, 20, 0)  # eleven in the evening in Moscow
        campaign = self.campaign()
        fates, _control = campaign.sudo()._forecast_now(night)
        told = campaign._forecast_told(fates)
        self.assertIn("1 get it", told)
        self.assertIn("quiet hours, moved to", told)

    def test_the_dialog_releases_what_one_has_looked_at(self):
        self.client("Camp Ann")
        campaign = self.campaign()
        action = campaign.action_forecast()
        preview = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(preview.line_ids.mapped("action"), ["send"])
        preview.action_release()
        self.assertEqual(campaign.state, "released")


class TestLetters(CampCase):
    def test_advertising_has_a_way_out_in_the_text(self):
        """Law: free way out in each message."""
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        message = self.run_campaign(campaign).message_id
        self.assertIn(message._bpm_unsubscribe_url(), message.body)
        self.assertIn("Hello Camp Ann", message.body)

    def test_the_release_of_a_campaign_releases_its_messages(self):
        """Russian law wants a person to take part; one has."""
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        message = self.run_campaign(campaign).message_id
        verdict = self.policies._verdicts(message, NOW)[message.id]
        self.assertEqual(verdict.action, "send", verdict)

    def test_a_test_goes_to_oneself(self):
        self.client("Camp Ann")
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        manager.partner_id.email = "me@test.invalid"
        self.campaign().with_user(manager).action_test()
        [message] = self.messages.search([("address", "=", "me@test.invalid")])
        self.assertEqual((message.subject, message.purpose_id.code), ("Hello Camp Ann", "test"))
        self.assertFalse(self.messages.search([("address", "=", "camp.ann@clients.invalid")]))

    def test_links_are_counted_and_lead_on(self):
        self.client("Camp Ann")
        text = self.text(body="<p><a href='https://shop.invalid/a?b=1&amp;c=2'>Shop</a></p>")
        campaign = self.campaign(template_id=text.id)
        campaign.action_release()
        member = self.run_campaign(campaign)
        self.assertNotIn("shop.invalid", member.message_id.body)
        payload = member.message_id.body.split("/bpm/l/")[1].split('"')[0].split("'")[0]
        links = self.env["bpm.campaign.link"]
        self.assertEqual(links._bpm_follow(payload), "https://shop.invalid/a?b=1&c=2")
        self.assertEqual(links._bpm_follow(payload), "https://shop.invalid/a?b=1&c=2")
        links._bpm_follow(payload, count=False)
        self.assertEqual((member.clicks, campaign.count_clicked), (2, 1))
        self.assertIsNone(links._bpm_follow(payload[:-2] + "xx"))
        self.assertIsNone(links._bpm_follow("nonsense"))

    def test_links_in_a_text_to_a_phone_are_counted(self):
        """Issue item 7, “clicked”; the link is as short as one of ours can be."""
        self.client("Camp Ann", phone="+7 912 345-67-89")
        self.client("Camp Bob", phone="+7 912 345-67-90")
        text = self.text(sms_text="Look at https://shop.invalid/a?b=1&c=2. {{ object.name }}")
        campaign = self.campaign(template_id=text.id, channel="sms")
        campaign.action_release()
        first, second = self.run_campaign(campaign)
        body = str(first.message_id.body)
        self.assertRegex(body, r"^Look at http[^ ]+/bpm/l/\d+\.[0-9a-z]+-[a-z0-9]{10}\. Camp Ann")
        payload = body.split("/bpm/l/")[1].split(". ")[0]
        links = self.env["bpm.campaign.link"]
        self.assertEqual(links._bpm_follow(payload), "https://shop.invalid/a?b=1&c=2")
        self.assertEqual((first.clicks, second.clicks, campaign.count_clicked), (1, 0, 1))
        link, _dot, rest = payload.partition(".")
        for wrong in (f"{int(link) + 1}.{rest}", f"{link}.{rest[:-1]}", f"x.{rest}", "1.", "."):
            self.assertIsNone(links._bpm_follow(wrong))

    def test_what_did_not_come_back_has_arrived(self):
        """Issue item 7, “delivered”: no mail server says more; a gateway of texts does."""
        self.client("Camp Ann")
        self.client("Camp Bob")
        self.client("Camp Phone", email=False, phone="+7 912 345-67-89")
        campaign = self.campaign(channel="email_sms")
        campaign.action_release()
        messages = self.run_campaign(campaign).message_id
        messages._move("sending")
        self.assertEqual(campaign.count_arrived, 0)
        messages._move("sent", handed_over_at=NOW)
        campaign.invalidate_recordset()
        self.assertEqual((campaign.count_sent, campaign.count_arrived), (3, 2))
        messages.filtered(lambda one: one.partner_id.name == "Camp Bob")._move("failed", "bounced")
        messages.filtered(lambda one: one.channel == "sms")._move("delivered")
        campaign.invalidate_recordset()
        self.assertEqual((campaign.count_sent, campaign.count_arrived), (2, 2))

    def test_opened_mails_are_counted_only_where_the_company_wants_it(self):
        self.client("Camp Ann")
        campaigns = self.campaign(name="Camp 1"), self.campaign(name="Camp 2")
        for wanted, campaign in zip((False, True), campaigns, strict=True):
            self.company.bpm_outreach_pixel = wanted
            campaign.action_release()
            body = self.run_campaign(campaign).message_id.body
            self.assertEqual("/bpm/o/" in body, wanted)
        payload = body.split("/bpm/o/")[1].split('"')[0]
        self.env["bpm.campaign.link"]._bpm_opened(payload)
        self.assertEqual(campaigns[1].count_opened, 1)

    def test_what_became_of_the_message_became_of_the_member(self):
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        member = self.run_campaign(campaign)
        message = member.message_id
        message._move("sending")
        message._move("sent", handed_over_at=NOW)
        self.assertEqual((member.outcome, member.sent_at), ("sent", NOW))
        message._move("failed", "bounced")
        self.assertEqual(member.outcome, "not_sent")
        self.assertTrue(member.reason_text)

    def test_sent_anew_it_is_still_the_campaigns(self):
        """S1-05, issue 5, 4: what sending anew costs is the campaign's; nobody decides twice."""
        self.client("Camp Ann")
        campaign = self.campaign()
        campaign.action_release()
        member = self.run_campaign(campaign)
        first = member.message_id
        first._move("sending")
        first._move("unknown", "no_answer", cost=0.5)
        manager = self.person("camp", "bpm_crm_addon.group_bpm_outreach_manager")
        first.with_user(manager).action_send_anew()
        again = first.resent_ids
        self.assertEqual(again.campaign_id, campaign)
        self.assertEqual(self.verdict(again, NOW).action, "send", "released as it was")
        self.assertEqual(again.released_by_id, first.released_by_id)
        again._move("sending")
        again._move("sent", handed_over_at=NOW, cost=0.25)
        again._move("delivered")
        self.assertEqual((member.message_id, campaign.count_arrived), (again, 1))
        self.assertIn("0.75", campaign.cost_told)


class TestPromotionTable(BoughtCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.partner.attribute.set"]._switch_on_starters(["promotions"])

    def test_taking_part_and_use_are_written_on_the_card(self):
        """Issue item 7: the counterparty's promotions table."""
        ann = self.client("Camp Ann")
        promotion = self.env["bpm.promotion"].create(
            {"name": "Autumn", "company_id": self.company.id, "date_from": date(2026, 1, 1)}
        )
        campaign = self.campaign(promotion_id=promotion.id)
        campaign.action_release()
        member = self.run_campaign(campaign)
        member.message_id._move("sending")
        member.message_id._move("sent", handed_over_at=NOW)
        table, columns = campaign._promotions_table()
        row = table.search([("x_bpm_holder_id", "=", ann.id)])
        self.assertEqual((row[columns["name"]], row[columns["day"]]), ("Autumn", NOW.date()))
        self.assertFalse(row[columns["use"]])
        member.sudo().used_amount = 500.0
        campaign.sudo()._note_use()
        self.assertIn("500", row[columns["use"]])
        member.sudo().used_amount = 800.0  # they have ordered more since
        campaign.sudo()._note_use()
        self.assertIn("800", row[columns["use"]])
        row[columns["use"]] = "With the card of her husband"
        member.sudo().used_amount = 900.0
        campaign.sudo()._note_use()
        self.assertEqual(row[columns["use"]], "With the card of her husband")

    def test_the_use_of_a_promotion_ends_with_it(self):
        """Issue item 7: an order after its last day is bought since, and no use of it."""
        promotion = self.env["bpm.promotion"].create(
            {
                "name": "Autumn",
                "company_id": self.company.id,
                "date_from": date(2026, 1, 1),
                "date_to": NOW.date() + timedelta(days=3),
            }
        )
        campaign, member = self.bought_by(self.client("Camp Bob"), promotion_id=promotion.id)
        for days in (2, 5):
            self.order(member.partner_id, NOW + timedelta(days=days))
        campaign.action_refresh()
        self.assertEqual((member.bought_amount, member.used_amount), (200.0, 100.0))


class TestShipped(CampCase):
    def test_the_promotion_is_there_and_says_what_it_needs(self):
        """Issue item 7, "shipped, each a record": before the set Loyalty is switched on, too."""
        segments = self.env["bpm.segment"].search([("starter", "=", "discount")])
        segments.starter = False  # as where the set is not switched on
        self.campaigns.search([("starter", "=", "promotion")]).unlink()
        [shipped] = self.campaigns._make_starters(["promotion"])
        self.assertEqual((shipped.state, shipped.moment), ("draft", "promotion"))
        self.assertFalse(shipped.segment_id)
        self.assertIn("Loyalty", shipped.needs_told)
        with self.assertRaisesRegex(UserError, "who gets it"):
            shipped.action_release()
        self.env["bpm.partner.attribute.set"]._switch_on_starters(["loyalty"])
        shipped.invalidate_recordset()
        self.assertEqual(shipped.segment_id.starter, "discount")
        self.assertFalse(shipped.needs_told)
        self.assertEqual(self.campaigns.search_count([("starter", "=", "promotion")]), 1)

    def test_it_is_among_those_that_are_made_first(self):
        self.campaigns.search([("starter", "!=", False)]).write({"starter": False})
        self.campaigns._make_first_starters()
        self.assertTrue(self.campaigns.search([("starter", "=", "promotion")]))
