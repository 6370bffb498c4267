"""The client base: who may carry all of it away as a file, and does not even come any more."""

from datetime import timedelta

from odoo import models
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .xray import FIGURE, WORST

SILENT = 90  # days without a login after which somebody has perhaps left


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    def _card_leak(self):
        exporters = self._exporters()
        silent = [row for row in exporters if row["silent"]]
        sentences = [
            self._sentence(
                self.env._("People who can export all contacts: %s.", FIGURE),
                self._number(len(exporters)), exporters and "exporters", "res.users",
            ),
        ]  # fmt: skip
        if exporters:
            sentences.append(
                self._sentence(
                    self.env._(
                        "Not logged in for %(days)s days: %(figure)s of them.",
                        days=SILENT, figure=FIGURE,
                    ),
                    self._number(len(silent)), silent and "silent", "res.users",
                )
            )  # fmt: skip
        may_limit = self.env.user.has_group("base.group_system")
        return {
            "sentences": sentences,
            "button": bool(exporters)
            and may_limit
            and {"label": self.env._("Limit this"), "key": "limit"},
            "note": self.env._(
                "The right is called Export; it is given on each user. How much may be read in a "
                "day is a setting."
            ),
            "worst": self._worst_leak(exporters),
        }

    def _open_leak(self, key):
        if key == "limit" and self.env.user.has_group("base.group_system"):
            return self.env["ir.actions.act_window"]._for_xml_id(
                "bpm_crm_addon.bpm_settings_action"
            )
        if key not in ("exporters", "silent"):
            return None
        rows = self._exporters()
        ids = [row["id"] for row in rows if key == "exporters" or row["silent"]]
        title = self.env._("People who can export all contacts")
        return self._list(title, "res.users", [("id", "in", ids)])

    def _worst_leak(self, exporters):
        return bool(exporters) and {
            "title": self.env._("For example"),
            "columns": [
                self.env._("Name"), self.env._("Login"), self.env._("Last login"),
            ],
            "rows": [
                [
                    row["name"], row["login"],
                    row["last"] and format_date(self.env, row["last"]) or self.env._("never"),
                ]
                for row in exporters[:WORST]
            ],
        }  # fmt: skip

    def _exporters(self):
        """Internal users of our companies who may export, who stayed away longest first:
        dictionaries of id, name, login, last (login, a date or None) and silent."""
        group_sudo = self.env.ref("base.group_allow_export").sudo()
        users = group_sudo.all_user_ids.filtered(
            lambda user: user.active and not user.share and user.company_ids & self.env.companies
        )
        return self._rows(
            SQL(
                """SELECT u.id, p.name, u.login, max(g.create_date)::date AS last,
                          coalesce(max(g.create_date), u.create_date) < %s AS silent
                     FROM res_users u
                     JOIN res_partner p ON p.id = u.partner_id
                LEFT JOIN res_users_log g ON g.create_uid = u.id
                    WHERE u.id = ANY(%s)
                    GROUP BY u.id, p.name
                    ORDER BY max(g.create_date) NULLS FIRST, u.id""",
                self._today() - timedelta(days=SILENT),
                users.ids,
            )
        )
