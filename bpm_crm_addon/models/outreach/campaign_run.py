"""Sending a campaign: in batches, each person once, as fast as it may."""

from odoo import api, fields, models
from odoo.tools import SQL, LazyTranslate

from ...engine.control_group import moments
from ...engine.occasion import round_of
from ..audit.bulk import unnest
from .audience import MOST_JUDGED, Addressee
from .res_company import CAPABILITY

_lt = LazyTranslate(__name__)

BATCH = 500
ABOUT = "bpm.campaign.member"


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    # === THE SCHEDULE === #

    @api.model
    def _bpm_campaigns_run(self):
        """Begin what is due and write to the next ones; one campaign's trouble is not another's."""
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        now, cron = fields.Datetime.now(), self.env["ir.cron"]
        for campaign in self.sudo().search([("state", "in", ("released", "running"))], order="id"):
            done = BATCH
            while done == BATCH:
                done = campaign._with_care(campaign._advance, now) or 0
                if not cron._commit_progress(done):
                    return

    def _trouble_title(self):
        """Override."""
        return _lt("Campaign: %s", self.name)

    def _advance(self, now):
        """One batch; begins the campaign when its moment has come, ends it when nobody is left."""
        self.ensure_one()
        if self.state == "released":
            if self._has_passed():
                self.write({"state": "cancelled", "cancelled_because": "over"})
                return 0
            if not self._has_come(now):
                return 0
            self.write({"state": "running", "started_at": now, "next_at": now})
            if self.audience == "live":
                self._gather()
        members = self._take_planned()
        if members:
            self._write_to(members, now)
        if len(members) < BATCH:
            self.write({"state": "done", "done_at": now})
        return len(members)

    def _has_come(self, now):
        if self.moment == "at":
            return self.start_at <= now
        if self.moment == "promotion":
            return self.promotion_id.phase == "on"
        return True

    def _has_passed(self):
        """Whether what it waits for will not come any more."""
        return self.moment == "promotion" and self.promotion_id.phase == "over"

    # === A BATCH === #

    def _take_planned(self):
        """Lock the next members; what another worker has in hand is passed over."""
        members = self.env[ABOUT]
        members.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM bpm_campaign_member
                    WHERE campaign_id = %s AND outcome = 'planned'
                    ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED""",
                self.id,
                BATCH,
            )
        )
        return members.browse(row[0] for row in rows)

    def _write_to(self, members, now):
        start = max(self.next_at or now, now)
        times = moments(len(members) + 1, self.per_hour, start)
        letters = self._addressed(members.partner_id, dict(zip(members.ids, times)), members)
        self._raise_unwritten(letters, self.template_id)
        self._link(letters)
        messages = {}
        if any(letter.item for letter in letters):
            messages = self._hand_in(letters, **self._marks())
        rows = [
            self._row(member, letter, messages.get(member.id))
            for member, letter in zip(members, letters, strict=True)
        ]
        self._write_rows(rows)
        self.next_at = times[-1]

    def _addressed(self, partners, times, members):
        """[Letter] to members, in their order."""
        partners = partners.sudo().with_company(self.company_id)
        addressees = [
            Addressee(
                partner, partner, self._occasion_of(self.started_at), member.id, times[member.id]
            )
            for member, partner in zip(members, partners, strict=True)
        ]
        return self._letters(addressees, self.template_id, self.channel, ABOUT)

    def _occasion_of(self, begins):
        """What makes two messages to one address the same: the occasion all departments of the
        company share, which comes round every year; else this campaign, so that a person on two
        cards is written to once. `begins`: when it began or would."""
        if not self.occasion:
            return f"campaign {self.id}"
        return f"{self.occasion}/{self.company_id.id}/{round_of(begins)}"

    def _marks(self):
        """Of its messages: whose they are. The release of a campaign is the release of each."""
        return {
            "campaign_id": self.id,
            "released_by_id": self.released_by_id.id,
            "released_at": self.released_at,
        }

    def _row(self, member, letter, message):
        """(member, message, outcome, reason, sent on)."""
        if message is None:
            return member.id, None, "not_sent", letter.text, None
        if (message.res_model, message.res_id) != (ABOUT, member.id):
            said = member._in_languages(lambda me: self.with_env(me.env)._said_by(message))
            return member.id, message.id, "other", said, None
        if message.state == "suppressed":
            return member.id, message.id, "not_sent", message._reason_words(), None
        return member.id, message.id, "queued", None, None

    def _write_rows(self, rows):
        members = self.env[ABOUT]
        rows = [(*row, members._reason_column(why), sent) for *row, why, sent in rows]
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_campaign_member m
                      SET message_id = v.message, outcome = v.outcome, reason_text = v.reason,
                          sent_at = v.sent
                     FROM %s AS v (id, message, outcome, reason, sent) WHERE v.id = m.id""",
                unnest(("int4", "int4", "varchar", "jsonb", "timestamp"), rows),
            )
        )
        members.browse(row[0] for row in rows).invalidate_recordset()

    # === FORECAST === #

    def _forecast_now(self, now):
        """([Fate], how many are in the control group) if it began at its moment."""
        people = self._to_be_asked()
        planned = people.filtered(lambda one: self._first_outcome(one) == "planned")
        begins = max(self.start_at if self.moment == "at" and self.start_at else now, now)
        addressees = [Addressee(one, one, self._occasion_of(self.started_at or begins), one.id)
                      for one in planned[:MOST_JUDGED]]  # fmt: skip
        letters = self._letters(addressees, self.template_id, self.channel, ABOUT)
        fates = self._forecast(letters, begins, released=True)
        return fates, len(people) - len(planned)

    def _to_be_asked(self):
        """Those who are in it, or would be."""
        if self.member_ids:
            return self.member_ids.partner_id.sudo().with_company(self.company_id)
        return self._partners()
