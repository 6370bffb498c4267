"""Campaigns of Vector Trade: one with results, two greetings that would have been double, a
promotion that is to come, and somebody's birthday today."""

from datetime import timedelta

from ...engine.control_group import is_control
from .messages import _handed
from .parties import party
from .world import Text

AGREED = (
    *("kombo", "gemini", "openwood", "azure", "karpaty"),
    *("lumen", "medica", "sokil", "vesta", "hansa"),
)
REFUSED = "novabud"
WORDING = Text("News and offers", "Новости и предложения", "Новини та пропозиції")
WORDING_TEXT = Text(
    "I agree that Vector Trade sends me news and offers by e-mail. I can take it back at any time.",
    "Я согласен получать от «Вектор Трейд» новости и предложения по электронной почте. "
    "Согласие можно отозвать в любое время.",
    "Я погоджуюся отримувати від «Вектор Трейд» новини та пропозиції електронною поштою. "
    "Згоду можна відкликати будь-коли.",
)  # fmt: skip
AUTUMN = Text("Autumn prices for desks", "Осенние цены на столы", "Осінні ціни на столи")
WINTER = Text("Winter chairs", "Зимние кресла", "Зимові крісла")
WINTER_TELLS = Text(
    "Winter chairs: told on the day", "Зимние кресла: сообщить в день начала",
    "Зимові крісла: повідомити в день початку",
)  # fmt: skip
SEGMENT = Text("Regular buyers", "Постоянные покупатели", "Постійні покупці")
DAY = Text("Furniture makers' day: sales", "День мебельщика: продажи", "День меблевика: продажі")
DAY_TOO = Text(
    "Furniture makers' day: marketing", "День мебельщика: маркетинг", "День меблевика: маркетинг"
)
WHO = Text("Olena Marchenko", "Елена Марченко", "Олена Марченко")
AGO = 21
SHARE, DAYS_LOOKED_AT = 20.0, 14


def make(world):
    """In the order in which it happened."""
    _consents(world)
    segment = world.env["bpm.segment"].create(
        {
            "name": SEGMENT.en,
            "domain": "[('customer_rank', '>', 0)]",
            "action": "campaign",
            "company_id": world.company.id,
            "user_id": world.people["collections"].id,
        }
    )
    world.translate(segment, [SEGMENT])
    _with_results(world, segment)
    _greetings(world, segment)
    _to_come(world, segment)
    _birthday(world)


def _consents(world):
    """Most have agreed; one has taken it back."""
    wording = world.env["bpm.consent.wording"].create(
        {
            "name": world.say(WORDING),
            "text": world.say(WORDING_TEXT),
            "company_id": world.company.id,
        }
    )
    cards = [party(world, key) for key in (*AGREED, REFUSED)]
    consents = world.env["bpm.consent"].create(
        [
            {
                "partner_id": card.id,
                "address": card.email_normalized,
                "wording_id": wording.id,
                "company_id": world.company.id,
                "given_at": world.moment(120),
            }
            for card in cards
        ]
    )
    consents[-1]._withdraw(world.say(Text("By phone", "По телефону", "Телефоном")))


def _campaign(world, name, segment, template, **values):
    text = world.env.ref(f"bpm_crm_addon.{template}")
    campaign = world.env["bpm.campaign"].create(
        {
            "name": name.en,
            "company_id": world.company.id,
            "department_id": text.department_id.id,
            "purpose_id": text.purpose_id.id,
            "segment_id": segment.id,
            "template_id": text.id,
            "user_id": world.people["collections"].id,
            **values,
        }
    )
    world.translate(campaign, [name])
    return campaign


def _out(campaign, now):
    """Released and written to everybody."""
    campaign.action_release()
    campaign.released_by_id = campaign.user_id
    campaign._advance(now)
    return campaign.member_ids


