"""Asking a counterparty for papers goes through the outbox where a company has gone live with it:
the stop list, the limits and the right hours hold for it as for every other word to people outside.

While outreach is off or only rehearsed, a person writes it in Odoo's composer as before: a
rehearsal is about what this app prepares, not a reason to keep back what a colleague asks for.
"""

from odoo import fields, models
from odoo.exceptions import UserError

from ..outreach.res_company import CAPABILITY

PURPOSE = "papers"


class BpmDossier(models.Model):
    _inherit = "bpm.dossier"

    def action_ask(self):
        """Override: once a day into the outbox; a refusal of the rules is told at once."""
        self.ensure_one()
        self.check_access("write")
        switched_on = self.env["res.groups"]._is_feature_enabled(CAPABILITY)
        template = self.env.ref("bpm_crm_addon.mail_template_papers", raise_if_not_found=False)
        if not switched_on or not template or self.company_id.sudo()._bpm_is_rehearsing():
            return super().action_ask()
        self._bpm_link()
        self._bpm_refresh()
        item = self._papers_item(template)
        [verdict] = self.env["bpm.contact.policy"].sudo()._preview([item], fields.Datetime.now())
        if verdict.action == "drop":
            raise UserError(
                self.env._(
                    "%(partner)s is not asked for papers by e-mail: %(why)s Ask them another way.",
                    partner=self.partner_id.display_name,
                    why=verdict.text,
                )
            )
        outbox = self.env["bpm.message"]
        asked = outbox.sudo().search([("res_model", "=", self._name), ("res_id", "=", self.id)])
        message = outbox.sudo()._enqueue([item])
        if message.state == "suppressed":
            raise UserError(message.reason_told)
        if message in asked:
            return outbox._say(self.env._("They were asked today already."))
        self._message_log(body=message.body)
        told = self.env._("The letter is in the outbox and goes out by itself.")
        return outbox._say(" ".join(filter(None, [told, verdict.text])))

    def _papers_item(self, template):
        """The letter as the outbox takes it, in the counterparty's language."""
        texts = {
            name: template.sudo()._render_field(name, self.ids, compute_lang=True)[self.id]
            for name in ("subject", "body_html")
        }
        return {
            "purpose": PURPOSE,
            "partner_id": self.partner_id.id,
            "channel": "email",
            "occurrence": f"papers {self.id}/{fields.Date.context_today(self)}",
            "subject": texts["subject"],
            "body": texts["body_html"],
            "company_id": self.company_id.id,
            "res_model": self._name,
            "res_id": self.id,
        }

    def _bpm_still_wanted(self, messages):
        """{message id: why it is not wanted any more, or None}; called by the outbox."""
        self.sudo()._bpm_refresh()
        waiting = set(self.filtered(lambda one: one._bpm_missing_told()).ids)
        brought = self.env._("Everything was brought meanwhile.")
        return {one.id: None if one.res_id in waiting else brought for one in messages}
