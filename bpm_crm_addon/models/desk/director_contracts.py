"""What ends soon among the contracts, by when notice is possible, and what is owed and late."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date

from ...engine.sentence import mark

AHEAD = 60
CAPABILITY = "bpm_crm_addon.group_bpm_capability_contract"


class BpmDirector(models.AbstractModel):
    _inherit = "bpm.director"

    def _sentence_contracts(self):
        """Nothing where contracts are not used, or none is in force."""
        contracts = self.env["bpm.contract"]
        if not self.env.user.has_group(CAPABILITY) or not contracts.search_count(
            self._contracts_running(), limit=1
        ):
            return None
        ending = contracts.search_count(self._contracts_ending())
        notices = contracts.search(self._contracts_notice(), order="notice_date")
        late = contracts.search_count(self._contracts_late())
        words = {
            "ending": mark(ending, "warning" if ending else "good"),
            "notices": mark(len(notices), "warning"),
            "late": mark(late, "danger"),
        }
        if notices:
            words["day"] = mark(format_date(self.env, notices[0].notice_date))
            text = self.env._(
                "Contracts that end within 60 days: %(ending)s. Notice is possible until %(day)s "
                "(contracts that wait for it: %(notices)s).",
                **words,
            )
        else:
            text = self.env._("Contracts that end within 60 days: %(ending)s.", **words)
        if late:
            text += " " + self.env._("Contracts with overdue obligations: %(late)s.", **words)
        buttons = [{"label": self.env._("Notice possible"), "key": "notice"}] if notices else []
        if late:
            buttons.append({"label": self.env._("Overdue obligations"), "key": "late"})
        return {"text": text, "open": "ending" if ending else False, "buttons": buttons}

    def _open_contracts(self, key):
        """The contracts behind a part of the sentence."""
        lists = {
            "ending": (self.env._("Ends within 60 Days"), self._contracts_ending()),
            "notice": (self.env._("Notice Possible"), self._contracts_notice()),
            "late": (self.env._("Overdue Obligations"), self._contracts_late()),
        }
        title, domain = lists.get(key, lists["ending"])
        return self._list(title, "bpm.contract", domain)

    def _contracts_running(self):
        return [
            ["state", "in", ["active", "suspended"]],
            ["company_id", "in", self.env.companies.ids],
        ]

    def _contracts_window(self, field):
        today = fields.Date.context_today(self)
        last = today + timedelta(days=AHEAD)
        return [
            *self._contracts_running(),
            [field, ">=", fields.Date.to_string(today)],
            [field, "<=", fields.Date.to_string(last)],
        ]

    def _contracts_ending(self):
        """Those that will not go on by themselves."""
        return [*self._contracts_window("date_until"), ["notice_date", "=", False]]

    def _contracts_notice(self):
        return self._contracts_window("notice_date")

    def _contracts_late(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        late = [["done", "=", False], ["due", "<", today]]
        return [*self._contracts_running(), ["obligation_ids", "any", late]]
