"""Rows of dossiers follow what is required and what is there."""

from datetime import timedelta

from odoo import api, fields, models

BATCH = 200


class BpmDossier(models.Model):
    _inherit = "bpm.dossier"

    def _bpm_refresh(self):
        """Bring the rows of these dossiers up to date; only what changed is written."""
        papers = self.env["bpm.dossier.paper"].sudo()
        today = fields.Date.context_today(self)
        me = self.env.user if self.env.user.active and self.env.user._is_internal() else None
        new = []
        by_kind = self.sudo().grouped(lambda one: (one.res_model, one.company_id))
        for (model, company), dossiers in by_kind.items():
            if model not in self.env:
                continue
            owners = self.env[model].sudo().browse(dossiers.mapped("res_id")).exists()
            here = self.with_company(company)
            companies = here._bpm_companies(owners)
            stands = here._bpm_stands(owners)
            people = _responsible(owners)
            for dossier in dossiers:
                if companies.get(dossier.res_id, company.id) != company.id:
                    continue  # its owner has gone to another company: this one stays as it was
                rows = stands.get(dossier.res_id, [])
                kept = papers.union(*(row["row"] for row in rows if row["row"]))
                (dossier.paper_ids - kept).unlink()
                for row in rows:
                    values = {
                        "state": row["state"],
                        "document_id": row["paper"] or False,
                        "valid_until": row["until"] or False,
                    }
                    if row["row"]:
                        _write_changes(row["row"], values)
                        continue
                    rule = row["rule"]
                    new.append(
                        {
                            **values,
                            "dossier_id": dossier.id,
                            "requirement_id": rule.id,
                            "user_id": people.get(dossier.res_id) or (me and me.id),
                            "due": today + timedelta(days=rule.days),
                        }
                    )
        papers.create(new)
        self.sudo().filtered(lambda one: one.refreshed_on != today).refreshed_on = today

    @api.model
    def _cron_refresh(self):
        """Once a day: what expires, what is required anew, and what changed without us."""
        for model in dict(self.env["bpm.dossier.requirement"]._selection_model_name()):
            rules = self.env["bpm.dossier.requirement"].search([("model_name", "=", model)])
            if rules and model in self.env:
                changed = self.env[model].search(
                    [("write_date", ">=", fields.Datetime.now() - timedelta(days=7))], limit=2_000
                )
                for rule in rules:
                    self._bpm_make_for(rule, changed)
        # Those of today are left out: a run that was cut short goes on where it stopped.
        today = fields.Date.context_today(self)
        dossiers = self.search(
            ["|", ("refreshed_on", "=", False), ("refreshed_on", "<", today)], order="id"
        )
        self.env["ir.cron"]._commit_progress(remaining=len(dossiers))
        for start in range(0, len(dossiers), BATCH):
            batch = dossiers[start : start + BATCH]
            batch._bpm_refresh()
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                break

    def _bpm_make_for(self, rule, records):
        """Make the dossiers in which a rule asks for something, in the rule's company."""
        company = rule.company_id or self.env.company
        here = self.with_company(company)
        applying = records.browse(self._bpm_applies(rule, records))
        if rule.company_id:
            companies = here._bpm_companies(applying)
            applying = applying.filtered(lambda record: companies[record.id] == company.id)
        here._bpm_make(applying)


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_versions_added(self, versions):
        """Override: dossiers that wait for such papers."""
        super()._bpm_versions_added(versions)
        self._bpm_refresh_dossiers()

    def _bpm_refresh_dossiers(self):
        """Refresh the dossiers in which these papers may count."""
        papers = self.sudo()
        if not self.env["bpm.dossier.requirement"].sudo().search_count([], limit=1):
            return
        firms = papers.partner_id.commercial_partner_id
        owners = [
            ("res_model", "in", list(set(filter(None, papers.mapped("res_model"))))),
            ("res_id", "in", list(set(filter(None, papers.mapped("res_id"))))),
        ]
        dossiers = (
            self.env["bpm.dossier"]
            .sudo()
            .search(["|", ("partner_id.commercial_partner_id", "in", firms.ids), "&", *owners])
        )
        dossiers._bpm_refresh()


def _write_changes(row, values):
    changed = {
        name: value
        for name, value in values.items()
        if (row[name].id if name == "document_id" else row[name]) != value
    }
    if changed:
        row.write(changed)


def _responsible(owners):
    """{id: id of the user responsible for it}."""
    if "user_id" not in owners._fields:
        return {}
    return {owner.id: owner.user_id.id for owner in owners}
