"""The guard: every change of a controlled document passes here, whoever makes it.

It sits in create, write and unlink of every model, below all business overrides, so it sees the
final values. Models without a route pay one dictionary look-up. No context key is read: a caller
chooses the context. What a change means is judged in base_judge.
"""

from contextlib import contextmanager, nullcontext

from odoo import api, models
from odoo.exceptions import UserError


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_guard(self):
        """Return the guard's facts about this model (see ``_guard_map``), or None."""
        return self._bpm_guards().get(self._name)

    def _bpm_guards(self):
        """Return the guard's facts about all models, {} while there can be none."""
        pool = self.pool
        if "bpm.approval.route" not in pool.models or getattr(pool, "_bpm_uninstalling", False):
            return {}
        complete = pool.ready or getattr(pool, "_bpm_tables_complete", False)
        if not complete and "bpm_crm_addon" not in pool._init_modules:
            return {}  # our own tables are still being made
        return self.env["bpm.approval.route"]._guard_map()

    @api.model_create_multi
    def create(self, vals_list):
        guard = self._bpm_guard()
        if guard is None:
            return super().create(vals_list)
        vals_list = [_without_derived(guard, vals) for vals in vals_list]
        with self.env.cr.savepoint() if self._bpm_born_past(guard, vals_list) else nullcontext():
            with self._bpm_creating():
                records = super().create(vals_list)
            if guard.get("routes"):
                records._bpm_after_create(guard)
            for parents, name in records._bpm_parents(guard):
                change = parents._bpm_before_change({name}, {})
                parents._bpm_after_change(change)
        return records

    def _bpm_born_past(self, guard, vals_list):
        """Tell whether something created here may lie behind a gate, or change such a thing."""
        gate_fields = guard.get("gate_fields") or ()
        return bool(guard.get("parents")) or any(
            name in vals or f"default_{name}" in self.env.context
            for vals in vals_list
            for name in gate_fields
        )

    def write(self, vals):
        guard = self._bpm_guard()
        if guard is None or not self:
            return super().write(vals)
        vals = _without_derived(guard, vals)
        touched = vals.keys() & self._bpm_watched(guard)
        parents = self._bpm_touched_parents(guard, vals)
        if not touched and not parents:
            return super().write(vals)
        change = self._bpm_before_change(touched, vals) if touched else None
        parent_changes = [(docs, docs._bpm_before_change({name}, {})) for docs, name in parents]
        judged = [c for c in [change, *(c for _docs, c in parent_changes)] if c and c["atomic"]]
        # A caller may catch the refusal and go on: then nothing of the change may stay.
        with self.env.cr.savepoint() if judged else nullcontext():
            with self._bpm_changing(self.ids if change else ()):
                result = super().write(vals)
            if change:
                self._bpm_judge(change)
            for documents, parent_change in parent_changes:
                documents._bpm_after_change(parent_change)
            self._bpm_arrived_at(guard, vals, parents)
        return result

    def unlink(self):
        guard = self._bpm_guard()
        if guard is None or not self:
            return super().unlink()
        changes = [
            (documents, documents._bpm_before_change({name}, {}))
            for documents, name in self._bpm_parents(guard)
        ]
        if guard["states"]:
            self._bpm_before_unlink()
        result = super().unlink()
        for documents, change in changes:
            # Lines may go together with their document.
            if documents := documents.exists():
                documents._bpm_after_change(change)
        return result

    def _write_multi(self, vals_list):
        """The net below write(): ``_write`` and stored computed fields arrive here only."""
        guard = self._bpm_guard()
        if guard and guard.get("gate_fields"):
            suspects = self.browse(
                record.id
                for record, vals in zip(self, vals_list)
                if (written := guard["gate_fields"] & vals.keys())
                and not record._bpm_is_judged({name: vals[name] for name in written})
            )
            if suspects:
                suspects._bpm_net(guard, vals_list=dict(zip(self._ids, vals_list)))
        return super()._write_multi(vals_list)

    def _bpm_judge(self, change):
        """Judge what was just written. It reaches the database later; the net lets these very
        values through then, once."""
        judged, dirty = self._bpm_scope()["judged"], self.env._field_dirty
        if change["gate"]:
            fields = [self._fields[name] for name in change["guard"]["gate_fields"]]
            for record in self:
                judged[self._name, record.id] = {
                    field.name: field.get_column_update(record)
                    for field in fields
                    if record.id in dirty.get(field, ())
                }
        try:
            self._bpm_after_change(change)
        except UserError:
            judged.clear()
            raise

    def _bpm_is_judged(self, values):
        """Tell whether write() has judged these values of gate fields; it counts once."""
        return self._bpm_scope()["judged"].pop((self._name, self.id), None) == values

    # === WHICH CHANGES MATTER === #

    def _bpm_watched(self, guard):
        if not guard.get("routes"):
            return frozenset() if "retired" not in guard["states"] else guard.get("gate_fields", ())
        return guard["controlled"] | guard["gate_fields"]

    def _bpm_touched_parents(self, guard, vals):
        """Return [(documents, one2many field)] whose lines this write changes."""
        if not guard.get("parents"):
            return []
        names = vals.keys()
        if not any(names & ({inverse} | fields) for _m, inverse, _n, fields in guard["parents"]):
            return []
        return self._bpm_parents(guard)

    def _bpm_parents(self, guard):
        """Return [(documents, one2many field)] these lines belong to, less those being written:
        their own write judges all their lines at once."""
        result = []
        scope = self._bpm_scope()
        for model_name, inverse, name, _fields in guard.get("parents", ()):
            documents = self.env[model_name].browse(
                set(self.sudo().mapped(f"{inverse}.id"))
                - {document for model, document in scope["changing"] if model == model_name}
            )
            if scope["creating"].get(model_name):
                now = self.env.cr.now()
                documents = documents.filtered(lambda doc: doc.sudo().create_date != now)
            if documents:
                result.append((documents, name))
        return result

    def _bpm_arrived_at(self, guard, vals, parents):
        """Lines that moved to another document change that one, too."""
        if not any(inverse in vals for _m, inverse, _n, _f in guard.get("parents", ())):
            return
        known = {
            (documents._name, document)
            for documents, _name in parents
            for document in documents.ids
        }
        for documents, name in self._bpm_parents(guard):
            new = documents.browse(
                document for document in documents.ids if (documents._name, document) not in known
            )
            if new:
                change = new._bpm_before_change({name}, {})
                new._bpm_after_change(change)

    # === WHAT IS BEING CHANGED RIGHT NOW === #
    # Kept on the cursor, in the server's memory: a caller cannot set it.

    def _bpm_scope(self):
        return self.env.cr.cache.setdefault(
            "bpm_guard", {"changing": {}, "creating": {}, "judged": {}}
        )

    @contextmanager
    def _bpm_changing(self, ids):
        changing = self._bpm_scope()["changing"]
        keys = [(self._name, record_id) for record_id in ids]
        for key in keys:
            changing[key] = changing.get(key, 0) + 1
        try:
            yield
        finally:
            for key in keys:
                changing[key] -= 1
                if not changing[key]:
                    del changing[key]

    @contextmanager
    def _bpm_creating(self):
        creating = self._bpm_scope()["creating"]
        creating[self._name] = creating.get(self._name, 0) + 1
        try:
            yield
        finally:
            creating[self._name] -= 1


def _without_derived(guard, vals):
    """What Odoo computes and routes compare is not set by hand: a total written down before the
    gate would pass under every limit. Assigned by its own computation it does not come here."""
    if not guard["derived"] or guard["derived"].isdisjoint(vals):
        return vals
    return {name: value for name, value in vals.items() if name not in guard["derived"]}
