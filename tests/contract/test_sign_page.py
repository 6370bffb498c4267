"""The client's page and the door of signing services: one contract, and a key or a secret."""

import hashlib
import hmac
import json
from base64 import b64encode
from datetime import date
from unittest.mock import patch

from tests.common import BpmHttpCase
from tests.contract.contract_case import ContractCase

DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


class TestSignPage(BpmHttpCase, ContractCase):
    def setUp(self):
        super().setUp()
        self.deal = self.contract()
        self.deal.action_sign()
        self.theirs = self.deal.party_ids.filtered(lambda party: party.role == "theirs").sudo()
        self.path = f"/bpm/contract/{self.theirs.id}/{self.theirs.sign_key}"

    def rpc(self, path, **params):
        return self.make_jsonrpc_request(path, params)

    def test_the_page_shows_the_contract_and_takes_a_signature(self):
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        self.assertIn(self.deal.number, page.text)
        answer = self.rpc(f"{self.path}/sign", name="Their director", signature=DOT)
        self.assertIn("Thank you", answer.get("message", ""))
        self.assertEqual(self.theirs.signed_by, "Their director")
        self.assertEqual(self.theirs.sign_method, "portal")
        self.assertIn("Signed by", self.url_open(self.path).text)

    def test_what_colleagues_doubt_is_not_shown_outside(self):
        self.deal.action_back_to_draft()
        self.theirs.write({"authority": "attorney", "authority_until": date(2020, 1, 1)})
        self.deal.action_sign()
        self.assertTrue(self.deal.sign_warning)
        page = self.url_open(f"/bpm/contract/{self.theirs.id}/{self.theirs.sign_key}")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("Ask for a new one", page.text)

    def test_a_wrong_key_shows_nothing(self):
        for path in (f"/bpm/contract/{self.theirs.id}/x", f"/bpm/contract/999999/{self.theirs.id}"):
            self.assertEqual(self.url_open(path).status_code, 404)
        ours = (self.deal.party_ids - self.theirs).sudo()
        crossed = f"/bpm/contract/{ours.id}/{self.theirs.sign_key}"
        self.assertEqual(self.url_open(crossed).status_code, 404)
        self.assertIn("error", self.rpc(f"{crossed}/sign", name="x", signature=DOT))

    def test_taken_back_the_link_is_dead(self):
        self.deal.action_back_to_draft()
        self.assertEqual(self.url_open(self.path).status_code, 404)
        self.assertIn("error", self.rpc(f"{self.path}/sign", name="x", signature=DOT))

    def test_cancelled_the_link_is_dead_too(self):
        self.deal.action_cancel()
        self.assertEqual(self.url_open(self.path).status_code, 404)
        self.assertIn("error", self.rpc(f"{self.path}/sign", name="x", signature=DOT))

    def answer(self, secret, **facts):
        sent = {"service": "loopback", "party": self.theirs.id, "key": self.theirs.sign_key}
        body = json.dumps({**sent, **facts}).encode()
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": signature}
        return self.url_open("/bpm/contract/signed", data=body, headers=headers)

    def test_a_signing_service_answers_under_its_secret(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("bpm_crm_addon.sign_secret_loopback", "told nobody")
        parties = type(self.env["bpm.contract.party"])
        services = {"loopback": "Loopback"}
        with patch.object(parties, "_bpm_sign_providers", return_value=services, create=True):
            self.assertEqual(self.answer("guessed", signer="X").status_code, 403)
            self.assertFalse(self.theirs.signed_at)
            for _again in range(2):
                done = self.answer("told nobody", signer="Their director", zone="Europe/Kyiv")
                self.assertEqual(done.json(), {"done": True})
        self.assertEqual(self.theirs.sign_method, "provider")

    def test_an_answer_about_what_was_taken_back_signs_nothing(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("bpm_crm_addon.sign_secret_loopback", "told nobody")
        old = self.theirs.sign_key
        self.deal.action_back_to_draft()
        self.deal.amount = 9000
        self.deal.action_sign()
        parties = type(self.env["bpm.contract.party"])
        services = {"loopback": "Loopback"}
        with patch.object(parties, "_bpm_sign_providers", return_value=services, create=True):
            late = self.answer("told nobody", signer="Their director", key=old)
            self.assertEqual(late.json(), {"done": False})
            self.assertEqual(self.answer("told nobody", party="x").json(), {"done": False})
        self.assertFalse(self.theirs.signed_at)

    def test_only_a_picture_is_a_drawing(self):
        program = b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>").decode()
        for drawing in (program, "no picture", 5, None):
            with self.subTest(drawing):
                answer = self.rpc(f"{self.path}/sign", name="Their director", signature=drawing)
                self.assertIn("error", answer)
        self.assertIn("error", self.rpc(f"{self.path}/sign", name="x" * 300, signature=DOT))
        self.assertFalse(self.theirs.signed_at)

    def test_whoever_only_reads_it_has_no_link(self):
        self.deal.participant_ids = self.finance
        for person, wanted in ((self.seller, True), (self.finance, False)):
            link = self.theirs.with_user(person).sudo(False)._sign_link()
            self.assertEqual(bool(link), wanted)

    def test_an_unknown_service_is_refused(self):
        self.assertEqual(self.answer("", signer="X").status_code, 403)
