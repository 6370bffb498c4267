"""Searching, grouping and sorting counterparties by what accounting knows of them."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .figure_names import ONLY_WITH, SUMS, WORDS


def search_by(name):
    """The search method of a field."""
    return lambda partners, operator, value: partners._bpm_search_figure(name, operator, value)


class ResPartner(models.Model):
    _inherit = "res.partner"

    # {field: column}; whoever adds columns to the figures adds their fields.
    _bpm_words = WORDS

    @api.model
    def _bpm_search_figure(self, name, operator, value):
        """A domain by the figures of the firm; who has no figures has zero of everything."""
        self._bpm_check_figure(name)
        if name == "bpm_is_overdue":
            if operator != "in":
                return NotImplemented
            asked = Domain("overdue", ">", 0)
            asked = asked if True in value else ~asked
        else:
            asked = Domain(self._bpm_column(name), operator, value)
        metric = self.env["bpm.partner.metric"].sudo()
        if name in ONLY_WITH:
            asked &= ONLY_WITH[name]
        elif metric.new({}).filtered_domain(asked):
            return Domain("commercial_partner_id", "not in", self._bpm_firms_with(~asked))
        return Domain("commercial_partner_id", "in", self._bpm_firms_with(asked))

    @api.model
    def _bpm_firms_with(self, domain):
        """A query for the firms whose figures in the current company are so."""
        of_company = domain & Domain("company_id", "=", self.env.company.id)
        return self.env["bpm.partner.metric"].sudo()._search(of_company).subselect("partner_id")

    @api.model
    def _bpm_column(self, name):
        """The column of the figures that a field shows, or None."""
        return SUMS.get(name) or self._bpm_words.get(name)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Override of `base`: figures are joined where somebody groups or sorts by them."""
        name = self._bpm_column(field_expr)
        if not name or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        self._bpm_check_figure(field_expr)
        joined = query.make_alias(alias, "bpm_figures")
        query.add_join(
            "LEFT JOIN",
            joined,
            "bpm_partner_metric",
            SQL(
                "%s = %s AND %s = %s",
                SQL.identifier(joined, "partner_id"),
                SQL.identifier(alias, "commercial_partner_id"),
                SQL.identifier(joined, "company_id"),
                self.env.company.id,
            ),
        )
        column = SQL.identifier(joined, name)
        return SQL("coalesce(%s > 0, FALSE)", column) if field_expr == "bpm_is_overdue" else column

    @api.model
    def _bpm_check_figure(self, name):
        """Whoever may not see sums learns them neither by searching nor by sorting."""
        if not (self._bpm_sees_sums() if name in SUMS else self._bpm_sees_words()):
            raise AccessError(
                self.env._(
                    "Sums and payments of counterparties are not shown to you, so they cannot be "
                    "searched either. Ask whoever keeps the accounts."
                )
            )
