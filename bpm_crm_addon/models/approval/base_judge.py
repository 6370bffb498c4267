"""What a change of a controlled document means: allowed, refused, or the end of an approval.

Order of every judgement: lock the documents' rows, look at their requests, let the change happen,
look at the result, write the journal. The lock comes before the reading: under REPEATABLE READ a
row changed meanwhile makes PostgreSQL refuse, and Odoo replays the whole call.
"""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..audit.planned import write_pending

LOCKING = """
    SELECT d.id AS document, r.id, r.state, r.digest, r.version_id, r.attachments,
           r.requester_id, r.last_editor_id, j.number AS head_number, j.hash AS head_hash,
           {measured} AS measured
      FROM {documents} d
 LEFT JOIN bpm_approval_request r ON r.res_model = {model} AND r.res_id = d.id
                                 AND r.state IN ('open', 'approved')
 LEFT JOIN bpm_journal_head j ON j.res_model = {model} AND j.res_id = d.id
     WHERE d.id = ANY({ids})
  ORDER BY d.id FOR NO KEY UPDATE OF d
"""


class Base(models.AbstractModel):
    _inherit = "base"

    # === BEFORE === #

    def _bpm_before_change(self, touched, vals):
        """Lock the documents and return what _bpm_after_change needs to know.

        Raises ``UserError`` when controlled content is written while a decision is pending.
        """
        guard = self._bpm_guard()
        documents = self._bpm_clean()
        controlled = bool(touched & guard["controlled"])
        if controlled and not vals:
            documents._bpm_lines_changed()
        passing = bool(touched & guard["gate_fields"]) and not controlled
        live = documents._bpm_lock(measured=passing)
        if touched & guard["content"]:
            self._bpm_refuse_while_pending(live, touched)
        change = {
            "guard": guard,
            "live": live,
            "controlled": controlled,
            "content": bool(touched & guard["content"]),
            "past": documents._bpm_past_gates(guard),
            "gate": bool(touched & guard["gate_fields"]),
            "states": documents._bpm_gate_state(guard),
            "fingerprints": {},
            "chosen": {},
        }
        change["atomic"] = controlled and bool(change["past"] or change["gate"])
        if change["gate"]:
            change["chosen"] = documents._bpm_choose_routes(guard)
            change["from"] = {
                route["id"]: documents.filtered_domain(route["from_domain"])
                for route in guard["routes"]
                if route["gate"] == "transition"
            }
            change["atomic"] |= bool(change["from"])
            if not controlled:
                # What passes is what stands here now: passing itself makes Odoo compute things.
                passing = documents._bpm_about_to_pass(guard, vals)
                change["fingerprints"] = passing._bpm_default_fingerprints(change)
                passing._bpm_refuse_early(change, vals)
                for row in live.values():
                    row.pop("measured", None)  # true until the change
        return change

    def _bpm_about_to_pass(self, guard, vals):
        """Return the documents that ``vals`` move behind a gate, as far as vals tell."""
        for name, values in self._bpm_gate_values().values():
            if vals.get(name) in values:
                return self.filtered(lambda doc: doc[name] != vals[name])
        return self if any(r["gate"] == "transition" for r in guard["routes"]) else self.browse()

    def _bpm_refuse_early(self, change, vals):
        """Refuse before anything is written: the usual case, and the cheapest."""
        gates = self._bpm_gate_values()
        required = {}
        for document in self:
            route = change["chosen"].get(document.id)
            name, values = gates.get(route["gate"], (None, ())) if route else (None, ())
            if name and vals.get(name) in values:
                required[document.id] = route
        _entries, _used, refused = self.browse(required)._bpm_verdict(required, change)
        if refused:
            raise UserError(self._bpm_refusal_of(refused))

    def _bpm_clean(self):
        """Return self as the superuser, free of whatever context the caller chose."""
        return self.sudo().with_context({})  # pylint: disable=context-overridden

    def _bpm_lock(self, touch=False, measured=False):
        """Lock the rows in id order and return {id: facts of the live request, or None}.

        Facts: id, state, digest, version_id, attachments, and ``head``, the journal's last entry;
        when asked for, and PostgreSQL can say it by the way, ``measured``: the fingerprint by the
        shipped list of those without a live request.
        """
        write_pending(self.env["bpm.approval.request"])
        if touch:
            self._bpm_touch()
        rows = self.env.execute_query_dict(self._bpm_locking(measured))
        return {row["document"]: row for row in rows}

    def _bpm_locking(self, measured):
        """The statement of `_bpm_lock`; ``measured`` is for those who keep a plan of their own."""
        places = {"documents": "%(table)s", "model": "%(model)s", "ids": "%(ids)s"}
        return SQL(
            LOCKING.format(**places, measured="NULL::jsonb"),
            table=SQL.identifier(self._table),
            model=self._name,
            ids=list(self.ids),
        )

    def _bpm_refuse_while_pending(self, live, touched):
        pending = [row for row in live.values() if row["state"] == "open"]
        if not pending:
            return
        request = self.env["bpm.approval.request"].sudo().browse(pending[0]["id"])
        labels = [request._change_label({"name": name}) for name in sorted(touched)]
        raise UserError(
            self.env._(
                "“%(document)s” is waiting for %(people)s and cannot be changed meanwhile "
                "(%(fields)s). Withdraw the request first, change it, and ask again.",
                document=request.name,
                people=request._waiting_for() or self.env._("an approval administrator"),
                fields=", ".join(labels),
            )
        )

    # === AFTER === #

    def _bpm_after_create(self, guard):
        """A document may be born behind a gate: by import, by a default, by another program."""
        documents = self._bpm_clean()
        past = documents._bpm_past_gates(guard)
        if not past:
            return
        change = {"guard": guard, "live": past._bpm_lock(), "fingerprints": {}, "chosen": {}}
        past._bpm_pass(change)

    def _bpm_after_change(self, change):
        """Judge the documents as they stand after the change."""
        guard, documents = change["guard"], self._bpm_clean()
        if change["gate"]:
            documents._bpm_abandon(change)
            now_past = documents._bpm_past_gates(guard)
            states = documents._bpm_gate_state(guard)
            moved = now_past.filtered(
                lambda doc: doc not in change["past"] or states[doc.id] != change["states"][doc.id]
            )
            if moved:
                moved._bpm_pass(change)
        else:
            moved = documents.browse()
        if change["controlled"]:
            stayed = change["past"] - moved
            if change["gate"]:
                stayed &= documents._bpm_past_gates(guard)
            if stayed:
                stayed._bpm_rejudge(change)
            (documents - stayed - moved)._bpm_void_changed(change)

    def _bpm_void_changed(self, change):
        """End the approval of documents whose content is no longer what was approved."""
        approved = {
            document: row
            for document, row in change["live"].items()
            if row["state"] == "approved" and document in self._ids
        }
        if not approved:
            return
        current = self.browse(approved)._bpm_request_fingerprints(approved)
        for document, row in approved.items():
            if current[document][0] == row["digest"]:
                continue
            request = self.env["bpm.approval.request"].sudo().browse(row["id"])
            changed = request._changes_against(current[document][1])
            reason = request._change_sentence(changed)
            request._close(
                "void",
                reason,
                "voided",
                {
                    request.id: {
                        "digest": current[document][0],
                        "fields": [c["name"] for c in changed],
                    }
                },
            )
            request.undoable = True

    def _bpm_abandon(self, change):
        """A cancelled document, or one set back, needs a new request: whatever ended the last one,
        undoing it brings nothing back."""
        abandoned = self._bpm_abandoned_values()
        if not abandoned:
            return
        name, values = abandoned
        before, after = change["states"], self._bpm_gate_state(change["guard"])
        given_up = [
            document.id
            for document in self
            if after[document.id].get(name) in values
            and before[document.id].get(name) != after[document.id].get(name)
            and not (
                before[document.id].get(name) == "sent" and after[document.id].get(name) == "draft"
            )
        ]
        requests = self.env["bpm.approval.request"].sudo()
        if given_up:
            of_these = Domain("res_model", "=", self._name) & Domain("res_id", "in", given_up)
            requests.search(of_these & Domain("undoable", "=", True)).undoable = False
        rows = [row for doc in given_up if (row := change["live"].get(doc) or {}).get("id")]
        requests = requests.browse([row["id"] for row in rows])
        requests._close("void", self.env._("It was cancelled or set back."), "voided")
        for row in rows:
            row.update(id=None, state=None)

    def _bpm_before_unlink(self):
        """Open requests do not outlive their document; decided ones stay as proof."""
        live = self._bpm_clean()._bpm_lock()
        ids = [row["id"] for row in live.values() if row["state"] == "open"]
        requests = self.env["bpm.approval.request"].sudo().browse(ids)
        requests._close("void", self.env._("The document was deleted."), "voided")
