"""The words in which the audit trail is shown."""

from odoo import api, models
from odoo.tools import SQL, LazyTranslate

_lt = LazyTranslate(__name__)

EVENTS = {
    "submitted": _lt("Approval requested"),
    "approved": _lt("Approved"),
    "remarked": _lt("Approved with remarks"),
    "rejected": _lt("Rejected"),
    "returned": _lt("Returned for changes"),
    "withdrawn": _lt("Withdrawn"),
    "forwarded": _lt("Forwarded"),
    "added": _lt("Approver added"),
    "taken_back": _lt("Decision taken back"),
    "reassigned": _lt("Given to another approver"),
    "settled": _lt("Approval finished"),
    "voided": _lt("Approval no longer valid"),
    "corrected": _lt("Corrected, asked again"),
    "no_route": _lt("No approval needed"),
    "own_authority": _lt("Within own authority"),
    "passed": _lt("Let through as approved"),
    "watched": _lt("Would have been asked (watching)"),
    "refused": _lt("Refused"),
    "changed_after": _lt("Changed afterwards"),
    "restored": _lt("Change undone, approval holds again"),
    "route_watching": _lt("Route is being watched"),
    "route_active": _lt("Route switched on"),
    "route_retired": _lt("Route retired"),
    "passed_before_control": _lt("Passed before control"),
    "problem_solved": _lt("Problem solved"),
    "problem_retried": _lt("Problem tried again, still there"),
    "problem_dismissed": _lt("Problem dismissed"),
    "comment_erased": _lt("Comment erased"),
    "exported": _lt("Audit trail downloaded"),
}

METHODS = {
    "screen": _lt("On the screen"),
    "mail_link": _lt("By a link in a mail"),
    "text_link": _lt("By a link in a text message"),
    "answer": _lt("By an answer to a message"),
    "api": _lt("By another program"),
    "cron": _lt("By a scheduled action"),
    "policy": _lt("By rule"),
}

# What a fact is called, and how its value is shown; see `journal_facts.py` for the kinds. They
# are shown in this order.
FACTS = {
    "cycle": (_lt("Round"), "plain"),
    "outcome": (_lt("Outcome"), "event"),
    "comment": (_lt("Comment"), "comment"),
    "reason": (_lt("Reason"), "plain"),
    "user_id": (_lt("User"), "person"),
    "approver_id": (_lt("Approver"), "person"),
    "asked": (_lt("Asked"), "person"),
    "from": (_lt("Taken from"), "person"),
    "to": (_lt("Given to"), "person"),
    "added": (_lt("Added"), "person"),
    "own_authority": (_lt("Within own authority"), "person"),
    "amount": (_lt("Amount"), "money"),
    "currency": (_lt("Currency"), "currency"),
    "changes": (_lt("Changes"), "plain"),
    "fields": (_lt("Fields"), "field"),
    "field": (_lt("Field"), "field"),
    "old": (_lt("Old"), "plain"),
    "new": (_lt("New"), "plain"),
    "count": (_lt("How many"), "plain"),
    "max_id": (_lt("Up to document number"), "plain"),
    "attempts": (_lt("Attempts"), "plain"),
    "kind": (_lt("Kind of file"), "plain"),
    "rate": (_lt("Exchange rate"), "plain"),
    "digest": (_lt("Approved content (fingerprint)"), "fingerprint"),
    "state": ("", "hidden"),
    "request": ("", "hidden"),
    "slot": ("", "hidden"),
    "version": ("", "hidden"),
    "route": ("", "hidden"),
    "steps": ("", "hidden"),
}


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Every event that may be noted, with its word: {event: lazy translation}.

        Override it to add events, calling super first.
        """
        return EVENTS

    @api.model
    def _fact_words(self):
        """Keys of `data`: {key: (lazy translation, kind)}.

        Kind is plain, person, comment, event, money, currency, fingerprint, field, or hidden for
        what only programs need. Override it to add keys.
        """
        return FACTS

    @api.model
    def _selection_event(self):
        return [(event, self.env._(word)) for event, word in self._event_words().items()]  # pylint: disable=gettext-variable

    @api.model
    def _selection_method(self):
        return [(method, self.env._(word)) for method, word in METHODS.items()]  # pylint: disable=gettext-variable

    @api.model
    def _selection_res_model(self):
        """The kinds of documents that have entries, in the words of the user."""
        rows = self.env.execute_query(
            SQL(
                """WITH RECURSIVE kinds AS (
                   SELECT min(res_model) AS name FROM bpm_journal
                    UNION ALL
                   SELECT (SELECT min(res_model) FROM bpm_journal WHERE res_model > kinds.name)
                     FROM kinds WHERE kinds.name IS NOT NULL
               )
               SELECT name FROM kinds WHERE name IS NOT NULL"""
            )
        )
        return self._kinds([name for (name,) in rows])

    @api.model
    def _kinds(self, model_names):
        """[(model, what people call it)], also for models that are gone."""
        known = self.env["ir.model"].sudo().search([("model", "in", model_names)])
        names = {model.model: model.name for model in known}
        return [
            (name, names.get(name) or name.replace(".", " ").replace("_", " ").capitalize())
            for name in model_names
        ]
