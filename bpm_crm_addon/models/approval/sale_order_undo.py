"""Undoing a change after the approval: what was approved is written back, and holds again."""

from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_bpm_undo_change(self):
        """Write back what was approved; the approval then holds again for exactly that content."""
        self.ensure_one()
        self.check_access("write")
        request = self._bpm_last_requests().get(self.id)
        if not request or request.state != "void" or not request.undoable:
            raise UserError(
                self.env._(
                    "No change ended the approval of “%s”, so undoing one brings nothing back. "
                    "Use Request Approval to ask again.",
                    self.display_name,
                )
            )
        content = self._bpm_fingerprint_for(request)[1]
        self._bpm_write_back(request._changes_against(content), request.content or {})
        request._revive_if_equal()
        return True

    def _bpm_can_undo(self, changed):
        return self.has_access("write") and all(
            change["name"] in self._fields
            and self._fields[change["name"]].type != "one2many"
            or change["name"] == "total"
            or (
                change["name"].startswith("order_line.")
                and change["name"] != "order_line.parent_id"  # moved: only a person moves it back
                and change["line"]
            )
            for change in changed
        )

    def _bpm_write_back(self, changed, content):
        names = {
            c["name"] for c in changed if c["name"] in self._fields and c["name"] != "order_line"
        }
        lines = {line["id"]: line for line in content.get("order_line", ())}
        line_names = {c["name"].split(".")[1] for c in changed if "." in c["name"]} - {"parent_id"}
        of_lines = self.order_line._fields
        commands = [
            fields.Command.update(
                line.id,
                {name: _written(of_lines[name], lines[line.id].get(name)) for name in line_names},
            )
            for line in self.order_line
            if line.id in lines and line_names
        ]
        values = {name: _written(self._fields[name], content.get(name)) for name in names}
        self.write({**values, **({"order_line": commands} if commands else {})})


def _written(field, value):
    """What to write for a value of a content; what is not in it was empty."""
    return [fields.Command.set(value or [])] if field.type == "many2many" else value


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _revive_if_equal(self):
        """An approval that ended only because of a change holds again once it is undone."""
        self.ensure_one()
        document = self._document_of().sudo()
        document._bpm_clean()._bpm_lock()
        self._lock_for_vote()
        digest = document._bpm_fingerprint_for(self)[0]
        if self.state != "void" or not self.undoable or digest != self.digest:
            return False
        self.write({"state": "approved", "void_reason": False, "undoable": False})
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "restored",
                    "res_model": self.res_model,
                    "res_id": self.res_id,
                    "data": {"request": self.id, "digest": digest},
                }
            ]
        )
        self._refresh_documents()
        return True
