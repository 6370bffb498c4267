"""Contracts of Vector Trade: one ends in 41 days with a power of attorney that ends before it, one
waits for the lawyer, one lets notice be given until Friday; signed copies are out."""

from datetime import timedelta
from typing import NamedTuple

from odoo.fields import Command

from . import switches
from .papers import scanned
from .parties import party
from .world import ZONE, Text

MANAGER = "bpm_crm_addon.group_bpm_contract_manager"


class Deal(NamedTuple):
    """A contract: `since` days ago it began, `ends` in so many days; `keeps` what else it has."""

    key: str
    party: str
    kind: str
    subject: Text
    amount: float
    since: int
    ends: int
    seller: str = "salesperson"
    signed: bool = True


DEALS = (
    Deal(
        "supply", "openwood", "supply",
        Text("Office chairs and desks", "Офисные кресла и столы", "Офісні крісла і столи"),
        600_000, 324, 41,
    ),
    Deal(
        "services", "vesta", "services",
        Text("Assembly and care of furniture", "Сборка и обслуживание мебели",
             "Складання та обслуговування меблів"),
        96_000, 200, 165, "bondar",
    ),
    Deal(
        "lease", "westline", "lease",
        Text("Warehouse in Boryspil, 400 m²", "Склад в Борисполе, 400 м²",
             "Склад у Борисполі, 400 м²"),
        240_000, 275, 60, "leader",
    ),
    Deal(
        "nda", "sokil", "nda",
        Text("Talks about a joint tender", "Переговоры о совместном тендере",
             "Перемовини про спільний тендер"),
        0, 30, 1065,
    ),
    Deal(
        "waiting", "azure", "supply",
        Text("Furniture for 120 rooms", "Мебель на 120 номеров", "Меблі на 120 номерів"),
        480_000, -14, 379, "bondar", signed=False,
    ),
    Deal(
        "draft", "medica", "services",
        Text("Refitting of two clinics", "Переоборудование двух клиник",
             "Переобладнання двох клінік"),
        150_000, -30, 334, signed=False,
    ),
)  # fmt: skip
SIGNS = Text("Konstantin Larionov", "Константин Ларионов", "Костянтин Ларіонов")
DIRECTOR = Text("Director", "Директор", "Директор")
DEPUTY = Text("Deputy director", "Заместитель директора", "Заступник директора")
REPORT = Text("Report on deliveries", "Отчёт о поставках", "Звіт про поставки")
PLAN = Text("Delivery plan for the quarter", "План поставок на квартал", "План поставок на квартал")
ADVANCE = Text("Advance", "Аванс", "Аванс")
REST = Text("After delivery", "После поставки", "Після поставки")
WHY = Text(
    "They ask for payment within 45 days; the hotel opens in spring.",
    "Просят оплату в течение 45 дней; отель открывается весной.",
    "Просять оплату протягом 45 днів; готель відкривається навесні.",
)


def make(world):
    """Switch contracts on, make them, and let one wait for the lawyer."""
    switches.on(world.env, "contract")
    world.people["lawyer"].group_ids = [Command.link(world.env.ref(MANAGER).id)]
    _series(world)
    made = {deal.key: _contract(world, deal) for deal in DEALS}
    world.name({f"demo_contract_{key}": contract for key, contract in made.items()})
    for deal in DEALS:
        if deal.signed:
            _sign(world, made[deal.key], deal)
    _power_of_attorney(world, made["waiting"])
    _dates(world, made)
    world.as_user(made["waiting"], "bondar").action_generate_document()
    # What was signed so far is written before anybody has to be asked.
    world.env.flush_all()
    _route(world)
    waiting = world.as_user(made["waiting"], "bondar")
    waiting.action_bpm_request_approval(world.say(WHY))


def _series(world):
    """Numbers of their own, so that the other companies' register has no gaps."""
    usual = world.env.ref("bpm_crm_addon.sequence_bpm_contract")
    usual.copy({"company_id": world.company.id, "name": usual.name, "code": usual.code})


