"""What the portrait tells about a debt besides: when payment was promised, and the statement."""

from odoo import fields, models
from odoo.tools import format_date

from ...engine.sentence import mark
from ..partner.portrait import SEES_INVOICES


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_owes_note(self):
        """Override of `partner` to tell the next promise that is still open."""
        note, promise = super()._bpm_owes_note(), self._bpm_promised()[:1]
        if not promise:
            return note
        late = promise.date < fields.Date.context_today(self)
        day = mark(format_date(self.env, promise.date), "danger" if late else "")
        return note + self.env._("; promised for %s", day)

    def _bpm_owes_links(self):
        """Override of `partner` to add the ways to the promises and to the statement."""
        links = super()._bpm_owes_links()
        if self._bpm_promised():
            links.append({"name": "promises", "label": self.env._("Promises")})
        if self.env.user.has_groups(SEES_INVOICES):
            links.append({"name": "statement", "label": self.env._("Statement of Account")})
        return links

    def _bpm_opened(self):
        """Override to add what is told here."""
        return super()._bpm_opened() | {"promises", "statement"}

    def _bpm_promised(self):
        """The promises of this firm that are still open and that the reader may see."""
        promises = self.env["bpm.payment.promise"]
        if not promises.has_access("read"):
            return promises
        return promises.search(
            [
                ("partner_id", "=", self.id),
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "open"),
            ]
        )

    # === DOCUMENTS === #

    def _bpm_open_promises(self):
        return self._bpm_list(
            self.env._("Promises"), "bpm.payment.promise", [("partner_id", "=", self.id)]
        )

    def _bpm_open_statement(self):
        """The paper, for whoever may print it."""
        if not self.env.user.has_groups(SEES_INVOICES):
            return None
        return self.env.ref("bpm_crm_addon.action_report_statement").report_action(self)
