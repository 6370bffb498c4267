"""What the steps share: the environment, the day, the language, and what was made so far."""

import random
from datetime import datetime, time, timedelta
from typing import NamedTuple

from odoo import fields
from odoo.tools import SQL

MODULE = "bpm_crm_addon"
SEED = 19
ZONE = "Europe/Kyiv"
# Nobody is to be mailed or to find a note about what the program does for the people.
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
    "no_reset_password": True,
}
LANGUAGES = ("en", "ru", "uk")


class Text(NamedTuple):
    """One text in the three languages of the addon."""

    en: str
    ru: str
    uk: str

    def say(self, lang):
        """The text in a language given as Odoo's code; English when it is another one."""
        code = (lang or "en")[:2]
        return getattr(self, code if code in LANGUAGES else "en")


class World:
    """One loading: `env` is the superuser's, of the demo company once it is there."""

    def __init__(self, env):
        self.main = env.company
        self.loader = env.user
        self.lang = env.user.lang or "en_US"
        self.env = env(context={**QUIET, "lang": self.lang})
        self.now = fields.Datetime.now()
        # The day of the people who work there: for two or three hours it is tomorrow already.
        self.today = fields.Date.context_today(env.user.with_context(tz=ZONE))
        self.rng = random.Random(SEED)
        self.company = env["res.company"]
        self.people, self.terms = {}, {}  # by login, by days
        self.team_of = {}  # the team of each seller, by login
        self.parties, self.products, self.deals = [], [], []

    def settle_in(self, company):
        """Work in the company from now on."""
        self.env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        self.company = company.with_env(self.env)

    def say(self, text):
        return text.say(self.lang)

    def name(self, records):
        """Give records external ids of the addon: {name: record}. An update leaves them alone."""
        self.env["ir.model.data"].create(
            [
                {
                    "module": MODULE,
                    "name": name,
                    "model": record._name,
                    "res_id": record.id,
                    "noupdate": True,
                }
                for name, record in records.items()
            ]
        )

    def translate(self, records, texts, field="name"):
        """Write the texts of `records`, one each, in every installed language we know."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        for record, text in zip(records, texts, strict=True):
            record.update_field_translations(
                field, {code: text.say(code) for code in codes if code[:2] in LANGUAGES}
            )

    def as_user(self, records, login):
        """The same records, worked on by that person."""
        return records.with_user(self.people[login]).with_context(**self.env.context)

    # === TIME === #

    def day(self, ago):
        """The date that lies so many days back."""
        return self.today - timedelta(days=ago)

    def moment(self, ago, hour=10, minute=0):
        """A moment in office hours (UTC) so many days back."""
        return datetime.combine(self.day(ago), time(hour, minute))

    def date_back(self, records, moments, columns=("create_date",)):
        """Write moments, one per record, into columns that Odoo fills by itself."""
        if not records:
            return
        records.flush_recordset()
        assigned = SQL(", ").join(
            SQL("%s = v.moment", SQL.identifier(column)) for column in columns
        )
        self.env.cr.execute(
            SQL(
                """UPDATE %s AS t SET %s
                     FROM unnest(%s::integer[], %s::timestamp[]) AS v (id, moment)
                    WHERE t.id = v.id""",
                SQL.identifier(records._table),
                assigned,
                records.ids,
                list(moments),
            )
        )
        records.invalidate_recordset(columns)
