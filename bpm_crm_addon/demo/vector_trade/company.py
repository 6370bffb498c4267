"""The company itself: accounts, payment terms, a price list."""

from odoo.fields import Command

from .world import Text

NAME = "Vector Trade"
CHART = "generic_coa"
TERMS = {
    0: Text("Vector: on receipt", "Вектор: при получении", "Вектор: при отриманні"),
    14: Text("Vector: 14 days", "Вектор: 14 дней", "Вектор: 14 днів"),
    30: Text("Vector: 30 days", "Вектор: 30 дней", "Вектор: 30 днів"),
    45: Text("Vector: 45 days", "Вектор: 45 дней", "Вектор: 45 днів"),
}
ADDRESS = {
    "email": "office@vectortrade.example.com",
    "phone": "+380 44 555 01 00",
    "street": "12 Verkhnii Val",
    "city": "Kyiv",
    "zip": "04071",
}
PRICE_LIST = Text("Vector: wholesale", "Вектор: опт", "Вектор: опт")


def make(world):
    """A company of its own with the main company's country and currency."""
    currency = world.main.currency_id
    # Odoo would otherwise go and install the country's accounting, which nobody asked for here.
    calm = world.env(context={**world.env.context, "install_mode": True})
    company = calm["res.company"].create(
        {
            "name": NAME,
            "currency_id": currency.id,
            "country_id": world.main.country_id.id,
        }
    )
    # Only now: Odoo asks the internet about the address of a company that is new.
    company.write(ADDRESS)
    world.name({"demo_company": company})
    world.settle_in(company)
    calm["account.chart.template"].try_loading(CHART, company, install_demo=False)
    world.env.invalidate_all()
    world.company.currency_id = currency
    terms = world.env["account.payment.term"].create(
        [
            {
                "name": text.en,
                "company_id": company.id,
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 100, "nb_days": days})
                ],
            }
            for days, text in TERMS.items()
        ]
    )
    world.translate(terms, TERMS.values())
    world.terms = dict(zip(TERMS, terms))
    world.price_list = world.env["product.pricelist"].create(
        {"name": PRICE_LIST.en, "company_id": company.id, "currency_id": currency.id}
    )
    world.translate(world.price_list, [PRICE_LIST])
