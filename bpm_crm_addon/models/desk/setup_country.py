"""Set-up, last step: the company's country, and the languages people there read.

Also what stands below the list: links to the other places of configuration, and the demo company
for a database that is not yet anybody's.
"""

from odoo import models
from odoo.tools import SQL

# What the addon itself speaks, beside English.
TRANSLATED = ("ru_RU", "uk_UA")


class BpmSetup(models.AbstractModel):
    _inherit = "bpm.setup"

    def _step_country(self):
        company = self.env.company
        country = company.country_id
        local = self._languages_of(country)
        installed = local.filtered("active")
        names = [name for _code, name in self.env["res.lang"].get_installed()]
        facts = []
        if country:
            facts = [
                self.env._("Country: %s", country.name),
                self.env._("Languages: %s", ", ".join(names)),
            ]
        missing = (local if not installed else local.browse()) | self._translated()
        return {
            "title": self.env._("Country and languages"),
            "minutes": 1,
            "text": self.env._(
                "Where the company works, and the languages your colleagues read. Each person "
                "chooses their own in their preferences."
            ),
            "done": bool(country) and bool(installed or not local),
            "facts": facts,
            "country": {
                "id": country.id,
                # The country of a company is that of its own contact.
                "may_change": company.has_access("write")
                and company.partner_id.has_access("write"),
            },
            "languages": missing.filtered(lambda lang: not lang.active).mapped("name"),
            "action": self._install_languages(missing.filtered(lambda lang: not lang.active)),
        }

    def _languages_of(self, country):
        """The languages Odoo knows as spoken in a country, installed or not."""
        languages = self.env["res.lang"].with_context(active_test=False)
        if not country:
            return languages
        return languages.search([("code", "=like", f"%\\_{country.code}")])

    def _translated(self):
        """The languages the addon is translated to."""
        languages = self.env["res.lang"].with_context(active_test=False)
        return languages.search([("code", "in", TRANSLATED)])

    def _install_languages(self, languages):
        """Odoo's own dialog, with these languages chosen; for whoever may install them."""
        if not languages or not self.env["base.language.install"].has_access("create"):
            return False
        local = languages & self._languages_of(self.env.company.country_id)
        return self._link(
            "base.action_view_base_language_install",
            self.env._("Add languages"),
            context={"default_lang_ids": (local or languages).ids},
        )

    # === BELOW THE LIST === #

    def _later(self):
        """Links to what can wait: [{"label", "text", "action", "context"}]."""
        links = []
        if self._has_approvals():
            links.append(
                (
                    "bpm_crm_addon.action_bpm_approval_route",
                    self.env._("Approval Routes"),
                    self.env._("Rules of your own, on any document"),
                )
            )
        if self.env.user.has_group("base.group_erp_manager"):
            links.append(
                (
                    "base.action_res_users",
                    self.env._("Users"),
                    self.env._("The job of each person, managers and limits"),
                )
            )
        if self.env.user.has_group("base.group_system"):
            links.append(
                (
                    "bpm_crm_addon.bpm_settings_action",
                    self.env._("Settings"),
                    self.env._("What the company uses"),
                )
            )
        links.append(
            (
                "bpm_crm_addon.action_bpm_health",
                self.env._("Health & Problems"),
                self.env._("Whether everything works as it should"),
            )
        )
        return [
            {**link, "text": text}
            for reference, label, text in links
            if (link := self._link(reference, label))
        ]

    def _demo_company(self):
        """The link that loads the demo company, while this is nobody's working database."""
        if not self.env.user.has_group("base.group_system") or self._has_own_documents():
            return False
        return self._link(
            "bpm_crm_addon.action_bpm_demo_company", self.env._("Load the demo company")
        )

    def _has_own_documents(self):
        """Whether the companies at hand have posted entries that came with no demo data."""
        self.env["account.move"].flush_model(["state", "company_id"])
        [(found,)] = self.env.execute_query(
            SQL(
                """SELECT EXISTS (
                       SELECT FROM account_move m
                        WHERE m.state = 'posted' AND m.company_id = ANY(%s)
                          AND NOT EXISTS (
                              SELECT FROM ir_model_data d
                               WHERE d.model = 'account.move' AND d.res_id = m.id
                                 AND d.module NOT IN ('__import__', '__export__')))""",
                self.env.companies.ids,
            )
        )
        return found
