"""What Vector Trade sells, and who makes it."""
# A table is read along its rows.
# ruff: noqa: E501

from typing import NamedTuple

from odoo.fields import Command

from .world import Text


class Product(NamedTuple):
    code: str
    name: Text
    price: float
    cost: float
    maker: str
    service: bool = False

    @property
    def kind(self):
        """Its category: by the first letters of its code."""
        return next(kind for kind, codes in KINDS.items() if self.code.split("-")[1] in codes)


MAKERS = {
    "ikex": Text("Ikex Möbel GmbH", "Ikex Möbel GmbH", "Ikex Möbel GmbH"),
    "karpat": Text(
        "Karpat Oak Works", "Мастерские «Карпатский дуб»", "Майстерні «Карпатський дуб»"
    ),
    "nordline": Text("Nordline Seating", "Nordline Seating", "Nordline Seating"),
    "stal": Text("Stalmebel Plant", "Завод «Стальмебель»", "Завод «Стальмеблі»"),
}
CATEGORIES = {
    "desks": Text("Desks and tables", "Столы", "Столи"),
    "seats": Text("Chairs and sofas", "Кресла и диваны", "Крісла та дивани"),
    "storage": Text("Cabinets and shelves", "Шкафы и стеллажи", "Шафи та стелажі"),
    "small": Text("Lamps, boards, screens", "Лампы, доски, экраны", "Лампи, дошки, екрани"),
    "services": Text("Delivery and assembly", "Доставка и сборка", "Доставка та збирання"),
}
KINDS = {
    "desks": ("DESK", "MEET", "RECEP"),
    "seats": ("CHAIR", "STOOL", "EXEC", "SOFA"),
    "storage": ("CAB", "SHELF", "WARD", "SAFE", "LOCK", "BIN"),
    "small": ("SCREEN", "LAMP", "BOARD"),
    "services": ("DELIVERY", "ASSEMBLY"),
}
PRODUCTS = (
    Product("VT-DESK", Text("Oak desk 160 × 80", "Стол дубовый 160 × 80", "Стіл дубовий 160 × 80"), 1500, 980, "karpat"),
    Product("VT-CHAIR", Text("Office chair Comfort", "Кресло офисное «Комфорт»", "Крісло офісне «Комфорт»"), 320, 190, "nordline"),
    Product("VT-CAB", Text("Filing cabinet, 4 drawers", "Шкаф картотечный, 4 ящика", "Шафа картотечна, 4 шухляди"), 900, 610, "stal"),
    Product("VT-DESK-L", Text("Corner desk 180 × 160", "Стол угловой 180 × 160", "Стіл кутовий 180 × 160"), 1950, 1320, "karpat"),
    Product("VT-DESK-E", Text("Electric desk 140 × 70", "Стол с электроприводом 140 × 70", "Стіл з електроприводом 140 × 70"), 2100, 1480, "ikex"),
    Product("VT-MEET", Text("Meeting table for 10", "Стол для переговоров на 10 мест", "Стіл для переговорів на 10 місць"), 3200, 2150, "karpat"),
    Product("VT-STOOL", Text("Stackable visitor chair", "Стул для посетителей", "Стілець для відвідувачів"), 110, 62, "nordline"),
    Product("VT-EXEC", Text("Executive leather chair", "Кресло руководителя, кожа", "Крісло керівника, шкіра"), 780, 470, "nordline"),
    Product("VT-SHELF", Text("Bookshelf, 5 tiers", "Стеллаж книжный, 5 полок", "Стелаж книжковий, 5 полиць"), 410, 255, "ikex"),
    Product("VT-WARD", Text("Wardrobe, 2 doors", "Шкаф для одежды, 2 двери", "Шафа для одягу, 2 дверцят"), 690, 430, "ikex"),
    Product("VT-SAFE", Text("Fireproof safe 60 l", "Сейф огнестойкий 60 л", "Сейф вогнетривкий 60 л"), 1240, 860, "stal"),
    Product("VT-LOCK", Text("Locker, 4 sections", "Шкаф для раздевалки, 4 секции", "Шафа для роздягальні, 4 секції"), 520, 330, "stal"),
    Product("VT-RECEP", Text("Reception desk", "Стойка ресепшен", "Стійка рецепції"), 2750, 1890, "ikex"),
    Product("VT-SOFA", Text("Lobby sofa, 3 seats", "Диван для холла, 3 места", "Диван для холу, 3 місця"), 1380, 905, "ikex"),
    Product("VT-SCREEN", Text("Acoustic screen 120 × 140", "Акустический экран 120 × 140", "Акустичний екран 120 × 140"), 260, 148, "nordline"),
    Product("VT-LAMP", Text("Desk lamp LED", "Лампа настольная LED", "Лампа настільна LED"), 85, 46, "ikex"),
    Product("VT-BIN", Text("Drawer unit on wheels", "Тумба подкатная", "Тумба на колесах"), 240, 150, "stal"),
    Product("VT-BOARD", Text("Glass board 150 × 100", "Доска стеклянная 150 × 100", "Дошка скляна 150 × 100"), 330, 205, "ikex"),
    Product("VT-DELIVERY", Text("Delivery and carrying in", "Доставка и подъём", "Доставка та підйом"), 180, 120, "", True),
    Product("VT-ASSEMBLY", Text("Assembly, per hour", "Сборка, за час", "Збирання, за годину"), 45, 28, "", True),
)  # fmt: skip
GOODS = [number for number, product in enumerate(PRODUCTS) if not product.service]
SERVICES = [number for number, product in enumerate(PRODUCTS) if product.service]


def make(world):
    """Products invoiced as ordered, each bought from its maker."""
    makers = world.env["res.partner"].create(
        [
            {
                "name": world.say(name),
                "is_company": True,
                "supplier_rank": 1,
                "company_id": world.company.id,
                "email": f"sales@{code}.example.com",
            }
            for code, name in MAKERS.items()
        ]
    )
    by_code = dict(zip(MAKERS, makers))
    by_kind = dict(zip(CATEGORIES, _categories(world)))
    products = world.env["product.product"].create(
        [
            _values(world, product, by_code.get(product.maker), by_kind[product.kind])
            for product in PRODUCTS
        ]
    )
    world.translate(products, [product.name for product in PRODUCTS])
    world.makers, world.products = makers, products


def _categories(world):
    """They belong to no company: the director makes them, so that they go with the company."""
    director = world.people["director"]
    categories = world.env["product.category"].with_user(director).sudo()
    return categories.create([{"name": world.say(name)} for name in CATEGORIES.values()])


def _values(world, product, maker, category):
    return {
        "categ_id": category.id,
        "bpm_manufacturer_id": maker.id if maker else False,
        "name": product.name.en,
        "default_code": product.code,
        "type": "service" if product.service else "consu",
        "list_price": product.price,
        "standard_price": product.cost,
        "invoice_policy": "order",
        "company_id": world.company.id,
        "seller_ids": [
            Command.create(
                {"partner_id": maker.id, "price": product.cost, "company_id": world.company.id}
            )
        ]
        if maker
        else [],
    }
