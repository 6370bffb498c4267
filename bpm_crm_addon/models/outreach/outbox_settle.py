"""Writing down what a way answered; and what waits because no way is open."""

from datetime import timedelta

from odoo import fields, models

from ...engine.backoff import pause
from .outbox_worker import MOST_ATTEMPTS

SOON, LATER = timedelta(minutes=5), timedelta(hours=1)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _settle(self, handed, ways):
        """Write down what became of a message that was Handed over; of None nothing."""
        if not handed:
            return
        message, due, answer, way, cost = handed
        if answer.state == "sent":
            message._settle_sent(answer.number, cost)
        elif answer.state == "unknown":  # it may have to be paid for as well
            message._move("unknown", answer.reason, answer.detail, cost=cost)
            message._raise_no_answer(answer.detail)
        elif answer.state == "queued":
            message._try_later(answer, ways.open_for(due) if way.kind != "mail" else ())
        elif not message._try_another(handed, ways):
            message._move(answer.state, answer.reason, answer.detail)
        if answer.trouble:
            ways.suspects.add(way.key)
            message._raise_trouble(way, answer)
        elif answer.state == "sent" and way.key in ways.suspects:
            message._close_trouble(way)

    def _settle_sent(self, number, cost):
        """It was accepted; a receipt that was faster than the answer keeps its word."""
        values = {"handed_over_at": fields.Datetime.now(), "cost": cost}
        if number:
            values["external_id"] = number
        if not self._move("sent", **values):
            self._held_in(("delivered", "failed")).write(values)

    def _try_later(self, answer, others):
        """The server surely has not got it: wait, longer each time, and give up in the end; at once
        where there are other ways.

        A server that cannot be reached is no fault of the message: that one is not given up.
        """
        if answer.reason == "busy" and self.attempts >= MOST_ATTEMPTS:
            return self._move("failed", answer.reason, answer.detail)
        later = False if others else fields.Datetime.now() + pause(self.attempts)
        return self._move("queued", answer.reason, answer.detail, next_attempt_at=later)

    def _try_another(self, handed, ways):
        """A gateway has clearly refused it: whether another one is asked."""
        if handed.way.kind == "mail" or handed.due.gateway_id:
            return False
        tried = [*(handed.due.tried or ()), handed.way.id]
        if not ways.batch.ways(handed.due._replace(tried=tried)):
            return False
        answer = handed.answer
        return self._move(
            "queued", answer.reason, answer.detail, tried=tried, next_attempt_at=False
        )

    def _wait_for_a_way(self, stuck, ways):
        """Put off messages to phones that nothing carries now; return them.

        Mails wait by themselves: the worker passes over those whose server rests.
        """
        phones = [due for due in stuck if due.channel != "email"]
        lost = [due for due in phones if not ways.batch.ways(due)]
        now = fields.Datetime.now()
        for group, reason, wait in (
            (lost, "no_way", LATER),
            ([due for due in phones if due not in lost], "gateway_away", SOON),
        ):
            messages = self.browse(due.id for due in group)._held_in(("queued",))
            values = {"next_attempt_at": now + wait, "lease": 0}
            messages.write(values | self._reason_values(reason, None))
        for company in self.env["res.company"].browse({due.company_id for due in lost}):
            self._raise_no_way(company)
        return self.browse(due.id for due in phones)
