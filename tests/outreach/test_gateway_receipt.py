"""Receipts and answers of gateways: signed, once, forward only (case 44)."""

import hmac
import json
import time
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlencode

from tests.common import BpmHttpCase

KEY = "key of receipts"
NUMBER = "+380671234567"


class ReceiptCase(BpmHttpCase):
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


class TestReceipts(ReceiptCase):
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
            self.call(said, at=now - 302),
            self.call(said, at=now + 310),
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

    def test_five_minutes(self):
        """Case 44: stale-signed is refused; a clock that is a little wrong is not."""
        now = int(time.time())
        heard = [self.call([], at=now + seconds).status_code for seconds in (-290, 295)]
        self.assertEqual(heard, [200, 200])

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


class TestProviders(ReceiptCase):
    """Receipts by configuration (issue 5, 2; case 44): presets hear what providers document."""

    def preset(self, name):
        self.gateway = self.env.ref(f"bpm_crm_addon.gateway_{name}")
        self.gateway.receipt_secret = KEY
        self.message.gateway_id = self.gateway
        self.number = self.message.external_id

    def post(self, body, what="receipt", **headers):
        url = f"/bpm/gateway/{self.gateway.sudo().token}/{what}"
        answer = self.url_open(url, data=body, headers=headers)
        self.env.invalidate_all()
        return answer.status_code

    def form(self, fields, what="receipt", **headers):
        kind = "application/x-www-form-urlencoded"
        return self.post(urlencode(fields), what, **{"Content-Type": kind, **headers})

    def twilio(self, fields, what="receipt", key=KEY):
        url = self.gateway.receipt_url.replace("/receipt", f"/{what}")
        text = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
        signed = b64encode(hmac.digest(key.encode(), text.encode(), "sha1")).decode()
        return self.form(fields, what, **{"X-Twilio-Signature": signed})

    def test_twilio(self):
        self.preset("twilio")
        said = {"MessageSid": self.number, "MessageStatus": "delivered", "To": NUMBER, "Empty": ""}
        self.assertEqual(self.twilio(said, key="another"), 404)
        self.assertEqual(self.twilio(said, "answer", key=""), 404)
        self.assertEqual(self.state(), "sent")
        self.assertEqual(self.twilio(said), 200)
        self.assertEqual(self.state(), "delivered")

    def test_twilio_an_old_answer_again(self):
        """Twilio signs no time: what was said once is known for ever."""
        self.preset("twilio")
        said = {"MessageSid": "SM1", "From": NUMBER, "Body": "STOP"}
        self.assertEqual(self.twilio(said, "answer"), 200)
        [entry] = self.env["bpm.suppression"]._about_points([NUMBER])
        entry.action_end()
        heard = self.env["bpm.gateway.receipt"].sudo()
        self.env.cr.execute("UPDATE bpm_gateway_receipt SET create_date = '2020-01-01'")
        heard._gc_old()
        self.assertEqual(self.twilio(said, "answer"), 200)
        self.assertEqual(self.env["bpm.suppression"]._about_points([NUMBER]), entry)

    def vonage(self, fields, what="receipt", at=None, as_json=False):
        said = {**fields, "timestamp": str(int(time.time()) if at is None else at)}
        text = "".join(
            f"&{name}={said[name].replace('&', '_').replace('=', '_')}" for name in sorted(said)
        )
        said["sig"] = hmac.digest(KEY.encode(), text.encode(), "sha256").hex().upper()
        if as_json:
            return self.post(json.dumps(said), what, **{"Content-Type": "application/json"})
        return self.form(said, what)

    def test_vonage(self):
        self.preset("vonage")
        said = {"messageId": self.number, "status": "delivered", "msisdn": "380671234567"}
        self.assertEqual(self.vonage(said, at=int(time.time()) - 3600), 404)
        self.assertEqual(self.form({**said, "sig": "0" * 64}), 404)
        self.assertEqual(self.vonage({**said, "status": "accepted"}), 200)
        self.assertEqual(self.state(), "sent")
        self.assertEqual(self.vonage(said, as_json=True), 200)
        self.assertEqual(self.state(), "delivered")
        self.vonage({"msisdn": "380671234567", "text": "стоп", "messageId": "7"}, "answer")
        self.assertTrue(self.env["bpm.suppression"]._about_points([NUMBER]))

    def test_vonage_by_our_own_number(self):
        """One that had no answer is known by what we called it."""
        self.preset("vonage")
        silent = self.sent("silent", False, "unknown")
        silent.write({"gateway_id": self.gateway.id, "external_id": silent._reference()})
        self.vonage({"messageId": "0B00", "client-ref": silent._reference(), "status": "expired"})
        self.assertEqual((self.state(silent), silent.reason), ("failed", "bounced"))

    def meta(self, value, key=KEY):
        said = {
            "object": "x",
            "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
        }
        body = json.dumps(said)
        signed = "sha256=" + hmac.digest(key.encode(), body.encode(), "sha256").hex()
        head = {"Content-Type": "application/json", "X-Hub-Signature-256": signed}
        return self.post(body, **head)

    def test_whatsapp(self):
        """Statuses and answers come to one address."""
        self.preset("whatsapp")
        read = {"id": self.number, "status": "read", "recipient_id": "1"}
        told = {"statuses": [{"id": "wamid.other", "status": "sent"}, read]}
        self.assertEqual(self.meta(told, key="another"), 404)
        self.assertEqual(self.state(), "sent")
        self.assertEqual(self.meta(told), 200)
        self.assertEqual(self.state(), "delivered")
        kept = [("gateway_id", "=", self.gateway.id), ("is_kept", "=", True)]
        receipts = self.env["bpm.gateway.receipt"].sudo()
        self.assertFalse(receipts.search(kept), "what tells of receipts only is forgotten")
        answer = {"from": "380671234567", "id": "wamid.1", "type": "text", "text": {"body": "Stop"}}
        self.meta({"messages": [answer]})
        [entry] = self.env["bpm.suppression"]._about_points([NUMBER])
        self.assertEqual(entry.channel, "messenger")
        entry.action_end()
        self.env.cr.execute("UPDATE bpm_gateway_receipt SET create_date = '2020-01-01'")
        self.env["bpm.gateway.receipt"]._gc_old()
        self.meta({"messages": [answer]})
        self.assertEqual(self.env["bpm.suppression"]._about_points([NUMBER]), entry)

    def test_meta_asks_whether_the_address_is_ours(self):
        self.preset("whatsapp")
        token = self.gateway.sudo().token
        asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
        url = f"/bpm/gateway/{token}/receipt?"
        heard = self.url_open(url + urlencode({**asked, "hub.verify_token": token}))
        self.assertEqual((heard.status_code, heard.text), (200, "1158201444"))
        for changed in ({"hub.verify_token": "0" * 32}, {},
                        {"hub.verify_token": token, "hub.challenge": "<b>"}):  # fmt: skip
            self.assertEqual(self.url_open(url + urlencode({**asked, **changed})).status_code, 404)
        self.gateway.receipt_signature = "own"
        heard = self.url_open(url + urlencode({**asked, "hub.verify_token": token}))
        self.assertEqual(heard.status_code, 404)

    def test_a_form_where_the_text_is_signed(self):
        """A way that signs the text as it came hears no form, of which nothing of it is left."""
        self.preset("whatsapp")
        signed = "sha256=" + hmac.digest(KEY.encode(), b"", "sha256").hex()
        told = {"id": self.number, "status": "delivered"}
        self.gateway.receipt_list_path = False
        self.assertEqual(self.form(told, **{"X-Hub-Signature-256": signed}), 404)
        self.assertEqual(self.state(), "sent")
