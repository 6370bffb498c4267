"""Today, the time zone and other values of each company, as SQL.

Written as plain values wherever companies agree: PostgreSQL then knows from its statistics how many
rows a year is, and reads a million lines in the right way.
"""

from odoo.tools import SQL


class Clock:
    """``rows``: [(company id, zone, today)] of the companies that are looked at."""

    def __init__(self, rows):
        self.ids = [company_id for company_id, _zone, _today in rows]
        self.zones = {company_id: SQL("%s", zone) for company_id, zone, _today in rows}
        self.days = {company_id: SQL("%s::date", today) for company_id, _zone, today in rows}

    def today(self, company):
        """SQL: today of the company that the SQL ``company`` gives."""
        return by_company(self.days, company)

    def zone(self, company):
        """SQL: its time zone."""
        return by_company(self.zones, company)

    def looks_at(self, company):
        """SQL: whether it is one of them."""
        return SQL("%s = ANY(%s)", company, self.ids)


def by_company(values, company):
    """SQL: the value of the company that the SQL ``company`` gives; ``values``: {id: SQL}."""
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    cases = [SQL("WHEN %s THEN %s", one, value) for one, value in values.items()]
    return SQL("CASE %s %s END", company, SQL(" ").join(cases))
