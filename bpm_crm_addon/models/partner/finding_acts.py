"""What a data steward does in the Data Queue. Each act is a method `_act_<verb>`."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.strictness import effect
from .finding import VALUE_KINDS
from .finding_queue import IN_PLACE, SHOWN
from .verification import TO_CHECK

SKIPPED_DAYS = 30
AT_ONCE = 20  # of the idle ones, per press of the button
WITH_WORDS = ("edit", "ask")
VERBS = ("accept", "edit", "branch", "merge", "ask", "leave", "skip", "open")


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    # === CALLED BY THE SCREEN === #

    def bpm_queue_act(self, verb, alike=False, text=None, shown=SHOWN):
        """Answer these doubts, or all that are alike.

        :param str verb: one of `_verbs`
        :param alike: also all others that are answered the same way
        :param text: the corrected value, or the words of a question
        :return: as `bpm_queue`, and "said": a sentence about what was done
        """
        self._check_steward()
        findings = self.exists().filtered(lambda one: one.state == "open")
        if alike and verb == "accept":
            findings |= findings[:1]._alike()
        findings.check_access("write")
        if verb not in VERBS or any(verb not in one._verbs() for one in findings):
            raise UserError(
                self.env._("That cannot be done with this doubt. Reload the page to see what can.")
            )
        said = self.env._("Somebody else has answered it already.")
        if findings:
            words = [text or ""] if verb in WITH_WORDS else []
            said = getattr(findings, f"_act_{verb}")(*words)
        return {"said": said or "", **self.bpm_queue(shown)}

    @api.model
    def bpm_queue_idle(self, shown=SHOWN):
        """Put the longest idle of those checked long ago into the queue; see `bpm_queue`."""
        self._check_steward()
        parties = self.env["res.partner"].search(
            self._idle(), order="bpm_verified_at NULLS FIRST, id", limit=AT_ONCE
        )
        self._raise({("partner_id", party.id, "stale", "", 0): {} for party in parties})
        return self.bpm_queue(shown)

    # === WHAT CAN BE DONE === #

    def _verbs(self):
        """What can be done about this doubt, the likeliest first."""
        return [verb for verb in VERBS if getattr(self, f"_may_{verb}", lambda: True)()]

    def _may_accept(self):
        return (bool(self.suggestion) and self._may_write()) or self.kind in TO_CHECK

    def _may_write(self):
        """Stewards keep counterparties; of leads they decide about what is doubted only."""
        return not self.lead_id or self.lead_id.has_access("write") or self._is_stewards()

    def _may_open(self):
        return not self.lead_id or self.lead_id.browse().has_access("read")

    def _may_edit(self):
        field = self._holder()._fields.get(self.field_name)
        return (
            self.kind != "double"
            and self._may_write()
            and field is not None
            and field.type in IN_PLACE
            and not self.attribute_id.sensitive
        )

    def _may_branch(self):
        return self.kind == "double"

    def _may_merge(self):
        return self.kind == "double"

    def _may_leave(self):
        return self.kind not in TO_CHECK

    def _may_ask(self):
        return bool(self.env["bpm.partner.question"]._knows(self.partner_id))

    def _effect(self):
        if self.kind not in dict(VALUE_KINDS):
            return "note"
        return effect(self._severity(), self.env.company.bpm_strictness)

    # === ACTS: on findings that may be answered so; a sentence comes out === #

    def _act_accept(self):
        to_check = self.filtered(lambda one: one.kind in TO_CHECK)
        if to_check:
            to_check.partner_id.action_bpm_verify()
        rest = self - to_check
        with self._looking_later():
            rest.action_accept()
        # What was taken over and is still doubted stays, with its new value.
        if len(self) == 1:
            return self._done()
        return self.env._("Accepted: %s", len(self))

    def _act_edit(self, text):
        self.ensure_one()
        holder = self._holder()
        field = holder._fields[self.field_name]
        try:
            value = {"integer": int, "float": float}.get(field.type, str)(text.strip())
        except ValueError as error:
            raise UserError(self.env._("%s is not a number.", text)) from error
        self._journal("doubt_accepted")
        self._put_right(value)
        return self._done()

    def _done(self):
        return self.env._("%s: done", self.sudo()._holder().display_name)

    def _act_leave(self):
        self._journal("doubt_left")
        self.action_dismiss()
        return self.env._("Left as it is. It is doubted again when the data change.")

    def _act_skip(self):
        self.sudo().skipped_until = fields.Date.add(
            fields.Date.context_today(self), days=SKIPPED_DAYS
        )
        return self.env._("Comes back in %s days.", SKIPPED_DAYS)

    def _act_ask(self, text):
        questions_sudo = self.env["bpm.partner.question"]._ask(self, text.strip())
        return self.env._("Asked: %s", ", ".join(questions_sudo.person_id.mapped("name")))

    def _act_branch(self):
        """They are not one, but parts of one: the relation says so, and nothing is merged."""
        self.env["bpm.partner.relation"]._branches(
            [(finding.partner_id, finding.other_id) for finding in self]
        )
        self._journal("doubt_left")
        self.action_dismiss()
        return self.env._(
            "%(branch)s is a branch of %(firm)s.",
            branch=self[:1].partner_id.display_name,
            firm=self[:1].other_id.display_name,
        )

    def _act_merge(self):
        raise UserError(self.env._("Open the merge from its button."))

    def _act_open(self):
        return ""

    def bpm_queue_merge(self):
        """Open the merge of the two."""
        self.ensure_one()
        self._check_steward()
        self.check_access("read")
        if not self._may_merge():
            raise UserError(self.env._("These two cannot be merged here."))
        return self.env["bpm.partner.merge"]._open_for(self.partner_id | self.other_id)

    def _journal(self, event):
        """What was doubted and what was suggested, in the audit trail of whom it is about."""
        self.env["bpm.journal"]._append(
            [
                {
                    "event": event,
                    "res_model": finding._holder()._name,
                    "res_id": finding._holder().id,
                    "data": {
                        "old": finding.value or "",
                        "new": finding.suggestion or "",
                        **({"field": finding.field_name} if finding.field_name else {}),
                    },
                }
                for finding in self
                if not finding.attribute_id.sensitive
            ]
        )
