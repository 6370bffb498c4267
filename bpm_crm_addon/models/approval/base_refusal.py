"""The sentences of the guard: what happened, and what to do next."""

from odoo import models

MAX_CHANGES = 3


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_speaking(self):
        """Return self in the language of whoever acts: judging is done without any language."""
        return self.with_context(lang=self.env.user.lang)

    def _bpm_refusal_of(self, refused):
        """One sentence per document, for a UserError."""
        return "\n".join(document._bpm_refusal(*facts) for document, *facts in refused)

    def _bpm_refusal(self, route, row, fingerprint):
        """Why this document may not pass: ``row`` is its live request, if any.

        ``fingerprint``: (digest, content) as the document stands.
        """
        self.ensure_one()
        self = self._bpm_speaking()
        request = self.env["bpm.approval.request"].sudo().browse(row.get("id"))
        name = self.display_name
        if row.get("state") == "open":
            return self.env._(
                "“%(document)s” is still waiting for %(people)s. It can go on when they agree.",
                document=name,
                people=request._waiting_for() or self.env._("an approval administrator"),
            )
        if not request:
            request = self._bpm_last_requests().get(self.id)
        if request and (
            request.state == "approved" or (request.state == "void" and request.approved_once)
        ):
            content = (fingerprint if row.get("id") else self._bpm_fingerprint_for(request))[1]
            changes = request._change_sentence(request._changes_against(content))
            if changes:
                return self.env._(
                    "“%(document)s” was changed after its approval: %(changes)s. Undo the change "
                    "or use Request Approval to ask again.",
                    document=name,
                    changes=changes,
                )
        if request and request.state == "returned":
            return self.env._(
                "“%(document)s” was returned for changes: %(comment)s. Mend it and use Request "
                "Approval to ask again.",
                document=name,
                comment=request._last_comment() or self.env._("no reason given"),
            )
        if request and request.state == "rejected":
            return self.env._(
                "“%(document)s” was rejected: %(comment)s. Change it and use Request Approval to "
                "ask again.",
                document=name,
                comment=request._last_comment() or self.env._("no reason given"),
            )
        return self.env._(
            "“%(document)s” needs an approval first (%(reason)s). Use Request Approval.",
            document=name,
            reason=", ".join(self._bpm_reasons(route)) or route["name"],
        )

    def _bpm_refusal_after(self, refused):
        """Refusal of a change behind the gate: it would need an approval now."""
        lines = []
        for document, route, _row, _fingerprint in refused:
            document = document._bpm_speaking()
            words = {
                "document": document.display_name,
                "state": document._bpm_state_label(),
                "reason": ", ".join(document._bpm_reasons(route)) or route["name"],
            }
            lines.append(
                document.env._(
                    "“%(document)s” has already reached “%(state)s”, and as changed it would need "
                    "an approval (%(reason)s). Cancel it and set it back to a draft, change it, "
                    "and ask again.",
                    **words,
                )
                if words["state"]
                else document.env._(
                    "“%(document)s” has already passed, and as changed it would need an approval "
                    "(%(reason)s). Set it back, change it, and ask again.",
                    **words,
                )
            )
        return "\n".join(lines)

    def _bpm_state_label(self):
        """The document's own state as people read it; "" when it has none."""
        field = self._fields.get("state")
        if field is None or field.type != "selection":
            return ""
        return dict(field._description_selection(self.env)).get(self.state, self.state)

    def _bpm_reasons(self, route):
        """Why people are asked: the reasons of the steps that apply."""
        self.ensure_one()
        steps = self._bpm_clean()._bpm_applying_steps({self.id: route})[self.id]
        return list(dict.fromkeys(self._bpm_step_reason(step) for step in steps))

    def _bpm_step_reason(self, step):
        """One reason with the document's own figure where a model can tell it."""
        return step["reason"] or step["name"]
