"""Counter-offers, questions and answers, told to the other side: the bell at once, the morning
mail as long as they wait. Never a message on the document, which customers may follow."""

from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL

from ...engine import local_time


class BpmApprovalNotice(models.Model):
    _inherit = "bpm.approval.notice"

    @api.model
    def _tell(self, person, sentence_of, words, target):
        """Ring one person's bell.

        :param sentence_of: gives the subject for an environment in that person's language
        :param words: what was written, or ""
        :param target: (model, id) the bell opens
        """
        if person.id == self.env.uid:
            return
        env = self._env_of(person)
        sentence = sentence_of(env)
        quote = Markup("<blockquote>%s</blockquote>") % words if words else Markup()
        self._ring([(person, sentence, Markup("<p>%s</p>") % sentence + quote, target)])

    # === THE MORNING MAIL === #

    @api.model
    def _whose_morning_has_come(self, now):
        """Whoever owes an answer gets the mail, too."""
        due = super()._whose_morning_has_come(now)
        for uid, zone, since in self._answers_owed():
            morning = local_time.morning_of(now, zone)
            waiting = sum(1 for moment in since if moment <= morning)
            if morning <= now and waiting:
                day = local_time.on_the_clock(now, zone).date()
                due[uid] = (day, morning, waiting + due.get(uid, (0, 0, 0))[2])
        return due

    @api.model
    def _answers_owed(self):
        """[(user, time zone, [since])] of open questions and offers, for those with an address."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT person.id, partner.tz, array_agg(owed.since)
                  FROM (SELECT q.person_id, q.create_date AS since
                          FROM bpm_approval_question q
                          JOIN bpm_approval_request r ON r.id = q.request_id AND r.state = 'open'
                         WHERE q.state = 'open'
                     UNION ALL
                        SELECT r.requester_id, o.create_date
                          FROM bpm_approval_offer o
                          JOIN bpm_approval_request r ON r.id = o.request_id
                         WHERE o.state = 'open') owed
                  JOIN res_users person ON person.id = owed.person_id AND person.active
                  JOIN res_partner partner ON partner.id = person.partner_id
                 WHERE partner.email IS NOT NULL
              GROUP BY person.id, partner.tz
                """
            )
        )

    def _waiting_lines(self):
        person = self.user_id
        env = self._env_of(person)
        owed = [
            (question.request_id, question._sentence(env), question.comment)
            for question in self.env["bpm.approval.question"]
            .sudo()
            .search([("person_id", "=", person.id), ("state", "=", "open")])
            if question.request_id.state == "open"
        ]
        owed += [
            (offer.request_id, offer.with_env(env)._sentence(), offer.comment)
            for offer in self.env["bpm.approval.offer"]
            .sudo()
            .search([("request_id.requester_id", "=", person.id), ("state", "=", "open")])
        ]
        base = person.get_base_url()
        return super()._waiting_lines() + [
            {
                "text": f"{request.name} · {sentence}",
                "requester": words or "",
                "url": f"{base}/odoo/bpm.approval.request/{request.id}",
                "overdue": False,
            }
            for request, sentence, words in owed
        ]


class BpmApprovalQuestion(models.Model):
    _inherit = "bpm.approval.question"

    def _sentence(self, env=None):
        """“Anna asks you”, in the language of ``env``."""
        env = env or self.env
        return env._("%s asks you", self.asker_id.name)


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _bell_target(self, person):
        """What a person's bell opens: the document where they may, else the approval's page."""
        document = self._document_of().with_user(person)
        if person == self.requester_id and document.has_access("read"):
            return (self.res_model, self.res_id)
        return (self._name, self.id)

    def _tell_question(self, question):
        name, asker, person = self.name, question.asker_id.name, question.person_id
        self.env["bpm.approval.notice"]._tell(
            person,
            lambda env: env._(
                "%(person)s asks you about %(document)s", person=asker, document=name
            ),
            question.comment,
            self._bell_target(person),
        )

    def _tell_answer(self, question):
        name, who = self.name, self.env.user.name
        for person in question.asker_id:
            self.env["bpm.approval.notice"]._tell(
                person,
                lambda env: env._(
                    "%(person)s answered your question about %(document)s",
                    person=who,
                    document=name,
                ),
                question.answer,
                self._bell_target(person),
            )

    def _tell_requester(self, offer, event):
        """An offer was made to the requester, or taken back."""
        name, who = self.name, offer.approver_id.name

        def sentence(env):
            if event == "withdrawn":
                return env._(
                    "%(person)s took the counter-offer on %(document)s back",
                    person=who,
                    document=name,
                )
            return f"{name}: {offer.with_env(env(su=True))._sentence()}"

        notice = self.env["bpm.approval.notice"]
        words = offer.comment if event == "offered" else ""
        notice._tell(self.requester_id, sentence, words, self._bell_target(self.requester_id))
        notice._counters_changed(offer.approver_id.ids)

    def _tell_accepted(self, offer):
        name, who, person = offer.request_id.name, self.env.user.name, offer.approver_id
        self.env["bpm.approval.notice"]._tell(
            person,
            lambda env: env._(
                "%(person)s accepted your counter-offer on %(document)s", person=who, document=name
            ),
            "",
            (self._name, self.id),
        )
