"""One internal note per round on the document itself; never one per vote."""

from markupsafe import Markup

from odoo import api, models

# A note costs about 0.4 ms and a row on each document. In a large batch the notes alone would cost
# three times the decisions (80 ms for 200), and nobody reads 200 of them: the approval requests
# on the documents and the audit trail tell the same.
LARGE_BATCH = 20


class BpmApprovalNotice(models.Model):
    _inherit = "bpm.approval.notice"

    @api.model
    def _cycle_notes(self, requests, event):
        """Notes for the documents of these requests: asked, returned, rejected, approved.

        They are internal and notify nobody, so customers who follow the document hear nothing.

        :param requests: ``bpm.approval.request`` records
        :param event: the journal's word (submitted, approved, rejected, returned, …)
        :return: messages as `_write_messages` takes them
        """
        if len(requests) > LARGE_BATCH:
            return []
        self = self.with_env(self._env_of(self.env.user))
        notes = []
        for request in requests.sudo():
            model = request.res_model
            note = self._round_note(request, event)
            if note and model in self.env and hasattr(self.env[model], "message_post"):
                # The document exists: deleting it ends its request.
                notes.append(("notification", False, note, model, request.res_id))
        return notes

    @api.model
    def _round_note(self, request, event):
        """Safe HTML of one note, or False for events that leave none."""
        who = self.env.user.name
        if event == "submitted":
            sentence = self.env._(
                "%(who)s asked for approval: %(reason)s", who=who, reason=request.reason or "–"
            )
        else:
            sentence = self._outcome(self.env, event, who, request.name)
        if not sentence:
            return False
        return Markup("<p>%s</p>") % sentence + self._quote(request, event)
