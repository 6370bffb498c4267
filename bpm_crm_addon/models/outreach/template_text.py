"""Whose a text is, what it is for, and what its SMS costs in parts."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.rendering_tools import parse_inline_template

from ...engine.sms_segments import count

EXAMPLE = "x" * 12  # what a value is worth in length before there is a recipient


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    department_id = fields.Many2one(
        "bpm.department", index="btree_not_null", ondelete="restrict",
        help="Its members may change the text. Empty: every outreach manager.",
    )  # fmt: skip
    purpose_id = fields.Many2one(
        "bpm.contact.purpose",
        index="btree_not_null",
        ondelete="restrict",
        help="What it is used for: contact rules go by it.",
    )
    sms_text = fields.Text(
        string="SMS",
        translate=True,
        help="What a phone gets. Empty: this text is for e-mail only.",
    )
    sms_parts = fields.Char(string="Length of the SMS", compute="_compute_sms_parts")
    is_advertising = fields.Boolean(compute="_compute_is_advertising")

    @api.depends("purpose_id.message_class")
    def _compute_is_advertising(self):
        for template in self:
            template.is_advertising = template.purpose_id.message_class == "advertising"

    @api.depends("sms_text", "purpose_id")
    def _compute_sms_parts(self):
        """How many parts are paid for, and which letters make it dearer. Values count twelve
        places until there is somebody to fill them in for (see Preview)."""
        nobody, ends = self.env["res.partner"], {}
        for template in self:
            pieces = parse_inline_template(template.sms_text or "")
            text = "".join(text + (EXAMPLE if value else "") for text, value, _default in pieces)
            about = template.purpose_id, template.department_id.company_id
            if text.strip() and about not in ends:
                ends[about] = template._way_out(nobody)
            whole = "\n".join(filter(None, [text, ends.get(about)]))
            template.sms_parts = template._parts_told(whole) if text.strip() else False

    def _way_out(self, partner):
        """How the text for a phone would end for a counterparty; "" for what is no advertising."""
        company = self.department_id.company_id or self.env.company
        return self.env["bpm.message"]._end_like(partner, "sms", self.purpose_id, company)

    @api.model
    def _parts_told(self, text):
        """“2 parts, 181 places (GSM-7)”, with what could be left out."""
        parts = count(text)
        told = self.env._(
            "Parts: %(parts)s. Places: %(places)s, %(encoding)s.",
            parts=parts.segments,
            places=parts.units,
            encoding=parts.encoding,
        )
        if not parts.odd:
            return told
        letters = " ".join(parts.odd[:20])
        dearer = self.env._("Without these it would fit more into a part: %s", letters)
        return f"{told} {dearer}"

    @api.constrains("model_name")
    def _check_users(self):
        """What was chosen by reminders and campaigns stays about what these are about."""
        chosen = [("template_id", "in", self.ids)]
        everything = self.env["bpm.reminder.step"].sudo().with_context(active_test=False)
        everything.search(chosen)._check_template()
        everything.env["bpm.campaign"].search(chosen)._check_template()

    @api.constrains("model_name")
    def _check_model(self):
        names = dict(self._selection_model())
        for template in self:
            if template.model_name not in names:
                raise ValidationError(
                    self.env._(
                        "Choose what the text is about: one of %s.", ", ".join(names.values())
                    )
                )

    def write(self, vals):
        """Override: a text is given only to a department one belongs to."""
        result = super().write(vals)
        if "department_id" in vals:
            self.check_access("write")
        return result
