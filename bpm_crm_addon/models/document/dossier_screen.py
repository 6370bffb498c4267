"""Buttons of dossiers, and the doors to them from what they belong to."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.paper_state import THERE

SWITCH = "bpm_crm_addon.group_bpm_capability_contract"


class BpmDossier(models.Model):
    _inherit = "bpm.dossier"

    @api.model
    def bpm_open(self, model, res_id):
        """The dossier of something, as an action; made when it is opened for the first time."""
        if model not in self.env["bpm.document"]._bpm_document_models():
            raise UserError(self.env._("Papers cannot be kept with this. Keep them elsewhere."))
        record = self.env[model].browse(res_id).exists()
        record.check_access("read")
        dossier = self._bpm_for(record)[record.id]
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": dossier.id,
            "views": [(False, "form")],
            "name": self.env._("Papers"),
        }

    def action_refresh(self):
        """Look again what is there."""
        self.check_access("read")
        self._bpm_refresh()

    def action_ask(self):
        """Write to the counterparty: what is missing, and the link to bring it by."""
        self.ensure_one()
        self._bpm_link()
        self._bpm_refresh()
        template = self.env.ref("bpm_crm_addon.mail_template_papers", raise_if_not_found=False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for Papers"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template.id if template else False,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": "mail.mail_notification_light",
            },
        }

    def _bpm_link_told(self):
        """The address of the good link, for the letter."""
        return self._bpm_link().url

    def _bpm_missing_told(self):
        """The papers the counterparty still has to bring, for the letter: [name]."""
        rows = self.sudo().paper_ids.filtered(
            lambda row: row.brought_by == "customer" and row.state not in THERE
        )
        return rows.requirement_id.mapped("name")

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]

    def bpm_kinds_asked(self):
        """What files dropped here may be: the papers that are asked for and not there yet.

        :return: dictionaries of type_id and name
        """
        self.ensure_one()
        self.check_access("read")
        rows = self.paper_ids.filtered(lambda row: row.state not in ("present", "waived"))
        return [{"type_id": row.type_id.id, "name": row.requirement_id.name} for row in rows]

    def bpm_upload(self, files, type_id=None, name=None):
        """Make a paper of each file, kept with what the dossier is of.

        :param list files: dictionaries of name and data (base64)
        :param int type_id: their kind, when it is known
        :param str name: what they are called, when it is known
        :return: ids of the new papers
        """
        self.ensure_one()
        self.check_access("write")
        return self.env["bpm.document"].bpm_upload(
            {
                "res_model": self.res_model,
                "res_id": self.res_id,
                "company_id": self.company_id.id,
                "type_id": type_id,
                "name": name,
            },
            files,
        )

    def action_export(self):
        """All files of the dossier in one, with a list and their fingerprints."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm/dossier/{self.id}/export",
            "target": "download",
        }


class BpmWithPapers(models.AbstractModel):
    """For documents that have papers: how complete they are, and the way there."""

    _name = "bpm.with.papers"
    _description = "Has papers"

    bpm_papers_told = fields.Char(
        "Papers", compute="_compute_bpm_papers", help="How many of the required ones are there."
    )
    bpm_papers_severity = fields.Char(compute="_compute_bpm_papers")
    bpm_papers_missing = fields.Text("Missing papers", compute="_compute_bpm_papers")

    @api.depends_context("uid", "lang")
    def _compute_bpm_papers(self):
        switched_on = self.env.user.has_group(SWITCH)
        told = self.env["bpm.dossier"]._bpm_completeness(self) if switched_on else {}
        for record in self:
            one = told.get(record._origin.id) or {}
            has = one.get("required")
            record.bpm_papers_told = f"{one['present']}/{one['required']}" if has else False
            record.bpm_papers_severity = one.get("severity") or False
            record.bpm_papers_missing = "\n".join(one.get("missing", ())) or False

    def action_bpm_papers(self):
        """Open the papers of it."""
        self.ensure_one()
        return self.env["bpm.dossier"].bpm_open(self._name, self.id)


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "bpm.with.papers"]

    def _bpm_open_more(self):
        """Override of `partner` to tell of required papers that are not there."""
        rows = super()._bpm_open_more()
        if not self.env.user.has_group(SWITCH):
            return rows
        told = self.env["bpm.dossier"]._bpm_completeness(self).get(self.id)
        missing = told["missing"] if told else []
        if missing:
            many = len(missing) > 1
            text = self.env._("not there: %s", len(missing)) if many else missing[0]
            door = {"name": "papers"}
            title = self.env._("Papers")
            rows.append({"key": "papers", "title": title, "text": text, "open": door})
        return rows

    def _bpm_opened(self):
        """Override of `partner` to add the papers."""
        return super()._bpm_opened() | {"papers"}

    def _bpm_open_papers(self):
        return self.action_bpm_papers() if self.env.user.has_group(SWITCH) else None


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "bpm.with.papers"]
