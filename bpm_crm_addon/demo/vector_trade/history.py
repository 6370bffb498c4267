"""The plan of eighteen months: which party asked for what, when, and how it ended.

Plain Python: a source of chance and two tables go in, deals come out; nothing is looked up.
"""

from dataclasses import dataclass, field

DAYS = 548  # eighteen months
CONTROLLED = 365  # for the last year the rules have been on
UNUSUAL_TERM = 45
BILLS = 460  # invoices beside those of orders: delivery, assembly, spare parts

# How many days after the due date a party pays; None: not at all. `worse` grows with time.
PAYS = {
    "early": (-12, -2),
    "on_time": (-3, 1),
    "late": (4, 24),
    "partial": (0, 8),
    "debtor": (20, 70),
}
# What becomes of a request: outcome, its share in hundredths.
ANSWERS = (("approved", 74), ("remarked", 9), ("returned", 10), ("rejected", 7))


@dataclass
class Deal:
    """One quotation: `ago` days back, of lines (product, quantity, discount)."""

    party: int
    ago: int
    seller: str
    lines: list
    state: str  # sale, cancel, draft, sent
    controlled: bool
    asks: tuple = ()
    answer: str = ""
    term: int | None = None
    changed: bool = False
    order: object = field(default=None, repr=False)


def plan(rng, parties, products):
    """All deals, oldest first."""
    deals = []
    for number, party in enumerate(parties):
        if party.rhythm:
            deals += _deals_of(rng, number, party, products)
    deals.sort(key=lambda deal: (-deal.ago, deal.party))
    for deal in [d for d in deals if d.controlled and d.state == "sale" and not d.asks][::16]:
        deal.changed = True
    return deals


def _deals_of(rng, number, party, products):
    """A party's deals by its rhythm, give or take a fifth."""
    ago, deals = DAYS - rng.randint(0, party.rhythm), []
    favourites = rng.sample(range(len(products) - 2), 6)
    while ago > party.stops:
        deals.append(_deal(rng, number, party, ago, favourites, products))
        ago -= max(2, round(party.rhythm * rng.uniform(0.8, 1.2)))
    return deals


def _deal(rng, number, party, ago, favourites, products):
    deal = Deal(
        party=number,
        ago=ago,
        seller=_seller(party.seller, ago),
        lines=_lines(rng, party.size, favourites, products),
        state=_state(rng, ago),
        controlled=ago <= CONTROLLED,
    )
    if deal.controlled:
        _put_under_rules(rng, deal, party, products)
    return deal


def _seller(seller, ago):
    """Oleh left three months ago; Olena took his customers over."""
    return "salesperson" if seller == "rudenko" and ago < 90 else seller


def _state(rng, ago):
    """Two of three are won. What is recent may still be open."""
    chance = rng.random()
    if ago < 25 and chance > 0.6:
        return "sent" if chance > 0.8 else "draft"
    return "sale" if chance < 0.67 else "cancel"


def _lines(rng, size, favourites, products):
    lines = []
    for product in rng.sample(favourites, rng.randint(1, 3)):
        money = size * rng.uniform(600, 7000)
        quantity = max(1, round(money / products[product].price))
        lines.append((product, quantity, rng.choice((0, 0, 0, 3, 5, 5, 8, 10, 12, 15))))
    if rng.random() < 0.25:
        lines.append((len(products) - 2, 1, 0))
    if rng.random() < 0.06:
        lines[0] = (*lines[0][:2], rng.choice((20, 25)))
    return lines


def _put_under_rules(rng, deal, party, products):
    """Since the rules are on, what lies above a limit was asked about."""
    chance = rng.random()
    if deal.state in ("draft", "sent") or chance > 0.34:
        deal.lines = [(product, quantity, min(off, 10)) for product, quantity, off in deal.lines]
        return
    product, quantity, _off = deal.lines[0]
    if chance < 0.06:
        quantity = round(rng.uniform(58_000, 90_000) / products[product].price)
        deal.lines = [(product, quantity, rng.choice((0, 5, 8)))]
        deal.asks, deal.answer = ("amount",), "approved"
    elif chance < 0.09 and party.term != UNUSUAL_TERM:
        deal.lines = [(product, quantity, 0)]
        deal.asks, deal.answer, deal.term = ("terms",), _answer(rng), UNUSUAL_TERM
    else:
        deal.lines[0] = (product, quantity, rng.choice((12, 12, 15, 15, 18, 20, 25)))
        deal.asks, deal.answer = ("discount",), _answer(rng)
    if deal.answer in ("returned", "rejected"):
        deal.state = "cancel"


def _answer(rng):
    return rng.choices([name for name, _share in ANSWERS], [share for _name, share in ANSWERS])[0]


def days_after_due(rng, habit, ago):
    """How many days after the due date an invoice made `ago` days back is paid."""
    if habit == "worse":
        late = (DAYS - ago) * 45 // DAYS
        return late + rng.randint(-3, 6)
    first, last = PAYS[habit]
    return rng.randint(first, last)
