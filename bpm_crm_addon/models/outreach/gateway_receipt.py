"""What gateways tell later: receipts of messages, and what people answer to them.

Who speaks is known by a signature: HMAC-SHA256 with the gateway's key of receipts over the time, a
point, and the body. What is older than a few minutes, or was said before, changes nothing.
"""

import hmac
import json
import re
import time
from hashlib import sha256

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.gateway_answer import Codes
from ...engine.json_pick import pick
from ...engine.stop_word import is_stop

WINDOW = 300  # seconds before and after our clock
KEPT = 2  # days for which what was said is remembered
MOST = 1000  # receipts in one call
REFERENCE = re.compile(r"(\d{1,10})-[0-9a-f]{16}")


class BpmGatewayReceipt(models.Model):
    """A call that was heard; its signature is its key, so that a repeated one is known."""

    _name = "bpm.gateway.receipt"
    _description = "Receipt of a gateway"
    _rec_name = "key"

    gateway_id = fields.Many2one("bpm.gateway", required=True, index=True, ondelete="cascade")
    key = fields.Char(required=True)

    _key_uniq = models.UniqueIndex("(gateway_id, key)")
    _old_idx = models.Index("(create_date)")

    @api.autovacuum
    def _gc_old(self):
        """What is too old to be believed again need not be remembered."""
        old = [("create_date", "<", f"today -{KEPT}d")]
        found = self.sudo().search(old, limit=10_000)
        found.unlink()
        return len(found), self.sudo().search_count(old)


class BpmGateway(models.Model):
    _inherit = "bpm.gateway"

    @api.model
    def _by_token(self, token):
        """Whose address for receipts it is, switched on or not, as the system sees it."""
        found = self.sudo().with_context(active_test=False)
        return found.search([("token", "=", token)], limit=1) if token else found

    def _receive(self, what, body, at, signature):
        """Hear a call; whether it is believed.

        :param what: "receipt" or "answer"
        :param body: as it came, bytes
        :param at: when it was signed, seconds since 1970 as text
        :param signature: hexadecimal
        """
        if not self._is_signed(body, at, signature):
            return False
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            return False
        if not self._is_new(signature):
            return True
        said = said if isinstance(said, list) else [said]
        for one in said[:MOST]:
            if what == "receipt":
                self._hear_receipt(one)
            else:
                self._hear_answer(one)
        return True

    def _is_signed(self, body, at, signature):
        secret = self.receipt_secret_kept
        if not secret or len(at) > 12 or not at.isdecimal() or abs(int(at) - time.time()) > WINDOW:
            return False
        right = hmac.new(secret.encode(), at.encode() + b"." + body, sha256).hexdigest()
        return hmac.compare_digest(right.encode(), signature.encode())

    def _is_new(self, signature):
        """Remember a call; whether it had not been heard before."""
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_gateway_receipt (gateway_id, key, create_date)
                   VALUES (%s, %s, now() AT TIME ZONE 'UTC')
                   ON CONFLICT (gateway_id, key) DO NOTHING RETURNING id""",
                self.id,
                signature,
            )
        )
        return bool(rows)

    def _hear_receipt(self, said):
        number = pick(said, self.receipt_id_path or "id")
        verdict = pick(said, self.receipt_status_path or "status").lower()
        codes = Codes.of(self.receipt_arrived, self.receipt_failed)
        if number and verdict in codes.accepted:
            self.env["bpm.message"]._receipt(number, "delivered", gateway=self)
        elif number and verdict in codes.refused:
            self.env["bpm.message"]._receipt(number, "failed", verdict, gateway=self)

    def _hear_answer(self, said):
        """Whoever answers "stop" is not written to on this channel any more."""
        number = self._heard_from(pick(said, self.answer_from_path or "from"))
        if not number or not is_stop(pick(said, self.answer_text_path or "text")):
            return
        stops = self.env["bpm.suppression"]._about_points([number])
        is_known = any(
            one.is_on
            and one.channel in (False, self.channel)
            and one.company_id in (self.company_id, one.company_id.browse())
            and not one.message_class
            and not one.purpose_id
            for one in stops
        )
        note = self.env._("They answered to a message (%s)", self.name)
        if not is_known:
            self.env["bpm.suppression"].create(
                {
                    "partner_id": False,
                    "points": [number],
                    "company_id": self.company_id.id,
                    "channel": self.channel,
                    "reason": "asked",
                    "note": note,
                }
            )
        given = [
            ("address", "=", number),
            ("channel", "=", self.channel),
            ("state", "in", ("asked", "given")),
        ]
        if self.company_id:  # others were not meant
            given.append(("company_id", "=", self.company_id.id))
        self.env["bpm.consent"].search(given)._withdraw(note, method="answer")

    def _heard_from(self, said):
        """The number of whoever answers (E.164), or None.

        Gateways mostly leave out the plus of the whole world's form, few tell national numbers:
        where it may be either, it is the one that was written to lately.
        """
        if not said:
            return None
        company, messages = self.company_id or self.env.company, self.env["bpm.message"]
        abroad = f"+{said.removeprefix('00').lstrip('+')}"
        found = dict.fromkeys(messages._phone_of(one, company) for one in (abroad, said))
        found = [one for one in found if one]
        if len(found) < 2:
            return found[0] if found else None
        known = self.env["bpm.contact.count"].sudo().search([("point", "in", found)])
        return next((one for one in found if one in known.mapped("point")), found[0])


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _receipt(self, external_id, state, detail=None, gateway=None):
        """A gateway tells later what became of a message; return the message, if it is one.

        `external_id`: the number it was handed over under, the gateway's or ours. `state`:
        delivered or failed (it came back). Receipts come late, twice and in any order: they move a
        message forward only, and a delivered one stays delivered. The caller has checked who speaks
        (signature, replay).
        """
        if state not in ("delivered", "failed"):
            raise ValueError(f"no receipt says {state!r}")
        return self._by_number(external_id, gateway)._told(state, detail)

    def _told(self, state, detail=None):
        """Move messages to what a receipt says of them, forward only; return them."""
        unknown = self.filtered(lambda one: one.state == "unknown")
        self._move(state, "bounced" if state == "failed" else None, detail)
        unknown._settle_problem(unknown.company_id)
        return self

    def _by_number(self, number, gateway):
        """The message with this number; one of a gateway's own only."""
        of_gateway = [("gateway_id", "=", gateway.id)] if gateway else []
        found = self.sudo().search([("external_id", "=", number), *of_gateway], limit=1)
        if not found and gateway and (ours := REFERENCE.fullmatch(number)):
            found = self.sudo().search([("id", "=", int(ours[1])), *of_gateway])
            found = found.filtered(lambda one: one._reference() == number)
        return found
