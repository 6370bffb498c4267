"""The one door of the outbox: everything that goes to people outside comes in here."""

from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.message_key import message_key
from ..audit.bulk import LOGGED, unnest

ITEM = {
    *("purpose", "partner_id", "channel", "occurrence", "subject", "body", "address", "lang"),
    *("company_id", "department", "res_model", "res_id", "attachment_ids", "not_before"),
    *("expires_at", "held", "resent_from_id", "gateway_id"),
}
COLUMNS = (
    *("company_id", "department_id", "partner_id", "address", "channel", "purpose_id"),
    *("occurrence", "key", "lang", "subject", "body", "res_model", "res_id", "resent_from_id"),
    *("not_before", "expires_at", "priority", "state", "held", "rehearsal", "reason"),
    *(
        "reason_text",
        "attempts",
        "lease",
        "repeats",
        "settled_at",
        "segments",
        "gateway_id",
        "is_test",
    ),
)


class Known(NamedTuple):
    """What the items refer to, read once for all of them."""

    purposes: dict
    departments: dict
    partners: dict
    companies: dict


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _enqueue(self, items):
        """Put messages into the outbox; return them in the order of `items`.

        `items`: dictionaries. Needed: purpose (code), partner_id (or address), channel,
        occurrence, body (rendered HTML; plain text for a phone), and of an e-mail the subject.
        Possible: address (else the counterparty's), lang (else theirs, else the company's),
        company_id (else the current), department (code), res_model and res_id (what it is about),
        attachment_ids, not_before and expires_at (naive UTC), held (a person has to release it),
        gateway_id (this very one, to try it: leaves though the company only rehearses).

        Whoever asks twice for the same address, purpose and occurrence gets the message that is
        there, unchanged. Without a usable address a message is made that is not sent, and says so.
        A company that has not gone live only rehearses: its messages have keys of their own.

        The number of queries does not depend on the number of items. Nothing is sent here: the
        worker does that after the commit.
        """
        if not items:
            return self.browse()
        known = self._known_of(items)
        rows = [self._row(item, known) for item in items]
        keys = [row["key"] for row in rows]
        made = self._insert_new(rows)
        found = self._by_key(set(keys) - made.keys()) if len(made) < len(set(keys)) else {}
        ids = made | found
        if len(made) < len(rows):
            self._count_doubles(rows, ids)
        self._link_attachments(items, keys, made)
        adverts = {one.id for one in known.purposes.values() if one.message_class == "advertising"}
        new = [
            made[row["key"]] for row in rows if row["purpose_id"] in adverts and row["key"] in made
        ]
        self.browse(dict.fromkeys(new))._add_way_out()
        if queued := sum(row["state"] == "queued" and row["key"] in made for row in rows):
            self._call_worker(queued)
        return self.browse(ids[key] for key in keys)

    # === WHAT ITEMS REFER TO === #

    def _known_of(self, items):
        for item in items:
            if strange := item.keys() - ITEM:
                raise ValueError(f"unknown in an outgoing message: {', '.join(sorted(strange))}")
        partners = self.env["res.partner"].sudo()
        partners = partners.browse({item["partner_id"] for item in items if item.get("partner_id")})
        partners.fetch(["email_normalized", "phone_sanitized", "lang"])
        companies = self.env["res.company"].sudo()
        companies = companies.browse(
            {item.get("company_id") or self.env.company.id for item in items}
        )
        purposes = self.env["bpm.contact.purpose"].sudo().with_context(active_test=False)
        purposes = purposes.search([("code", "in", [item["purpose"] for item in items])])
        departments = self.env["bpm.department"].sudo()
        departments = departments.search(
            [("code", "in", [item.get("department") or "" for item in items])]
        )
        return Known(
            {purpose.code: purpose for purpose in purposes},
            {(one.code, one.company_id.id): one.id for one in departments},
            {partner.id: partner for partner in partners},
            {company.id: company for company in companies},
        )

    def _row(self, item, known):
        """The values of one message, every column given."""
        purpose = known.purposes.get(item["purpose"])
        if not purpose:
            raise ValueError(f"no purpose of messages has the code {item['purpose']!r}")
        company = known.companies[item.get("company_id") or self.env.company.id]
        partner = known.partners.get(item.get("partner_id"))
        address = self._address_of(item, partner, company)
        text = self._text_of(item)
        unfit = self._unfit(item, address, text)
        rehearsal = company._bpm_is_rehearsing() and not item.get("gateway_id")
        now = fields.Datetime.now()
        start = max(item.get("not_before") or now, now)
        late = timedelta(hours=purpose.stale_hours) if purpose.stale_hours else None
        code = item.get("department")
        row = {
            "company_id": company.id,
            "department_id": known.departments.get((code, company.id))
            or known.departments.get((code, False)),
            "partner_id": partner.id if partner else None,
            "address": address,
            "channel": item["channel"],
            "purpose_id": purpose.id,
            "occurrence": str(item["occurrence"]),
            "key": message_key(
                self._keyed(item, address, unfit), purpose.code, item["occurrence"], rehearsal
            ),
            "lang": company._bpm_lang(item.get("lang") or (partner.lang if partner else None)),
            "subject": text.subject,
            "body": text.body,
            "res_model": item.get("res_model") or None,
            "res_id": item.get("res_id") or None,
            "resent_from_id": item.get("resent_from_id") or None,
            "not_before": item.get("not_before") or None,
            "expires_at": item.get("expires_at") or (start + late if late else None),
            "priority": purpose.priority,
            "state": "queued",
            "held": bool(item.get("held")),
            "rehearsal": rehearsal,
            "reason": None,
            "reason_text": None,
            "attempts": 0,
            "lease": 0,
            "repeats": 0,
            "settled_at": None,
            "segments": text.segments,
            "gateway_id": item.get("gateway_id") or None,
            "is_test": bool(item.get("gateway_id")),
        }
        return row | self._not_sent(unfit, now) if unfit else row

    def _not_sent(self, reason, now):
        return {
            "state": "suppressed",
            "held": False,
            "reason": reason,
            "reason_text": self._reason_column(self._reason_values(reason, None)["reason_text"]),
            "settled_at": now,
        }

    # === ROWS === #

    def _insert_new(self, rows):
        """Insert what is not there yet, in one statement; return {key: id} of the new ones.

        Two who ask for the same at the same moment: the second waits, and gets a serialization
        failure for which Odoo repeats its whole work.
        """
        self.flush_model()
        types = [self._fields[name].column_type[0] for name in COLUMNS]
        uid = self.env.uid
        new = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_message (%s)
                   SELECT v.*, %s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                     FROM %s AS v
                   ON CONFLICT (key) DO NOTHING RETURNING key, id""",
                SQL(", ").join(map(SQL.identifier, (*COLUMNS, *LOGGED))),
                uid,
                uid,
                unnest(types, [tuple(row[name] for name in COLUMNS) for row in rows]),
            )
        )
        return dict(new)

    def _by_key(self, keys):
        found = self.env.execute_query(
            SQL("SELECT key, id FROM bpm_message WHERE key = ANY(%s)", list(keys))
        )
        return dict(found)

    def _count_doubles(self, rows, ids):
        """Note where another department would have said the same once more."""
        again = [(ids[row["key"]], row["department_id"]) for row in rows]
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_message m SET repeats = m.repeats + asked.times
                     FROM (SELECT w.id, count(*) AS times FROM %s AS w (id, department)
                             JOIN bpm_message k ON k.id = w.id
                            WHERE w.department IS DISTINCT FROM k.department_id
                            GROUP BY w.id) AS asked
                    WHERE asked.id = m.id""",
                unnest(("int4", "int4"), again),
            )
        )
        self.invalidate_model(["repeats"])

    def _link_attachments(self, items, keys, made):
        """Attach files to the messages that were made now."""
        pairs, linked = [], set()
        for item, key in zip(items, keys, strict=True):
            if item.get("attachment_ids") and key in made and key not in linked:
                linked.add(key)
                pairs += [(made[key], file) for file in dict.fromkeys(item["attachment_ids"])]
        if pairs:
            field = self._fields["attachment_ids"]
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (%s, %s) SELECT * FROM %s AS pairs",
                    SQL.identifier(field.relation),
                    SQL.identifier(field.column1),
                    SQL.identifier(field.column2),
                    unnest(("int4", "int4"), pairs),
                )
            )
