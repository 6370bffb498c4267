"""Figures a company adds to those that are there: attributes counted from documents.

Who keeps the catalogue says what is counted, from which documents, over which time. The figure is
an attribute like any other, in lists, filters, segments, routes, reminders and exports; only that
nobody types it in (res_partner_counted.py). It is counted each night (attribute_count.py).
"""

import ast

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...engine.own_figure import AVERAGE, COUNT, LEAST, MOST, SUM
from ..partner.attribute_pack import travels

# Documents → (the counterparty, the day of a document, which of them when nothing is said).
SOURCES = {
    "sale.order": ("partner_id", "date_order", [("state", "=", "sale")]),
    "sale.order.line": ("order_partner_id", "order_id.date_order", [("state", "=", "sale")]),
    "account.move": (
        "partner_id",
        "invoice_date",
        [("state", "=", "posted"), ("move_type", "in", ("out_invoice", "out_refund"))],
    ),
    "account.move.line": (
        "partner_id",
        "date",
        [("parent_state", "=", "posted"), ("display_type", "=", "product")],
    ),
    "crm.lead": ("partner_id", "create_date", []),
    "calendar.event": ("partner_ids", "start", []),
}
DEFINITION = ("counted_from", "counted_way", "counted_path", "counted_domain", "counted_days",
              "counted_company_id", "active")  # fmt: skip


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    counted_from = fields.Selection(
        selection="_selection_counted_from",
        string="Counted from",
        help="Nobody types the figure in: it is counted each night. Whoever sees the counterparty "
        "sees the figure. Empty: people fill the attribute in.",
    )
    counted_way = fields.Selection(
        [
            (COUNT, "How many"),
            (SUM, "Sum"),
            (AVERAGE, "Average"),
            (LEAST, "Smallest or earliest"),
            (MOST, "Largest or latest"),
        ],
        string="What is counted",
        default=COUNT,
    )
    counted_path = fields.Char("Of the field")
    counted_domain = fields.Char("Only those")
    counted_days = fields.Integer(
        "Of the last days", help="For example 365 for a year. 0: of all time."
    )
    counted_company_id = fields.Many2one(
        "res.company",
        string="Of the company",
        index="btree_not_null",
        help="Empty: of all companies. Amounts are in its currency, else in the main one's.",
    )
    counted_is_closed = fields.Boolean(compute="_compute_counted_is_closed")
    counted_on = fields.Datetime("Counted on", readonly=True, copy=False)

    _days_not_negative = models.Constraint(
        "CHECK(counted_days >= 0)", "The days looked back are a number of 0 or more."
    )

    @api.model
    def _count_sources(self):
        """{model: (counterparty, day, usual condition)}. Override it to add documents."""
        return SOURCES

    @api.model
    def _selection_counted_from(self):
        words = (
            self.env._("Quotations & orders"),
            self.env._("Lines of quotations & orders"),
            self.env._("Invoices"),
            self.env._("Invoice lines"),
            self.env._("Leads & opportunities"),
            self.env._("Meetings"),
        )
        return list(zip(SOURCES, words, strict=True))

    @api.depends("counted_from")
    @api.depends_context("uid")
    def _compute_counted_is_closed(self):
        """Whether the reader may not see the documents behind the figure."""
        for attribute in self:
            source = attribute.counted_from
            attribute.counted_is_closed = source and not self.env[source].has_access("read")

    @api.onchange("counted_from")
    def _onchange_counted_from(self):
        usual = self._count_sources().get(self.counted_from, ("", "", []))[2]
        self.counted_domain = str(usual)
        self.counted_path = False

    # === CREATE, WRITE === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to have new figures counted soon."""
        attributes = super().create(vals_list)
        counted = attributes.filtered("counted_from")
        counted._check_reader()
        counted._count_soon()
        return attributes

    def write(self, vals):
        """Override to count anew what is defined anew; what people filled in is not overwritten."""
        if "counted_from" in vals:
            self._refuse_filled(vals["counted_from"])
        result = super().write(vals)
        if not vals.keys().isdisjoint(DEFINITION):
            counted = self.filtered("counted_from")
            counted._check_reader()
            counted._count_soon()
        if "counted_from" in vals:
            self._only_shown()
        return result

    def _refuse_filled(self, counted_from):
        for attribute in self.filtered(lambda one: counted_from and not one.counted_from):
            is_number = attribute.type in ("integer", "float", "monetary")
            zeros = attribute._count_values(0) if is_number else 0
            if count := attribute._count_values() - zeros:
                raise UserError(
                    self.env._(
                        "%(attribute)s is filled in %(count)s times: counting would overwrite it. "
                        "Add a new attribute for the figure.",
                        attribute=attribute.name,
                        count=count,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_filled(self):
        """Override of `partner`: nobody typed a figure in, and it can be counted again."""
        filled = self.filtered(lambda one: not one.counted_from)
        super(BpmPartnerAttribute, filled)._unlink_except_filled()

    def _check_reader(self):
        """Nobody makes figures from documents that are closed to them."""
        for attribute in self.filtered("counted_is_closed"):
            raise AccessError(
                self.env._(
                    "%s is counted from documents you may not read. Ask somebody who may to define "
                    "it.",
                    attribute.name,
                )
            )

    # === WHAT IT SAYS === #

    def _counted(self):
        """Which documents, as far as this is said: a Domain. Only literals are read, never code."""
        return Domain(ast.literal_eval(self.counted_domain or "[]"))

    def _counted_open(self):
        """Beyond what is said: a Domain. A meeting counts once it has begun, and a private one is
        told by no figure."""
        if self.counted_from != "calendar.event":
            return Domain.TRUE
        nobody = self.env.ref("base.public_user")  # Odoo adds the user's own meetings
        meetings = self.env["calendar.event"].with_user(nobody)
        return Domain("start", "<=", "now") & Domain(meetings._get_default_privacy_domain())

    def _packed_values(self):
        """Override of `partner`: a condition about certain rows does not travel."""
        values = super()._packed_values()
        if self.counted_from and not travels(self._counted(), self.env[self.counted_from]):
            values["counted_domain"] = None
        return values

    # === THE COLUMN === #

    def _field_values(self):
        """Override of `partner`: a figure is shown, not typed in, and not copied with a card."""
        values = super()._field_values()
        return {**values, "readonly": True, "copied": False} if self.counted_from else values

    def _values_beside(self, column):
        """Override of `partner`: neither is one that is kept beside."""
        kept, shown = super()._values_beside(column)
        if self.counted_from:
            shown |= {"readonly": True, "copied": False}
        return [kept, shown]

    def _only_shown(self):
        """What is counted from now on is shown only, and what no longer is may be typed in."""
        for attribute in self:
            is_figure = bool(attribute.counted_from)
            attribute._field().write({"readonly": is_figure, "copied": not is_figure})
        self._forget()

    def _asked_of(self, is_company, parent_id):
        """Override of `partner`: nothing a lead says goes into a figure."""
        return not self.counted_from and super()._asked_of(is_company, parent_id)
