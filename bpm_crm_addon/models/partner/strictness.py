"""Strictness: what doubts about a counterparty may do when the company commits itself."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.strictness import effect
from .finding import VALUE_KINDS

NUMBER_SEVERITY = "block"  # a tax number is what a contract and an invoice stand on


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_strictness = fields.Selection(
        [("soft", "Note"), ("warn", "Warn"), ("block", "Block")],
        string="Doubts about counterparties",
        required=True,
        default="soft",
        help="Entering is never stopped. Note: only a data steward sees doubts. Warn: who confirms "
        "a quotation is told. Block: what is marked so must be put right before.",
    )
    bpm_verified_months = fields.Integer(
        string="Check again after (months)",
        default=12,
        help="A check older than this counts as long ago. 0: never.",
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _bpm_doubts_told(self, company, fresh=True):
        """What stands against committing the company with these firms and people.

        :param fresh: look at the data first instead of relying on what is known
        :return: {id: [(effect, sentence)]}, effects "warn" and "block" only
        """
        findings_sudo = self.env["bpm.partner.finding"].sudo()
        partners = self.sudo().commercial_partner_id
        if company.bpm_strictness == "soft" or not partners:
            return {}
        if fresh:
            partners.with_company(company)._bpm_look_at_all()
        return findings_sudo._told(Domain("partner_id", "in", partners.ids), company)

    def _bpm_look_at_all(self):
        """Look at everything of these that a rule says something about."""
        findings = self.env["bpm.partner.finding"]
        findings._look_at_numbers(self, at_stake=True)
        findings._look(self, self.env["bpm.partner.attribute"]._watched("res.partner"))


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    @api.model
    def _told(self, whose, company):
        """{id of the holder: [(effect, sentence)]} of open doubts about values that the company
        wants to be told; `whose`: a domain."""
        found = self.search(
            Domain(whose)
            & Domain("state", "=", "open")
            & Domain("kind", "in", list(dict(VALUE_KINDS)))
            & (Domain("attribute_id", "!=", False) | Domain("field_name", "=", "vat"))
        )
        told = {}
        for finding in found:
            what = effect(finding._severity(), company.bpm_strictness)
            if what != "note":
                told.setdefault(finding._holder().id, []).append((what, finding._sentence()))
        return told

    def _severity(self):
        """What the doubt deserves: "note", "warn" or "block"."""
        if self.attribute_id:
            return self.attribute_id.severity
        return NUMBER_SEVERITY if self.field_name == "vat" else "note"

    @api.model
    def _field_title(self, name):
        """A field as forms call it."""
        field = self.env["res.partner"]._fields.get(name)
        return field._description_string(self.env) if field else ""

    def _sentence(self):
        """The doubt in words, for people."""
        self.ensure_one()
        what = self.attribute_id.name or self._field_title(self.field_name)
        facts = {"what": what, "value": self.value or "", "suggestion": self.suggestion or ""}
        if self.kind == "digits" and self.suggestion:
            return self.env._("%(what)s %(value)s: did you mean %(suggestion)s?", **facts)
        sentences = {
            "digits": self.env._("%(what)s %(value)s: the digits do not fit together", **facts),
            "form": self.env._("%(what)s %(value)s does not look as expected", **facts),
            "low": self.env._("%(what)s %(value)s is too small", **facts),
            "high": self.env._("%(what)s %(value)s is too large", **facts),
            "missing": self.env._("%(what)s is missing", **facts),
            "sources": self.env._("%(what)s: %(value)s here, %(suggestion)s elsewhere", **facts),
            "double": self._double_sentence(),
            "check": self.env._("Nobody has checked it yet"),
            "changed": self.env._("Changed after the check: %s", self.value or ""),
            "stale": self.env._("Checked long ago"),
        }
        return sentences[self.kind]

    def _double_sentence(self):
        if self.kind != "double":
            return ""
        return self.env._(
            "Looks like %(other)s. %(why)s",
            other=self.sudo().other_id.display_name or "",
            why=self.env["res.partner"]._bpm_why_alike(tuple((self.value or "").split(","))),
        )
