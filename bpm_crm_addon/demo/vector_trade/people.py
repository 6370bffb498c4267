"""The people of Vector Trade and their two sales teams. Everyone's password is their login."""

from typing import NamedTuple

from odoo.fields import Command

from .world import ZONE, Text

SELLS = "sales_team.group_sale_salesman"
LEADS = "sales_team.group_sale_salesman_all_leads"


class Person(NamedTuple):
    login: str
    name: Text
    job: str
    groups: tuple
    manager: str = ""
    limit: float = 0


PEOPLE = (
    Person(
        "director",
        Text("Viktor Larin", "Виктор Ларин", "Віктор Ларін"),
        "director",
        ("sales_team.group_sale_manager", "account.group_account_readonly"),
    ),
    Person(
        "leader", Text("Anna Sydor", "Анна Сидор", "Анна Сидор"), "approver", (LEADS,), "director",
        20_000,
    ),
    Person(
        "koval", Text("Nadia Koval", "Надежда Коваль", "Надія Коваль"), "approver", (LEADS,),
        "director", 20_000,
    ),
    Person(
        "salesperson", Text("Olena Petrenko", "Елена Петренко", "Олена Петренко"), "salesperson",
        (SELLS,), "leader",
    ),
    Person(
        "bondar", Text("Ivan Bondar", "Иван Бондарь", "Іван Бондар"), "salesperson", (SELLS,),
        "koval",
    ),
    Person(
        "finance", Text("Petro Hai", "Пётр Гай", "Петро Гай"), "approver",
        ("account.group_account_invoice",), "director", 100_000,
    ),
    Person(
        "lawyer", Text("Kateryna Lys", "Екатерина Лис", "Катерина Лис"), "approver", (),
        "director",
    ),
    Person(
        "steward", Text("Svitlana Moroz", "Светлана Мороз", "Світлана Мороз"), "steward",
        ("base.group_partner_manager",), "director",
    ),
    Person(
        "collections", Text("Maksym Tkach", "Максим Ткач", "Максим Ткач"), "outreach",
        ("account.group_account_invoice",), "finance",
    ),
    Person(
        "rudenko", Text("Oleh Rudenko", "Олег Руденко", "Олег Руденко"), "salesperson",
        (SELLS, "base.group_allow_export"), "leader",
    ),
)  # fmt: skip
LEFT = "rudenko"
# Name, leader, members.
TEAMS = (
    (Text("Vector Trade", "Вектор Трейд", "Вектор Трейд"), "leader", ("salesperson", LEFT)),
    (Text("Vector Projects", "Вектор Проекты", "Вектор Проєкти"), "koval", ("bondar",)),
)


def make(world):
    """Users of this company only, whom they report to, and the teams."""
    users = world.env["res.users"].create([_values(world, person) for person in PEOPLE])
    world.people = dict(zip((person.login for person in PEOPLE), users))
    for person in PEOPLE:
        user = world.people[person.login]
        user.bpm_job = person.job
        if person.manager:
            user.bpm_manager_id = world.people[person.manager]
    world.people["director"].bpm_approval_unlimited = True
    users.partner_id.write({"company_id": world.company.id})
    without_odoobot(users)
    world.name({f"demo_user_{login}": user for login, user in world.people.items()})
    _make_teams(world)


def without_odoobot(users):
    """Odoo's robot greets people in a chat that covers a whole phone: not those who try a demo."""
    if "odoobot_state" in users._fields:  # of an addon that comes by itself
        users.odoobot_state = "disabled"


def _values(world, person):
    groups = ("base.group_user", *person.groups)
    return {
        "name": world.say(person.name),
        "login": person.login,
        "password": person.login,
        "email": f"{person.login}@vectortrade.example.com",
        "tz": ZONE,
        "lang": world.lang,
        "notification_type": "inbox",
        "company_id": world.company.id,
        "company_ids": [Command.set(world.company.ids)],
        "group_ids": [Command.set([world.env.ref(group).id for group in groups])],
        "bpm_approval_limit": person.limit,
    }


def _make_teams(world):
    teams = world.env["crm.team"].create(
        [
            {
                "name": name.en,
                "sequence": sequence,
                "company_id": world.company.id,
                "user_id": world.people[leader].id,
                "member_ids": [Command.set([world.people[login].id for login in members])],
            }
            for sequence, (name, leader, members) in enumerate(TEAMS, 1)
        ]
    )
    world.translate(teams, [name for name, _leader, _members in TEAMS])
    world.team_of = {
        login: team for team, (_name, _leader, members) in zip(teams, TEAMS) for login in members
    }


def leave(world):
    """One of them has left the company; what he sold stays his."""
    world.people[LEFT].active = False
