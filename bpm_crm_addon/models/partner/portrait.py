"""The portrait of a counterparty: how often it buys, how it pays, what it owes, what is open.

Figures are those of the whole firm, of the active companies, in the currency of the first one,
and read when the tab is opened: nothing is stored, nothing is out of date. Each line is a method
`_bpm_portrait_<name>` in a file of its kind; a line without anything to say returns None.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, format_amount, str2bool

from ...engine.sentence import parts

PORTRAIT = ("bought", "often", "pays", "turnover", "owes", "open_now", "talks")
SUMS_FOR_SALES = "bpm_crm_addon.portrait_sums"
SEES_INVOICES = "account.group_account_invoice,account.group_account_readonly"


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_has_portrait = fields.Boolean(
        string="There is something to tell", compute="_compute_bpm_has_portrait", exportable=False
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_bpm_has_portrait(self):
        """A quotation or a posted invoice is something to tell; who is new has no portrait."""
        told = self._bpm_with_history() if self._bpm_may_see_portrait() else set()
        for partner in self:
            partner.bpm_has_portrait = partner.sudo().commercial_partner_id.id in told

    def _bpm_with_history(self):
        """Ids of those firms of these counterparties with a quotation or a posted invoice."""
        firms = self.sudo().commercial_partner_id.ids
        if not firms:
            return set()
        self.env["sale.order"].flush_model(["partner_id", "company_id"])
        self.env["account.move"].flush_model(["partner_id", "company_id", "state", "move_type"])
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT p.commercial_partner_id FROM res_partner p
                    WHERE p.commercial_partner_id = ANY(%(firms)s)
                      AND (EXISTS (SELECT FROM sale_order o WHERE o.partner_id = p.id
                                      AND o.company_id = ANY(%(companies)s))
                        OR EXISTS (SELECT FROM account_move m WHERE m.partner_id = p.id
                                      AND m.state = 'posted' AND m.move_type <> 'entry'
                                      AND m.company_id = ANY(%(companies)s)))""",
                firms=firms,
                companies=self.env.companies.ids,
            )
        )
        return {row[0] for row in rows}

    # === CALLED BY THE SCREEN === #

    def bpm_portrait(self):
        """Everything the tab Portrait shows.

        :return: ``{"of", "phone", "lines", "terms"}``. ``of``: the firm, where this is one of its
            contacts. A line: ``{"name", "label", "parts", "open", "bars", "bars_of", "rows",
            "links"}``; ``parts`` as in engine/sentence.py, ``open``: whether `bpm_portrait_open`
            shows the documents, ``links``: ``[{"name", "label"}]`` of what it shows besides
        """
        firm = self._bpm_seen_firm()
        lines = [(name, getattr(firm, f"_bpm_portrait_{name}")()) for name in PORTRAIT]
        return {
            "of": firm.display_name if firm != self else False,
            "phone": self.phone or firm.phone,
            "may_quote": self.env["sale.order"].has_access("create"),
            "lines": [
                {"open": False, "bars": [], "rows": [], "links": [], **line, "name": name}
                | {"parts": parts(line["sentence"])}
                for name, line in lines
                if line
            ],
            "terms": firm._bpm_portrait_terms(),
        }

    def bpm_portrait_open(self, name):
        """The documents behind a line, as an action.

        :param str name: as given by `bpm_portrait` and `bpm_chips`
        """
        firm = self._bpm_seen_firm()
        action = firm._bpm_open_documents(name)
        if not action:
            raise AccessError(
                self.env._("These documents are not shown to you. Ask whoever keeps the accounts.")
            )
        return action

    def _bpm_seen_firm(self):
        """The firm of this counterparty, for somebody who may see its portrait."""
        self.ensure_one()
        self.check_access("read")
        if not self._bpm_may_see_portrait():
            raise AccessError(
                self.env._(
                    "The portrait is made of quotations and invoices, which you may not see. Ask "
                    "an administrator for a right in Sales or Invoicing."
                )
            )
        firm = self.commercial_partner_id
        return firm if firm.has_access("read") else self

    # === RIGHTS === #

    @api.model
    def _bpm_may_see_portrait(self):
        return self.env.user._is_internal() and (
            self._bpm_may_see_sums() or self.env["sale.order"].has_access("read")
        )

    @api.model
    def _bpm_may_see_sums(self):
        """Whether sums of invoices are told: to accountants, to others by a setting."""
        if self.env.user.has_groups(SEES_INVOICES):
            return True
        allowed = self.env["ir.config_parameter"].sudo().get_param(SUMS_FOR_SALES)
        return str2bool(allowed or "", False) and self.env["sale.order"].has_access("read")

    def _bpm_told(self, move_id):
        """SQL: whether an invoice counts in what this user is told.

        Who sees sums by the setting only is told no more than the list behind them shows; words
        (late, in time) speak of all invoices.
        """
        if self.env.user.has_groups(SEES_INVOICES) or not self._bpm_may_see_sums():
            return SQL("TRUE")
        moves = self.env["account.move"]
        if not moves.has_access("read"):
            return SQL("FALSE")
        found = moves._search([("partner_id", "in", self._bpm_family()), ("state", "=", "posted")])
        return SQL("%s IN %s", move_id, found.subselect())

    # === FOR THE LINES === #

    def _bpm_family(self):
        """Ids of this firm and of everybody in it, archived ones included."""
        self.ensure_one()
        everybody = self.env["res.partner"].sudo().with_context(active_test=False)
        return (
            everybody.search([("commercial_partner_id", "=", self.id)], order="id").ids or self.ids
        )

    @api.model
    def _bpm_sum(self, amount):
        """A sum as people say it: in whole units of the currency of the first company."""
        return format_amount(
            self.env, round(amount), self.env.company.currency_id, trailing_zeroes=False
        )

    @api.model
    def _bpm_portrait_rates(self):
        """SQL: a table (company_id, rate), from the active companies' currencies to the first."""
        own, today = self.env.company, fields.Date.context_today(self)
        convert = self.env["res.currency"]._get_conversion_rate
        rates = [
            SQL(
                "(%s, %s::numeric)",
                company.id,
                convert(company.currency_id, own.currency_id, own, today),
            )
            for company in self.env.companies
        ]
        return SQL("(VALUES %s) AS rates (company_id, rate)", SQL(", ").join(rates))

    def _bpm_open_documents(self, name):
        """The action that lists the documents behind ``name``, or None."""
        return getattr(self, f"_bpm_open_{name}")() if name in self._bpm_opened() else None

    @api.model
    def _bpm_opened(self):
        """Names of the lines and chips behind which there are documents; callers choose freely."""
        return {"bought", "often", "pays", "turnover", "owes", "open_now", "overdue"}

    @api.model
    def _bpm_list(self, title, model, domain, **more):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [[False, "list"], [False, "form"]],
            "domain": domain,
            "context": {"create": False},
            **more,
        }

    def _bpm_lines(self, title, domain):
        """Journal items of this firm's debts as a list, for whoever may see sums."""
        if not self._bpm_may_see_sums():
            return None
        common = [
            ("partner_id", "child_of", self.id),
            ("account_id.account_type", "=", "asset_receivable"),
            ("parent_state", "=", "posted"),
        ]
        return self._bpm_list(title, "account.move.line", [*common, *domain])

    def _bpm_invoice_rows(self, query):
        self.env["account.move"].flush_model()
        self.env["account.move.line"].flush_model()
        return self.env.execute_query(query)
