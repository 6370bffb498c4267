"""Which cards there are, for whom, and how they come to the screen.

A card is a line of `CARDS` and a method `_card_<name>` of `bpm.desk`, in a file of its kind.
"""

from dataclasses import dataclass

# In the order of the page. Who has none of these jobs is a colleague: asks, and may be asked.
JOBS = ("salesperson", "approver", "steward", "outreach", "admin", "director")
COLLEAGUE = "colleague"


@dataclass(frozen=True)
class Card:
    """`jobs`: whose card it is. `capability`: the switch in the settings without which it does
    not exist. `slow`: it reads more than a few rows and is fetched after the first paint."""

    name: str
    jobs: tuple
    capability: str = ""
    slow: bool = False


CARDS = (
    Card("setup", ("admin",)),
    Card("questions", (*JOBS, COLLEAGUE), "partner"),
    Card("returned", ("salesperson", COLLEAGUE), "approval"),
    Card("moving", ("salesperson", COLLEAGUE), "approval"),
    Card("calls", ("salesperson",), slow=True),
    Card("contracts", (*JOBS, COLLEAGUE), "contract"),
    Card("inbox", ("approver", COLLEAGUE), "approval"),
    Card("team", ("approver",), "approval"),
    Card("decided", ("approver",), "approval"),
    Card("queue", ("steward",), "partner"),
    Card("rejects", ("steward",), "partner"),
    Card("director", ("director",), slow=True),
    Card("waiting", ("director",), "approval"),
    Card("sellers", ("director",), slow=True),
    Card("exceptions", ("outreach",), "outreach", slow=True),
    Card("reminders", ("outreach",), "outreach", slow=True),
    Card("promises", ("outreach",), "outreach"),
    Card("overdue", ("outreach", "director"), slow=True),
    Card("instalments", ("outreach",), slow=True),
    Card("campaigns", ("outreach",), "outreach", slow=True),
    Card("costs", ("outreach",), "outreach", slow=True),
    Card("health", ("admin",), slow=True),
    Card("problems", ("admin",)),
    Card("routes", ("admin",), "approval", slow=True),
    Card("away", ("admin",), "approval"),
)
# Whose first row carries the one highlighted button of the page; the first card that has rows.
LEADING = {"steward": ("queue",), "outreach": ("reminders", "overdue")}
BY_NAME = {card.name: card for card in CARDS}
TOP = "setup"  # the checklist stands above everything until it is done


def cards_of(jobs, switched_on):
    """The cards of these jobs, those of the first job at the top, none twice.

    >>> [card.name for card in cards_of(["approver", "salesperson"], {"approval"})]
    ['inbox', 'team', 'decided', 'returned', 'moving', 'calls']
    >>> [card.name for card in cards_of(["director", "outreach"], {"approval"})]
    ['director', 'waiting', 'sellers', 'overdue', 'instalments']
    >>> [card.name for card in cards_of(["salesperson", "admin"], set())]
    ['setup', 'calls', 'health', 'problems']
    >>> [card.name for card in cards_of(["steward"], {"partner"})]
    ['questions', 'queue', 'rejects']
    """
    possible = [card for card in CARDS if not card.capability or card.capability in switched_on]
    ordered = [card for job in jobs for card in possible if job in card.jobs]
    ordered.sort(key=lambda card: card.name != TOP)
    return list(dict.fromkeys(ordered))
