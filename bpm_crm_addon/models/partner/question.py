"""A data steward asks who knows a counterparty: a note and a line on My Desk, never a dialog."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine.tax_number import number_in


class BpmPartnerQuestion(models.Model):
    _name = "bpm.partner.question"
    _description = "Question about a counterparty"
    _order = "id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    finding_id = fields.Many2one(
        "bpm.partner.finding", required=True, index=True, ondelete="cascade", readonly=True
    )
    asker_id = fields.Many2one("res.users", string="Asked by", required=True, readonly=True)
    person_id = fields.Many2one("res.users", string="Asked", required=True, readonly=True)
    text = fields.Text(string="Question", required=True, readonly=True)
    answer = fields.Text(readonly=True)
    answered_at = fields.Datetime(readonly=True)

    _open = models.Index("(person_id) WHERE answered_at IS NULL")

    # === ASKING === #

    @api.model
    def _ask(self, findings, text):
        """Ask about each of the findings; they come back when answered, or after a week."""
        questions_sudo = self.sudo().create(
            [
                {
                    "partner_id": finding.partner_id.id,
                    "finding_id": finding.id,
                    "asker_id": self.env.uid,
                    "person_id": self._whom(finding.partner_id).id,
                    "text": text or finding._question(),
                }
                for finding in findings
            ]
        )
        findings.sudo().skipped_until = fields.Date.add(fields.Date.context_today(self), days=7)
        for question in questions_sudo:
            question.partner_id._message_log(
                body=self.env._(
                    "Question to %(person)s: %(text)s",
                    person=question.person_id.name,
                    text=question.text,
                ),
                author_id=self.env.user.partner_id.id,
            )
        return questions_sudo

    @api.model
    def _whom(self, partner):
        """Who knows a counterparty: its salesperson, else who entered it."""
        if person := self._knows(partner):
            return person
        raise UserError(
            self.env._(
                "Nobody here answers for %s: it has no salesperson, and whoever entered it has "
                "left. Give it a salesperson first.",
                partner.display_name,
            )
        )

    @api.model
    def _knows(self, partner):
        partner_sudo = partner.sudo()
        people = partner_sudo.user_id | partner_sudo.create_uid
        return people.filtered(
            lambda user: user.active and not user.share and user._is_internal() and user.id != 1
        )[:1]

    # === ANSWERING === #

    def bpm_answer(self, text):
        """Answer, as who was asked; a number in the answer becomes the suggestion."""
        self.ensure_one()
        if not self.has_access("read") or self.person_id != self.env.user:
            raise AccessError(
                self.env._("This question was put to somebody else. Reload the page to see yours.")
            )
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write a word or two: even “I do not know” helps."))
        if self.answered_at:
            return False
        self._answer(text)
        return True

    def _answer(self, text):
        question_sudo = self.sudo()
        question_sudo.write({"answer": text, "answered_at": fields.Datetime.now()})
        question_sudo.partner_id._message_log(
            body=self.env._("Answer: %s", text), author_id=self.env.user.partner_id.id
        )
        question_sudo.finding_id._answered(text)


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    question_ids = fields.One2many("bpm.partner.question", "finding_id")
    answered = fields.Boolean(readonly=True)

    def _question(self):
        """What to ask when the steward adds no words."""
        if self.kind == "double":
            return self.env._("Are these two the same? %s", self.sudo().other_id.display_name)
        return self.env._("Can you check this? %s.", self._sentence())

    def _answered(self, text):
        """Back to the top of the queue, with what the answer suggests."""
        values = {"answered": True, "skipped_until": False}
        if self.kind in ("digits", "form", "missing") and (number := number_in(text)):
            values["suggestion"] = number
        self.write(values)
