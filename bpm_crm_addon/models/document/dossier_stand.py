"""How it stands with the papers: required, found, waived; for any number of records at once."""

from ast import literal_eval

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...engine.paper_state import THERE, Paper, completeness, stand


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_dossier_parties(self):
        """Return {id: partners whose papers count for it}. Override it where there are several."""
        if self._name == "res.partner":
            return {record.id: record for record in self}
        none = self.env["res.partner"]
        has = "partner_id" in self._fields and self._fields["partner_id"].comodel_name == none._name
        return {record.id: record.partner_id if has else none for record in self}


class BpmDossier(models.Model):
    _inherit = "bpm.dossier"

    @api.model
    def _bpm_completeness(self, records):
        """Return {id: {"present", "required", "missing": [sentences], "severity"}}; reads only.

        `severity` is the heaviest of what is missing: "", note, warn or block.
        """
        told = {}
        for record_id, rows in self._bpm_stands(records).items():
            there, required, severity = completeness(
                [(row["state"], row["rule"].severity) for row in rows]
            )
            told[record_id] = {
                "present": there,
                "required": required,
                "missing": [self._bpm_sentence(row) for row in rows if row["state"] not in THERE],
                "severity": severity,
            }
        return told

    def _bpm_sentence(self, row):
        """One sentence about a paper that is not there."""
        rule = row["rule"].with_env(self.env).sudo()
        names = {"paper": rule.name, "type": rule.type_id.name}
        if row["state"] == "check":
            return self.env._("%(paper)s came in and has to be looked at.", **names)
        if row["state"] == "expired":
            day = format_date(self.env, row["until"])
            return self.env._("%(paper)s was good until %(day)s.", day=day, **names)
        if rule.brought_by == "us":
            return self.env._("%(paper)s is missing; we have to bring it.", **names)
        return self.env._("%(paper)s is missing; the counterparty has to bring it.", **names)

    @api.model
    def _bpm_stands(self, records):
        """{id: [{"rule", "state", "paper", "until", "row"}]}, in the order of the rules.

        A fixed number of queries, plus one for each rule with a condition.
        """
        records = records._origin
        rules = self._bpm_rules(records)
        found = {record.id: [] for record in records}
        if not rules:
            return found
        companies, parties = self._bpm_companies(records), self._bpm_parties(records)
        applying = {rule: self._bpm_applies(rule, records) for rule in rules}
        papers = self._bpm_by_rule(records, rules, parties)
        rows = self._bpm_rows(records)
        today = fields.Date.context_today(self)
        for record in records:
            for rule in rules:
                if record.id not in applying[rule]:
                    continue
                if rule.company_id and rule.company_id.id != companies[record.id]:
                    continue
                row = rows.get((record.id, companies[record.id], rule.id))
                state, paper, until = stand(
                    [
                        _facts_of(one)
                        for one in papers.of(rule, record, companies[record.id], parties)
                    ],
                    today,
                    valid_months=rule.valid_months,
                    waived=bool(row and row.state == "waived"),
                )
                found[record.id].append(
                    {"rule": rule, "state": state, "paper": paper, "until": until, "row": row}
                )
        return found

    def _bpm_rules(self, records):
        """The rules for this kind of record, as the system."""
        return (
            self.env["bpm.dossier.requirement"].sudo().search([("model_name", "=", records._name)])
        )

    def _bpm_applies(self, rule, records):
        """Ids of the records a rule is about."""
        domain = literal_eval(rule.domain or "[]")
        if not domain:
            return set(records.ids)
        found = (
            self.env[records._name]
            .sudo()
            .with_context(active_test=False)
            .search(Domain("id", "in", records.ids) & Domain(domain))
        )
        return set(found.ids)

    def _bpm_by_rule(self, records, rules, parties):
        """All papers that may count for any of the records, by what they belong to; one query."""
        firms = self.env["res.partner"].union(*parties.values())
        of_them = Domain("res_model", "=", records._name) & Domain("res_id", "in", records.ids)
        if firms:
            of_them |= Domain("partner_id.commercial_partner_id", "in", firms.ids)
        found = (
            self.env["bpm.document"]
            .sudo()
            .search(
                of_them
                & Domain("type_id", "in", rules.type_id.ids)
                & Domain("current_version_id", "!=", False)
                & Domain("disposed_at", "=", False),
                order="id",
            )
        )
        return Candidates(found, records._name)

    def _bpm_rows(self, records):
        """{(id, company, rule): row} of what was noted before."""
        rows = (
            self.env["bpm.dossier.paper"]
            .sudo()
            .search(
                [
                    ("dossier_id.res_model", "=", records._name),
                    ("dossier_id.res_id", "in", records.ids),
                ]
            )
        )
        return {
            (row.dossier_id.res_id, row.company_id.id, row.requirement_id.id): row for row in rows
        }


class Candidates:
    """Papers by kind, company and what they belong to: a record itself, or a firm."""

    def __init__(self, papers, model):
        self.own, self.firms = {}, {}
        for paper in papers:
            kind = (paper.type_id.id, paper.company_id.id)
            if paper.res_model == model:
                self.own.setdefault((*kind, paper.res_id), []).append(paper)
            firm = paper.partner_id.commercial_partner_id.id
            self.firms.setdefault((*kind, firm), []).append(paper)

    def of(self, rule, record, company, parties):
        """The papers that count for a rule about a record."""
        kind = (rule.type_id.id, company)
        found = list(self.own.get((*kind, record.id), ()))
        if rule.kept_with == "partner":
            for firm in parties[record.id].ids:
                found += self.firms.get((*kind, firm), ())
        there = {paper.id: paper for paper in found if paper.frozen or not rule.signed_only}
        return there.values()


def _facts_of(paper):
    return Paper(paper.id, paper.date, paper.valid_until or None, paper.to_check)
