"""Who gets it, who does not, and why: asked before anything is queued."""

from odoo import api, fields, models

from ..models.outreach.audience import CHANNELS, MOST_JUDGED

DAYS = 7
SHOWN = 200  # rows of each kind; the counts are of all
ORDER = ("drop", "double", "wait", "hold", "step", "send")


class BpmAudiencePreview(models.TransientModel):
    _name = "bpm.audience.preview"
    _description = "Who will get it"

    campaign_id = fields.Many2one("bpm.campaign", ondelete="cascade")
    reminder_id = fields.Many2one("bpm.reminder", ondelete="cascade")
    days = fields.Integer("Within days", default=DAYS)
    told = fields.Char("In short", readonly=True)
    note = fields.Char(readonly=True)
    line_ids = fields.One2many("bpm.audience.preview.line", "preview_id", readonly=True)
    can_release = fields.Boolean(compute="_compute_can_release")

    @api.depends("campaign_id.state")
    def _compute_can_release(self):
        for preview in self:
            campaign = preview.campaign_id
            preview.can_release = campaign.state == "draft" and not campaign.needs_approval

    @api.model
    def _open(self, subject):
        """The dialog about a campaign or a reminder."""
        field = "campaign_id" if subject._name == "bpm.campaign" else "reminder_id"
        if field == "campaign_id":
            subject._check_release()
        preview = self.create({field: subject.id})
        preview._ask()
        return preview._shown(subject.name)

    def _shown(self, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_again(self):
        """Look again, for another number of days."""
        self.ensure_one()
        self._ask()
        return self._shown((self.campaign_id or self.reminder_id).name)

    def action_release(self):
        """Release the campaign one has just looked at."""
        self.ensure_one()
        self.campaign_id.action_release()
        return {"type": "ir.actions.act_window_close"}

    # === ASKING === #

    def _ask(self):
        """Judge everybody as of now; what was written for it is undone, nothing is queued."""
        now, control = fields.Datetime.now(), 0
        if self.campaign_id:
            fates, control = self.campaign_id._forecast_now(now)
        else:
            fates = self.reminder_id._forecast_days(self.days, now)
        subject = self.campaign_id or self.reminder_id
        self.told = subject._forecast_told(fates, control)
        self.note = False
        if len(fates) >= MOST_JUDGED:
            self.note = self.env._("The first %s were looked at.", len(fates))
        self.line_ids.sudo().unlink()
        by_action = {}
        for fate in fates:
            by_action.setdefault(fate.action, []).append(fate)
        chosen = [fate for action in ORDER for fate in by_action.get(action, [])[:SHOWN]]
        self.env["bpm.audience.preview.line"].sudo().create(
            [self._line(fate, place) for place, fate in enumerate(chosen)]
        )

    def _line(self, fate, place):
        to = fate.letter.to
        return {
            "preview_id": self.id,
            "sequence": place,
            "partner_id": to.partner.id,
            "about": to.record.display_name if to.record._name != "res.partner" else False,
            "channel": fate.letter.item["channel"] if fate.letter.item else False,
            "action": fate.action,
            "at": fate.until or to.at,
            "reason_text": fate.text,
        }


class BpmAudiencePreviewLine(models.TransientModel):
    _name = "bpm.audience.preview.line"
    _description = "One of those who will get it, or not"
    _order = "sequence, id"

    preview_id = fields.Many2one(
        "bpm.audience.preview", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    partner_id = fields.Many2one("res.partner", "Counterparty")
    about = fields.Char("Document")
    channel = fields.Selection(CHANNELS)
    action = fields.Selection(
        [
            ("send", "Gets it"),
            ("wait", "Later"),
            ("hold", "A person must release it"),
            ("step", "A later step"),
            ("drop", "Does not get it"),
            ("double", "Said already"),
        ],
        "What becomes of it",
    )
    at = fields.Datetime("When")
    reason_text = fields.Char("Why")


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    def action_forecast(self):
        """Who gets it, who does not, and why; nothing is sent by looking."""
        self.ensure_one()
        self.check_access("read")
        return self.env["bpm.audience.preview"]._open(self)


class BpmReminder(models.Model):
    _inherit = "bpm.reminder"

    def action_preview(self):
        """Who gets it in the next days, who does not, and why."""
        self.ensure_one()
        self.check_access("read")
        return self.env["bpm.audience.preview"]._open(self)
