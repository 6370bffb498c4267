"""Receipts and answers of gateways: signed, once, forward only (case 44)."""

import hmac
import json
import time
from hashlib import sha256

from tests.common import BpmHttpCase

KEY = "key of receipts"
NUMBER = "+380671234567"


class TestReceipts(BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.write(
            {
                "bpm_outreach_mode": "live",
                "bpm_outreach_live_since": "2026-01-01 00:00:00",
                "country_id": cls.env.ref("base.ua").id,
            }
        )
        cls.gateway = cls.env["bpm.gateway"].create(
            {"name": "Test", "kind": "odoo", "receipt_secret": KEY}
        )
        cls.message = cls.sent("test", "a1")

    @classmethod
    def sent(cls, occurrence, number, state="sent"):
        message = cls.env["bpm.message"]._enqueue(
            [
                {
                    "purpose": "statement", "address": NUMBER, "channel": "sms",
                    "occurrence": occurrence, "body": "Hello",
                }
            ]
        )  # fmt: skip
        message._move("sending", attempts=1, external_id=number, gateway_id=cls.gateway.id)
        if state == "sent":
            message._move("sent", handed_over_at="2026-11-26 09:00:00")
        elif state == "unknown":
            message._move("unknown", "no_answer", "silence")
        return message

    def call(self, said, what="receipt", at=None, key=KEY, body=None, token=None, **headers):
        body = json.dumps(said).encode() if body is None else body
        at = str(int(time.time()) if at is None else at)
        signature = hmac.new(key.encode(), at.encode() + b"." + body, sha256).hexdigest()
        sent = {
            "Content-Type": "application/json",
            "X-Bpm-Timestamp": at,
            "X-Bpm-Signature": signature,
            **headers,
        }
        token = token or self.gateway.sudo().token
        url = f"/bpm/gateway/{token}/{what}"
        answer = self.url_open(url, data=body, headers=sent)
        self.env.invalidate_all()
        return answer

    def state(self, message=None):
        return (message or self.message).state

    def test_arrived(self):
        self.assertEqual(self.call({"id": "a1", "status": "DELIVRD"}).status_code, 200)
        self.assertEqual(self.state(), "delivered")

    def test_never_backwards(self):
        """Status never goes backwards, whatever comes late; unknown becomes what is known."""
        self.call([{"id": "a1", "status": "delivered"}, {"id": "a1", "status": "failed"}])
        self.assertEqual(self.state(), "delivered")
        silent = self.sent("silent", "a2", "unknown")
        self.call({"id": "a2", "status": "delivered"})
        self.assertEqual(self.state(silent), "delivered")
        lost = self.sent("lost", "a3")
        self.call({"id": "a3", "status": "UNDELIV"})
        self.assertEqual((lost.state, lost.reason), ("failed", "bounced"))

    def test_what_it_does_not_know_changes_nothing(self):
        for said in ({"id": "a1", "status": "on its way"}, {"id": "zz", "status": "delivered"},
                     {}, [], [1, None], {"id": {"a": 1}, "status": ["delivered"]}):  # fmt: skip
            self.assertEqual(self.call(said).status_code, 200)
        self.assertEqual(self.state(), "sent")

    def test_by_our_own_number(self):
        """Where nobody answered at the hand-over there is only our number."""
        silent = self.sent("silent", "a2", "unknown")
        ours = silent._reference()
        self.call({"id": f"{silent.id}-{'0' * 16}", "status": "delivered"})
        self.assertEqual(self.state(silent), "unknown")
        self.call({"id": ours, "status": "delivered"})
        self.assertEqual(self.state(silent), "delivered")
        self.assertTrue(silent.handed_over_at, "it had left, as is known by now")

    def test_forged(self):
        """Every wrong call: the same answer, nothing changes."""
        said = {"id": "a1", "status": "failed"}
        now = int(time.time())
        wrong = [
            self.call(said, key="another"),
            self.call(said, at=now - 3600),
            self.call(said, at=now + 3600),
            self.call(said, **{"X-Bpm-Signature": ""}),
            self.call(said, **{"X-Bpm-Timestamp": str(now - 1)}),
            self.call(said, **{"X-Bpm-Timestamp": "now"}),
            self.call(said, token="0" * 32),
            self.call(said, body=b"not JSON"),
            self.call(said, body=b'"' + b"x" * 70_000 + b'"'),
            self.call(said, **{"Content-Type": "application/x-www-form-urlencoded"}),
        ]
        self.assertEqual({(one.status_code, one.text) for one in wrong}, {(404, "")})
        self.assertEqual(self.state(), "sent")
        self.gateway.sudo().receipt_secret_kept = False
        self.assertEqual(self.call(said, key="").status_code, 404)

    def test_replayed(self):
        """The same call again is answered and changes nothing."""
        said, at = {"from": NUMBER, "text": "stop"}, int(time.time())
        self.assertEqual(self.call(said, "answer", at=at).status_code, 200)
        [entry] = self.env["bpm.suppression"]._about_points([NUMBER])
        entry.action_end()  # they have changed their mind
        self.assertEqual(self.call(said, "answer", at=at).status_code, 200)
        self.assertEqual(self.env["bpm.suppression"]._about_points([NUMBER]), entry)
        self.call(said, "answer", at=at + 1)
        self.assertEqual(len(self.env["bpm.suppression"]._about_points([NUMBER])), 2)

    def test_another_gateway_cannot_speak_for_it(self):
        other = self.env["bpm.gateway"].create(
            {"name": "Other", "kind": "odoo", "receipt_secret": KEY}
        )
        token = other.sudo().token
        self.assertEqual(
            self.call({"id": "a1", "status": "delivered"}, token=token).status_code, 200
        )
        self.assertEqual(self.state(), "sent")

    def test_stop(self):
        """T9: "STOP" by SMS stops what was not handed over; the second time nothing."""
        stops = self.env["bpm.suppression"]
        for text in ("when does it arrive?", "СТОП!", "stop"):
            self.call({"from": "380671234567", "text": text}, "answer")
        [entry] = stops._about_points([NUMBER])
        self.assertEqual((entry.channel, entry.reason, entry.is_on), ("sms", "asked", True))

    def test_stop_of_any_country(self):
        """T9: gateways send digits without a plus; whose number it is does not depend on where the
        company is, and the stop is about that very number."""
        stops = self.env["bpm.suppression"]
        for country, said, number in (
            ("de", "491701234567", "+491701234567"),
            ("de", "0170 1234568", "+491701234568"),
            ("ru", "491701234569", "+491701234569"),
            ("ru", "89161234567", "+79161234567"),
            ("ru", "00380671234560", "+380671234560"),
            (None, "79161234568", "+79161234568"),
            (None, "+380671234561", "+380671234561"),
        ):
            self.company.country_id = country and self.env.ref(f"base.{country}")
            self.call({"from": said, "text": "STOP"}, "answer")
            self.assertEqual(stops._about_points([number]).points, [number], (country, said))
        count = stops.search_count([])
        for said in ("", "VECTOR", "1234", "+1", {"a": 1}):
            self.call({"from": said, "text": "STOP"}, "answer")
        self.assertEqual(stops.search_count([]), count)

    def test_stop_of_a_number_that_may_be_two(self):
        """Where the digits are a number abroad and one at home, the one that was written to."""
        self.company.country_id = self.env.ref("base.de")
        at_home, abroad = "+4979161234567", "+79161234567"
        stops, count = self.env["bpm.suppression"], self.env["bpm.contact.count"]
        count.create({"point": at_home, "moments": []})
        self.call({"from": "79161234567", "text": "stop"}, "answer")
        self.assertTrue(stops._about_points([at_home]))
        self.assertFalse(stops._about_points([abroad]))
        count.search([("point", "=", at_home)]).unlink()
        self.call({"from": "79161234567", "text": "stop"}, "answer", at=int(time.time()) + 1)
        self.assertTrue(stops._about_points([abroad]))
