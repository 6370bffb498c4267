"""What waits in the steward's Data Queue: every kind of doubt once, and how much is verified."""

from datetime import timedelta

from .parties import party
from .world import Text

VERIFIED = (
    "gemini", "readymat", "azure", "novabud", "medica", "baltika", "hansa", "polmeble", "danube",
    "tallinn", "westline", "agro",
)  # fmt: skip
LONG_AGO = ("lumen", "vesta")  # verified fourteen months back; something is open with the first
CHANGED = "karpaty"
ASKED = "cafe"
QUESTION = Text(
    "Which tax number do they have? We cannot find it anywhere.",
    "Какой у них налоговый номер? Нигде не находим.",
    "Який у них податковий номер? Ніде не знаходимо.",
)
ANSWER = Text(
    "It is on their contract: 38110017.",
    "Он в их договоре: 38110017.",
    "Він у їхньому договорі: 38110017.",
)
OTHERWISE = ("praktika", "22859852")  # what a register says of its number


def make(world):
    """Verified ones, one changed since, two long ago, one contradicted, one asked about."""
    _verify(world, [*VERIFIED, CHANGED], ago=40)
    _verify(world, LONG_AGO, ago=425)
    findings = world.env["bpm.partner.finding"]
    findings._age()
    world.as_user(party(world, CHANGED), "salesperson").city = "Vorokhta"
    findings._look_for_doubles()
    stakes = world.env["res.partner"]._bpm_stakes(world.parties.ids)
    at_stake = world.parties.filtered(lambda one: one.id in stakes)
    findings._look_at_stake(at_stake, stakes)
    key, number = OTHERWISE
    findings._say_otherwise({party(world, key): {"vat": number}}, "register")
    _ask(world)
    findings._refresh_stakes(world.parties.ids)


def _verify(world, keys, ago):
    parties = world.env["res.partner"].union(*(party(world, key) for key in keys))
    world.as_user(parties, "steward")._bpm_verify()
    parties._bpm_set_verification("verified", bpm_verified_at=world.now - timedelta(days=ago))


def _ask(world):
    """The seller was asked, and has answered."""
    missing = world.env["bpm.partner.finding"].search(
        [
            ("partner_id", "=", party(world, ASKED).id),
            ("kind", "=", "missing"),
            ("state", "=", "open"),
        ]
    )
    for finding in world.as_user(missing, "steward"):
        question = world.env["bpm.partner.question"]
        asked = world.as_user(question, "steward")._ask(finding, world.say(QUESTION))
        asked.with_user(asked.person_id).bpm_answer(world.say(ANSWER))
