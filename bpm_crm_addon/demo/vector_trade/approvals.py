"""Approvals of the past: asked and decided through the same doors as on the screen, then dated.

The audit trail keeps the hour in which its entries were really written: it is never dated back.
"""
# A table is read along its rows.
# ruff: noqa: E501

from datetime import timedelta

from odoo.tools import SQL

from . import orders
from .world import Text

WHY = (
    Text("A competitor offers more, and they buy every month.", "Конкурент даёт больше, а они покупают каждый месяц.", "Конкурент дає більше, а вони купують щомісяця."),
    Text("The whole office in one order.", "Весь офис одним заказом.", "Увесь офіс одним замовленням."),
    Text("Same conditions as last time.", "Условия как в прошлый раз.", "Умови як минулого разу."),
)  # fmt: skip
SAID = {
    "approved": None,
    "remarked": Text("Fine, but not a habit.", "Хорошо, но не входит в привычку.", "Гаразд, але не як звичка."),
    "returned": Text("Ask for 30 % prepaid first.", "Сначала попросите 30 % предоплаты.", "Спершу попросіть 30 % передоплати."),
    "rejected": Text("Below our cost of delivery.", "Ниже наших затрат на доставку.", "Нижче наших витрат на доставку."),
}  # fmt: skip
DOORS = {
    "approved": "action_approve",
    "remarked": "action_approve_with_remarks",
    "returned": "action_return",
    "rejected": "action_reject",
}
# Hours until an answer, most of them short.
WAITS = (0.1, 0.2, 0.4, 0.7, 1, 1.5, 2, 2.5, 3, 3, 4, 5, 6, 22, 26, 47, 71)


def make(world, deals):
    """Quotations that were asked about, with their answers, each where it ended."""
    orders.create(world, deals)
    start = _last_message(world)
    _ask(world, deals)
    asked = _last_message(world)
    _decide(world, deals)
    decided = _last_message(world)
    orders.finish(world, deals)
    _date_requests(world, deals)
    _date_messages(world, deals, (start, asked, decided))


def _ask(world, deals):
    """In batches: one per seller and reason."""
    batches = {}
    for deal in deals:
        batches.setdefault((deal.seller, deal.ago % len(WHY)), []).append(deal)
    for (seller, why), theirs in batches.items():
        quotes = world.as_user(_orders(world, theirs), seller)
        quotes.action_bpm_request_approval(world.say(WHY[why]))


def _decide(world, deals):
    """In batches: one per person and answer, until nobody is asked any more."""
    answers = {deal.order.id: deal.answer for deal in deals}
    requests = world.env["bpm.approval.request"].search(
        [("res_model", "=", "sale.order"), ("res_id", "in", list(answers)), ("state", "=", "open")]
    )
    places = requests.slot_ids
    while pending := places.filtered(lambda place: place.state == "pending"):
        batches = {}
        for place in pending:
            key = (place.approver_id, answers[place.res_id])
            batches.setdefault(key, requests.browse())
            batches[key] |= place.request_id
        (person, answer), batch = next(iter(batches.items()))
        said = [world.say(SAID[answer])] if SAID[answer] else []
        getattr(batch.with_user(person), DOORS[answer])(*said)
        world.env.invalidate_all()


def _date_requests(world, deals):
    """Give requests and places the days of their quotations."""
    made = {deal.order.id: orders.made_at(world, deal) for deal in deals}
    requests = world.env["bpm.approval.request"].search(
        [("res_model", "=", "sale.order"), ("res_id", "in", list(made))], order="id"
    )
    asked = {request: made[request.res_id] + timedelta(minutes=25) for request in requests}
    answered = {
        request: min(
            moment + timedelta(hours=world.rng.choice(WAITS)), world.now - timedelta(minutes=30)
        )
        for request, moment in asked.items()
    }
    world.date_back(requests, asked.values(), ("submitted_at",))
    world.date_back(requests, answered.values(), ("settled_at",))
    used = requests.filtered("passed_at")
    world.date_back(used, [answered[r] + timedelta(minutes=40) for r in used], ("passed_at",))
    places = requests.slot_ids
    world.date_back(places, [asked[p.request_id] for p in places], ("since",))
    due = [asked[p.request_id] + timedelta(days=1) for p in places]
    world.date_back(places.filtered("due"), [d for p, d in zip(places, due) if p.due], ("due",))
    decided = places.filtered("decided_at")
    columns = ("decided_at", "seen_at")
    world.date_back(decided, [answered[p.request_id] for p in decided], columns)
    world.answered = {request.res_id: moment for request, moment in answered.items()}


def _date_messages(world, deals, marks):
    """Notes on the quotations get their days; what rang in people's bells is taken away."""
    start, asked, decided = marks
    world.env["mail.message"].search(
        [("id", ">", start), ("message_type", "=", "user_notification")]
    ).unlink()
    messages = world.env["mail.message"].search(
        [
            ("id", ">", start),
            ("model", "=", "sale.order"),
            ("res_id", "in", [deal.order.id for deal in deals]),
        ]
    )
    made = {deal.order.id: orders.made_at(world, deal) for deal in deals}

    def moment(message):
        if message.id <= asked:
            return made[message.res_id] + timedelta(minutes=25)
        later = timedelta(minutes=40 if message.id > decided else 0)
        return world.answered[message.res_id] + later

    world.date_back(messages, [moment(message) for message in messages], ("date", "create_date"))


def _orders(world, deals):
    return world.env["sale.order"].union(*(deal.order for deal in deals))


def _last_message(world):
    world.env.flush_all()
    [(last,)] = world.env.execute_query(SQL("SELECT coalesce(max(id), 0) FROM mail_message"))
    return last
