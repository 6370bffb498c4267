"""When the answer may be expected: told before asking, kept on the request (ux.md 3.2, design)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from tests.approval.past import PastCase

FRIDAY = "2026-06-19 15:00:00"
MONDAY = datetime(2026, 6, 22, 14)  # two hours of Friday and five of Monday later


@freeze_time(FRIDAY)
class TestPromise(PastCase):
    NOW = FRIDAY

    def setUp(self):
        super().setUp()
        # Asked on a Tuesday at 9, answered on Wednesday at 8: seven hours of work.
        for _number in range(5):
            self.settled(hours=23)

    def settled(self, ago=10, hours=0):
        request = self.answer(ago=ago, hours=hours).request_id
        request.settled_at = request.submitted_at + timedelta(hours=hours)
        return request

    def test_it_is_counted_in_working_hours(self):
        """“Usually 7 h → Monday”: not in the night, nor on Saturday."""
        preview = self.quote(price=60000.0).bpm_approval_preview()
        self.assertEqual(preview["usual_hours"], 7)
        self.assertEqual(preview["expected_finish"], str(MONDAY))

    def test_what_nobody_answered_does_not_make_people_quick(self):
        for _number in range(9):
            self.settled()  # within somebody's own authority: settled when it was asked
        self.assertEqual(self.quote(price=60000.0).bpm_approval_preview()["usual_hours"], 7)

    def test_with_little_history_nothing_is_promised(self):
        self.forget_what_was()
        quote = self.quote(price=60000.0)
        self.assertFalse(quote.bpm_approval_preview()["expected_finish"])
        self.assertFalse(self.asked(quote).expected_finish)

    def test_the_request_keeps_the_promise(self):
        """Design: expected_finish of a request, for each of a batch."""
        quotes = self.quote(price=60000.0) | self.quote(price=70000.0)
        quotes.action_bpm_request_approval()
        finishes = quotes.bpm_approval_request_id.sudo().mapped("expected_finish")
        self.assertEqual(finishes, [MONDAY, MONDAY])
