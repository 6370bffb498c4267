"""What a reminder asks for and what it only mentions; under which purpose it leaves.

Issue 5, 6: "per instalment, before, on and after due (levels)", "one message per partner for all
that is due", "Limits of debt contact law".
"""

from tests.outreach.payment_case import TODAY, PaymentCase


class TestSides(PaymentCase):
    def reminder(self):
        return self.reminders._prepare(self.company, TODAY)

    def text(self, reminder):
        """(subject; what stands before the first heading of what is only mentioned; the rest)."""
        text = reminder._texts()[reminder.id]
        asked, _mark, aside = str(text.body).replace("\N{NO-BREAK SPACE}", " ").partition("<small>")
        return text.subject, asked, aside

    def said_of(self, late, amount=100):
        """An invoice of which was written already."""
        move = self.invoice(late, amount)
        self.reminder()._said()
        self.reminders.search([]).day = TODAY.replace(day=1)
        return move

    def test_an_announcement_speaks_of_what_falls_due(self):
        """Not of the debt of which was written before; that one stands apart."""
        old = self.said_of(8, 500)
        new = self.invoice(-3, 40)
        reminder = self.reminder()
        subject, asked, aside = self.text(reminder)
        self.assertIn("payment due on 03/21/2026", subject)
        self.assertIn(new.name, asked)
        self.assertNotIn(old.name, asked)
        self.assertIn("Also open, as we wrote before", aside)
        self.assertIn(old.name, aside)
        self.assertIn("To pay: <b>40.00 €</b>", aside.replace("<t>", ""))
        self.assertEqual((reminder.amount, reminder.days_late), (40, 0))

    def test_with_a_debt_in_it_it_is_about_a_debt(self):
        """The strictest class in law, whatever the level."""
        self.said_of(8)
        self.invoice(-3)
        self.company.country_id = self.firm.country_id = self.env.ref("base.be")
        reminder = self.reminder()
        self.env["bpm.contact.policy"].create(
            {"name": "By hand", "company_id": self.company.id, "message_class": "debt",
             "release": True}
        )  # fmt: skip
        self.assertIn("By hand", reminder._goes()[reminder.id][1])
        reminder._send()
        self.assertEqual(reminder.level_id.days, -3)
        self.assertEqual(reminder.message_id.purpose_id.code, "payment_reminder")

    def test_what_is_not_due_yet_is_not_demanded(self):
        """At "pay the full amount at once" only what is due is in table and total."""
        late, due, soon = self.invoice(31), self.invoice(0, 30), self.invoice(-2, 7)
        reminder = self.reminder()
        subject, asked, aside = self.text(reminder)
        self.assertIn("open for 31 days", subject)
        for move in (late, due):
            self.assertIn(move.name, asked)
        self.assertNotIn(soon.name, asked)
        self.assertIn("Not due yet", aside)
        self.assertIn(soon.name, aside)
        self.assertIn("130.00 €", aside)
        self.assertEqual(reminder.amount, 130)

    def test_all_that_is_due_is_asked_for_with_the_newest_level(self):
        old, late = self.said_of(40), self.invoice(8)
        _subject, asked, aside = self.text(self.reminder())
        self.assertIn(old.name, asked)
        self.assertIn(late.name, asked)
        self.assertFalse(aside)

    def test_what_was_skipped_was_not_written_about(self):
        """031: texts claim no earlier reminder where there was none."""
        self.invoice(8).with_user(self.collector).bpm_payment_skip()
        self.invoice(-3)
        _subject, _asked, aside = self.text(self.reminder())
        self.assertIn("Also open<", aside)

    def test_a_phone_is_told_what_is_asked_for_and_the_rest_another_day(self):
        """An SMS has no room for what is only mentioned: it does not count as said."""
        self.firm.write(
            {"email": False, "phone": "+32 470 12 34 56", "country_id": self.env.ref("base.be").id}
        )
        late, soon = self.invoice(31), self.invoice(-2, 7)
        reminder = self.reminder()
        self.assertIn("100.00 €", self.text(reminder)[1].replace("\N{NO-BREAK SPACE}", " "))
        reminder._said()
        states = {line.move_id: line.state for line in reminder.line_ids}
        self.assertEqual(states, {late: "said", soon: "proposed"})

    def test_a_missed_day_still_asks_for_something(self):
        """What was to be said on the due day and is late by now is what is new."""
        missed = self.invoice(2)
        reminder = self.reminder()
        self.assertEqual(reminder.level_id.days, 0)
        self.assertEqual(reminder.line_ids.mapped("aside"), [False])
        self.assertIn(missed.name, self.text(reminder)[1])
        reminder._send()
        self.assertEqual(reminder.message_id.purpose_id.code, "payment_reminder")

    def test_the_review_shows_both_and_adds_up_what_is_asked_for(self):
        late, soon = self.invoice(31), self.invoice(-2, 7)
        self.reminder()
        review = self.reminders.with_user(self.collector).bpm_review()
        lines = {line["number"]: line["note"] for line in review["items"][0]["lines"]}
        self.assertEqual(lines, {late.name: "", soon.name: "not due yet"})
        self.assertEqual(review["sums"], review["items"][0]["total"])
        self.assertIn("100.00", review["sums"])
