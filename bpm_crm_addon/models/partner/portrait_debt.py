"""The portrait's line about what a counterparty owes. Who may not see sums is told it in words."""

from odoo import fields, models
from odoo.tools import SQL

from ...engine.ageing import ageing
from ...engine.sentence import mark

OLD = "31"  # the bucket from which a debt is told apart


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_portrait_owes(self):
        found = self._bpm_debt()
        label = self.env._("Owes")
        if found.total <= 0 and not found.overdue:
            return {"label": label, "sentence": mark(self.env._("nothing"), "good")}
        sums = self._bpm_may_see_sums()
        said = self._bpm_owes_sums(found) if sums else self._bpm_owes_words(found)
        return {
            "label": label,
            "sentence": said + self._bpm_owes_note(),
            "open": sums,
            "links": self._bpm_owes_links(),
        }

    def _bpm_owes_note(self):
        """What is said about a debt besides. To be filled by whoever knows more."""
        return ""

    def _bpm_owes_links(self):
        """[{"name", "label"}] for `bpm_portrait_open`. To be filled by whoever knows more."""
        return []

    def _bpm_owes_words(self, found):
        said = self.env._("a payment is late") if found.overdue else self.env._("nothing late")
        return mark(said, "danger" if found.overdue else "good")

    def _bpm_owes_sums(self, found):
        total, old = mark(self._bpm_sum(found.total)), self._bpm_old(found)
        if not found.overdue:
            return self.env._("%s, nothing of it late", total)
        late = mark(self._bpm_sum(found.overdue), "danger")
        if old:
            return self.env._(
                "%(total)s, of it late %(late)s (more than 30 days: %(old)s)",
                total=total,
                late=late,
                old=mark(self._bpm_sum(old), "danger"),
            )
        if found.longest == 1:
            return self.env._("%(total)s, of it late %(late)s (by one day)", total=total, late=late)
        return self.env._(
            "%(total)s, of it late %(late)s (up to %(days)s days)",
            total=total,
            late=late,
            days=mark(found.longest),
        )

    def _bpm_old(self, found):
        return sum(amount for start, amount in found.buckets.items() if int(start) >= int(OLD))

    def _bpm_debt(self):
        """The Ageing of what this firm owes today."""
        today = fields.Date.context_today(self)
        rows = self._bpm_invoice_rows(
            SQL(
                """SELECT l.amount_residual * rates.rate, coalesce(l.date_maturity, l.date)
                     FROM account_move_line l
                     JOIN account_account a
                       ON a.id = l.account_id AND a.account_type = 'asset_receivable'
                     JOIN %s ON rates.company_id = l.company_id
                    WHERE l.partner_id = ANY(%s) AND l.parent_state = 'posted'
                      AND l.reconciled IS NOT TRUE AND l.amount_residual <> 0 AND %s""",
                self._bpm_portrait_rates(),
                self._bpm_family(),
                self._bpm_told(SQL("l.move_id")),
            )
        )
        return ageing([(float(amount), (today - due).days) for amount, due in rows])

    def _bpm_open_owes(self):
        return self._bpm_lines(self.env._("Not yet paid"), [("reconciled", "=", False)])
