"""Texts of messages: written once, translated, filled in for each recipient.

A value that is missing is a reason not to send, never a text: what a template shows (`t-out`, or
`{{ }}` in the subject) must be there, unless the template itself says what stands instead.
Many recipients are rendered in one go: the template is compiled once for each language.
"""

import re
import secrets
from html import unescape
from typing import NamedTuple

from lxml import etree, html
from markupsafe import Markup

from odoo import api, fields, models
from odoo.addons.base.models.ir_qweb import QWebError
from odoo.exceptions import UserError
from odoo.tools.rendering_tools import parse_inline_template

from .template_value import field_at, plain_name, shown

MOST_BROKEN = 10  # after so many it is the template that is broken, not a value

# What texts may be about, in the order of their names below.
ABOUT = ("res.partner", "crm.lead", "sale.order", "account.move", "bpm.payment.reminder")


class Rendered(NamedTuple):
    """``subject`` (plain) and ``body`` (Markup); ``trouble``: why they may not be used, or "".

    ``sms`` is the text for a phone, ``sms_trouble`` what stands against that one.
    """

    subject: str
    body: Markup
    trouble: str
    sms: str = ""
    sms_trouble: str = ""


class BpmMessageTemplate(models.Model):
    _name = "bpm.message.template"
    _description = "Message template"
    _inherit = ["mail.render.mixin"]
    _order = "name, id"
    # Who may write placeholders is checked when a template is written.
    _unrestricted_rendering = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    subject = fields.Char(required=True, translate=True)
    body = fields.Html(
        required=True,
        translate=True,
        render_engine="qweb",
        sanitize="email_outgoing",
    )
    model_name = fields.Selection(
        selection="_selection_model",
        string="Written about",
        required=True,
        default="bpm.payment.reminder",
        help="Whose values the text may show.",
    )
    attach_invoices = fields.Boolean(
        "Attach invoices", default=True, help="The PDF of each invoice that was printed already."
    )

    @api.model
    def _selection_model(self):
        """What texts may be about: [(model, its name for people)]. Override it to add more."""
        words = (
            self.env._("Counterparty"),
            self.env._("Opportunity"),
            self.env._("Quotation or order"),
            self.env._("Invoice"),
            self.env._("Payment reminder"),
        )
        return list(zip(ABOUT, words, strict=True))

    @api.depends("model_name")
    def _compute_render_model(self):
        """Override of `mail`."""
        for template in self:
            template.render_model = template.model_name

    # === RENDERING === #

    def _render_for(self, records, phones=True):
        """{id: Rendered} for records of the template's model, all in one language.

        Where one breaks the template, the others are rendered all the same. ``phones``: whether
        the text for phones is wanted, too.
        """
        self.ensure_one()
        result, piles = {}, [records] if records else []
        broken = 0
        while piles:
            pile = piles.pop()
            try:
                result |= self._render_together(pile, phones)
            except UserError as error:
                half = len(pile) // 2
                if half and broken < MOST_BROKEN:
                    piles += [pile[half:], pile[:half]]
                    continue
                broken += 1
                trouble = Rendered("", Markup(), self._trouble_told(error))
                result |= dict.fromkeys(pile.ids, trouble)
        return result

    def _render_together(self, records, phones):
        marker, missing, kinds = secrets.token_hex(16), {}, {}

        def fill(record, value, what, part=None):
            """A value as a reader sees it. With a part of the text, `part`: noted when missing."""
            if value and type(value) is str:  # the usual case: as it is, unless it is a choice
                if what not in kinds:
                    field = field_at(record, what)[1]
                    kinds[what] = field.type if field else ""
                if kinds[what] != "selection":
                    return value
            text = shown(record, value, what)
            if text is None and part:
                missing.setdefault((record.id, part), []).append(what)
                return ""
            return text

        rendered = self._render_template_qweb(
            self._source(phones),
            records._name,
            records[:1].ids,
            add_context={"records": records, "fill": fill, "marker": marker},
        )
        pieces = str(rendered[records[0].id]).split(marker)
        result = {}
        for place, record in enumerate(records):
            subject, body, sms = pieces[4 * place + 1 : 4 * place + 4]
            result[record.id] = Rendered(
                " ".join(unescape(subject).split()),
                Markup(body.strip()),
                self._lost(record, missing.get((record.id, "mail"))),
                _tidy(unescape(sms)),
                self._lost(record, missing.get((record.id, "sms"))),
            )
        return result

    def _lost(self, record, expressions):
        """The sentence about what is missing, named as on screens; nothing when all is there."""
        if not expressions:
            return ""
        names = []
        for expression in dict.fromkeys(expressions):
            name = plain_name(record, expression)
            names.append(name if name == expression else f"{name} ({expression})")
        return self.env._("The text needs what is missing: %s", ", ".join(names))

    def _source(self, phones):
        """The template over all records: subject, body and SMS, a marker around each."""
        mark = '<t t-out="marker"/>'
        each = '<t t-foreach="records" t-as="object">{}</t>'
        parts = (
            self._line_source(self.subject, "mail"),
            self._body_source(),
            self._line_source(self.sms_text if phones else "", "sms"),
        )
        return each.format(mark + mark.join(parts) + mark)

    def _line_source(self, source, kind):
        parts = []
        for text, expression, default in parse_inline_template(source or ""):
            parts.append(str(Markup.escape(text)))
            if expression:
                parts.append(_out(expression, default, kind))
        return "".join(parts)

    def _body_source(self):
        """The body, in which each value without a substitute notes that it is missing."""
        root = html.fragment_fromstring(str(self.body or ""), create_parent="div")
        for node in root.iter():
            expression = node.get("t-out") if isinstance(node.tag, str) else None
            if expression:
                has_substitute = len(node) or (node.text or "").strip()
                node.set("t-out", _filled(expression, None if has_substitute else "mail"))
        return etree.tostring(root, encoding="unicode", method="xml")

    def _trouble_told(self, error):
        """What broke it, without the code that Odoo made of the template."""
        cause = error.__cause__ or error
        words = cause.qweb.error if isinstance(cause, QWebError) else str(cause)
        return self.env._(
            "The template “%(name)s” cannot be filled in: %(error)s",
            name=self.name,
            error=next(iter(words.strip().splitlines()), ""),
        )


def _filled(expression, kind):
    return f"fill(object, {expression}, {expression!r}, {kind!r})"


def _out(expression, default, kind):
    node = etree.Element("t")
    if default:
        node.text = default
    node.set("t-out", _filled(expression, None if default else kind))
    return etree.tostring(node, encoding="unicode")


def _tidy(text):
    """A text for a phone without what a form or a missing value leaves around it."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
