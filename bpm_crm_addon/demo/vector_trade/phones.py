"""What Vector Trade sends to phones: a gateway with prices by country, and last week's SMS."""

from datetime import timedelta

from odoo.fields import Command

from .parties import party
from .world import Text

ODOO = "bpm_crm_addon.gateway_odoo"
# Set when Odoo's own service was switched off for this company: a demo calls nobody.
SWITCHED_OFF = "bpm_crm_addon.demo_gateway_odoo"
READY = Text(
    "Your order is packed and leaves tomorrow. Vector Trade",
    "Ваш заказ упакован, отгрузка завтра. Вектор Трейд",
    "Ваше замовлення запаковано, відвантаження завтра. Вектор Трейд",
)
TO = (("support", ("kombo", "gemini", "lumen")), ("sales", ("karpaty", "novabud")))
WRONG_NUMBER = ("support", ("agro",))
PRICES = (("+380", 1.1), ("+7", 2.4), ("+48", 1.9))


def make(world):
    """The gateway, and SMS that arrived, each with its price; one went to a number that is none."""
    gateway = _gateway(world)
    for department, keys in TO:
        for message in _handed(world, gateway, department, keys):
            cost = message.segments * PRICES[0][1]
            message._move("delivered", handed_over_at=world.now - timedelta(minutes=9), cost=cost)
    wrong = _handed(world, gateway, *WRONG_NUMBER)
    wrong._move("failed", "gateway_refused", "subscriber does not exist")


def _gateway(world):
    odoo = world.env.ref(ODOO, raise_if_not_found=False)
    if odoo and odoo.active:
        odoo.active = False
        world.env["ir.config_parameter"].set_param(SWITCHED_OFF, "True")
    gateway = world.env["bpm.gateway"].create(
        {
            "name": "SMS Vector",
            "active": True,
            "company_id": world.company.id,
            "sender": "VECTOR",
            "url": "http://127.0.0.1:8090/send",
            "hosts": "127.0.0.1",
            "body": '{"to": "{{to}}", "text": "{{text}}", "from": "{{sender}}", "id": "{{id}}"}',
            "id_path": "id",
            "status_path": "status",
            "accepted": "accepted",
            "price": 3.0,
            "route_ids": [
                Command.create({"prefix": prefix, "price": price}) for prefix, price in PRICES
            ],
        }
    )
    world.name({"demo_gateway": gateway})
    return gateway


def _handed(world, gateway, department, keys):
    item = {
        "purpose": "app_sms",
        "channel": "sms",
        "department": department,
        "occurrence": "demo packed",
        "body": world.say(READY),
    }
    items = [{**item, "partner_id": party(world, key).id} for key in keys]
    messages = world.env["bpm.message"]._enqueue(items).filtered("address")
    for message in messages:
        message.external_id = f"demo{message.id}"
    messages._move("sending", attempts=1, gateway_id=gateway.id)
    return messages


def undo(env):
    """Switch Odoo's own service on again when it was this company that had switched it off."""
    found = env["ir.config_parameter"].search([("key", "=", SWITCHED_OFF)])
    if found:
        if odoo := env.ref(ODOO, raise_if_not_found=False):
            odoo.active = True
        found.unlink()
