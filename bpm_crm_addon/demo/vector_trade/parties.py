"""The twenty-five parties of Vector Trade: buyers with their habits, suppliers, a few doubtful
cards."""
# A table is read along its rows.
# ruff: noqa: E501

from typing import NamedTuple

from .world import Text


class Party(NamedTuple):
    """A party and how it buys: every `rhythm` days, in orders of `size` (1 = usual), and pays
    by `habit` (history.PAYS). `stops`: days ago it fell silent. `rhythm` 0: it never bought."""

    key: str
    name: Text
    city: str
    country: str
    vat: str
    seller: str
    rhythm: int = 0
    size: float = 1
    term: int = 30
    habit: str = "on_time"
    stops: int = 0
    supplier: bool = False


def _same(name):
    return Text(name, name, name)


OP, IB, OR = "salesperson", "bondar", "rudenko"
PARTIES = (
    Party("kombo", Text("Kombo Office", "Комбо Офис", "Комбо Офіс"), "Kyiv", "UA", "32855961", OP, 13, 1.2),
    Party("gemini", Text("Gemini Interiors", "Джемини Интерьер", "Джеміні Інтер'єр"), "Lviv", "UA", "40075815", OP, 16, 1.5, 30, "late"),
    Party("readymat", Text("Ready Mat", "Реди Мат", "Реді Мат"), "Dnipro", "UA", "31316718", IB, 15, 1.8, 30, "worse"),
    Party("openwood", Text("OpenWood", "ОупенВуд", "ОупенВуд"), "Odesa", "UA", "21673832", OP, 18, 0.8, 14, "early"),
    Party("azure", Text("Azure Hotels", "Отели «Лазурь»", "Готелі «Лазур»"), "Odesa", "UA", "30019775", IB, 22, 2.4, 45, "late"),
    Party("karpaty", Text("Karpaty Resort", "Курорт «Карпаты»", "Курорт «Карпати»"), "Yaremche", "UA", "20077720", IB, 24, 1.6, 30, "partial"),
    Party("novabud", Text("Novabud Construction", "Новабуд", "Новабуд"), "Kyiv", "UA", "32490244", IB, 17, 2.2, 45, "worse"),
    Party("lumen", Text("Lumen Schools", "Школы «Люмен»", "Школи «Люмен»"), "Kharkiv", "UA", "14360570", OP, 21, 1.1, 30, "on_time"),
    Party("medica", Text("Medica Clinics", "Клиники «Медика»", "Клініки «Медика»"), "Kyiv", "UA", "21560045", OP, 19, 0.9, 14, "early"),
    Party("agro", Text("Agroland", "Агроленд", "Агроленд"), "Poltava", "UA", "00032112", OR, 27, 1.0, 30, "late", 70),
    Party("sokil", Text("Sokil Logistics", "Сокол Логистик", "Сокіл Логістик"), "Kyiv", "UA", "34047020", OP, 20, 1.0, 30, "on_time"),
    Party("vesta", Text("Vesta Bank", "Банк «Веста»", "Банк «Веста»"), "Kyiv", "UA", "09807750", IB, 30, 3.0, 14, "early"),
    Party("praktika", Text("Praktika Design", "Практика Дизайн", "Практика Дизайн"), "Lviv", "UA", "22859846", OP, 14, 0.5, 0, "on_time", 46),
    Party("delo", Text("Delo Offices (sole trader)", "ИП Делов «Дело Офис»", "ФОП Дєлов «Дело Офіс»"), "Samara", "RU", "586834497804", OR, 26, 1.3, 30, "late"),
    Party("baltika", Text("Baltika Coworking", "Балтика Коворкинг", "Балтика Коворкінг"), "Vilnius", "LT", "LT119511515", IB, 23, 1.2, 30, "on_time", 82),
    Party("hansa", _same("Hansa Büro AG"), "Hamburg", "DE", "DE136695976", OP, 25, 1.4, 30, "early"),
    Party("polmeble", _same("Polmeble Sp. z o.o."), "Kraków", "PL", "PL8567346215", OR, 29, 1.1, 30, "partial"),
    Party("danube", _same("Danube Trading s.r.o."), "Bratislava", "SK", "SK2022749619", IB, 31, 0.9, 45, "late"),
    Party("tallinn", _same("Tallinn Tech Park OÜ"), "Tallinn", "EE", "EE100931558", OP, 28, 1.5, 14, "on_time", 95),
    Party("cafe", Text("Café Chain Ranok", "Сеть кафе «Ранок»", "Мережа кафе «Ранок»"), "Kyiv", "UA", "", OP, 33, 0.4, 0, "debtor"),
    # Above, Delo's number is right, though a well-known check refuses it. Doubtful cards: two that
    # look double, swapped digits, no number at all.
    Party("kombo2", Text("Kombo Offise Ltd", "ООО «Комбо Офис»", "ТОВ «Комбо Офіс»"), "Kyiv", "UA", "32855916", IB, 60, 0.6, 30, "late"),
    Party("sokil2", Text("Sokil Logistics (warehouse)", "Сокол Логистик (склад)", "Сокіл Логістик (склад)"), "Boryspil", "UA", "34047002", OP),
    Party("stroy", Text("Stroymir Trade House", "Торговый дом «Строймир»", "Торговий дім «Строймир»"), "Kazan", "RU", "7770083893", OR, 40, 0.8, 30, "on_time", 150),
    Party("westline", _same("Westline Freight GmbH"), "Wien", "AT", "ATU13585672", IB, supplier=True),
    Party("print", Text("Print House Slovo", "Типография «Слово»", "Друкарня «Слово»"), "Kyiv", "UA", "3001977", OP, 45, 0.5, 14, "on_time", supplier=True),
)  # fmt: skip
KEYS = [party.key for party in PARTIES]


def make(world):
    """Their cards, with payment terms and price list of their own."""
    world.table = PARTIES
    country = {
        found.code: found.id
        for found in world.env["res.country"].search(
            [("code", "in", sorted({party.country for party in PARTIES}))]
        )
    }
    world.parties = world.env["res.partner"].create(
        [_values(world, party, country[party.country]) for party in PARTIES]
    )
    world.name({f"demo_party_{key}": party for key, party in zip(KEYS, world.parties)})


def party(world, key):
    """The card of a party by its key."""
    return world.parties[KEYS.index(key)]


def _values(world, party, country):
    number = KEYS.index(party.key)
    return {
        "name": world.say(party.name),
        "is_company": True,
        "company_id": world.company.id,
        "customer_rank": int(bool(party.rhythm)),
        "supplier_rank": int(party.supplier),
        "email": f"office@{party.key.rstrip('2')}.example.com",
        "phone": f"+380 44 555 {10 + number % 20:02} {40 + number:02}",
        "city": party.city,
        "country_id": country,
        "vat": party.vat,
        "user_id": world.people[party.seller].id,
        "lang": world.lang,
        "property_payment_term_id": world.terms[party.term].id,
        "property_product_pricelist": world.price_list.id,
    }
