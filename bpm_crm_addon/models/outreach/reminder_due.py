"""Finding what falls due: which documents have a date from which it is now so long.

Looked at is the time since the last look, and always as far back as one still speaks of it, so that
a date that was moved is found. What lies further back is noted as late and not said.
"""

from datetime import datetime, timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, LazyTranslate

from ...engine import occasion
from ...engine.contact_zone import zones_of
from ..audit.bulk import unnest
from .contact_person import phone_zones

_lt = LazyTranslate(__name__)

CHUNK = 1000
SLACK = 2  # days that zones and hours of the day may shift a date
LONGEST_LOOK = 60  # days: further back nobody wants to know what was missed


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    def _look(self, now):
        """Make occurrences of what fell due since the last look."""
        self.ensure_one()
        if self.kind == "change":
            self._note_members(now)
        else:
            back = now - timedelta(hours=self.late_hours)
            begin = max(
                self.since, min(self.looked_until, back), now - timedelta(days=LONGEST_LOOK)
            )
            for rows in self._due_between(begin, now):
                self._make_occurrences(rows, now)
        self.looked_until = now

    def _due_between(self, begin, end, domain=None):
        """Yield lists of (document id, occurrence, due moment) with begin < moment <= end.

        `domain`: which documents; else those of which something is to be said.
        """
        domain = (domain or self._wanted()) & self._dated(begin, end)
        documents = self._documents().search(domain, order="id")
        for start in range(0, len(documents), CHUNK):
            batch = documents[start : start + CHUNK]
            zones = self._zones_of(batch)
            rows = []
            for document in batch:
                value = self._date_of(document)
                for day in self._dates(value, begin, end):
                    moment = self._moment(day, zones[document.id])
                    if begin < moment <= end:
                        rows.append((document.id, occasion.key(day), moment))
            yield rows
            batch.invalidate_recordset()

    def _dated(self, begin, end):
        """The condition on the date, wide enough for every zone and hour."""
        first = self._shift(begin, -1) - timedelta(days=SLACK)
        last = self._shift(end, -1) + timedelta(days=SLACK)
        path = self.date_path
        if not self.yearly:
            return Domain(path, ">=", first) & Domain(path, "<=", last)
        days = occasion.dates_between(first.date(), last.date())
        pairs = dict.fromkeys(pair for day in days for pair in occasion.kept_on(day))
        return Domain.OR(
            Domain(f"{path}.month_number", "=", month) & Domain(f"{path}.day_of_month", "=", day)
            for month, day in pairs
        )

    def _shift(self, moment, direction=1):
        length = timedelta(**{self.unit: self.offset})
        return moment + (length if self.side == "after" else -length) * direction

    def _date_of(self, document):
        """The value at the path."""
        value = document
        for name in self.date_path.split("."):
            value = _first(value)[name]  # a path of former versions may lead through several rows
        return value

    def _dates(self, value, begin, end):
        """The dates the value stands for: itself, or those on which it comes round."""
        if not value or not self.yearly:
            return [value] if value else []
        day = value.date() if isinstance(value, datetime) else value
        years = range(self._shift(begin, -1).year - 1, self._shift(end, -1).year + 2)
        return [occasion.anniversary(day, year) for year in years if year > day.year]

    def _moment(self, value, zone):
        offset = self.offset if self.side == "after" else -self.offset
        return occasion.due(value, offset, self.unit, self.hour, zone)

    # === ZONES, CONTACTS === #

    def _contact_of(self, document):
        """The counterparty a document speaks to; of several the first."""
        path = self._contact_name()
        return _first(document.mapped(path)) if path else document

    def _zones_of(self, documents):
        """{document id: zone}: where a recipient's clock is known it counts, else the company's."""
        own, home, zones = self.company_id._bpm_zone(), self.company_id.country_id, {}
        for document in documents:
            partner = self._contact_of(document)
            country = partner.country_id or partner.commercial_partner_id.country_id or home
            phone = phone_zones(partner.phone_sanitized)
            possible = zones_of(partner.tz, country.code, phone, own)
            zones[document.id] = possible[0] if len(possible) == 1 else own
        return zones

    # === ROWS === #

    def _make_occurrences(self, rows, now):
        """Insert (document id, occurrence, moment) that are not there yet; one statement."""
        if not rows:
            return
        late = [occasion.what_is_late(moment, now, self.late_hours) for _id, _key, moment in rows]
        words = self.env["bpm.reminder.occurrence"]._reason_column(self._late_words())
        values = [
            (
                self.id, self.company_id.id, self.model_name, res_id, key, moment,
                "late" if is_late else "waiting", 0, None if is_late else moment,
                words if is_late else None,
            )
            for (res_id, key, moment), is_late in zip(rows, late, strict=True)
        ]  # fmt: skip
        types = ("int4", "int4", "varchar", "int4", "varchar", "timestamp", "varchar", "int4")
        self.env["bpm.reminder.occurrence"].flush_model()
        self.env.cr.execute(
            SQL(
                """INSERT INTO bpm_reminder_occurrence
                     (reminder_id, company_id, res_model, res_id, occurrence, due_at, state, step,
                      next_at, reason_text, create_uid, write_uid, create_date, write_date)
                   SELECT v.*, %s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                     FROM %s AS v
                   ON CONFLICT (reminder_id, res_id, occurrence) DO NOTHING""",
                self.env.uid,
                self.env.uid,
                unnest((*types, "timestamp", "jsonb"), values),
            )
        )

    def _late_words(self):
        """As `_in_languages` takes it."""
        return _lt("It came too late: it should have been said earlier.")


def _first(records):
    """The first of several. One alone is kept as it is: it is read together with its like."""
    return records[:1] if len(records) > 1 else records
