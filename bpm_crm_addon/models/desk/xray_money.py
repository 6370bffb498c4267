"""Money: what is overdue, how late clients pay on average, and who was never written to.

Average days late is the usual one, weighted by amount: the days between due date and payment,
never below zero, of every due line of the last 12 months; what is still open counts up to today.
Credit notes settle a debt without paying it and are left out, and so are exchange differences.
"""

from odoo import models
from odoo.tools import SQL

from .xray import FIGURE, WORST

FEWEST = 20


class BpmXray(models.AbstractModel):
    _inherit = "bpm.xray"

    def _card_money(self):
        debtors, late = self._overdue(), self._average_late()
        if not debtors and late["lines"] < FEWEST:
            return self._too_little(
                self.env._(
                    "Fewer than %s payments fell due in the last 12 months and nothing is overdue: "
                    "come back later.",
                    FEWEST,
                )
            )
        return {
            "sentences": [
                *(self._sentences_overdue(debtors) or [self._nothing_overdue()]),
                self._sentence_late(late),
                *self._sentences_unwritten(debtors),
            ],
            "button": self._button_overdue() if debtors else False,
            "worst": self._worst_money(debtors),
        }

    def _nothing_overdue(self):
        return self._plain(self.env._("Nothing is overdue today."))

    def _sentences_overdue(self, debtors):
        return debtors and [
            self._sentence(
                self.env._("Overdue today: %s.", FIGURE),
                self._money(sum(row["amount"] for row in debtors)), "lines", "account.move.line",
            ),
            self._sentence(
                self.env._("Clients who owe it: %s.", FIGURE),
                self._number(len(debtors)), "clients", "res.partner",
            ),
        ]  # fmt: skip

    def _sentence_late(self, late):
        if late["lines"] < FEWEST:
            return self._plain(
                self.env._(
                    "Fewer than %s payments fell due in the last 12 months: too few to say how "
                    "late clients pay.",
                    FEWEST,
                )
            )
        return self._sentence(
            self.env._("Average delay of payments, in days and weighted by amount: %s.", FIGURE),
            self._number(late["days"]), "due", "account.move.line",
        )  # fmt: skip

    def _sentences_unwritten(self, debtors):
        if not debtors:
            return []
        unwritten = self._never_written_to()
        share = self._share(len(unwritten), len(debtors))
        return [
            self._sentence(
                self.env._(
                    "Nobody wrote to them from here after the due date: %(figure)s of these "
                    "clients (%(share)s).",
                    figure=FIGURE, share=share,
                ),
                self._number(len(unwritten)), unwritten and "unwritten", "res.partner",
            )
        ]  # fmt: skip

    def _button_overdue(self):
        may = self.env["account.move"].has_access("read")
        return may and {"label": self.env._("See the overdue invoices"), "key": "invoices"}

    def _open_money(self, key):
        if key == "due":
            return self._list_lines(
                self.env._("Due in the last 12 months"),
                [
                    ("account_id.account_type", "=", "asset_receivable"),
                    ("display_type", "=", "payment_term"),
                    ("parent_state", "=", "posted"),
                    ("balance", ">", 0),
                    ("company_id", "in", self._company_ids()),
                    ("date_maturity", ">=", str(self._year_ago())),
                    ("date_maturity", "<", str(self._today())),
                ],
            )
        if key == "unwritten":
            title = self.env._("Overdue, and nobody wrote to them")
            return self._list(title, "res.partner", [("id", "in", self._never_written_to())])
        debtors = self._overdue()
        lines = [line for row in debtors for line in row["lines"]]
        if key == "clients":
            ids = [row["partner_id"] for row in debtors]
            return self._list(
                self.env._("Clients who are late"), "res.partner", [("id", "in", ids)]
            )
        if key == "lines":
            return self._list_lines(self.env._("Overdue"), [("id", "in", lines)])
        return self._list_invoices(lines) if key == "invoices" else None

    def _list_lines(self, title, domain):
        view = self.env.ref("bpm_crm_addon.account_move_line_view_list_xray")
        return self._list(
            title, "account.move.line", domain, views=[(view.id, "list"), (False, "form")]
        )

    def _list_invoices(self, lines):
        view = self.env.ref("account.view_out_invoice_tree")
        return self._list(
            self.env._("Overdue invoices"),
            "account.move",
            [("line_ids", "in", lines), ("move_type", "=", "out_invoice")],
            views=[(view.id, "list"), (False, "kanban"), (False, "form")],
            context={"default_move_type": "out_invoice"},
        )

    def _worst_money(self, debtors):
        return bool(debtors) and {
            "title": self.env._("The largest"),
            "columns": [
                self.env._("Customer"), self.env._("Overdue"), self.env._("Days"),
            ],
            "rows": [
                [row["name"], self._money(row["amount"]), self._number(row["days"])]
                for row in debtors[:WORST]
            ],
        }  # fmt: skip

    # === READING === #

    def _average_late(self):
        """How many lines fell due in a year (lines), and the average days late (days)."""
        [row] = self._rows(
            SQL(
                """
                WITH due AS (
                    SELECT l.id, l.date_maturity, l.amount_residual, rates.rate
                      FROM account_move_line l
                      JOIN account_account a
                        ON a.id = l.account_id AND a.account_type = 'asset_receivable'
                      JOIN %(rates)s ON rates.company_id = l.company_id
                     WHERE l.parent_state = 'posted' AND l.display_type = 'payment_term'
                       AND l.balance > 0
                       AND l.date_maturity >= %(since)s AND l.date_maturity < %(today)s
                ), parts AS (
                    SELECT r.amount * due.rate AS amount,
                           greatest(0, c.date - due.date_maturity) AS late
                      FROM due
                      JOIN account_partial_reconcile r ON r.debit_move_id = due.id
                      JOIN account_move_line c ON c.id = r.credit_move_id
                     WHERE c.display_type <> 'payment_term'
                       AND NOT EXISTS (SELECT FROM account_partial_reconcile x
                                        WHERE x.exchange_move_id = c.move_id)
                     UNION ALL
                    SELECT due.amount_residual * due.rate, %(today)s - due.date_maturity
                      FROM due WHERE due.amount_residual > 0
                )
                SELECT (SELECT count(*) FROM due) AS lines,
                       coalesce(sum(amount * late) / nullif(sum(amount), 0), 0) AS days
                  FROM parts
                """,
                rates=self._rates(),
                since=self._year_ago(),
                today=self._today(),
            )
        )
        return {"lines": row["lines"], "days": float(row["days"])}

    def _never_written_to(self):
        """The ids of clients who are late and got no message from here since they became so.

        Any message of a colleague counts that went to the client or to one of its contacts, by
        mail or as a text message, whatever it was about.
        """
        rows = self._rows(
            SQL(
                """
                SELECT owes.partner_id
                  FROM (%s) owes
                 WHERE NOT EXISTS (
                     SELECT FROM res_partner p
                       JOIN mail_notification n ON n.res_partner_id = p.id
                       JOIN mail_message m ON m.id = n.mail_message_id
                      WHERE p.commercial_partner_id = owes.partner_id
                        AND n.notification_type IN ('email', 'sms')
                        AND m.date >= owes.first_due + 1)
                 ORDER BY owes.partner_id
                """,
                self._query_overdue(),
            )
        )
        return [row["partner_id"] for row in rows]
