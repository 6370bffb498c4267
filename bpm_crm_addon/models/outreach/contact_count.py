"""What each address got lately: the row that every claim of the outbox changes.

Limits hold under any number of workers because of the change, not of the count: of two workers that
judged the same person by the same past, the second one to book gets a serialization failure, and
judges again by what the first one did.
"""

import json
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from ..audit.bulk import unnest
from .contact_person import asked_of

# The longest limit looks thirty days back.
KEPT = timedelta(days=31)


class BpmContactCount(models.Model):
    """One row per address; ``moments``: [[company, seconds since 1970, kind, channel, message]],
    and true at the end of a call in which they were talked to."""

    _name = "bpm.contact.count"
    _description = "What an address got lately"
    _rec_name = "point"
    _log_access = False

    point = fields.Char(string="Address", required=True, readonly=True)
    moments = fields.Json(readonly=True)
    last_at = fields.Datetime(readonly=True)

    _point_uniq = models.UniqueIndex("(point)")
    _last_idx = models.Index("(last_at)")

    @api.autovacuum
    def _gc_old(self):
        """What happened longer ago than any limit looks back is forgotten."""
        old = self.sudo().search([("last_at", "<", fields.Datetime.now() - KEPT)], limit=10_000)
        old.unlink()
        return len(old), self.sudo().search_count([("last_at", "<", fields.Datetime.now() - KEPT)])


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.model
    def _count(self, messages, now):
        """Book messages that are handed over at `now`, under every address of the person.

        In the transaction of the claim, after `_verdicts`. Where another transaction has booked
        the same person since this one began, a serialization failure is raised: begin again.
        """
        messages = messages.sudo().filtered("address")
        if not messages:
            return
        book = self._book_for(messages.company_id, now)
        asked = [book.asked[id_] for id_ in messages.ids if id_ in book.asked]
        if len(asked) < len(messages):  # nobody has been asked about them in this transaction
            asked = self.sudo()._identify(asked_of(messages, book))
        self.sudo()._note_down(asked, now)

    def _note_down(self, asked, now):
        at = int(pytz.utc.localize(now).timestamp())
        by_point = {}
        for one in asked:
            moment = [one.company.id, at, one.message_class, one.channel, one.key]
            moment += [True] if one.talked else []
            for point in one.points:
                by_point.setdefault(point, []).append(moment)
        rows = [(point, json.dumps(by_point[point]), now) for point in sorted(by_point)]
        self.env["bpm.contact.count"].flush_model()
        # In the order of addresses, so that two workers do not wait for each other.
        self.env.cr.execute(
            SQL(
                """INSERT INTO bpm_contact_count AS c (point, moments, last_at)
                   SELECT v.* FROM %(rows)s AS v (point, moments, last_at) ORDER BY v.point
                   ON CONFLICT (point) DO UPDATE SET
                       last_at = greatest(c.last_at, excluded.last_at),
                       moments = excluded.moments || coalesce((
                           SELECT jsonb_agg(m) FROM jsonb_array_elements(c.moments) AS m
                            WHERE (m ->> 1)::bigint > %(oldest)s), '[]'::jsonb)""",
                rows=unnest(["varchar", "jsonb", "timestamp"], rows),
                oldest=at - int(KEPT.total_seconds()),
            )
        )
        self.env["bpm.contact.count"].invalidate_model()
