"""Registries of firms that are asked by tax number, set up without programming; off by default."""

import re
from urllib.parse import quote, urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.json_pick import pick
from .ir_model_fields import NO_ACCESS
from .outside_address import hosts_of, keep_typed
from .registry_call import Asked

PLACE = "{number}"
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
# What Odoo keeps of a counterparty itself; everything else is an attribute.
TARGETS = [
    ("name", "Name"),
    ("street", "Street"),
    ("city", "City"),
    ("zip", "ZIP"),
    ("company_registry", "Company ID"),
    ("email", "Email"),
    ("phone", "Phone"),
    ("website", "Website"),
]


class BpmRegistryProvider(models.Model):
    _name = "bpm.registry.provider"
    _description = "Registry of firms"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(string="Switched on", default=False, copy=False)
    country_id = fields.Many2one(
        "res.country", help="Asked about counterparties of this country. Empty: about all."
    )
    url_template = fields.Char(
        string="Address",
        required=True,
        help="Where to ask, with {number} in place of the tax number: "
        "https://registry.example.com/firms/{number}",
    )
    allowed_hosts = fields.Char(
        string="Further hosts",
        help="Hosts a redirect may lead to, and hosts of your own network that may be asked, "
        "separated by commas. Nothing else inside your network is ever asked.",
    )
    header = fields.Char(string="Header of the key", default="Authorization")
    secret = fields.Char(
        string="Key",
        compute="_compute_secret",
        inverse="_inverse_secret",
        exportable=False,
        help="Once saved it is shown to nobody. Type a new one to replace it.",
    )
    secret_kept = fields.Char(groups=NO_ACCESS, copy=False, exportable=False)
    has_secret = fields.Boolean(string="A key is kept", compute="_compute_secret")
    cache_days = fields.Integer(
        string="Days an answer holds", default=30, help="Nobody asks twice within these days."
    )
    line_ids = fields.One2many("bpm.registry.mapping", "provider_id", string="What is taken")
    test_number = fields.Char(string="Number to try", copy=False)

    _cache_positive = models.Constraint(
        "CHECK(cache_days >= 0)", "An answer cannot hold for less than no day."
    )

    @api.depends("secret_kept")
    def _compute_secret(self):
        for provider in self:
            provider.secret = False
            provider.has_secret = bool(provider.sudo().secret_kept)

    def _inverse_secret(self):
        keep_typed(self, secret="secret_kept")

    @api.constrains("url_template", "header")
    def _check_address(self):
        for provider in self:
            address = provider.url_template
            host = urlsplit(address.replace(PLACE, "")).hostname
            scheme, _sep, rest = address.partition("://")
            place = rest.partition("/")[0]
            if scheme not in ("http", "https") or not host or PLACE in place or "@" in place:
                raise ValidationError(
                    self.env._("The address has to begin with https:// and name a host.")
                )
            if PLACE not in address:
                raise ValidationError(
                    self.env._("Put {number} where the tax number goes in the address.")
                )
            if scheme == "http" and host not in provider._hosts():
                raise ValidationError(
                    self.env._(
                        "Ask by https://. Only hosts of your own network, listed below, may be "
                        "asked by http://."
                    )
                )
            if provider.header and not HEADER.fullmatch(provider.header):
                raise ValidationError(
                    self.env._("The header is a word such as Authorization or X-Api-Key.")
                )

    def _hosts(self):
        return hosts_of(self.allowed_hosts)

    # === ASKING === #

    @api.model
    def _for_partner(self, partner):
        """The registry that knows about a counterparty: that of its country before the others."""
        country = partner.country_id or self.env.company.country_id
        providers = self.sudo().search([("country_id", "in", (country.id, False))])
        return providers.sorted(lambda one: not one.country_id)[:1]

    def _asked(self, number):
        """The call (registry_call.py) for a tax number."""
        provider_sudo = self.sudo()
        secret = provider_sudo.secret_kept
        return Asked(
            provider_sudo.url_template.replace(PLACE, quote(number, safe="")),
            provider_sudo._hosts(),
            (provider_sudo.header, secret) if secret and provider_sudo.header else None,
        )

    def _taken(self, answer):
        """{field of a counterparty: text} out of an answer; what it does not know is left out."""
        taken = {}
        for line in self.sudo().line_ids:
            text = pick(answer, line.path)
            if text and (name := line._field_name()):
                taken[name] = text
        return taken

    def action_try(self):
        """Ask about the number to try; the answer appears in the list this opens."""
        self.ensure_one()
        self.check_access("write")
        self.env["bpm.registry.lookup"]._queue(self, self.test_number or "")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_registry_lookup"
        )
        return {**action, "domain": [("provider_id", "=", self.id)]}


class BpmRegistryMapping(models.Model):
    _name = "bpm.registry.mapping"
    _description = "What is taken from a registry"
    _order = "id"

    provider_id = fields.Many2one(
        "bpm.registry.provider", required=True, index=True, ondelete="cascade"
    )
    path = fields.Char(string="In the answer", required=True, help="For example data.0.name.full")
    target = fields.Selection(TARGETS, string="Goes to")
    attribute_id = fields.Many2one(
        "bpm.partner.attribute",
        string="or to the attribute",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('applies_to', '=', 'partner'), ('type', 'in', ('char', 'text')),"
        " ('sensitive', '=', False)]",
    )

    @api.constrains("target", "attribute_id")
    def _check_target(self):
        for line in self:
            attribute = line.attribute_id
            if bool(line.target) == bool(attribute):
                raise ValidationError(
                    self.env._("Say where each value goes: to a field, or to an attribute.")
                )
            if attribute and (attribute.type not in ("char", "text") or attribute.sensitive):
                raise ValidationError(
                    self.env._("%s takes no text from a registry.", attribute.name)
                )

    def _field_name(self):
        """The field of a counterparty; None while its attribute is retired."""
        if self.attribute_id:
            return self.attribute_id.active and self.attribute_id.field_name or None
        return self.target
