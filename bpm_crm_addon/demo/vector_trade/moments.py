"""What waits today: one prepared moment for every job."""

from datetime import timedelta
from typing import NamedTuple

from odoo.fields import Command

from .parties import party
from .world import Text


class Quote(NamedTuple):
    """A quotation of one line: `price` typed by hand, or a discount; `why`: it is asked about."""

    key: str
    party: str
    product: int
    quantity: int
    discount: float = 0
    price: float | None = None
    seller: str = "salesperson"
    term: int | None = None
    why: Text | None = None


DESK, CHAIR, CABINET = range(3)
QUOTES = (
    # A 20 % discount, to be submitted.
    Quote("discount", "gemini", DESK, 20, 20),
    # The same by hand: the price is 20 % below the list.
    Quote("price", "hansa", CHAIR, 40, price=256),
    # Below every limit: nobody is asked.
    Quote("free", "lumen", CABINET, 10, 5),
    # Waits for Anna since yesterday, and is late.
    Quote(
        "overdue", "kombo", CHAIR, 60, 25,
        why=Text(
            "They buy chairs every quarter, and this closes the year.",
            "Они берут кресла каждый квартал, и этим мы закрываем год.",
            "Вони беруть крісла щокварталу, і цим ми закриваємо рік.",
        ),
    ),
    # Waits for Anna.
    Quote(
        "waiting", "gemini", DESK, 12, 15,
        why=Text(
            "A competitor offers 18 %; their annual volume is 300 000.",
            "Конкурент даёт 18 %; их годовой объём 300 000.",
            "Конкурент дає 18 %; їхній річний обсяг 300 000.",
        ),
    ),
    # Waits for Anna, then for Petro: discount and total.
    Quote(
        "large", "sokil", DESK, 44, 18,
        why=Text(
            "The whole third floor in one order.",
            "Весь третий этаж одним заказом.",
            "Увесь третій поверх одним замовленням.",
        ),
    ),
    # Waits for Anna, who stands in for Nadia.
    Quote(
        "away", "azure", CABINET, 8, 12, seller="bondar",
        why=Text(
            "First order of a new office.",
            "Первый заказ нового офиса.",
            "Перше замовлення нового офісу.",
        ),
    ),
    # Waits for Petro and Kateryna side by side.
    Quote(
        "terms", "medica", CABINET, 6, term=45,
        why=Text(
            "They close their books on the 15th and asked for 45 days.",
            "Они закрывают месяц 15-го и просят 45 дней.",
            "Вони закривають місяць 15-го і просять 45 днів.",
        ),
    ),
    # Returned by Anna.
    Quote(
        "returned", "openwood", DESK, 8, 30,
        why=Text(
            "They want the sample price for the whole lot.",
            "Хотят цену образца на всю партию.",
            "Хочуть ціну зразка на всю партію.",
        ),
    ),
    # Approved by Anna, ready to be sent.
    Quote(
        "approved", "tallinn", CHAIR, 30, 12,
        why=Text(
            "Same conditions as in spring.", "Условия как весной.", "Умови як навесні."
        ),
    ),
)  # fmt: skip
RETURNED = Text(
    "30 % prepaid first, then we talk about the price.",
    "Сначала 30 % предоплаты, потом поговорим о цене.",
    "Спершу 30 % передоплати, потім поговоримо про ціну.",
)


def make(world):
    """Quotations, what was asked about them, and an invoice that is overdue."""
    quotes = {quote.key: _quote(world, quote) for quote in QUOTES}
    world.name({f"demo_quote_{key}": order for key, order in quotes.items()})
    for quote in QUOTES:
        if quote.why:
            theirs = world.as_user(quotes[quote.key], quote.seller)
            theirs.action_bpm_request_approval(world.say(quote.why))
    leader = world.people["leader"]
    _request(quotes["returned"]).with_user(leader).action_return(world.say(RETURNED))
    _request(quotes["approved"]).with_user(leader).action_approve()
    _make_late(world, _request(quotes["overdue"]))
    _overdue_invoice(world)


def _quote(world, quote):
    line = {
        "product_id": world.products[quote.product].id,
        "product_uom_qty": quote.quantity,
        "discount": quote.discount,
    }
    if quote.price is not None:
        line["price_unit"] = quote.price
    values = {
        "partner_id": party(world, quote.party).id,
        "company_id": world.company.id,
        "user_id": world.people[quote.seller].id,
        "team_id": world.team_of[quote.seller].id,
        "order_line": [Command.create(line)],
    }
    if quote.term is not None:
        values["payment_term_id"] = world.terms[quote.term].id
    order = world.as_user(world.env["sale.order"], quote.seller).create(values)
    return order.with_env(world.env)


def _request(order):
    return order._bpm_last_requests()[order.id]


def _make_late(world, request):
    """It has been waiting since yesterday, and its answer was due two hours ago."""
    yesterday, due = world.now - timedelta(days=1), world.now - timedelta(hours=2)
    place = request.slot_ids.filtered(lambda place: place.state == "pending")
    place.write({"since": yesterday, "due": due})
    request.write({"submitted_at": yesterday, "due": due})


def _overdue_invoice(world):
    """The café chain has not paid its chairs, and there is nothing in writing."""
    invoice = world.env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": party(world, "cafe").id,
            "invoice_date": world.day(52),
            "invoice_payment_term_id": world.terms[14].id,
            "invoice_user_id": world.people["salesperson"].id,
            "invoice_line_ids": [
                Command.create({"product_id": world.products[CHAIR].id, "quantity": 7})
            ],
        }
    )
    invoice._post(soft=False)
    world.name({"demo_invoice_overdue": invoice})
