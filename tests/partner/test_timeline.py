"""S0-02: "mail, SMS, calls, meetings in one line of time"; S2-10, mail and calendar come from
Odoo's own, which exchange them with Outlook and Google."""

from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user
from tests.desk.xray_world import TODAY, days_ago
from tests.partner.card_case import CardCase

NOON = datetime.combine(TODAY, datetime.min.time()) - timedelta(hours=12)


class TestTimeline(CardCase):
    def rows(self, user=None, partner=None, **asked):
        seen = (partner or self.firm).with_user(user or self.seller)
        return seen.bpm_timeline(**asked)["rows"]

    def said(self, document, body, moment=NOON, **values):
        return self.env["mail.message"].create(
            {
                "model": document._name,
                "res_id": document.id,
                "body": body,
                "date": moment,
                "message_type": "comment",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "author_id": self.contact.id,
                **values,
            }
        )

    def all_kinds(self):
        """One of each kind, today, of this firm or of its contact."""
        self.said(self.firm, "Prices please")
        self.said(self.contact, "Ready", message_type="sms")
        self.said(self.firm, "Wants oak", subtype_id=self.env.ref("mail.mt_note").id)
        call = self.firm.activity_schedule(
            "mail.mail_activity_data_call", TODAY, summary="Offer", user_id=self.seller.id
        )
        call.action_feedback(feedback="prices by Friday")
        self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": NOON,
                "stop": NOON + timedelta(hours=1),
                "partner_ids": [Command.set(self.contact.ids)],
                "user_id": self.seller.id,
            }
        )
        self.quotes(self.firm)

    def test_every_kind_stands_in_one_line_newest_first(self):
        self.all_kinds()
        rows = self.rows(self.seller)
        kinds = {row["kind"] for row in rows}
        self.assertEqual(kinds, {"mail", "sms", "note", "call", "meeting", "quote"})
        moments = [row.get("at") or row["day"] for row in rows]
        self.assertEqual(
            [one[:10] for one in moments], sorted((m[:10] for m in moments), reverse=True)
        )
        texts = {row["kind"]: row["text"] for row in reversed(rows)}
        self.assertEqual(texts["mail"], "Prices please")
        self.assertEqual(texts["call"], "Offer – prices by Friday")
        self.assertEqual(texts["meeting"], "Visit")

    def test_invoices_are_for_those_who_may_read_them(self):
        self.assertIn("invoice", {row["kind"] for row in self.rows(self.keeper)})
        line = self.owed(self.firm, days_ago(3))
        self.assertFalse(line.move_id.with_user(self.seller).has_access("read"))
        self.assertNotIn("invoice", {row["kind"] for row in self.rows(self.seller)})

    def test_one_kind_at_a_time(self):
        self.all_kinds()
        self.assertEqual({row["kind"] for row in self.rows(kinds=["call"])}, {"call"})

    def test_messages_about_quotations_count_where_the_quotation_may_be_read(self):
        other = self.person("other", "sales_team.group_sale_salesman")
        quote = self.quotes(self.firm, user_id=other.id)
        self.said(quote, "About the other one's quotation")
        self.assertFalse(quote.with_user(self.seller).has_access("read"))
        self.assertNotIn("quotation", str(self.rows(self.seller, kinds=["mail"])))
        [row] = self.rows(other, kinds=["mail"])
        self.assertEqual(row["open"], {"model": "sale.order", "id": quote.id})

    def test_what_a_private_meeting_is_about_stays_private(self):
        self.env["calendar.event"].with_user(self.keeper).create(
            {
                "name": "Secret",
                "start": NOON,
                "stop": NOON + timedelta(hours=1),
                "privacy": "private",
                "partner_ids": [Command.set(self.contact.ids)],
            }
        )
        self.assertNotIn("Secret", str(self.rows(self.seller)))

    def test_pages_join_without_a_gap_or_a_double(self):
        """20 at a time; several at the very same moment."""
        for number in range(50):
            self.said(self.firm, f"Message {number}", NOON - timedelta(hours=number // 7))
        seen, before = [], None
        while True:
            page = self.firm.with_user(self.seller).bpm_timeline(kinds=["mail"], before=before)
            self.assertLessEqual(len(page["rows"]), 20)
            seen += [row["key"] for row in page["rows"]]
            before = page["next"]
            if not before:
                break
        self.assertEqual((len(seen), len(set(seen))), (50, 50))

    def test_people_outside_get_nothing(self):
        portal = new_test_user(self.env, "card_portal", "base.group_portal")
        with self.assertRaises(AccessError):
            portal.partner_id.with_user(portal).bpm_timeline()

    def test_queries_do_not_grow_with_what_happened(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.rows(self.seller)
            return self.env.cr.sql_log_count - before

        self.all_kinds()
        queries()
        few = queries()
        for _number in range(3):
            self.all_kinds()
        self.assertLessEqual(queries(), few)
