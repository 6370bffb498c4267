"""Texts of messages: written once, translated, filled in for each recipient.

A value that is missing is a reason not to send, never a text: what a template shows (`t-out`, or
`{{ }}` in the subject) must be there, unless the template itself says what stands instead.
Many recipients are rendered in one go: the template is compiled once for each language.
"""

import secrets
from html import unescape
from typing import NamedTuple

from lxml import etree, html
from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.rendering_tools import parse_inline_template

EMPTY = (None, False, "")
MOST_BROKEN = 10  # after so many it is the template that is broken, not a value


class Rendered(NamedTuple):
    """``subject`` (plain) and ``body`` (Markup); ``trouble``: why they may not be used, or ""."""

    subject: str
    body: Markup
    trouble: str


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
    model_name = fields.Char(default="bpm.payment.reminder", required=True, readonly=True)
    attach_invoices = fields.Boolean(
        "Attach invoices", default=True, help="The PDF of each invoice that was printed already."
    )

    def _compute_render_model(self):
        """Override of `mail`."""
        for template in self:
            template.render_model = template.model_name

    # === RENDERING === #

    def _render_for(self, records):
        """{id: Rendered} for records of the template's model, all in one language.

        Where one breaks the template, the others are rendered all the same.
        """
        self.ensure_one()
        result, piles = {}, [records] if records else []
        broken = 0
        while piles:
            pile = piles.pop()
            try:
                result |= self._render_together(pile)
            except UserError as error:
                half = len(pile) // 2
                if half and broken < MOST_BROKEN:
                    piles += [pile[half:], pile[:half]]
                    continue
                broken += 1
                trouble = Rendered("", Markup(), self._trouble_told(error))
                result |= dict.fromkeys(pile.ids, trouble)
        return result

    def _render_together(self, records):
        marker, missing = secrets.token_hex(16), {}

        def said(record, value, what):
            """A value as it is, and a note when there is none."""
            if any(value is empty for empty in EMPTY) or value == "":
                missing.setdefault(record.id, []).append(what)
                return ""
            return value

        source = self._source()
        rendered = self._render_template_qweb(
            source,
            records._name,
            records[:1].ids,
            add_context={"records": records, "said": said, "marker": marker},
        )
        pieces = str(rendered[records[0].id]).split(marker)
        result = {}
        for place, record in enumerate(records):
            subject, body = pieces[2 * place + 1], pieces[2 * place + 2]
            lost = missing.get(record.id)
            result[record.id] = Rendered(
                " ".join(unescape(subject).split()),
                Markup(body.strip()),
                self.env._("The text needs what is missing: %s", ", ".join(lost)) if lost else "",
            )
        return result

    def _source(self):
        """The template over all records: marker, subject, marker, body."""
        each = '<t t-foreach="records" t-as="object"><t t-out="marker"/>{}<t t-out="marker"/>{}</t>'
        return each.format(self._subject_source(), self._body_source())

    def _subject_source(self):
        parts = []
        for text, expression, default in parse_inline_template(self.subject or ""):
            parts.append(str(Markup.escape(text)))
            if expression:
                parts.append(_out(expression, default))
        return "".join(parts)

    def _body_source(self):
        """The body, in which each value without a substitute notes that it is missing."""
        root = html.fragment_fromstring(str(self.body or ""), create_parent="div")
        for node in root.iter():
            expression = node.get("t-out") if isinstance(node.tag, str) else None
            if expression and not len(node) and not (node.text or "").strip():
                node.set("t-out", _noted(expression))
        return etree.tostring(root, encoding="unicode", method="xml")

    def _trouble_told(self, error):
        first = str(error).strip().splitlines()
        return self.env._(
            "The template “%(name)s” cannot be filled in: %(error)s",
            name=self.name,
            error=first[-1] if first else "",
        )


def _noted(expression):
    return f"said(object, {expression}, {expression!r})"


def _out(expression, default):
    node = etree.Element("t")
    if default:
        node.text = default
    node.set("t-out", expression if default else _noted(expression))
    return etree.tostring(node, encoding="unicode")
