"""The director's page: a few sentences with figures, each opening its list.

A sentence is made by `_sentence_<name>` and opened by `_open_<name>`; both stand in a file of their
own per subject. What the reader may not see is left out, so the methods check rights themselves and
only then read with SQL.
"""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount
from odoo.tools.misc import formatLang

from ...engine.sentence import mark, parts

NAMES = ("waiting", "discounts", "overdue", "contracts", "unanswered", "rules")
SHOWN = 3


class BpmDirector(models.AbstractModel):
    _name = "bpm.director"
    _description = "Director's page"

    # === CALLED BY THE SCREENS === #

    @api.model
    def sentences(self):
        """What a director should know now.

        :return: [{"name", "parts": [{"text", "figure": bool, "tone"}], "open": key or False,
            "buttons": [{"label", "key"}]}]; a tone is "", "good", "warning" or "danger"
        """
        self._check_reader()
        found = [getattr(self, f"_sentence_{name}")() for name in NAMES]
        return [
            {
                "name": name,
                "parts": parts(sentence["text"]),
                "open": sentence.get("open", False),
                "buttons": sentence.get("buttons", []),
            }
            for name, sentence in zip(NAMES, found, strict=True)
            if sentence
        ]

    @api.model
    def director_open(self, name, key):
        """The action behind a sentence or one of its buttons.

        :param str name: which sentence
        :param str key: what of it: its ``open``, or the ``key`` of a button
        """
        self._check_reader()
        if name not in NAMES:
            raise AccessError(self.env._("There is no such sentence. Open the page again."))
        return getattr(self, f"_open_{name}")(key)

    @api.model
    def _desk_card(self):
        """The card of My Desk, or None for those who are no directors."""
        if not self._may_read():
            return None
        return {
            "name": "director",
            "title": self.env._("Director's Page"),
            "sentences": self.sentences(),
            "more": "bpm_crm_addon.action_bpm_director",
        }

    # === WHO READS === #

    @api.model
    def _may_read(self):
        return self.env.user.has_group("bpm_crm_addon.group_bpm_director")

    @api.model
    def _check_reader(self):
        if not self._may_read():
            raise AccessError(
                self.env._(
                    "This page is for directors. An administrator gives the right: on your user, "
                    "Access Rights, Job."
                )
            )

    def _sells(self):
        """Whether the reader may see the quotations of everyone."""
        return self.env.user.has_group("sales_team.group_sale_salesman_all_leads")

    def _counts_money(self):
        """Whether the reader may see what customers owe."""
        user = self.env.user
        return user.has_group("account.group_account_readonly") or user.has_group(
            "account.group_account_invoice"
        )

    # === WORDS === #

    def _money(self, amount, tone=""):
        """A marked sum in the company's currency, without cents."""
        currency = self.env.company.currency_id
        text = format_amount(self.env, round(amount), currency, trailing_zeroes=False)
        return mark(text, tone)

    def _percent(self, value, tone="", digits=0):
        return mark(f"{formatLang(self.env, value, digits=digits)} %", tone)

    def _some(self, names):
        """The first few names, and how many more."""
        names = list(names)
        shown = ", ".join(names[:SHOWN])
        if len(names) <= SHOWN:
            return shown
        return self.env._("%(names)s and %(count)s more", names=shown, count=len(names) - SHOWN)

    def _age(self, days):
        """How long something waits, in whole days."""
        if days < 1:
            return self.env._("less than a day")
        if days < 2:
            return self.env._("one day")
        return self.env._("%s days", int(days))

    # === SUMS === #

    def _in_one_currency(self, amounts):
        """One sum in the company's own currency of ``{company id: amount in its currency}``."""
        own, today = self.env.company, self.env.cr.now().date()
        companies = self.env["res.company"].sudo()
        total = 0.0
        for company_id, amount in amounts.items():
            company = companies.browse(company_id) if company_id else own
            total += company.currency_id._convert(amount or 0.0, own.currency_id, own, today)
        return total

    # === LISTS === #

    def _list(self, title, model_name, domain, **more):
        """A list with nothing but these documents."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model_name,
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "mobile_view_mode": "kanban",
            "domain": domain,
            **more,
        }