def _with_results(world, segment):
    """Three weeks ago: who got it, who clicked, who bought since."""
    promotion = world.env["bpm.promotion"].create(
        {
            "name": AUTUMN.en,
            "company_id": world.company.id,
            "date_from": world.day(AGO),
            "date_to": world.day(-9),
        }
    )
    world.translate(promotion, [AUTUMN])
    campaign = _one_that_worked(world, segment, promotion)
    when = world.moment(AGO)
    members = _out(campaign, when)
    messages = members.message_id.filtered(lambda one: one.state == "queued")
    _judge(world, messages)
    messages = _handed(messages.filtered(lambda one: one.state == "queued"))
    messages._move("sent", handed_over_at=when)
    messages.settled_at = when
    world.date_back(messages, [when] * len(messages))
    told = members.filtered(lambda one: one.outcome == "sent")
    for place, member in enumerate(told):
        member.write(
            {
                "sent_at": when,
                "clicks": 2 if place % 3 == 0 else 0,
                "clicked_at": when + timedelta(hours=3) if place % 3 == 0 else False,
            }
        )
    campaign.write({"released_at": when, "started_at": when, "done_at": when})
    world.env.flush_all()
    campaign._refresh_results()


def _one_that_worked(world, segment, promotion):
    """The campaign as a draft. Chance draws the control group by its number; of a few the one
    whose control group bought least shows best what the figures are for."""
    since, until = world.moment(AGO), world.moment(AGO - DAYS_LOOKED_AT)
    orders = world.env["sale.order"].search(
        [
            ("company_id", "=", world.company.id),
            ("state", "=", "sale"),
            ("date_order", ">=", since),
            ("date_order", "<", until),
        ]
    )
    buyers = set(orders.partner_id.commercial_partner_id.ids)

    def bought(campaign):
        return sum(is_control(campaign.id, buyer, SHARE) for buyer in buyers)

    drafts = [
        _campaign(
            world, AUTUMN, segment, "template_promotion",
            promotion_id=promotion.id, control_percent=SHARE, result_days=DAYS_LOOKED_AT,
        )
        for _draw in range(5)
    ]  # fmt: skip
    people = drafts[0]._partners().ids
    usual = len(people) * SHARE / 100

    def oddness(campaign):
        drawn = sum(is_control(campaign.id, person, SHARE) for person in people)
        return bought(campaign), abs(drawn - usual)

    drafts.sort(key=oddness)
    for other in drafts[1:]:
        other.unlink()
    return drafts[0]


def _judge(world, messages):
    """What the contact rules say: consent, stop list, limits."""
    verdicts = world.env["bpm.contact.policy"]._verdicts(messages, world.now)
    for message in messages:
        verdict = verdicts[message.id]
        if verdict.action == "drop":
            message._move("suppressed", verdict.reason, verdict.text)


def _greetings(world, segment):
    """Two departments greet on the same day; each customer hears it once."""
    occasion = {"occasion": f"furniture {world.today.year}", "channel": "email"}
    first = _campaign(world, DAY, segment, "template_holiday_sales", **occasion)
    second = _campaign(world, DAY_TOO, segment, "template_holiday_marketing", **occasion)
    messages = _out(first, world.now).message_id
    _judge(world, messages.filtered(lambda one: one.state == "queued"))
    sent = _handed(messages.filtered(lambda one: one.state == "queued"))
    sent._move("sent", handed_over_at=world.now)
    _out(second, world.now)


def _to_come(world, segment):
    """Released; it goes out on the day the promotion begins."""
    promotion = world.env["bpm.promotion"].create(
        {"name": WINTER.en, "company_id": world.company.id, "date_from": world.day(-6)}
    )
    world.translate(promotion, [WINTER])
    _campaign(
        world, WINTER_TELLS, segment, "template_promotion",
        moment="promotion", promotion_id=promotion.id, control_percent=10.0, per_hour=200,
    ).action_release()  # fmt: skip


def _birthday(world):
    """The reminder is on since last week, and somebody has a birthday today."""
    card = world.env["res.partner"].create(
        {
            "name": world.say(WHO),
            "parent_id": party(world, "medica").id,
            "company_id": world.company.id,
            "email": "o.marchenko@medica.example.com",
            "lang": world.lang,
            "bpm_birthday": world.today.replace(year=1984),
        }
    )
    world.name({"demo_birthday": card})
    shipped = world.env.ref("bpm_crm_addon.reminder_birthday")
    # From midnight on, so that it has been said whenever the company is loaded.
    reminder = shipped.copy(
        {"company_id": world.company.id, "name": shipped.name, "hour": 0.0, "late_hours": 48}
    )
    reminder.action_switch_on()
    since = world.moment(7)
    reminder.write({"since": since, "looked_until": since})
    reminder._look(world.now)
    reminder._advance(world.now)
    message = reminder.occurrence_ids.message_id.filtered(lambda one: one.state == "queued")
    _handed(message)._move("sent", handed_over_at=world.now)
