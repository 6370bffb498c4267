"""The card about counterparties: how many, which are in doubt, which have no tax number."""

from odoo import models

from ...engine.tax_number import compact
from .xray import FIGURE, WORST

FEWEST = 20


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    def _card_parties(self):
        rows = self._parties()
        if len(rows) < FEWEST:
            return self._too_little(
                self.env._("Fewer than %s counterparties: too few to look for doubts.", FEWEST)
            )
        groups, wrong = self._look_double_among(rows), self._wrong_tax_numbers_among(rows)
        alike = sum(len(group["partner_ids"]) for group in groups)
        return {
            "sentences": [
                self._sentence(
                    self.env._("Counterparties: %s.", FIGURE),
                    self._number(len(rows)), "all", "res.partner",
                ),
                self._sentence(
                    self.env._("Look double: %s.", FIGURE),
                    self._number(alike), alike and "double", "res.partner",
                ),
                self._sentence(
                    self.env._("Tax numbers that cannot be right: %s.", FIGURE),
                    self._number(len(wrong)), wrong and "wrong", "res.partner",
                ),
                *self._sentences_without(rows),
            ],
            "button": bool(groups or wrong)
            and {"label": self.env._("See the doubtful ones"), "key": "doubtful"},
            "worst": self._worst_parties(groups, wrong),
        }  # fmt: skip

    def _sentences_without(self, rows):
        firms = [row for row in rows if row["is_company"]]
        without = sum(not compact(row["vat"]) for row in firms)
        return firms and [
            self._sentence(
                self.env._(
                    "Firms without a tax number: %(figure)s (%(share)s).",
                    figure=FIGURE, share=self._share(without, len(firms)),
                ),
                self._number(without), without and "without", "res.partner",
            )
        ]  # fmt: skip

    def _open_parties(self, key):
        if key == "all":
            title = self.env._("Counterparties")
            return self._list(title, "res.partner", self._parties_domain())
        rows = self._parties()
        if key == "without":
            empty = {row["vat"] for row in rows if not compact(row["vat"])}
            title = self.env._("Firms without a tax number")
            domain = [("is_company", "=", True), ("vat", "in", [False, *sorted(empty)])]
            return self._list(title, "res.partner", [*self._parties_domain(), *domain])
        titles = {
            "double": self.env._("Look double"),
            "wrong": self.env._("Tax numbers that cannot be right"),
            "doubtful": self.env._("Counterparties in doubt"),
        }
        ids = set()
        if key in ("double", "doubtful"):
            ids.update(*(group["partner_ids"] for group in self._look_double_among(rows)))
        if key in ("wrong", "doubtful"):
            ids.update(row["partner_id"] for row in self._wrong_tax_numbers_among(rows))
        return key in titles and self._list(titles[key], "res.partner", [("id", "in", sorted(ids))])

    def _worst_parties(self, groups, wrong):
        alike = groups[: max(WORST // 2, WORST - len(wrong))]
        rows = [[", ".join(group["names"][:4]), group["why"]] for group in alike]
        for row in wrong[: WORST - len(rows)]:
            meant = self.env._("%(number)s: perhaps %(suggestion)s", **row)
            number = self.env._("%s cannot be right", row["number"])
            rows.append([row["name"], meant if row["suggestion"] else number])
        return bool(rows) and {
            "title": self.env._("For example"),
            "columns": [self.env._("Counterparty"), self.env._("What is doubtful")],
            "rows": rows,
        }

    def _parties_domain(self):
        """What `_parties` reads, for a list."""
        companies = self._shared_company_ids()
        own_sudo = self.env["res.company"].sudo().search([("partner_id", "!=", False)]).partner_id
        return [
            "|", ("is_company", "=", True), ("parent_id", "=", False),
            "|", ("company_id", "=", False), ("company_id", "in", companies),
            ("partner_share", "=", True), ("id", "not in", own_sudo.ids),
        ]  # fmt: skip
