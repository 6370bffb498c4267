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

    def action_compare(self):
        """The newest two versions side by side."""
        self.ensure_one()
        self.check_access("read")
        versions = self.version_ids.sorted("number", reverse=True)
        if len(versions) < 2:
            raise UserError(self.env._("There is only one version, so nothing to compare."))
        return self._bpm_compare(versions[1], versions[0])

    def _bpm_compare(self, left, right):
        compared = self.env["bpm.document.compare"].create(
            {"document_id": self.id, "left_id": left.id, "right_id": right.id}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Versions"),
            "res_model": compared._name,
            "res_id": compared.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def action_remake(self):
        """Fill the template in anew; nothing changes where nothing has changed."""
        for paper in self:
            template, owner = paper.template_id, paper.res_model and paper.env[paper.res_model]
            if not template or owner is None or owner is False:
                raise UserError(self.env._("This paper was not made from a template."))
            template._bpm_generate(owner.browse(paper.res_id))

    def action_sign(self):
        """It was signed on paper or elsewhere: from now on nothing of it changes."""
        self.check_access("write")
        self._bpm_freeze()

    def action_open_owner(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def action_hold(self):
        return self._bpm_ask_reason("hold", self.env._("Put on Hold"))

    def action_dispose(self):
        return self._bpm_ask_reason("dispose", self.env._("Dispose of Papers"))

    def _bpm_ask_reason(self, what, title):
        self._bpm_refuse_others()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "bpm.document.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_what": what, "default_document_ids": [(6, 0, self.ids)]},
        }


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

    def action_compare(self):
        """This version beside the one before it."""
        self.ensure_one()
        before = self.document_id.version_ids.filtered(lambda one: one.number < self.number)
        if not before:
            raise UserError(self.env._("This is the first version, so nothing to compare with."))
        return self.document_id._bpm_compare(before.sorted("number")[-1], self)


class BpmDossierPaper(models.Model):
    _inherit = "bpm.dossier.paper"

    def action_waive(self):
        """Ask why it is not needed."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Not Needed"),
            "res_model": "bpm.document.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_what": "waive", "default_row_ids": [(6, 0, self.ids)]},
        }

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

    def action_try(self):
        """Try it on the newest thing it is for."""
        self.ensure_one()
        newest = self.env[self.model_name].search([], order="id desc", limit=1)
        tried = self.env["bpm.template.try"].create(
            {
                "template_id": self.id,
                "target": f"{self.model_name},{newest.id}" if newest else False,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try It"),
            "res_model": tried._name,
            "res_id": tried.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def action_download(self):
        """The newest Word file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm/template/{self.id}/file",
            "target": "download",
        }
