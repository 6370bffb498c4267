"""How a paper comes from one state into another: one table, one door."""

from odoo import api, models
from odoo.exceptions import UserError

from .document_freeze import AFTER_SIGNING

# From where a paper may come into each state.
SOURCES = {
    "draft": ("approval", "approved", "archived"),
    "approval": ("draft",),
    "approved": ("draft", "approval"),
    "signed": ("draft", "approval", "approved"),
    "archived": ("draft", "approved", "signed"),
}
# Written by doors only: by hand they would prove nothing.
DOORS = frozenset(
    {
        "state", "frozen", "number", "registered_at", "current_version_id", "disposed_at",
        "legal_hold", "hold_reason", "source_attachment", "template_id", "to_check",
    }
)  # fmt: skip
OWNER = frozenset({"res_model", "res_id"})


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a paper begins as a draft, with something the user may change."""
        if not self.env.su:
            for vals in vals_list:
                self._bpm_refuse_doors(vals)
                self._bpm_check_owner(vals)
        vals_list = self._bpm_with_owners(vals_list)
        papers = super().create(vals_list)
        papers.filtered("shared")._bpm_refuse_sharing()
        # Looked at once it is there: defaults come past `vals`.
        doors = ("frozen",) if self.env.su else DOORS - {"state"}
        if papers.filtered(
            lambda paper: paper.state != "draft" or any(paper[name] for name in doors)
        ):
            raise UserError(
                self.env._("A paper begins as a draft. Leave out its state when you make it.")
            )
        return papers

    def write(self, vals):
        """Override: what doors write, and what signing closes."""
        if not self.env.su:
            self._bpm_refuse_doors(vals)
            if OWNER & vals.keys():
                for paper in self:
                    self._bpm_check_owner(
                        {
                            "res_model": vals.get("res_model", paper.res_model),
                            "res_id": vals.get("res_id", paper.res_id),
                        }
                    )
        self._bpm_refuse_after_signing(vals)
        if vals.get("shared"):
            self._bpm_refuse_sharing()
        if "state" in vals:
            self._bpm_check_step(vals["state"])
        return super().write(vals)

    def _bpm_refuse_doors(self, vals):
        names = DOORS & vals.keys()
        if names == {"state"} and vals["state"] == "draft" and not self:
            return
        if names:
            raise UserError(
                self.env._(
                    "%s of a paper cannot be written by hand. Use the buttons on the paper.",
                    ", ".join(
                        sorted(self._fields[name]._description_string(self.env) for name in names)
                    ),
                )
            )

    def _bpm_refuse_after_signing(self, vals):
        kept = self.sudo().filtered(lambda paper: paper.frozen and not paper.disposed_at)
        if not kept:
            return
        changed = {
            name
            for name in vals.keys() - AFTER_SIGNING
            if name in self._fields and self._fields[name].store and _is_own(self._fields[name])
        }
        if changed:
            kept._bpm_refuse_frozen()

    def _bpm_refuse_sharing(self):
        """What may not be sent yet is not shared either: its papers are the same offer."""
        for model, papers in self.grouped("res_model").items():
            if not model or model not in self.env:
                continue
            owners = self.env[model].sudo().browse(papers.mapped("res_id")).exists()
            if held := owners._bpm_document_held():
                raise UserError("\n".join(held.values()))

    def _bpm_check_step(self, state):
        if stuck := self.sudo().filtered(
            lambda paper: paper.state != state and paper.state not in SOURCES.get(state, ())
        ):
            words = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(paper)s is %(now)s and cannot become %(then)s. Make a new paper instead.",
                    paper=stuck[0].display_name,
                    now=words[stuck[0].state],
                    then=words.get(state, state),
                )
            )

    def _bpm_move(self, state):
        """The door: bring the papers into `state`; `signed` comes by `_bpm_freeze` only."""
        moved = self.sudo().filtered(lambda paper: paper.state != state)
        moved.write({"state": state})
        return moved.sudo(False)

    # === BUTTONS === #

    def action_file_away(self):
        """Nothing more is to be done with them: they are kept."""
        self.check_access("write")
        self._bpm_move("archived")

    def action_back_to_draft(self):
        self.check_access("write")
        self._bpm_refuse_frozen()
        self._bpm_move("draft")

    def action_accept(self):
        """What came from outside was looked at and is right."""
        self.check_access("write")
        self._bpm_accept()

    def _bpm_accept(self):
        self.sudo().write({"to_check": False})
        self._bpm_refresh_dossiers()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        kept = self.filtered(lambda paper: paper.frozen and not paper.disposed_at)
        kept._bpm_refuse_frozen()
        if registered := self.filtered(lambda p: p.number and not p.disposed_at):
            raise UserError(
                self.env._(
                    "%s has a number in the register and stays. File it instead.",
                    ", ".join(registered.mapped("display_name")),
                )
            )

    def unlink(self):
        """Override: the versions go first, with their files; what is refused takes it all back."""
        self.check_access("unlink")
        with self.env.cr.savepoint():
            drafts = self.sudo().filtered(lambda paper: not paper.frozen)
            drafts.write({"current_version_id": False})
            drafts.version_ids.unlink()
            return super().unlink()


def _is_own(field):
    """Whether a field is of the paper itself, not of its discussion or activities."""
    return not field.name.startswith(("message_", "activity_", "website_")) and field.name not in (
        "write_date", "write_uid", "keep_until",
    )  # fmt: skip
