"""What contracts say of Vector Trade and its parties: where they sit, who signs, which account.

Every firm has a head who signs on its charter; one party is left bare on purpose (doubts.py).
"""
# A table is read along its rows.
# ruff: noqa: E501

from typing import NamedTuple

from stdnum.iso7064.mod_97_10 import calc_check_digits

from .parties import PARTIES, party
from .world import Text

HOME = "UA"
NUMBER = "39074127"  # with a right check digit, as those of the parties
BARE = ("cafe",)
ACCOUNT_DIGITS = {"UA": 19, "LT": 11, "DE": 10, "PL": 16, "SK": 16, "EE": 14, "AT": 11, "RU": 15}


class Bank(NamedTuple):
    """A bank of a country: what its accounts begin with, and its code for payments."""

    country: str
    name: Text
    code: str
    bic: str


class Head(NamedTuple):
    """Whoever signs for a firm, and where it sits."""

    party: str
    street: Text
    zip: str
    name: Text
    position: Text


def _same(text):
    return Text(text, text, text)


DIRECTOR = Text("Director", "Директор", "Директор")
GENERAL = Text("General director", "Генеральный директор", "Генеральний директор")
CHAIR = Text("Chairman of the board", "Председатель правления", "Голова правління")
BANKS = (
    Bank(
        "UA", Text("Dnipro Trade Bank", "Днепр Торг Банк", "Дніпро Торг Банк"), "399001", "DNTBUA2X"
    ),
    Bank(
        "RU",
        Text("Volga Business Bank", "Волга Бизнес Банк", "Волга Бізнес Банк"),
        "40702",
        "043601999",
    ),
    Bank("LT", _same("Neris Bankas"), "79999", "NERILT2X"),
    Bank("DE", _same("Alster Handelsbank"), "20099900", "ALSTDEHH"),
    Bank("PL", _same("Bank Wawelski"), "99901012", "WAWEPLPK"),
    Bank("SK", _same("Dunajská banka"), "9991", "DUNASKBX"),
    Bank("EE", _same("Pirita Pank"), "99", "PIRIEE2X"),
    Bank("AT", _same("Ring Bank Wien"), "19991", "RINGATWW"),
)
HEADS = (
    Head("kombo", Text("8 Saksahanskoho St", "ул. Саксаганского, 8", "вул. Саксаганського, 8"), "01033", Text("Taras Melnyk", "Тарас Мельник", "Тарас Мельник"), DIRECTOR),
    Head("gemini", Text("14 Franka St", "ул. Франко, 14", "вул. Франка, 14"), "79005", Text("Halyna Vovk", "Галина Вовк", "Галина Вовк"), DIRECTOR),
    Head("readymat", Text("41 Yavornytskoho Ave", "пр. Яворницкого, 41", "пр. Яворницького, 41"), "49000", Text("Denys Kravets", "Денис Кравец", "Денис Кравець"), GENERAL),
    Head("openwood", Text("22 Kanatna St", "ул. Канатная, 22", "вул. Канатна, 22"), "65014", Text("Yurii Shevchuk", "Юрий Шевчук", "Юрій Шевчук"), DIRECTOR),
    Head("azure", Text("3 Prymorskyi Blvd", "Приморский бул., 3", "Приморський бул., 3"), "65026", Text("Larysa Honchar", "Лариса Гончар", "Лариса Гончар"), GENERAL),
    Head("karpaty", Text("5 Svobody St", "ул. Свободы, 5", "вул. Свободи, 5"), "78500", Text("Vasyl Hutsul", "Василий Гуцул", "Василь Гуцул"), DIRECTOR),
    Head("novabud", Text("19 Velyka Vasylkivska St", "ул. Большая Васильковская, 19", "вул. Велика Васильківська, 19"), "01004", Text("Roman Bilyk", "Роман Билык", "Роман Білик"), GENERAL),
    Head("lumen", Text("27 Sumska St", "ул. Сумская, 27", "вул. Сумська, 27"), "61057", Text("Iryna Savchenko", "Ирина Савченко", "Ірина Савченко"), DIRECTOR),
    Head("medica", Text("6 Bohomoltsia St", "ул. Богомольца, 6", "вул. Богомольця, 6"), "01024", Text("Oksana Lytvyn", "Оксана Литвин", "Оксана Литвин"), DIRECTOR),
    Head("agro", Text("10 Sobornosti St", "ул. Соборности, 10", "вул. Соборності, 10"), "36000", Text("Mykola Kolos", "Николай Колос", "Микола Колос"), GENERAL),
    Head("sokil", Text("2 Naberezhno-Luhova St", "ул. Набережно-Луговая, 2", "вул. Набережно-Лугова, 2"), "04071", Text("Bohdan Sokil", "Богдан Сокол", "Богдан Сокіл"), DIRECTOR),
    Head("vesta", Text("33 Volodymyrska St", "ул. Владимирская, 33", "вул. Володимирська, 33"), "01034", Text("Alla Romanenko", "Алла Романенко", "Алла Романенко"), CHAIR),
    Head("praktika", Text("7 Virmenska St", "ул. Армянская, 7", "вул. Вірменська, 7"), "79008", Text("Solomiia Hnatiuk", "Соломия Гнатюк", "Соломія Гнатюк"), DIRECTOR),
    Head("delo", Text("50 Leninskaya St", "ул. Ленинская, 50", "вул. Ленінська, 50"), "443041", Text("Andrei Delov", "Андрей Делов", "Андрій Дєлов"), Text("Sole trader", "Предприниматель", "Підприємець")),
    Head("baltika", _same("Gedimino pr. 20"), "01103", _same("Jonas Kazlauskas"), DIRECTOR),
    Head("hansa", _same("Große Bleichen 12"), "20354", _same("Katrin Petersen"), _same("Vorstand")),
    Head("polmeble", _same("ul. Długa 17"), "31-147", _same("Marek Nowicki"), _same("Prezes zarządu")),
    Head("danube", _same("Laurinská 9"), "811 01", _same("Zuzana Kováčová"), _same("Konateľka")),
    Head("tallinn", _same("Akadeemia tee 21"), "12618", _same("Mart Saar"), _same("Juhatuse liige")),
    Head("kombo2", Text("8 Saksahanskoho St", "ул. Саксаганского, 8", "вул. Саксаганського, 8"), "01033", Text("T. Melnyk", "Т. Мельник", "Т. Мельник"), DIRECTOR),
    Head("sokil2", Text("1 Zavodska St", "ул. Заводская, 1", "вул. Заводська, 1"), "08300", Text("B. Sokil", "Б. Сокол", "Б. Сокіл"), DIRECTOR),
    Head("stroy", Text("11 Baumana St", "ул. Баумана, 11", "вул. Баумана, 11"), "420111", Text("Rinat Galeev", "Ринат Галеев", "Рінат Галєєв"), GENERAL),
    Head("westline", _same("Rennweg 44"), "1030", _same("Franz Leitner"), _same("Geschäftsführer")),
    Head("print", Text("4 Kurenivska St", "ул. Куренёвская, 4", "вул. Куренівська, 4"), "04073", Text("Pavlo Drukar", "Павел Друкарь", "Павло Друкар"), DIRECTOR),
)  # fmt: skip


