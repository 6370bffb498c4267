"""How good the data of counterparties are, day by day: noted at night, read as a report.

One row for all counterparties of a company and one for each role, so that a trend needs no past
states of cards: what was not noted cannot be told later.
"""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

WEEKS = 8
REACHED = Domain("phone", "!=", False) | Domain("email", "!=", False)
PLACED = Domain("city", "!=", False)
NUMBERED = Domain("is_company", "=", False) | Domain("vat", "!=", False)
MISSING = Domain("bpm_finding_ids", "any", [("kind", "=", "missing"), ("state", "=", "open")])
SHARES = ("complete", "verified")
COUNTED = (
    *("parties", "reached", "placed", "numbered", "complete", "verified", "stale", "doubted"),
    *("verified_days", "complete_share", "verified_share", "write_uid", "write_date"),
)


class BpmPartnerQuality(models.Model):
    _name = "bpm.partner.quality"
    _description = "Data quality of a day"
    _order = "day desc, company_id, role_id nulls first, id"

    day = fields.Date(required=True, readonly=True)
    latest = fields.Boolean("Last day", compute="_compute_latest", search="_search_latest")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    role_id = fields.Many2one(
        "bpm.partner.role", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    about = fields.Char(string="Counterparties", compute="_compute_about")
    parties = fields.Integer(string="How many", readonly=True, aggregator=None)
    reached = fields.Integer(
        string="Reachable", readonly=True, aggregator=None, help="With a phone number or e-mail."
    )
    placed = fields.Integer(
        string="With address", readonly=True, aggregator=None, help="At least the city is known."
    )
    numbered = fields.Integer(
        string="With tax number",
        readonly=True,
        aggregator=None,
        help="Persons count as well: they need none.",
    )
    complete = fields.Integer(
        readonly=True,
        aggregator=None,
        help="Reachable, with address and tax number, and nothing missing that must be filled in.",
    )
    verified = fields.Integer(readonly=True, aggregator=None)
    stale = fields.Integer(string="To check again", readonly=True, aggregator=None)
    doubted = fields.Integer(string="In doubt", readonly=True, aggregator=None)
    verified_days = fields.Float(
        string="Days since checked",
        digits=(16, 0),
        readonly=True,
        aggregator="avg",
        help="How long ago those that were ever verified were checked, on average.",
    )
    complete_share = fields.Float(
        string="Complete, %", digits=(16, 0), readonly=True, aggregator="avg"
    )
    verified_share = fields.Float(
        string="Verified, %", digits=(16, 0), readonly=True, aggregator="avg"
    )
    complete_change = fields.Float(
        string="Complete, 8 weeks",
        digits=(16, 0),
        compute="_compute_changes",
        help="By how many percentage points it changed in the last eight weeks.",
    )
    verified_change = fields.Float(
        string="Verified, 8 weeks",
        digits=(16, 0),
        compute="_compute_changes",
        help="By how many percentage points it changed in the last eight weeks.",
    )

    _once = models.UniqueIndex("(company_id, day, coalesce(role_id, 0))")

    @api.depends("day", "company_id")
    def _compute_latest(self):
        last = dict(self._last_days())
        for row in self:
            row.latest = row.day == last.get(row.company_id)

    def _search_latest(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain.OR(
            Domain("company_id", "=", company.id) & Domain("day", "=", day)
            for company, day in self._last_days()
        )
        return found if True in value else ~found

    @api.model
    def _last_days(self):
        """[(company, the day it was last counted)]: this morning's may not be there yet, and the
        night counts by the clock of the server."""
        return self._read_group([], ["company_id"], ["day:max"])

    @api.depends("role_id")
    @api.depends_context("lang")
    def _compute_about(self):
        for row in self:
            row.about = row.role_id.name or self.env._("All counterparties")

    @api.depends("day", "company_id", "role_id")
    def _compute_changes(self):
        """Against the first day noted within the eight weeks before; nothing to compare is 0."""
        since = fields.Date.subtract(
            min(self.mapped("day"), default=fields.Date.today()), weeks=WEEKS
        )
        rows = self.search([("company_id", "in", self.company_id.ids), ("day", ">=", since)])
        first = {}
        for row in rows:  # the newest come first, so the earliest stays
            first.setdefault((row.company_id, row.role_id), []).append(row)
        for row in self:
            begin = fields.Date.subtract(row.day, weeks=WEEKS)
            before = [
                one
                for one in first.get((row.company_id, row.role_id), ())
                if begin <= one.day <= row.day
            ]
            for name in SHARES:
                share = f"{name}_share"
                row[f"{name}_change"] = row[share] - before[-1][share] if before else 0

    # === NOTING === #

    @api.model
    def _note_today(self):
        """Count today for all companies; rows there are already are counted anew."""
        self.env.flush_all()
        today, now = fields.Date.context_today(self), fields.Datetime.now()
        for company in self.env["res.company"].sudo().search([("active", "=", True)]):
            self.env.cr.execute(self._counting(company.id, today, now))
            # A role that nobody has any more.
            self.env.cr.execute(
                SQL(
                    "DELETE FROM bpm_partner_quality"
                    " WHERE company_id = %s AND day = %s AND write_date < %s",
                    company.id,
                    today,
                    now,
                )
            )
        self.invalidate_model()

    @api.model
    def _counting(self, company_id, today, now):
        """SQL: count all counterparties of a company, and those of each role."""
        return SQL(
            """
            WITH party AS (
                SELECT p.id, p.is_company, p.bpm_verification_state AS state,
                       coalesce(p.phone, '') != '' OR coalesce(p.email, '') != '' AS reached,
                       coalesce(p.city, '') != '' AS placed,
                       NOT coalesce(p.is_company, FALSE) OR coalesce(p.vat, '') != '' AS numbered,
                       extract(epoch FROM %(now)s - p.bpm_verified_at) / 86400 AS days,
                       f.id IS NOT NULL AS doubted, coalesce(f.missing, FALSE) AS missing
                  FROM res_partner p
                  LEFT JOIN (SELECT partner_id AS id, bool_or(kind = 'missing') AS missing
                               FROM bpm_partner_finding
                              WHERE state = 'open' AND partner_id IS NOT NULL
                              GROUP BY partner_id) f ON f.id = p.id
                 WHERE p.active AND p.commercial_partner_id = p.id AND p.partner_share
                   AND (p.company_id IS NULL OR p.company_id = %(company)s)
            ), counted AS (
                SELECT part.role_id, count(*) AS parties,
                       count(*) FILTER (WHERE reached) AS reached,
                       count(*) FILTER (WHERE placed) AS placed,
                       count(*) FILTER (WHERE numbered) AS numbered,
                       count(*) FILTER (WHERE reached AND placed AND numbered AND NOT missing)
                           AS complete,
                       count(*) FILTER (WHERE state = 'verified') AS verified,
                       count(*) FILTER (WHERE state = 'stale') AS stale,
                       count(*) FILTER (WHERE doubted) AS doubted,
                       coalesce(avg(days), 0) AS days
                  FROM party
                  JOIN (SELECT id AS partner_id, NULL::int AS role_id FROM party
                         UNION ALL SELECT partner_id, role_id FROM bpm_partner_role_rel) part
                    ON part.partner_id = party.id
                 GROUP BY part.role_id
            )
            INSERT INTO bpm_partner_quality
                   (day, company_id, role_id, parties, reached, placed, numbered, complete,
                    verified, stale, doubted, verified_days, complete_share, verified_share,
                    create_uid, write_uid, create_date, write_date)
            SELECT %(today)s, %(company)s, role_id, parties, reached, placed, numbered, complete,
                   verified, stale, doubted, days, 100.0 * complete / parties,
                   100.0 * verified / parties, %(uid)s, %(uid)s, %(now)s, %(now)s
              FROM counted
                ON CONFLICT (company_id, day, coalesce(role_id, 0)) DO UPDATE SET (%(columns)s)
                   = (%(values)s)
            """,
            company=company_id,
            today=today,
            now=now,
            uid=self.env.uid,
            columns=SQL(", ").join(map(SQL.identifier, COUNTED)),
            values=SQL(", ").join(SQL("excluded.%s", SQL.identifier(name)) for name in COUNTED),
        )
