"""Counter-offers and any document: which values may be offered, and what would come of them.

Nothing is written: the values are put on a copy in memory, Odoo computes there what depends on
them, and what differs goes into the content that was submitted.
"""

from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError

from ...engine.counter_offer import number_problem, resulting
from .base_fingerprint import _is_written, _plain

NUMBERS = ("integer", "float", "monetary")
TEXTS = ("char", "text", "html")


class Base(models.AbstractModel):
    _inherit = "base"

    # Whether “At … %” makes sense: the model knows discounts.
    _BPM_PERCENT = False

    # === WHICH VALUES === #

    def _bpm_bounded(self, request, values):
        """Return ``values`` as they are kept: {field: value, one2many: {line id: {field: value}}}.

        Raises a sentence for what is not part of what was submitted, or out of bounds.
        """
        if not isinstance(values, dict) or not values:
            raise UserError(self.env._("Say at which values you agree."))
        data = self.env["bpm.approval.version"]._data(request.version_id.id)
        guard = self._bpm_guard() or {}
        gates = {name for name, _values in self._bpm_gate_values().values()}
        allowed = set(data["keys"]) - gates - set(guard.get("gate_fields", ()))
        result = {}
        for name, value in values.items():
            if name in data["lines"]:
                result[name] = self._bpm_bounded_lines(name, data["lines"][name], value)
            else:
                result[name] = self._bpm_bounded_value(name, allowed, value)
        return result

    def _bpm_bounded_lines(self, name, allowed, values):
        if not isinstance(values, dict) or not values:
            raise UserError(self.env._("Say at which values of which lines you agree."))
        lines = {line.id: line for line in self[name]}
        result = {}
        for key, changed in values.items():
            line = lines.get(int(key)) if str(key).isdecimal() else None
            if not line or not isinstance(changed, dict) or not changed:
                raise UserError(
                    self.env._("A line of the offer is no line of “%s”.", self.display_name)
                )
            result[str(line.id)] = {
                field: line._bpm_bounded_value(field, allowed, value)
                for field, value in changed.items()
            }
        return result

    def _bpm_bounded_value(self, name, allowed, value):
        """Return one value as it is kept, or raise a sentence."""
        field = self._fields.get(name)
        if field is None or name not in allowed or not _is_written(field):
            raise UserError(
                self.env._(
                    "“%s” is not part of what is approved here, so it cannot be part of an offer.",
                    field._description_string(self.env) if field is not None else name,
                )
            )
        label = field._description_string(self.env)
        if field.type in NUMBERS:
            return self._bpm_bounded_number(name, label, value)
        if not self._bpm_fits(field, value):
            raise UserError(self.env._("“%s” cannot have this value: choose another.", label))
        return value

    def _bpm_bounded_number(self, name, label, value):
        problem = number_problem(name, value)
        if problem == "number":
            raise UserError(self.env._("“%s” needs a number.", label))
        if problem == "low":
            raise UserError(self.env._("“%s” cannot be below zero.", label))
        if problem == "high":
            raise UserError(self.env._("“%s” lies between 0 and 100.", label))
        return value

    def _bpm_fits(self, field, value):
        """Tell whether ``value`` (a JSON value) can stand in ``field``."""
        if not value and value is not None:
            return field.type == "boolean" or not field.required
        if field.type in ("many2one", "many2many"):
            ids = value if field.type == "many2many" and isinstance(value, list) else [value]
            whole = all(isinstance(one, int) and not isinstance(one, bool) for one in ids)
            return whole and len(self.env[field.comodel_name].browse(ids).exists()) == len(set(ids))
        if field.type in TEXTS:
            return isinstance(value, str)
        if field.type == "selection":
            return value in field.get_values(self.env)
        if field.type in ("date", "datetime"):
            return isinstance(value, str) and _is_moment(field, value)
        return field.type == "boolean" and isinstance(value, bool)

    def _bpm_commands(self, values):
        """Return kept ``values`` as write() takes them."""
        result = {}
        for name, value in values.items():
            field = self._fields[name]
            if field.type == "one2many":
                value = [
                    fields.Command.update(int(line), self[name]._bpm_commands(changed))
                    for line, changed in value.items()
                ]
            elif field.type == "many2many":
                value = [fields.Command.set(value or [])]
            result[name] = value
        return result

    # === WHAT WOULD COME OF THEM === #

    def _bpm_content_at(self, request, values):
        """Return what the document would be at ``values``: {"digest", "content", "amount",
        "percent" (0 where it is not about discounts)}; raises when it is not what was asked for."""
        document = self._bpm_clean()
        row = {
            "id": request.id,
            "version_id": request.version_id.id,
            "attachments": request.attachments,
        }
        digest, content = document._bpm_request_fingerprints({self.id: row})[self.id]
        if digest != request.digest:
            raise UserError(
                self.env._("“%s” was changed since: it has to be asked for anew.", request.name)
            )
        data = self.env["bpm.approval.version"]._data(request.version_id.id)
        with document._bpm_copy(data["lines"]) as copy:
            copy._bpm_put(values)
            content = document._bpm_content_after(content, data, copy)
            result = {
                "content": content,
                "amount": copy._bpm_offer_amount(),
                "percent": copy._bpm_offer_percent(values),
            }
        return {**result, "digest": document._bpm_digest_of(content, data)}

    @contextmanager
    def _bpm_copy(self, line_names):
        """A copy in memory, with its lines; forgotten afterwards, since Odoo knows only one copy
        of a document at a time."""
        copy = self.new(origin=self)
        copy._bpm_forget_copy(line_names)
        try:
            yield copy
        finally:
            copy._bpm_forget_copy(line_names)

    def _bpm_forget_copy(self, line_names):
        for records in [*(self[name] for name in line_names), self]:
            for field in records._fields.values():
                if field.compute and field.store:
                    self.env.remove_to_compute(field, records)
            records.invalidate_recordset(flush=False)

    def _bpm_put(self, values):
        """Put kept ``values`` on this copy in memory."""
        for name, value in values.items():
            if self._fields[name].type == "one2many":
                for line in self[name]:
                    if changed := value.get(str(line._origin.id)):
                        line._bpm_put(changed)
            else:
                command = self._fields[name].type == "many2many"
                self[name] = [fields.Command.set(value or [])] if command else value

    def _bpm_content_after(self, content, data, copy):
        """Return ``content`` with what differs on the ``copy`` in memory."""
        header = self._bpm_differences(self, copy, data["keys"], data)
        lines = {
            name: {
                new._origin.id: self._bpm_differences(old, new, names, data)
                for old, new in zip(self[name], copy[name], strict=True)
            }
            for name, names in data["lines"].items()
        }
        return resulting(content, header, lines)

    def _bpm_differences(self, before, after, names, data):
        return {
            name: self._bpm_json_value(after, name, data)
            for name in names
            if name in after._fields and _plain(before, name) != _plain(after, name)
        }

    def _bpm_json_value(self, record, name, data):
        """A field's value as the content by the specification ``data`` holds it."""
        return _plain(record, name)

    def _bpm_offer_amount(self):
        """The total of a copy in memory, where the model has one."""
        return 0.0

    def _bpm_offer_percent(self, values):
        """The real discount of a copy in memory, where that is all ``values`` are about."""
        return 0.0


def _is_moment(field, value):
    try:
        (fields.Date if field.type == "date" else fields.Datetime).from_string(value)
    except ValueError:
        return False
    return True
