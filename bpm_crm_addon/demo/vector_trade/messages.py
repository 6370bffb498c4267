"""What Vector Trade wrote to its customers, and what waits for a person in the outbox."""
# A table is read along its rows.
# ruff: noqa: E501

from datetime import timedelta
from typing import NamedTuple

from .parties import party
from .world import Text


class Said(NamedTuple):
    """One text to some parties, so many days ago; `mark` tells its occasions apart."""

    purpose: str
    department: str
    mark: str
    subject: Text
    body: Text
    to: tuple
    ago: int = 0


STATEMENT = Text("Statement of account", "Акт сверки", "Акт звірки")
STATEMENT_BODY = Text(
    "Please find how we see our mutual accounts.",
    "Так взаиморасчёты выглядят у нас.",
    "Так взаєморозрахунки виглядають у нас.",
)
GREETING = Text("Congratulations on your anniversary", "С юбилеем фирмы", "З ювілеєм фірми")
GREETING_BODY = Text(
    "Ten years: we wish you many more.", "Десять лет! Так держать.", "Десять років! Так тримати."
)
AUTUMN = Text("Autumn prices for desks", "Осенние цены на столы", "Осінні ціни на столи")
AUTUMN_BODY = Text(
    "Desks cost 10 % less until the end of the month.",
    "Столы на 10 % дешевле до конца месяца.",
    "Столи на 10 % дешевші до кінця місяця.",
)
HOLIDAY = Text("We are closed on Friday", "В пятницу мы не работаем", "У п'ятницю ми не працюємо")
HOLIDAY_BODY = Text(
    "Orders of Friday are dispatched on Monday.",
    "Заказы пятницы отправим в понедельник.",
    "Замовлення п'ятниці відправимо в понеділок.",
)

SENT = (
    Said("statement", "accounts", "spring", STATEMENT, STATEMENT_BODY, ("gemini", "azure", "medica", "hansa"), 34),
    Said("statement", "accounts", "summer", STATEMENT, STATEMENT_BODY, ("kombo", "readymat", "novabud", "vesta"), 6),
    Said("contract_notice", "support", "closed", HOLIDAY, HOLIDAY_BODY, ("kombo", "gemini", "openwood", "lumen", "sokil"), 2),
    Said("statement", "accounts", "today", STATEMENT, STATEMENT_BODY, ("lumen", "karpaty")),
)  # fmt: skip
# The mail server said nothing: nobody knows whether these three arrived.
SILENT = Said(
    "statement", "accounts", "silent", STATEMENT, STATEMENT_BODY, ("polmeble", "danube", "agro")
)
NO_SUCH_USER = Said("contract_notice", "support", "closed", HOLIDAY, HOLIDAY_BODY, ("stroy",), 2)
# Three departments wanted to greet one customer: one letter.
GREETERS = ("sales", "marketing", "accounts")
ADVERT = Said("offer", "marketing", "autumn", AUTUMN, AUTUMN_BODY, ("openwood", "praktika", "cafe"))


def make(world):
    """Letters that arrived, and one of each kind that a person has to look at."""
    for said in SENT:
        _sent(world, _enqueue(world, said), said.ago)
    _silent(world)
    _failed(world)
    greeted = world.env["bpm.message"]
    for department in GREETERS:
        greeting = Said("greeting", department, "anniversary", GREETING, GREETING_BODY, ("medica",))
        greeted |= _enqueue(world, greeting)
    _sent(world, greeted, 0)
    _enqueue(world, ADVERT, held=True)


def _enqueue(world, said, **values):
    item = {
        "purpose": said.purpose,
        "channel": "email",
        "department": said.department,
        "occurrence": f"demo {said.mark}",
        "subject": world.say(said.subject),
        "body": f"<p>{world.say(said.body)}</p>",
        **values,
    }
    parties = [party(world, key) for key in said.to]
    items = [{**item, "partner_id": one.id} for one in parties]
    messages = world.env["bpm.message"]._enqueue(items)
    world.date_back(messages, [world.now - timedelta(days=said.ago, minutes=9)] * len(messages))
    return messages


def _handed(messages):
    messages = messages.filtered("address")
    for message in messages:
        message.external_id = f"<bpm-{message.id}@vectortrade.example.com>"
    messages._move("sending", attempts=1)
    return messages


def _sent(world, messages, ago):
    when = world.now - timedelta(days=ago, minutes=8)
    messages = _handed(messages)
    messages._move("sent", handed_over_at=when)
    messages.settled_at = when


def _silent(world):
    _handed(_enqueue(world, SILENT))._move("unknown", "no_answer", "timed out")


def _failed(world):
    words = "550 5.1.1 no such user here"
    _handed(_enqueue(world, NO_SUCH_USER))._move("failed", "refused", words)
