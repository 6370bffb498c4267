"""Gateways: who carries messages to phones, set up without programming.

A gateway that speaks HTTP is described by its address, what is sent, and where its answer says
what; what its words mean: engine/gateway_answer.py. Odoo's own service is a gateway as well.
"""

from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...engine.gateway_answer import Codes
from ...engine.gateway_text import Wrong, filled, headers_of
from ..partner.ir_model_fields import NO_ACCESS
from ..partner.outside_address import check_address, hosts_of, keep_typed

PHONE_CHANNELS = [("sms", "SMS"), ("messenger", "Messenger")]
EXAMPLE = {
    "to": "+15550100",
    "digits": "15550100",
    "text": 'Line one\n"two"',
    "sender": "Example",
    "id": "1-a1b2",
    "login": "login",
    "secret": "secret",
    "basic": "bG9naW46c2VjcmV0",
    "alphabet": "text",
    "receipts": "https://example.com/receipt",
}


class BpmGateway(models.Model):
    _name = "bpm.gateway"
    _description = "Gateway to phones"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(string="Switched on", default=False, copy=False)
    kind = fields.Selection(
        [("http", "A provider, by its address"), ("odoo", "As set up in Odoo (credits or Twilio)")],
        string="Carried by",
        required=True,
        default="http",
    )
    channel = fields.Selection(PHONE_CHANNELS, required=True, default="sms")
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )
    sender = fields.Char(
        string="Sender's name", help="What phones show, where the provider has registered it."
    )
    price = fields.Float(
        string="Price of a part",
        digits=(16, 4),
        help="In the company's currency; a route may have a price of its own. 0: not known, such a "
        "gateway is asked last.",
    )
    route_ids = fields.One2many("bpm.gateway.route", "gateway_id", string="Routes")

    # === WHAT IS SENT === #
    url = fields.Char(string="Address", help="https://api.provider.com/send")
    hosts = fields.Char(
        string="Hosts inside your network",
        groups="base.group_system",
        copy=False,
        help="Separated by commas. Nothing else inside your network is ever called.",
    )
    method = fields.Selection([("POST", "POST"), ("GET", "GET")], required=True, default="POST")
    headers = fields.Text(help="One in a line: Authorization: Bearer {{secret}}")
    body_format = fields.Selection(
        [("json", "JSON"), ("form", "Form"), ("xml", "XML")],
        string="Written as",
        required=True,
        default="json",
    )
    body = fields.Text(
        string="What is sent",
        help="A form is written line by line: to = {{to}}. With GET it is put into the address.",
    )
    login = fields.Char(exportable=False)
    secret = fields.Char(
        string="Key",
        compute="_compute_secret",
        inverse="_inverse_secret",
        exportable=False,
        help="Once saved it is shown to nobody. Type a new one to replace it.",
    )
    secret_kept = fields.Char(groups=NO_ACCESS, copy=False, exportable=False)
    has_secret = fields.Boolean(string="A key is kept", compute="_compute_secret")
    seconds = fields.Integer(
        string="Waits for an answer, seconds",
        default=10,
        help="After that nobody knows whether the message was accepted.",
    )

    # === WHAT IS ANSWERED === #
    id_path = fields.Char(
        string="Its number", help="Where the answer has it, for example messages.0.id"
    )
    status_path = fields.Char(
        string="Its verdict",
        help="Where the answer says what became of it. Empty: HTTP 2xx is yes.",
    )
    words_path = fields.Char(string="Its words", help="Where the answer explains a refusal.")
    accepted = fields.Char(help="Verdicts, separated by commas: 0, OK, queued")
    refused = fields.Char(
        string="Refused for good",
        help="Verdicts about this one message. HTTP 400 and the like are refusals anyway.",
    )
    again = fields.Char(
        string="Try again later",
        help="Verdicts about the gateway: no money, too many at once, wrong key. HTTP 401, 402, "
        "403 and 429 are such anyway. HTTP 503 may be written here where the provider says so.",
    )

    _price_not_negative = models.Constraint("CHECK(price >= 0)", "A price is not below zero.")
    _seconds_sane = models.Constraint(
        "CHECK(seconds BETWEEN 1 AND 60)", "Wait for an answer between 1 and 60 seconds."
    )
    _odoo_carries_sms = models.Constraint(
        "CHECK(kind <> 'odoo' OR channel = 'sms')", "Odoo's own service carries SMS only."
    )

    # === SECRETS === #

    @api.depends("secret_kept")
    def _compute_secret(self):
        self.secret = False
        for gateway in self:
            gateway.has_secret = bool(gateway.sudo().secret_kept)

    def _inverse_secret(self):
        keep_typed(self, secret="secret_kept")

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a new host is written by a system administrator."""
        self._check_hosts({_host(vals.get("url")) for vals in vals_list})
        return super().create(vals_list)

    # === WHAT MAY BE WRITTEN === #

    def write(self, vals):
        """Override: a key is kept for one host; whoever names another one has it typed anew."""
        if "url" in vals:
            host = _host(vals["url"])
            moved = self.filtered(lambda one: _host(one.url) != host)
            if moved:
                self._check_hosts({host})
                moved.sudo().secret_kept = False
        return super().write(vals)

    def _check_hosts(self, hosts):
        """Only a system administrator lets messages go to a host to which no gateway leads yet."""
        if self.env.is_system():
            return
        every = self.sudo().with_context(active_test=False).search([("url", "!=", False)])
        for host in sorted(hosts - {_host(one.url) for one in every} - {""}):
            raise AccessError(
                self.env._(
                    "To which hosts messages and keys go is decided by a system administrator. "
                    "Ask one to write the address at %(host)s, or take a provider of the list.",
                    host=host,
                )
            )

    @api.constrains("kind", "url", "hosts", "active")
    def _check_url(self):
        for gateway in self.filtered(lambda one: one.kind == "http"):
            check_address(self.env, gateway.url, gateway.sudo()._hosts())
            if "{{" in urlsplit(gateway.url).netloc:
                raise ValidationError(self.env._("The host is the same for every message."))

    @api.constrains("kind", "headers", "body", "body_format", "url", "method")
    def _check_texts(self):
        for gateway in self.filtered(lambda one: one.kind == "http"):
            try:
                gateway._filled(EXAMPLE)
            except Wrong as wrong:
                raise ValidationError(
                    self.env._("What is sent cannot be read: %s", wrong)
                ) from wrong

    def _hosts(self):
        return hosts_of(self.hosts)

    def _filled(self, values):
        """(address, headers, body) with what stands for `values`; raises Wrong."""
        return (
            filled(self.url or "", values, "url"),
            headers_of(self.headers or "", values),
            filled(self.body or "", values, self.body_format),
        )

    def _codes(self):
        """What its verdicts mean, as the engine reads it."""
        return Codes.of(self.accepted, self.refused, self.again)


def _host(url):
    """The host an address leads to, with its port; "" for none, the whole of what is no address."""
    try:
        return urlsplit(url or "").netloc.lower()
    except ValueError:
        return url.lower()
