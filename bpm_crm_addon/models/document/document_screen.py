"""Buttons of papers, templates and rows of dossiers."""

from odoo import models
from odoo.exceptions import UserError


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def action_open_file(self):
        """Read the newest version."""
        self.ensure_one()
        return self._bpm_version_url(self.current_version_id, "view")

    def action_download(self):
        self.ensure_one()
        return self._bpm_version_url(self.current_version_id, "download")

    def _bpm_version_url(self, version, how):
        if not version:
            raise UserError(self.env._("%s has no file yet. Drop one on it.", self.display_name))
        return version._bpm_url(how)

    def action_remake(self):
        """Fill the template in anew; nothing changes where nothing has changed."""
        for paper in self:
            if not paper.template_id or not paper.res_model:
                raise UserError(self.env._("This paper was not made from a template."))
            paper.template_id._bpm_generate(self.env[paper.res_model].browse(paper.res_id))

    def action_sign(self):
        """It was signed on paper or elsewhere: from now on nothing of it changes."""
        self.check_access("write")
        self._bpm_freeze()


class BpmDocumentVersion(models.Model):
    _inherit = "bpm.document.version"

    def _bpm_url(self, how):
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm/paper/{self.id}/{how}",
            "target": "new" if how == "view" else "download",
        }

    def action_open_file(self):
        self.ensure_one()
        return self._bpm_url("view")

    def action_download(self):
        self.ensure_one()
        return self._bpm_url("download")


class BpmDossierPaper(models.Model):
    _inherit = "bpm.dossier.paper"

    def action_open_dossier(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.dossier",
            "res_id": self.dossier_id.id,
            "views": [(False, "form")],
        }

    def action_open_paper(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.document",
            "res_id": self.document_id.id,
            "views": [(False, "form")],
        }


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    def action_download(self):
        """The newest Word file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm/template/{self.id}/file",
            "target": "download",
        }
