"""The end of the approval sheet: earlier rounds, counter-offers, questions, attached papers."""

from odoo import models


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _sheet_round(self):
        """An earlier round in one row."""
        return {
            "round": self.cycle,
            "number": self.id,
            "asked": self._sheet_moment(self.submitted_at),
            "requester": self.requester_id.name,
            "amount": self._sheet_amount(self.amount),
            "finished": self._sheet_moment(self.settled_at),
            "people": ", ".join(
                f"{slot.approver_id.name}: {self._sheet_slot_result(slot)}"
                for slot in self.slot_ids.sorted("decided_at").filtered("decided_at")
            ),
            "result": self._sheet_result(),
            "remark": self._sheet_words(self._last_decision().comment_id),
        }

    def _sheet_offers(self):
        """The counter-offers of all these rounds, oldest first."""
        states = dict(self.offer_ids._fields["state"]._description_selection(self.env))
        return [
            {
                "round": offer.request_id.cycle,
                "at": offer.request_id._sheet_moment(offer.create_date),
                "sentence": offer._sentence(),
                "for": offer.on_behalf_of_id.name or "",
                "words": self._sheet_words(offer.comment_id),
                "total": offer.request_id._sheet_amount(offer.amount),
                "state": states[offer.state],
                "answered": offer.request_id._sheet_moment(offer.answered_at),
            }
            for offer in self.offer_ids.sorted("id")
        ]

    def _sheet_talk(self):
        """Questions and answers of all these rounds, oldest first."""
        return [
            {
                "round": question.request_id.cycle,
                "at": question.request_id._sheet_moment(question.create_date),
                "who": question.asker_id.name,
                "whom": question.person_id.name,
                "text": self._sheet_words(question.comment_id),
                "answer": self._sheet_words(question.answer_id),
                "answered_by": question.answered_by_id.name or "",
                "answered": question.request_id._sheet_moment(question.answered_at),
                "state": dict(question._fields["state"]._description_selection(self.env))[
                    question.state
                ],
            }
            for question in self.question_ids.sorted("id")
        ]

    def _sheet_papers(self):
        """Names of the papers that were submitted with it; those that are gone count as well."""
        papers = self.env["ir.attachment"].browse(self.attachments or []).exists()
        gone = len(self.attachments or []) - len(papers)
        names = papers.mapped("name")
        return [*names, self.env._("%s deleted since", gone)] if gone else names
