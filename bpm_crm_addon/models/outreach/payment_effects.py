"""What a level wants besides a message, as tasks: a call, a letter.

Each level of each instalment asks once, whether the message arrived or not: who cannot be written
to is called or gets a letter all the same. A warning on quotations needs no task; these look for
what was said (sale_order.py).
"""

from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL, LazyTranslate

from .payment_send import DEPARTMENT

_lt = LazyTranslate(__name__)

LETTER = "bpm_crm_addon.report_payment_letter"
LETTER_TASK = "mail.mail_activity_data_todo"
TASKS = ("call", "letter")
NAMED = 10  # debtors in the text of a problem


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    # === WHEN === #

    def _effects(self):
        """Make the tasks that the levels of what is new in these reminders want."""
        wanted = self._claim_effects()
        wanted["call"]._ask_for_calls()
        wanted["letter"]._ask_for_letters()

    def _effects_unsaid(self):
        """The same for those who were not reached, unless it is settled or only a rehearsal."""
        unwanted = self._unwanted()
        self.filtered(
            lambda one: not unwanted[one.id] and not one.company_id._bpm_is_rehearsing()
        )._effects()

    def _claim_effects(self):
        """{task: reminders that ask for it now}; nobody asks for them again, one statement."""
        self.flush_model()
        self.env["bpm.payment.reminder.line"].flush_model()
        self.env["bpm.reminder.level"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """UPDATE bpm_payment_reminder_line r SET acted = true FROM bpm_reminder_level v
                    WHERE v.id = r.level_id AND v.effect = ANY(%s) AND r.reminder_id = ANY(%s)
                      AND r.state IN ('proposed', 'said') AND NOT EXISTS (
                          SELECT FROM bpm_payment_reminder_line o
                           WHERE o.move_line_id = r.move_line_id AND o.level_id = r.level_id
                             AND o.acted)
                RETURNING v.effect, r.reminder_id""",
                list(TASKS),
                self.ids,
            )
        )
        self.line_ids.invalidate_recordset(["acted"])
        rows = set(rows)
        return {task: self.filtered(lambda one, task=task: (task, one.id) in rows)
                for task in TASKS}  # fmt: skip

    # === WHO === #

    def _who_act(self, task):
        """{reminder: who does it}; nobody: empty. Who calls: the counterparty's salesperson. Who
        posts: whoever reviewed it, else they. Where there is none, a colleague of accounts or of
        outreach."""
        stand_ins = {company: self._stand_in(company) for company in self.company_id}
        people = {}
        for one in self:
            reviewer = one.reviewer_id if task == "letter" else one.reviewer_id.browse()
            own = reviewer.filtered("active") or one.partner_id.user_id.filtered("active")
            people[one] = own or stand_ins[one.company_id]
        return people

    @api.model
    def _stand_in(self, company):
        """A member of the department of accounts, else an outreach manager, of this company."""
        departments = self.env["bpm.department"].sudo().search(
            [("code", "=", DEPARTMENT), ("company_id", "in", (company.id, False))]
        )  # fmt: skip
        managers = self.env.ref("bpm_crm_addon.group_bpm_outreach_manager").sudo().all_user_ids
        for people in (departments.user_ids, managers):
            here = people.filtered(lambda user: user.active and company in user.company_ids)
            if here:
                return here.sorted("id")[:1]
        return self.env["res.users"]

    def _nobody_acts(self):
        """Nothing is dropped: nobody can be asked to call these, or to post them a letter."""
        for company, reminders in self.grouped("company_id").items():
            names = ", ".join(reminders[:NAMED].partner_id.mapped("display_name"))
            self.env["bpm.incident"].sudo()._raise_incident(
                _lt("Calls and letters to debtors of %s", company.name),
                _lt(
                    "Nobody can be asked to call or to post a letter: %(names)s. Do it yourself, "
                    "and name a salesperson on the cards or members of the department of accounts.",
                    names=names,
                ),
                reminders[:1],
                key=f"payment_effect.{company.id}",
            )

    # === LETTERS === #

    def _ask_for_letters(self):
        """A task for whoever posts it, where there is somebody."""
        people = self._who_act("letter")
        for reminder in self.filtered(people.get):
            reminder.partner_id.activity_schedule(
                LETTER_TASK,
                summary=self.env._("Print the letter and post it: %s is late", reminder.total),
                note=reminder._letter_link() + reminder._unsaid_told(),
                user_id=people[reminder].id,
            )
        self.filtered(lambda one: not people[one])._nobody_acts()

    def _unsaid_told(self):
        """HTML: why the reminder did not go out, where it did not."""
        if self.state != "not_sent":
            return Markup()
        told = self.env._("The reminder did not go out: %s", self.reason_text or "")
        return Markup("<p>%s</p>") % told

    def _letter_link(self):
        """HTML: the letter, one click from the task."""
        return Markup('<a href="/report/pdf/%s/%s" target="_blank">%s</a>') % (
            LETTER,
            self.id,
            self.env._("Letter (PDF)"),
        )
