"""Computing the figures: for a set of firms, in one statement, in all companies."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..partner.company_clock import Clock

MANY = 1000  # firms from which on the database gets more memory for the statement
SOURCES = ("account.move", "account.move.line", "account.partial.reconcile", "sale.order")


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    @api.model
    def _refresh(self, firm_ids):
        """Write the figures of these firms, in all companies; what is empty is deleted.

        :param firm_ids: ids of counterparties; those that belong to another firm lose their rows
        """
        columns = self._columns()
        names = [SQL.identifier(name) for name in columns]
        self._flush_sources()
        if len(firm_ids) > MANY:
            self.env.cr.execute("SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")
        self.env.cr.execute(
            SQL(
                """WITH %(figures)s, written AS (
                       INSERT INTO bpm_partner_metric
                              (partner_id, company_id, computed_on, %(names)s)
                       SELECT firm, company_id, today, %(names)s FROM figure
                           ON CONFLICT (partner_id, company_id) DO UPDATE
                          SET computed_on = excluded.computed_on, %(set)s
                       RETURNING partner_id, company_id)
                   DELETE FROM bpm_partner_metric m
                    WHERE m.partner_id = ANY(%(firms)s)
                      AND NOT EXISTS (SELECT FROM written w WHERE w.partner_id = m.partner_id
                                         AND w.company_id = m.company_id)""",
                figures=self._tables(firm_ids, self._all_companies()),
                names=SQL(", ").join(names),
                set=SQL(", ").join(SQL("%s = excluded.%s", name, name) for name in names),
                firms=list(firm_ids),
            )
        )
        clock = self._clock(self._all_companies())
        self.env["bpm.partner.purchase"].sudo()._refresh(firm_ids, clock)
        self.invalidate_model(flush=False)

    @api.model
    def _now(self, firm_ids, company):
        """{firm id: {column: value}} as of this moment, of one company; nothing is written."""
        self._flush_sources()
        names = list(self._columns())
        rows = self.env.execute_query(
            SQL(
                "WITH %s SELECT firm, %s FROM figure",
                self._tables(firm_ids, company),
                SQL(", ").join(SQL.identifier(name) for name in names),
            )
        )
        return {firm: dict(zip(names, values, strict=True)) for firm, *values in rows}

    @api.model
    def _flush_sources(self):
        for model in SOURCES:
            self.env[model].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id"])

    # === THE STATEMENT === #

    @api.model
    def _columns(self):
        """{column: SQL} of all that is computed per firm."""
        return self._columns_pays() | self._columns_buys()

    @api.model
    def _tables(self, firm_ids, companies):
        """SQL: the parts of a WITH that end in `figure` (firm, company_id, today, columns)."""
        clock = self._clock(companies)
        first, *others = map(SQL.identifier, self._joined())
        joined = SQL(" ").join(
            [first, *(SQL("FULL JOIN %s USING (firm, company_id)", other) for other in others)]
        )
        return SQL(
            """member AS (SELECT id, commercial_partner_id AS firm FROM res_partner
                           WHERE commercial_partner_id = ANY(%(firms)s)),
               %(sources)s,
               figure AS (
                   SELECT firm, company_id, %(today)s AS today, %(columns)s FROM %(joined)s)""",
            firms=list(firm_ids),
            today=clock.today(SQL("company_id")),
            sources=SQL(", ").join(self._sources(clock)),
            joined=joined,
            columns=SQL(", ").join(
                SQL("%s AS %s", expression, SQL.identifier(name))
                for name, expression in self._columns().items()
            ),
        )

    @api.model
    def _sources(self, clock):
        """[SQL] of tables with one row per firm and company each, from `member` (id, firm)."""
        return [self._tables_pays(clock), self._tables_buys(clock)]

    @api.model
    def _joined(self):
        """The names of these tables, from which a row of figures is put together."""
        return ["aged", "habit", "paid", "sold", "rhythm"]

    # === THE DAY === #

    @api.model
    def _clock(self, companies):
        """The Clock of these companies."""
        return Clock([(one.id, zone, today) for one, zone, today in self._clocks(companies)])

    @api.model
    def _all_companies(self):
        return self.env["res.company"].sudo().with_context(active_test=False).search(Domain.TRUE)

    @api.model
    def _clocks(self, companies):
        """[(company, its time zone, its today)]."""
        return [(one, one._bpm_zone(), one._bpm_today()) for one in companies.sudo()]