def _contract(world, deal):
    partner = party(world, deal.party)
    start, end = world.day(deal.since), world.day(-deal.ends)
    values = {
        "type_id": world.env.ref(f"bpm_crm_addon.contract_type_{deal.kind}").id,
        "partner_id": partner.id,
        "name": world.say(deal.subject),
        "company_id": world.company.id,
        "user_id": world.people[deal.seller].id,
        "curator_id": world.people["leader"].id,
        "currency_id": world.company.currency_id.id,
        "amount": deal.amount,
        "date": min(start, world.today),
        "date_start": start,
        "date_end": end,
        "payment_term_id": partner.property_payment_term_id.id,
    }
    contract = world.as_user(world.env["bpm.contract"], deal.seller).create(values)
    contract = contract.with_env(world.env)
    ours = contract.party_ids.filtered(lambda one: one.role == "ours")
    director = world.people["director"].partner_id
    ours.write({"signatory_id": director.id, "signatory_function": director.function})
    return contract


def _sign(world, contract, deal):
    """It was signed on its first day; signed long before anybody had to be asked."""
    contract.action_sign()
    page = scanned(f"{deal.kind} contract {contract.number}", deal.party)
    contract._add_scan(f"{deal.key}.pdf", page)
    for number, signer in enumerate(contract.party_ids, 1):
        name = signer.signatory_id.name or signer.partner_id.name
        contract._record_signature(signer, "scan", name, zone=ZONE)
        moment = world.moment(max(deal.since, 1), 9 + number)
        world.date_back(signer, [moment], ("signed_at",))


def _power_of_attorney(world, contract):
    """Their deputy signs on a power of attorney that ends soon."""
    theirs = contract.party_ids.filtered(lambda one: one.role == "theirs")
    deputy = world.env["res.partner"].create(
        {
            "name": world.say(SIGNS),
            "parent_id": theirs.partner_id.id,
            "company_id": world.company.id,
            "function": world.say(DEPUTY),
        }
    )
    theirs.write(
        {
            "signatory_id": deputy.id,
            "signatory_function": world.say(DEPUTY),
            "authority": "attorney",
            "authority_number": "17/2",
            "authority_from": world.day(330),
            "authority_until": world.today + timedelta(days=9),
        }
    )


def _dates(world, made):
    """What is owed, what falls due, and what is out."""
    supply, lease = made["supply"], made["lease"]
    supply.write(
        {
            "obligation_ids": [
                Command.create(
                    {"name": world.say(REPORT), "who": "ours", "due": world.day(3),
                     "user_id": world.people["salesperson"].id}
                ),
            ]
        }
    )  # fmt: skip
    supply.write({"original_sent": world.day(25), "original_sent_by": supply.user_id.id})
    lease.write({"original_returned": world.day(260), "original_sent": world.day(270)})
    made["draft"].write(
        {
            "instalment_ids": [
                Command.create(
                    {"name": world.say(ADVANCE), "due": world.day(-35), "amount": 45_000}
                ),
                Command.create({"name": world.say(REST), "due": world.day(-90), "amount": 105_000}),
            ]
        }
    )
    orders = world.env["sale.order"].search(
        [
            ("partner_id", "=", supply.partner_id.id),
            ("company_id", "=", world.company.id),
            ("date_order", ">=", world.moment(324)),
            ("state", "=", "sale"),
        ]
    )
    orders.write({"bpm_contract_id": supply.id})
    orders.invoice_ids.write({"bpm_contract_id": supply.id})


def _route(world):
    """From now on the lawyer is asked, and finance side by side when there is money in it."""
    route = world.env["bpm.approval.route"].create(
        {
            "name": world.say(Text("Contracts", "Договоры", "Договори")),
            "model_id": world.env["ir.model"]._get_id("bpm.contract"),
            "company_id": world.company.id,
            "gate": "sign",
            "step_ids": [
                Command.create(
                    {
                        "name": world.say(Text("Lawyer", "Юрист", "Юрист")),
                        "sequence": 1,
                        "resolver": "users",
                        "user_ids": [Command.set(world.people["lawyer"].ids)],
                        "deadline_hours": 16,
                    }
                ),
                Command.create(
                    {
                        "name": world.say(Text("Finance", "Финансы", "Фінанси")),
                        "sequence": 1,
                        "resolver": "users",
                        "user_ids": [Command.set(world.people["finance"].ids)],
                        "domain": "[('amount', '>', 100000)]",
                        "deadline_hours": 16,
                    }
                ),
            ],
        }
    )
    route.action_activate()
