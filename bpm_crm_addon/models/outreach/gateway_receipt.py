"""What gateways tell later: receipts of messages, and what people answer to them.

Who speaks is known by a signature with the gateway's key of receipts, each provider in its own way
(engine/call_signature.py). What is older than a few minutes, or was said before, changes nothing.
"""

import json
import re
import time

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.call_signature import Call, is_timeless, key_of, signs_fields
from ...engine.gateway_answer import Codes
from ...engine.json_pick import first, parts, picks
from ...engine.stop_word import is_stop

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
    is_kept = fields.Boolean(help="Says nothing of its time: known as said before only by this.")

    _key_uniq = models.UniqueIndex("(gateway_id, key)")
    _old_idx = models.Index("(create_date)")

    @api.autovacuum
    def _gc_old(self):
        """What is too old to be believed again need not be remembered."""
        old = [("create_date", "<", f"today -{KEPT}d"), ("is_kept", "=", False)]
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

    def _receive(self, what, query, headers, body, form=None):
        """Hear a call; whether it is believed.

        :param what: "receipt" or "answer"
        :param query: what followed the address after a question mark; some sign it as well
        :param body: JSON as it came, bytes
        :param form: the fields instead, where a form came
        """
        if form and not signs_fields(self.receipt_signature):
            return False
        try:
            said = form or json.loads(body)
        except (ValueError, RecursionError):
            return False
        url = self._address_for(what)
        call = Call(f"{url}?{query}" if query else url, headers, body, said)
        key = key_of(self.receipt_signature, self.receipt_secret_kept, call, time.time())
        if not key:
            return False
        receipts = parts(said, self.receipt_list_path)[:MOST] if what == "receipt" else ()
        has_answers = what == "answer" or self.answer_list_path
        answers = parts(said, self.answer_list_path)[:MOST] if has_answers else ()
        if self._is_new(key, bool(answers) and is_timeless(self.receipt_signature)):
            for one in receipts:
                self._hear_receipt(one)
            for one in answers:
                self._hear_answer(one)
        return True

    def _is_new(self, key, is_kept):
        """Remember a call; whether it had not been heard before. Receipts move forward only: they
        may come again, and need not be known for ever."""
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_gateway_receipt (gateway_id, key, is_kept, create_date)
                   VALUES (%s, %s, %s, now() AT TIME ZONE 'UTC')
                   ON CONFLICT (gateway_id, key) DO NOTHING RETURNING id""",
                self.id,
                key,
                is_kept,
            )
        )
        return bool(rows)

    def _hear_receipt(self, said):
        """The first of the numbers in it that is a message's of this gateway."""
        numbers = picks(said, self.receipt_id_path or "id")
        verdict = first(said, self.receipt_status_path or "status").lower()
        codes = Codes.of(self.receipt_arrived, self.receipt_failed)
        state = (verdict in codes.accepted and "delivered") or (
            verdict in codes.refused and "failed"
        )
        detail = verdict if state == "failed" else None
        for number in numbers if state else ():
            if self.env["bpm.message"]._receipt(number, state, detail, gateway=self):
                break

    def _hear_answer(self, said):
        """Whoever answers "stop" is not written to on this channel any more; what else they say
        is kept."""
        number = self._heard_from(first(said, self.answer_from_path or "from"))
        if not number:
            return
        texts = picks(said, self.answer_text_path or "text")
        if any(map(is_stop, texts)):
            self._stop_number(number)
        else:
            text = " ".join(texts)
            self.env["bpm.message"]._text_answered(number, self.channel, self.company_id, text)

    def _stop_number(self, number):
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
