"""What a request can tell about itself: who is waited for, what changed, what was said."""

from odoo import fields, models
from odoo.tools import format_amount

from ...engine.content_change import changes


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _waiting_for(self):
        """Names of the people whose turn it is, or ""."""
        pending = self.sudo().slot_ids.filtered(lambda slot: slot.state == "pending")
        return ", ".join(dict.fromkeys(pending.approver_id.mapped("name")))

    def _last_decision(self):
        """The place decided last, or an empty recordset."""
        decided = self.sudo().slot_ids.filtered("decided_at")
        return decided.sorted(lambda slot: (slot.decided_at, slot.id))[-1:]

    def _last_comment(self):
        return self._last_decision().comment or ""

    def _agreed_steps(self, barred=frozenset()):
        """Keys of the steps whose people agreed in this round; not those in which one of
        ``barred`` (user ids) agreed, in person or through a stand-in."""
        places = self.sudo().slot_ids
        open_or_against = places.filtered(
            lambda slot: (
                slot.state in ("waiting", "pending", "rejected", "returned", "cancelled")
                or (slot.decided_at and {slot.approver_id.id, slot.on_behalf_of_id.id} & barred)
            )
        )
        agreed = places.filtered(lambda slot: slot.state in ("approved", "remarked"))
        return set(agreed.mapped("step_key")) - set(open_or_against.mapped("step_key"))

    def _changes_against(self, content):
        """Return [{"name": field, "line": line's name or None, "old", "new"}] between what was
        submitted and ``content`` (as _bpm_fingerprints gives it)."""
        self.ensure_one()
        return changes(self.content or {}, content or {})

    def _change_sentence(self, changed, shown=3):
        """“Unit Price of Desk 1 500 → 1 400; …” in the user's language."""
        parts = [
            self.env._(
                "%(what)s %(old)s → %(new)s",
                what=self._change_label(change),
                old=self._change_value(change, "old"),
                new=self._change_value(change, "new"),
            )
            for change in changed[:shown]
        ]
        if len(changed) > shown:
            parts.append(self.env._("and %s more", len(changed) - shown))
        return "; ".join(parts)

    def _change_rows(self, changed):
        """The same as rows for a screen: [{"field", "old", "new"}]."""
        return [
            {
                "field": self._change_label(change),
                "old": self._change_value(change, "old"),
                "new": self._change_value(change, "new"),
            }
            for change in changed
        ]

    def _change_field(self, change):
        model = self.env.get(self.res_model)
        field = model._fields.get(change["name"].split(".")[0]) if model is not None else None
        if field is not None and "." in change["name"]:
            field = self.env[field.comodel_name]._fields.get(change["name"].split(".")[1])
        return field

    def _change_label(self, change):
        special = {
            "total": self.env._("Total"),
            "attachments": self.env._("Attached papers"),
        }
        field = self._change_field(change)
        label = special.get(change["name"]) or (
            field._description_string(self.env) if field is not None else change["name"]
        )
        if change.get("line"):
            return self.env._("%(field)s of %(line)s", field=label, line=change["line"])
        return label

    def _change_value(self, change, side):
        value, field = change[side], self._change_field(change)
        if value in (None, False, "", []):
            return self.env._("nothing")
        if change["name"] == "total" and self.currency_id:
            return format_amount(self.env, float(value), self.currency_id)
        if field is not None and field.relational and field.comodel_name:
            ids = value if isinstance(value, list) else [value]
            if all(isinstance(record_id, int) for record_id in ids):
                records = self.env[field.comodel_name].sudo().browse(ids).exists()
                return ", ".join(records.mapped("display_name")) or self.env._("nothing")
        if isinstance(value, list):
            return str(len(value))
        if isinstance(value, dict):
            return ", ".join(_texts(value))
        if isinstance(value, float):
            return f"{value:g}"
        return str(value)

    def _mark_passed(self):
        """The documents passed on the strength of these requests."""
        if self:
            self.write({"passed_at": fields.Datetime.now()})


def _texts(value):
    """The texts in a JSON value, however deep: what was typed into the fields of a form."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [] if value in (None, False, "") else [str(value)]
