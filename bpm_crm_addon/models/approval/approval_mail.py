"""Two mails, no more: everything that waits, each morning; and at once what cannot wait.

Both are queued rows. Odoo's own mail queue hands them over after the commit.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine import local_time

CANNOT_WAIT = timedelta(hours=2)
KEPT_DAYS = 90


class BpmApprovalNotice(models.Model):
    _inherit = "bpm.approval.notice"

    # ---- Each morning --------------------------------------------------------------------

    @api.model
    def _cron_morning_mail(self):
        """Queue the morning mail of everyone whose clock has passed 08:30 today."""
        now = fields.Datetime.now()
        due = self._whose_morning_has_come(now)
        claimed = self._claim({uid: day for uid, (day, _morning, _count) in due.items()})
        if not claimed:
            return
        for notice in claimed:
            notice.waiting = due[notice.user_id.id][2]
        template = self.env.ref("bpm_crm_addon.mail_template_approval_morning")
        self._queue(template, claimed.ids)

    @api.model
    def _whose_morning_has_come(self, now):
        """``{user id: (local date, 08:30 of that date in UTC, how much waited by then)}``."""
        self.env["bpm.approval.slot"].flush_model(["approver_id", "state", "since", "offer_id"])
        self.env["res.partner"].flush_model(["tz", "email"])
        rows = self.env.execute_query(
            SQL(
                """SELECT person.id, partner.tz, array_agg(slot.since)
                 FROM bpm_approval_slot slot
                 JOIN res_users person ON person.id = slot.approver_id AND person.active
                 JOIN res_partner partner ON partner.id = person.partner_id
                WHERE slot.state = 'pending' AND slot.offer_id IS NULL
                  AND partner.email IS NOT NULL
                GROUP BY person.id, partner.tz""",
            )
        )
        due = {}
        for uid, zone, since in rows:
            morning = local_time.morning_of(now, zone)
            waiting = sum(1 for moment in since if moment is None or moment <= morning)
            if morning <= now and waiting:
                due[uid] = (local_time.on_the_clock(now, zone).date(), morning, waiting)
        return due

    @api.model
    def _claim(self, days):
        """Take the right to write to these people on these dates; whoever came first has it.

        :param days: ``{user id: local date}``
        :return: the rows won, as records
        """
        if not days:
            return self.browse()
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_approval_notice (user_id, day)
               SELECT * FROM unnest(%s, %s::date[])
               ON CONFLICT (user_id, day) DO NOTHING
               RETURNING id""",
                list(days),
                list(days.values()),
            )
        )
        return self.browse(row[0] for row in rows)

    def _waiting_lines(self):
        """The lines of this person's morning mail, each with its link (called by the template)."""
        self.ensure_one()
        person = self.user_id
        slots = (
            self.env["bpm.approval.slot"]
            .sudo()
            .search(
                [
                    ("approver_id", "=", person.id),
                    ("state", "=", "pending"),
                    ("offer_id", "=", False),
                ],
                order="due, id",
            )
        )
        return self._mail_lines(person, slots)

    # ---- At once -------------------------------------------------------------------------

    @api.model
    def _mail_urgent(self, by_person):
        """Queue one mail to each person for what is urgent or due within two hours.

        :param by_person: ``{user: bpm.approval.slot records}``
        """
        limit = fields.Datetime.now() + CANNOT_WAIT
        template = None
        for person, slots in by_person.items():
            slots = slots.filtered(lambda slot: slot.urgent or (slot.due and slot.due < limit))
            if not slots or not person.active or not person.email:
                continue
            template = template or self.env.ref("bpm_crm_addon.mail_template_approval_urgent")
            self._queue(template, person.ids, lines=self._mail_lines(person, slots))

    # ---- Both ----------------------------------------------------------------------------

    @api.model
    def _mail_lines(self, person, slots):
        """``[{"text": str, "url": str, "overdue": bool}]`` in the person's language."""
        env = self._env_of(person)
        now = fields.Datetime.now()
        base = person.get_base_url()
        return [
            {
                "text": self._line(env, theirs),
                "requester": request.requester_id.name,
                "url": f"{base}/odoo/bpm.approval.request/{request.id}",
                "overdue": any(slot.due and slot.due < now for slot in theirs),
            }
            for request, theirs in slots.grouped("request_id").items()
        ]

    @api.model
    def _queue(self, template, res_ids, **context):
        """Put mails into Odoo's queue and wake it; nothing is sent in this transaction."""
        template.sudo().with_context(bpm_lines=context.get("lines")).send_mail_batch(
            res_ids, force_send=False
        )
        self.env["ir.cron"]._bpm_wake("mail.ir_cron_mail_scheduler_action")

    @api.autovacuum
    def _gc_days(self):
        """Forget to whom old morning mails went."""
        self.search([("day", "<", fields.Date.today() - timedelta(days=KEPT_DAYS))]).unlink()
