"""Reading of the X-ray: set-based, of the active companies only, and never a write.

What is read here passes the record rules by, so that a salesperson's desk and the director's
page show the same figures. Whoever calls asks for the right first; companies are always told.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

YEAR = 365


class BpmXray(models.AbstractModel):
    _name = "bpm.xray"
    _description = "X-ray of the database"

    @api.model
    def _rows(self, query):
        """The rows of an SQL query, as dictionaries, of what is in the database by now."""
        self.env.flush_all()
        return self.env.execute_query_dict(query)

    @api.model
    def _today(self):
        return fields.Date.context_today(self)

    @api.model
    def _year_ago(self):
        return self._today() - timedelta(days=YEAR)

    @api.model
    def _company_ids(self):
        """The companies whose documents are read: those the user has active."""
        return self.env.companies.ids

    @api.model
    def _shared_company_ids(self):
        """The companies whose counterparties are read: parents share theirs with branches."""
        return (self.env.companies | self.env.companies.sudo().parent_ids).ids

    @api.model
    def _has_own_data(self):
        """Whether there is a quotation or a posted invoice that no module brought along."""
        [row] = self._rows(
            SQL(
                """
                SELECT EXISTS (SELECT FROM sale_order o WHERE NOT EXISTS (%s))
                    OR EXISTS (SELECT FROM account_move o WHERE o.state = 'posted'
                                  AND o.move_type <> 'entry' AND NOT EXISTS (%s)) AS own
                """,
                self._of_a_module("sale.order"),
                self._of_a_module("account.move"),
            )
        )
        return row["own"]

    def _of_a_module(self, model):
        """A subquery: the name a module gave to document o of this model."""
        return SQL(
            """SELECT FROM ir_model_data d JOIN ir_module_module m ON m.name = d.module
                WHERE d.model = %s AND d.res_id = o.id""",
            model,
        )

    @api.model
    def _rates(self):
        """A table (company_id, rate): from each company's currency to that of the first one."""
        own, today = self.env.company, self._today()
        rates = [
            SQL(
                "(%s, %s::numeric)",
                company.id,
                self.env["res.currency"]._get_conversion_rate(
                    company.currency_id, own.currency_id, own, today
                ),
            )
            for company in self.env.companies
        ]
        return SQL("(VALUES %s) AS rates (company_id, rate)", SQL(", ").join(rates))
