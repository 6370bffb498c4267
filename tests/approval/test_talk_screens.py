"""Counter-offers and questions as people use them, in Chromium."""

from tests.approval.test_screens import ScreenCase


class TestTalk(ScreenCase):
    def test_the_leader_offers_and_the_seller_accepts(self):
        """ux.md 3.1 and 3.2: key E, the new total before sending, one click to accept."""
        quote = self.quote(20.0)
        request = self.asked(quote)
        self.tour("bpm_leader_offers", self.leader)
        self.assertEqual((request.offer_ids.percent, quote.order_line.discount), (15, 20))
        self.tour("bpm_seller_accepts", self.seller, quote)
        self.assertEqual(quote.order_line.discount, 15)
        self.assertEqual(quote.bpm_approval_state, "approved")

    def test_asked_and_answered(self):
        """ux.md 6: question and answer in place; the clock stands still meanwhile."""
        quote = self.quote(20.0)
        request = self.asked(quote)
        self.tour("bpm_leader_asks", self.leader)
        self.assertFalse(request.due)
        self.tour("bpm_seller_answers", self.seller, quote)
        self.assertEqual(request.question_ids.answer, "Kombo, by mail")
        self.assertTrue(request.due)


class TestTalkByPhone(ScreenCase):
    """ux.md 3.2: on a phone the header's first button is the same."""

    browser_size = "390x844"
    touch_enabled = True

    def test_one_tap(self):
        quote = self.quote(20.0)
        self.asked(quote).with_user(self.leader).action_approve_at_percent(15, "bonus later")
        self.tour("bpm_seller_accepts_by_phone", self.seller, quote)
        self.assertEqual(quote.order_line.discount, 15)
