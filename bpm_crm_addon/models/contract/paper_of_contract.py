"""Papers that are the text of a contract change only as the contract itself may."""

from odoo import api, fields, models

from .contract import BEHIND_SIGNING
from .contract_states import StateByHand

TEXT = ("contract", "amendment")


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    contract_text = fields.Boolean(
        "Text of the Contract", compute="_compute_contract_text", store=True, readonly=False,
        copy=False, help="It is part of what is approved and signed, not only kept beside it.",
    )  # fmt: skip

    @api.depends("type_id", "res_model")
    def _compute_contract_text(self):
        """Contracts and amendments are text; whatever else lies with a contract is not."""
        for paper in self:
            paper.contract_text = (
                paper.res_model == "bpm.contract" and paper.sudo().type_id.code in TEXT
            )

    @api.model
    def _bpm_document_models(self):
        """Override: contracts have papers."""
        return [*super()._bpm_document_models(), "bpm.contract"]

    def _texts_of(self):
        """The contracts whose text these papers are."""
        return self.sudo().filtered("contract_text")._owning_contracts()

    def _owning_contracts(self):
        papers = self.sudo().filtered(lambda paper: paper.res_model == "bpm.contract")
        return self.env["bpm.contract"].sudo().browse(set(papers.mapped("res_id"))).exists()

    # === CHANGES === #

    def _bpm_add_version(self, files):
        """Override: a new version of a contract's text is a change of the contract."""
        contracts = self._texts_of()
        if not contracts:
            return super()._bpm_add_version(files)
        with contracts._text_changing():
            return super()._bpm_add_version(files)

    def write(self, vals):
        """Override: what becomes text, stops being it or moves changes a contract, too."""
        contracts = self._concerned_by(vals)
        if not contracts:
            return super().write(vals)
        with contracts._text_changing():
            result = super().write(vals)
            self.flush_recordset(["contract_text"])
            return result

    def _concerned_by(self, vals):
        """The contracts whose text changes by this."""
        if not vals.keys() & {"contract_text", "type_id", "res_model", "res_id"}:
            return self.env["bpm.contract"]
        kind = self.env["bpm.document.type"].sudo().browse(vals.get("type_id"))
        becomes = vals.get("contract_text") or kind.code in TEXT
        left = self._owning_contracts() if becomes else self._texts_of()
        if not vals.keys() & {"res_model", "res_id"}:
            return left
        return left | self._arriving_at(vals, becomes)

    def _arriving_at(self, vals, become):
        """The contracts these papers move to, as their text."""
        texts = self.sudo().filtered(
            lambda paper: become or paper.contract_text or paper.type_id.code in TEXT
        )
        ids = {
            vals.get("res_id", paper.res_id)
            for paper in texts
            if vals.get("res_model", paper.res_model) == "bpm.contract"
        }
        return self.env["bpm.contract"].sudo().browse(filter(None, ids)).exists()

    def unlink(self):
        """Override: a contract's text does not disappear unnoticed."""
        contracts = self._texts_of()
        if not contracts:
            return super().unlink()
        with contracts._text_changing():
            return super().unlink()

    def _bpm_freeze(self):
        """Override: the text of a contract is signed with the contract, not by itself."""
        for contract in self._texts_of().filtered(lambda one: one.state not in BEHIND_SIGNING):
            raise StateByHand(
                self.env._(
                    "This is the text of “%s”, which nobody has signed yet. Open the contract and "
                    "use Send for Signature.",
                    contract.display_name,
                )
            )
        return super()._bpm_freeze()


class BpmDossierRequirement(models.Model):
    _inherit = "bpm.dossier.requirement"

    @api.model
    def _selection_model_name(self):
        """Override: papers can be required for contracts."""
        return [*super()._selection_model_name(), ("bpm.contract", self.env._("Contract"))]


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    @api.model
    def _selection_model_name(self):
        """Override: contracts are made from templates."""
        return [*super()._selection_model_name(), ("bpm.contract", self.env._("Contract"))]
