"""A text as three real recipients would read it, the one with the longest name among them."""

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.tools import SQL

CARD = Markup(
    '<div class="border rounded p-3 mb-3 bg-view"><div class="text-muted small mb-2">{who}</div>'
    '{trouble}<div class="fw-bold mb-2">{subject}</div><div>{body}</div>{sms}</div>'
)
TROUBLE = Markup('<div class="alert alert-warning" role="status">{}</div>')
SMS = Markup(
    '<div class="border-top mt-3 pt-2"><div class="text-muted small">{parts}</div>'
    '<div style="white-space:pre-wrap">{text}</div></div>'
)
MOST = 3


class BpmTemplatePreview(models.TransientModel):
    _name = "bpm.template.preview"
    _description = "Preview of a template"

    template_id = fields.Many2one("bpm.message.template", required=True, ondelete="cascade")
    model_name = fields.Selection(related="template_id.model_name")
    record = fields.Reference(
        selection=lambda self: self.env["bpm.message.template"]._selection_model(),
        string="Somebody else",
        help="Choose whose values are to be shown.",
    )
    cards = fields.Html(compute="_compute_cards", sanitize=False)

    @api.depends("template_id", "record")
    def _compute_cards(self):
        for preview in self:
            if not self.env[preview.template_id.model_name].has_access("read"):
                preview.cards = self.env._(
                    "You may not see what this text is about. Somebody who may can preview it."
                )
                continue
            records = preview._chosen() or preview._examples()
            preview.cards = Markup().join(preview._card(one) for one in records) or self.env._(
                "There is nothing yet that this text could be about."
            )

    def _chosen(self):
        record = self.record
        fits = record and record._name == self.template_id.model_name
        return record.exists() if fits else None

    def _examples(self):
        """The one with the longest name, and the two that were changed last, as the reader may
        see them."""
        model = self.env[self.template_id.model_name]
        if model._name == "res.partner":
            domain = [("partner_share", "=", True), ("active", "=", True)]
        else:
            domain = []
        recent = model.search(domain, order="write_date desc, id desc", limit=MOST)
        name = model._rec_name or "id"
        if model._fields[name].type == "char" and model._fields[name].store:
            query = model._search(domain)
            query.order = SQL("length(%s) DESC NULLS LAST, %s", *(
                SQL.identifier(model._table, column) for column in (name, "id")
            ))  # fmt: skip
            query.limit = 1
            recent = model.browse(query) | recent
        return recent[:MOST]

    def _card(self, record):
        template = self.template_id
        path = self.env["bpm.message.about"]._contact_path(record._name)
        partner = record.mapped(path)[:1] if path else record
        langs = dict(self.env["res.lang"].get_installed())
        company = template.department_id.company_id or self.env.company
        lang = company._bpm_lang(partner.lang)
        here = template.with_context(lang=lang)
        text = here._render_for(record.with_context(lang=lang))[record.id]
        trouble = " ".join(filter(None, dict.fromkeys((text.trouble, text.sms_trouble))))
        sms = ""
        if template.sms_text:
            words = "\n".join(filter(None, [text.sms, template._way_out(partner)]))
            sms = SMS.format(parts=f"SMS · {template._parts_told(words)}", text=words)
        return CARD.format(
            who=f"{record.display_name} · {langs.get(lang, lang)}",
            trouble=TROUBLE.format(trouble) if trouble else "",
            subject=escape(text.subject),
            body=text.body,
            sms=sms,
        )


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    def action_preview(self):
        """Show it filled in for three real recipients."""
        self.ensure_one()
        self.check_access("read")
        preview = self.env["bpm.template.preview"].create({"template_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": preview._name,
            "res_id": preview.id,
            "views": [(False, "form")],
            "target": "new",
        }
