"""Promises and disputes beside what accounting knows: how often a word was not kept, and how much
of what fell due was disputed. A share of instalments, as the share paid in time is; a dispute about
an invoice is one about each of them.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.payment_habit import YEAR
from ..rule.figure_names import WORDS
from ..rule.res_partner import figure

PROMISED = """
promised AS (
    SELECT member.firm, p.company_id, count(*) FILTER (WHERE p.state = 'broken') AS broken,
           count(*) AS promised
      FROM bpm_payment_promise p
      JOIN member ON member.id = p.partner_id
     WHERE p.state IN ('kept', 'broken') AND p.date >= %(today)s - %(year)s AND %(looks_at)s
     GROUP BY member.firm, p.company_id
), disputed AS (
    SELECT firm, company_id, (count(*) FILTER (WHERE theirs))::float8 / count(*) AS disputed
      FROM (SELECT line.firm, line.company_id,
                   EXISTS (SELECT FROM bpm_payment_dispute d WHERE d.move_id = line.move_id
                              AND (d.line_id IS NULL OR d.line_id = line.id)) AS theirs
              FROM line
             WHERE line.fell_due AND (line.firm, line.company_id) IN (
                       SELECT member.firm, d.company_id FROM bpm_payment_dispute d
                         JOIN member ON member.id = d.partner_id)) AS due
     GROUP BY firm, company_id
)"""
NOTE = """
CREATE OR REPLACE FUNCTION bpm_metric_note_row() RETURNS trigger AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO bpm_partner_metric_stale (partner_id, company_id)
        VALUES (OLD.partner_id, OLD.company_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO bpm_partner_metric_stale (partner_id, company_id)
        VALUES (NEW.partner_id, NEW.company_id);
    END IF;
    RETURN NULL;
END
$$ LANGUAGE plpgsql;
"""
ON_ROW = """
DROP TRIGGER IF EXISTS bpm_metric_row ON %(table)s;
CREATE TRIGGER bpm_metric_row AFTER INSERT OR UPDATE OR DELETE ON %(table)s FOR EACH ROW
    EXECUTE FUNCTION bpm_metric_note_row();
"""
SOURCES = ("bpm.payment.promise", "bpm.payment.dispute")


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    broken_promises = fields.Integer(
        readonly=True, help="Promises of the last 12 months that were not kept."
    )
    broken_share = fields.Float(
        "Share of promises broken",
        readonly=True,
        aggregator="avg",
        help="Of the promises to pay in the last 12 months whose outcome is known.",
    )
    disputed = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Share of the payments due in the last 12 months that were disputed.",
    )

    @api.model
    def _flush_sources(self):
        """Override."""
        super()._flush_sources()
        for model in SOURCES:
            self.env[model].flush_model()

    @api.model
    def _sources(self, clock):
        """Override."""
        company = SQL("p.company_id")
        ours = SQL(
            PROMISED, today=clock.today(company), year=YEAR, looks_at=clock.looks_at(company)
        )
        return [*super()._sources(clock), ours]

    @api.model
    def _joined(self):
        """Override."""
        return [*super()._joined(), "promised", "disputed"]

    @api.model
    def _columns(self):
        """Override."""
        return super()._columns() | {
            "broken_promises": SQL("coalesce(broken, 0)"),
            "broken_share": SQL("coalesce(broken::float8 / promised, 0)"),
            "disputed": SQL("coalesce(disputed, 0)"),
        }


class BpmPaymentPromise(models.Model):
    _inherit = "bpm.payment.promise"

    def init(self):
        """Override: whose promise it is, is noted (rule/metric_stale.py)."""
        super().init()
        note_rows(self)


class BpmPaymentDispute(models.Model):
    _inherit = "bpm.payment.dispute"

    def init(self):
        """Override: as for promises."""
        super().init()
        note_rows(self)


def note_rows(model):
    """Let PostgreSQL note whose rows of this model change."""
    model.env.cr.execute(NOTE)
    model.env.cr.execute(SQL(ON_ROW, table=SQL.identifier(model._table)))


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_broken_promises = figure(fields.Integer, "Broken promises", "bpm_broken_promises")
    bpm_broken_share = figure(
        fields.Float, "Share of promises broken", "bpm_broken_share", aggregator="avg"
    )
    bpm_disputed = figure(
        fields.Float, "Share of payments disputed", "bpm_disputed", aggregator="avg"
    )

    _bpm_words = WORDS | {
        "bpm_broken_promises": "broken_promises",
        "bpm_broken_share": "broken_share",
        "bpm_disputed": "disputed",
    }
