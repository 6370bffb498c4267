"""Counting: the documents are grouped by PostgreSQL, brought together by firm, written at once.

A figure is about the firm: contacts count for it and show none of their own. Amounts in other
currencies are turned into one at the rate of the day of counting.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_datetime

from ...engine.own_figure import AVERAGE, COUNT, LEAST, SUM, by_firm
from ..audit.bulk import unnest
from ..partner.attribute_beside import OWNER

COLUMNS = {"integer": "integer", "float": "double precision", "monetary": "numeric", "date": "date"}
AGGREGATES = {SUM: "sum", AVERAGE: "sum", LEAST: "min"}  # else the largest


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    # === WHEN === #

    def _count_soon(self):
        if self:
            self.env.ref("bpm_crm_addon.ir_cron_partner_attribute_count")._trigger()

    @api.model
    def _cron_count(self):
        """Count every figure; one that cannot be counted becomes a problem and stops no other."""
        counted = self.search([("counted_from", "!=", False)], order="counted_on nulls first, id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(counted))
        for attribute in counted:
            attribute._count_or_tell()
            if not cron._commit_progress(1):
                return

    def _count_or_tell(self):
        try:
            with self.env.cr.savepoint():
                self._count()
        except (UserError, ValueError, KeyError) as error:
            self.env["bpm.incident"]._raise_incident(
                self.env._("Figure “%s” cannot be counted", self.name),
                str(error),
                self,
                key=f"counted-{self.id}",
            )

    def action_count_now(self):
        """The button: count at once; the dialog stays open and says when it was."""
        self.check_access("write")
        counted = self.filtered("counted_from")
        counted._check_reader()
        for attribute in counted:
            attribute._count()
        told = ", ".join(attribute._told_figures() for attribute in counted)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": told},
        }

    def _told_figures(self):
        return self.env._(
            "%(attribute)s: a figure at %(count)s counterparties, %(moment)s",
            attribute=self.name,
            count=self._count_values(),
            moment=format_datetime(self.env, self.counted_on),
        )

    # === WHAT === #

    def _count(self):
        """Count the figure of every firm anew and note when."""
        self.ensure_one()
        self._keep(self._figures())
        self.counted_on = fields.Datetime.now()

    def _figures(self):
        """{id of a firm: its figure}, read with all rights in the company the amounts are of."""
        company = self.sudo().counted_company_id or self.env.ref("base.main_company").sudo()
        documents = self.env[self.counted_from].sudo().with_company(company)
        partner, day, _usual = self._count_sources()[self.counted_from]
        domain = self._counted() & self._counted_open() & Domain(partner, "!=", False)
        if self.counted_days:
            since = company._bpm_today() - timedelta(days=self.counted_days)
            domain &= Domain(day, ">=", since)
        if self.counted_company_id and "company_id" in documents._fields:
            domain &= Domain("company_id", "=", company.id)
        rows = self._rows(documents, domain, partner, company)
        figures = by_firm(self.counted_way, rows, self._firms(rows).get)
        return {firm: self._fitting(figure) for firm, figure in figures.items()}

    def _rows(self, documents, domain, partner, company):
        """[(contact, how many, value, rate)] as engine.own_figure wants them."""
        if self.counted_way == COUNT:
            groups = documents._read_group(domain, [partner], ["__count"])
            return [(contact.id, count, None, None) for contact, count in groups]
        field = documents._fields[self.counted_path]
        aggregate = AGGREGATES.get(self.counted_way, "max")
        wanted = [f"{self.counted_path}:{aggregate}", f"{self.counted_path}:count"]
        if field.type != "monetary":
            groups = documents._read_group(domain, [partner], wanted)
            rate = None if field.type in ("date", "datetime") else 1
            return [(contact.id, count, value, rate) for contact, value, count in groups]
        currency = field.get_currency_field(documents)
        groups = documents._read_group(domain, [partner, currency], wanted)
        rates = self._rates({one for _contact, one, _value, _count in groups}, company)
        return [(contact.id, count, value, rates[one]) for contact, one, value, count in groups]

    def _rates(self, currencies, company):
        """{currency: what one of it is worth in the company's own}; nothing said counts as own."""
        own, today = company.currency_id, company._bpm_today()
        convert = self.env["res.currency"]._get_conversion_rate
        return {one: convert(one, own, company, today) if one else 1 for one in currencies}

    def _firms(self, rows):
        """{contact: its firm} of the contacts in ``rows``."""
        contacts = sorted({row[0] for row in rows})
        query = SQL(
            "SELECT id, commercial_partner_id FROM res_partner WHERE id = ANY(%s)", contacts
        )
        return dict(self.env.execute_query(query))

    def _fitting(self, figure):
        """A figure as the column takes it."""
        if self.type == "integer":
            return round(figure)
        if self.type == "date":
            return fields.Date.to_date(figure)
        return figure

    # === KEEPING === #

    def _keep(self, figures):
        """Write the figures, and take them from those who have none any more: two statements."""
        partners = self.env["res.partner"].sudo().browse(sorted(figures))
        key = SQL.identifier("id")
        if self.place:
            partners._make_rows(self._place_pointer(self.place))
            key = SQL.identifier(OWNER)
        self.env.flush_all()
        keeper = self.env[self._keeper()]
        table, column = SQL.identifier(keeper._table), SQL.identifier(self.field_name)
        self.env.cr.execute(
            SQL("UPDATE %s SET %s = NULL WHERE %s IS NOT NULL AND NOT %s = ANY(%s)",
                table, column, column, key, partners.ids)
        )  # fmt: skip
        if figures:
            given = unnest(("integer", COLUMNS[self.type]), sorted(figures.items()))
            self.env.cr.execute(
                SQL(
                    """UPDATE %s AS kept SET %s = given.figure FROM %s AS given (firm, figure)
                        WHERE kept.%s = given.firm AND kept.%s IS DISTINCT FROM given.figure""",
                    table, column, given, key, column,
                )
            )  # fmt: skip
        keeper.invalidate_model([self.field_name])
        self.env["res.partner"].invalidate_model([self.field_name])
