"""Monday mail: the director's page in a mail, at eight on each reader's own clock.

A row per person and week gives the right to write, so that it is written once, however often the
scheduled action runs. The mail itself is a queued row: Odoo's own mail queue hands it over after
the commit.
"""

import logging
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine import local_time

_logger = logging.getLogger(__name__)

AT = time(8)
# A server that was down on Monday morning still writes until Tuesday morning, not later.
LATEST = timedelta(days=1)
KEPT_DAYS = 90
GROUP = "bpm_crm_addon.group_bpm_director"


class BpmDirectorMail(models.Model):
    _name = "bpm.director.mail"
    _description = "Monday mail"
    _order = "week desc, id desc"
    _log_access = False

    user_id = fields.Many2one(
        "res.users", "Sent to", required=True, index=True, ondelete="cascade", readonly=True
    )
    week = fields.Date("Monday", required=True, readonly=True)

    _once_a_week = models.UniqueIndex(
        "(user_id, week)", "This person has had the Monday mail of that week."
    )

    @api.model
    def _cron_monday_mail(self):
        """Queue the mail of every director whose clock has passed eight this Monday."""
        template = self.env.ref("bpm_crm_addon.mail_template_director_monday")
        for user, week in self._whose_monday_has_come(fields.Datetime.now()):
            try:
                with self.env.cr.savepoint():
                    self._send(template, user, week)
            except Exception as error:  # one reader's trouble is not everybody's
                _logger.exception("Monday mail to user %s", user.id)
                self.env["bpm.incident"]._raise_incident(
                    self.env._("Monday mail to %s", user.name),
                    str(error),
                    key=f"director_mail.{user.id}",
                )

    @api.model
    def _send(self, template, user, week):
        claimed = self._claim(user, week)
        if claimed:
            template.sudo().send_mail_batch(claimed.ids, force_send=False)
            self.env["ir.cron"]._bpm_wake("mail.ir_cron_mail_scheduler_action")

    @api.model
    def _whose_monday_has_come(self, now):
        """[(user, the local date of this Monday)] of those to write to now.

        Directors by name: an administrator, who may see everything, is not written to.
        """
        directors = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("group_ids", "in", self.env.ref(GROUP).ids),
                    ("share", "=", False),
                    ("bpm_monday_mail", "=", True),
                    ("email", "!=", False),
                ]
            )
        )
        return [
            (user, week)
            for user in directors
            for week, moment in [_monday_of(now, user.tz)]
            if moment <= now < moment + LATEST
        ]

    @api.model
    def _claim(self, user, week):
        """Take the right to write to this person this week; whoever came first has it."""
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_director_mail (user_id, week) VALUES (%s, %s)
                   ON CONFLICT (user_id, week) DO NOTHING RETURNING id""",
                user.id,
                week,
            )
        )
        return self.browse(row[0] for row in rows)

    def _sentences(self):
        """The sentences as their reader may see them, each with its link (for the template)."""
        self.ensure_one()
        person = self.user_id
        director = (
            self.env["bpm.director"]
            .with_user(person)
            .with_context(
                lang=person.lang,
                tz=person.tz,
                allowed_company_ids=[
                    person.company_id.id,
                    *(person.company_ids - person.company_id).ids,
                ],
            )
        )
        base = person.get_base_url()
        return [
            {**sentence, "url": f"{base}/odoo/director?sentence={sentence['name']}"}
            for sentence in director.sentences()
        ]

    @api.autovacuum
    def _gc_weeks(self):
        """Forget to whom old mails went."""
        self.search([("week", "<", fields.Date.today() - timedelta(days=KEPT_DAYS))]).unlink()


class ResUsers(models.Model):
    _inherit = "res.users"

    bpm_monday_mail = fields.Boolean(
        "Monday mail",
        default=True,
        help="The director's page as a mail, on Mondays at eight on your own clock.",
    )
    bpm_is_director = fields.Boolean(compute="_compute_bpm_is_director")

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "bpm_monday_mail", "bpm_is_director"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "bpm_monday_mail"]

    @api.depends("group_ids")
    def _compute_bpm_is_director(self):
        """Whether the Monday mail is written to this person at all."""
        group = self.env.ref(GROUP)
        for user in self:
            user.bpm_is_director = group in user.sudo().group_ids


def _monday_of(now, zone):
    """(local date of this week's Monday, eight o'clock there in naive UTC)."""
    today = local_time.on_the_clock(now, zone).date()
    monday = today - timedelta(days=today.weekday())
    return monday, local_time.in_universal_time(datetime.combine(monday, AT), zone)