def make(world):
    """Addresses, heads and accounts of the company and its parties."""
    banks = world.env["res.bank"].create([_bank(world, bank) for bank in BANKS])
    codes = [bank.country for bank in BANKS]
    world.name({f"demo_bank_{code.lower()}": bank for code, bank in zip(codes, banks)})
    of_country = dict(zip(codes, zip(BANKS, banks, strict=True), strict=True))
    _home(world, of_country[HOME])
    countries = {one.key: one.country for one in PARTIES}
    for number, head in enumerate(HEADS, 2):
        firm = party(world, head.party)
        firm.write({"street": world.say(head.street), "zip": head.zip})
        _account(world, firm, of_country[countries[head.party]], number)
    world.env["res.partner"].create([_head(world, head) for head in HEADS])


def undo(env):
    """The banks, which belong to no company; one that somebody else uses by now stays."""
    company = env.ref("bpm_crm_addon.demo_company")
    for bank in BANKS:
        name = f"bpm_crm_addon.demo_bank_{bank.country.lower()}"
        found = env.ref(name, raise_if_not_found=False)
        if not found:
            continue
        accounts = env["res.partner.bank"].with_context(active_test=False)
        accounts = accounts.search([("bank_id", "=", found.id)])
        ours = accounts.filtered(
            lambda one: company in (one.company_id, one.partner_id.ref_company_ids)
        )
        if ours == accounts:
            accounts.bank_id = False
            found.unlink()


def _home(world, bank):
    """Vector Trade sits in Kyiv; its head is the director."""
    us = world.company.partner_id
    values = {"country_id": world.env.ref(f"base.{HOME.lower()}").id, "vat": NUMBER}
    us.write({**values, "company_registry": NUMBER})
    _account(world, us, bank, 1)
    world.people["director"].partner_id.function = world.say(DIRECTOR)


def _bank(world, bank):
    country = world.env.ref(f"base.{bank.country.lower()}")
    return {"name": world.say(bank.name), "bic": bank.bic, "country": country.id}


def _account(world, firm, bank, number):
    told, record = bank
    country = told.country
    digits = told.code + str(number * 7_919).zfill(ACCOUNT_DIGITS[country])
    if country != "RU":
        digits = f"{country}{calc_check_digits(digits + country)}{digits}"
    world.env["res.partner.bank"].create(
        {
            "partner_id": firm.id,
            "bank_id": record.id,
            "acc_number": digits,
        }
    )


def _head(world, head):
    firm = party(world, head.party)
    return {
        "name": world.say(head.name),
        "parent_id": firm.id,
        "company_id": world.company.id,
        "function": world.say(head.position),
        "user_id": firm.user_id.id,
        "lang": world.lang,
    }
