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
# Set when price lists were switched on for this company, to be switched off with it.
SWITCHED_ON = "bpm_crm_addon.demo_price_lists"
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
    _switch_price_lists_on(world.env)
    world.price_list = world.env["product.pricelist"].create(
        {"name": PRICE_LIST.en, "company_id": company.id, "currency_id": currency.id}
    )
    world.translate(world.price_list, [PRICE_LIST])


def _switch_price_lists_on(env):
    """Where they are off, Odoo's Settings would archive the company's own when next saved."""
    everybody, feature = env.ref("base.group_user"), env.ref("product.group_product_pricelist")
    if feature not in everybody.all_implied_ids:
        everybody._apply_group(feature)
        env["ir.config_parameter"].set_param(SWITCHED_ON, "True")


def undo(env):
    """Switch price lists off again, unless somebody uses them by now."""
    parameters = env["ir.config_parameter"]
    if not parameters.get_param(SWITCHED_ON):
        return
    parameters.set_param(SWITCHED_ON, False)
    if not env["product.pricelist"].search_count([("company_id", "!=", _company_id(env))], limit=1):
        env.ref("base.group_user")._remove_group(env.ref("product.group_product_pricelist"))


def _company_id(env):
    return env.ref("bpm_crm_addon.demo_company").id
