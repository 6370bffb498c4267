"""Questions and answers on a request; while one waits the clock may pause.

An approver whose turn it is asks the requester, or any colleague who knows. Asking and answering
decide nothing: the request goes on waiting for its people.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    question_ids = fields.One2many(
        "bpm.approval.question", "request_id", "Questions", readonly=True
    )

    def action_ask(self, comment, pause=False, user=None):
        """Ask the requester, or ``user`` (record or id), something about these requests.

        For approvers whose turn it is; a requester asks the first approver who is waited for.
        With ``pause`` the clock of everybody who is waited for stands still until the answer.
        """
        text = self._required(comment)
        for request in self._checked("open"):
            person, mine = request._whom_to_ask(user)
            question = request._put_question(text, person, mine, bool(pause) and bool(mine))
            request._tell_question(question)
        return True

    def action_answer(self, comment, question=None):
        """Answer the question (record or id) that the current user was asked on each of these
        requests; without ``question`` the one that has waited longest."""
        text = self._required(comment)
        for request in self._checked("open"):
            asked = request._question_for_me(question)
            request._put_answer(asked, text)
            request._tell_answer(asked)
        return True

    # === ASKING === #

    def _whom_to_ask(self, user):
        """Return (person to be asked, the current user's waiting place or none)."""
        mine = self._pending().filtered(lambda slot: slot.approver_id.id == self.env.uid)[:1]
        is_requester = self.requester_id.id == self.env.uid
        if not mine and not is_requester:
            self._my_pending()  # says for whom it waits
        if user:
            person = self._colleague(user)
            if person.id == self.env.uid:
                raise UserError(self.env._("Choose somebody else: you cannot ask yourself."))
            return person, mine
        if mine:
            return self._colleague(self.requester_id), mine
        if not self._pending():
            raise UserError(self.env._("Nobody is asked now: choose whom you want to ask."))
        return self._pending()[:1].approver_id, mine

    def _put_question(self, text, person, place, pause, comments=None):
        """Write a question with its entry in the audit trail; return it."""
        comments = comments or self.env["bpm.journal.comment"]._store([text])
        question = (
            self.env["bpm.approval.question"]
            .sudo()
            .create(
                {
                    "request_id": self.id,
                    "slot_id": place.id,
                    "asker_id": self.env.uid,
                    "person_id": person.id,
                    "comment_id": comments.id,
                    "pause": pause,
                }
            )
        )
        self._changed_places(
            "question_asked",
            {"question": question.id, "to_whom": person.id, "pause": pause},
            comments=comments,
        )
        if pause:
            self._pending()._pause()
        return question

    # === ANSWERING === #

    def _question_for_me(self, question):
        """The open question the current user is to answer; raises a sentence without one."""
        wanted = question if isinstance(question, int) or not question else question.id
        mine = self._open_questions().filtered(lambda q: q.person_id.id == self.env.uid)
        found = mine.filtered(lambda q: not wanted or q.id == wanted)[:1]
        if not found:
            raise UserError(
                self.env._("Nobody waits for an answer of yours on “%s” now.", self.name)
            )
        return found

    def _put_answer(self, question, text):
        comments = self.env["bpm.journal.comment"]._store([text])
        question.write(
            {
                "state": "answered",
                "answer_id": comments.id,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )
        self._changed_places("question_answered", {"question": question.id}, comments=comments)
        if question.pause:
            self._pending()._resume()

    def _open_questions(self):
        return self.question_ids.filtered(lambda question: question.state == "open")


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        return {
            **super()._event_words(),
            "question_asked": _lt("Question asked"),
            "question_answered": _lt("Question answered"),
        }

    @api.model
    def _fact_words(self):
        return {
            **super()._fact_words(),
            "to_whom": (_lt("Asked"), "person"),
            "pause": (_lt("Clock stands still"), "plain"),
            "question": ("", "hidden"),
        }
