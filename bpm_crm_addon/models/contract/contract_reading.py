"""What an approver wants to know of a contract beside what it says: how its text differs from the
template, and how the other side pays."""

from odoo import models
from odoo.tools import format_amount

from ...engine.text_compare import side_by_side

MOST = 5  # differences told; the others are a click away
LONGEST = 160  # letters of each


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    def _facts_of_one(self):
        """Override: where the text comes from, and what was changed in it by hand."""
        return [*super()._facts_of_one(), *self._text_facts()]

    def _text_facts(self):
        """[[label, words]] about the text as it stands."""
        label, now = self.env._("Text"), self._text_version()
        if not now:
            return [[label, self.env._("None yet: what is agreed is this card")]]
        versions = now.document_id.version_ids.filtered("template_id").sorted("number")
        made = versions[-1:]
        if not made:
            return [[label, self.env._("Version %s, not from a template", now.number)]]
        words = {
            "number": now.number,
            "template": made.template_id.name,
            "version": made.template_version,
        }
        if made == now:
            said = self.env._(
                "Version %(number)s, unchanged from %(template)s, version %(version)s", **words
            )
            return [[label, said]]
        said = self.env._(
            "Version %(number)s, changed by hand after %(template)s, version %(version)s", **words
        )
        return [[label, said], *self._differences(made, now)]

    def _differences(self, made, now):
        """[[label, words]] of the lines in which two versions differ, the first few."""
        before, after = made._bpm_text(), now._bpm_text()
        if before is None or after is None:
            return []
        label = self.env._("Differs from the template")
        rows = [row for row in side_by_side(before, after) if row.kind not in ("same", "gap")]
        told = [[label, self._difference(row)] for row in rows[:MOST]]
        if len(rows) > MOST:
            told.append([label, self.env._("and %s more", len(rows) - MOST)])
        return told

    def _difference(self, row):
        old, new = (
            "".join(text for text, _differs in side)[:LONGEST] for side in (row.left, row.right)
        )
        return f"{old or '–'} → {new or '–'}"


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _compute_bpm_page(self):
        """Override: who reads about a contract sees how the other side pays, as of now and as far
        as they may see sums."""
        super()._compute_bpm_page()
        for request in self.filtered(lambda one: one.sudo().res_model == "bpm.contract"):
            page = request.bpm_page
            facts = [*page["facts"], *request._remark_facts(), *request._paying_facts()]
            request.bpm_page = {**page, "facts": facts}

    def _paying_facts(self):
        """[[label, words]] about the counterparty's debts and habits; fields say who may."""
        request = self.sudo()
        partner = request.partner_id.sudo(False).with_company(request.company_id)
        if not partner or not partner.has_access("read"):
            return []
        result = []
        for name in ("bpm_receivable", "bpm_overdue", "bpm_pays", "bpm_rfm_group"):
            field, value = partner._fields[name], partner[name]
            if not value:
                continue
            if field.type == "monetary":
                value = format_amount(self.env, value, request.company_id.currency_id)
            else:
                value = dict(field._description_selection(self.env)).get(value, value)
            result.append([field._description_string(self.env), value])
        return result
