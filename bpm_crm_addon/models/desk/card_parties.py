"""A data steward's cards: tax numbers in doubt, and counterparties that look double."""

from odoo import models

LISTED = 80  # behind the button; a queue is worked from the top


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    def _card_tax_numbers(self):
        found = self.env["bpm.xray"]._wrong_tax_numbers(limit=LISTED)
        rows = [self._tax_number_row(facts) for facts in found]
        return {
            "title": self.env._("Doubtful Tax Numbers"),
            **self._listed(rows, self._parties_in_doubt([facts["partner_id"] for facts in found])),
            "empty": {"sentence": self.env._("Every tax number passes its check.")},
        }

    def _tax_number_row(self, facts):
        partner = {"model": "res.partner", "id": facts["partner_id"]}
        return {
            "key": facts["partner_id"],
            "title": facts["name"],
            "text": self.env._(
                "%(number)s: did you mean %(suggestion)s?",
                number=facts["number"],
                suggestion=facts["suggestion"],
            )
            if facts["suggestion"]
            else self.env._("%s: the check digit does not fit", facts["number"]),
            "open": partner,
            "buttons": [{"label": self.env._("Open"), **partner}],
        }

    def _card_doubles(self):
        found = self.env["bpm.xray"]._look_double(limit=LISTED)
        rows = [self._double_row(facts) for facts in found]
        partners = [partner for facts in found for partner in facts["partner_ids"]]
        return {
            "title": self.env._("Look Double"),
            **self._listed(rows, self._parties_in_doubt(partners)),
            "empty": {"sentence": self.env._("No two counterparties look like one.")},
        }

    def _double_row(self, facts):
        both = self._parties_in_doubt(facts["partner_ids"])
        return {
            "key": facts["partner_ids"][0],
            "title": " · ".join(facts["names"]),
            "text": facts["why"],
            "open": both,
            "buttons": [{**both, "label": self.env._("Open")}],
        }

    def _parties_in_doubt(self, partner_ids):
        """A target that lists these counterparties."""
        return {
            "label": self.env._("More"),
            "action": {
                "type": "ir.actions.act_window",
                "name": self.env._("Counterparties"),
                "res_model": "res.partner",
                "views": [[False, "list"], [False, "form"]],
                "domain": [["id", "in", partner_ids]],
            },
        }
