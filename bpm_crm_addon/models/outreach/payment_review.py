"""The review: today's reminders as the screen reads them, and what a person decides there."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date, plaintext2html

from .payment_reminder import READERS, WORKERS

SHOWN, MOST = 40, 400


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    # === CALLED BY THE SCREEN === #

    @api.model
    def bpm_review(self, shown=SHOWN):
        """Everything the review shows, of the companies that are switched on in the top bar.

        :param shown: how many reminders to show in full
        :return: {"items", "total", "sums", "held", "may_send", "prepared", "notice", "alone"}
        """
        self._check_people(READERS)
        return self._review(min(max(int(shown), SHOWN), MOST))

    def bpm_review_text(self):
        """What will be said: {"subject", "body", "trouble", "papers"}; one reminder."""
        self._check_people(READERS)
        self.check_access("read")
        self.ensure_one()
        return self._text_shown()

    def bpm_review_act(self, verb, shown=SHOWN):
        """Decide about these reminders; returns what the screen shows then, and what was done.

        :param verb: "send" or "skip"
        :param shown: how many reminders to show in full
        """
        self._check_people(WORKERS)
        self.check_access("read")
        said = self._decide(verb)
        return {**self.bpm_review(shown), "said": said}

    @api.model
    def bpm_review_all(self, shown=SHOWN):
        """Send all that waits for review in these companies."""
        self._check_people(WORKERS)
        waiting = self.search(self._waiting())
        return waiting.bpm_review_act("send", shown)

    @api.model
    def bpm_review_prepare(self, shown=SHOWN):
        """Make today's proposals anew, from the accounts as they are."""
        self._check_people(WORKERS)
        self._prepare_today()
        return self.bpm_review(shown)

    @api.model
    def _check_people(self, groups):
        if not self.env.user.has_groups(groups):
            raise AccessError(
                self.env._(
                    "Payment reminders are for outreach managers and accountants. Ask an "
                    "administrator for the job Marketing & collections."
                )
            )

    # === DECIDING === #

    def _decide(self, verb):
        """Carry out what a person decided; a sentence that says what was done."""
        ours = self.sudo()
        if verb == "skip":
            return self.env._("Skipped once: %s", len(ours._skip()))
        waiting = ours.filtered(lambda one: one.state == "proposed")
        sent = ours._send()
        if len(sent) < len(waiting):
            return self.env._(
                "In the outbox: %(sent)s. Not sent: %(left)s, the reasons stand below.",
                sent=len(sent),
                left=len(waiting) - len(sent),
            )
        return self.env._("In the outbox: %s", len(sent))

    @api.model
    def _prepare_today(self):
        for company in self.env.companies.sudo().filtered(
            lambda one: one.bpm_reminder_mode != "off"
        ):
            self.sudo().with_company(company)._prepare(company, company._bpm_today())

    # === SHOWING === #

    @api.model
    def _waiting(self):
        return Domain("company_id", "in", self.env.companies.ids) & Domain("state", "=", "proposed")

    def _review(self, shown):
        ours = self.sudo()
        total = ours.search_count(self._waiting())
        reminders = ours.search(self._waiting(), order="amount desc, id", limit=shown)
        unwanted = reminders._unwanted()
        kept = reminders.filtered(lambda one: not unwanted[one.id])
        changed = reminders - kept
        return {
            "items": kept._items(),
            "total": total - len(changed),
            "sums": self._told(self._all_sums(changed)),
            "held": self._held(changed, unwanted),
            "may_send": self.env.user.has_groups(WORKERS),
            "prepared": bool(ours.search_count(self._today_domain(), limit=1)),
            "notice": self._notice(),
            "alone": bool(self._alone()),
        }

    @api.model
    def _to_review(self):
        """(how many wait for a review in these companies, their sums told)."""
        count = self.sudo().search_count(self._waiting())
        return count, self._told(self._all_sums()) if count else ""

    @api.model
    def _all_sums(self, left_out=()):
        """{currency: sum of what is asked for by what waits for review}, without these."""
        waiting = self._waiting()
        if left_out:
            waiting &= Domain("id", "not in", left_out.ids)
        rows = (
            self.env["bpm.payment.reminder.line"]
            .sudo()
            ._read_group(
                [("reminder_id", "any", list(waiting)), ("aside", "=", False)],
                ["currency_id"],
                ["amount:sum"],
            )
        )
        return dict(rows)

    @api.model
    def _today_domain(self):
        return Domain.OR(
            Domain("company_id", "=", company.id) & Domain("day", ">=", company._bpm_today())
            for company in self.env.companies.sudo()
        )

    def _items(self):
        """What the screen needs of each; queries do not grow with them."""
        several = len(self.env.companies) > 1
        goes = self._goes()
        return [
            {
                "id": reminder.id,
                "partner_id": reminder.partner_id.id,
                "partner": reminder.partner_name,
                "company": reminder.company_id.name if several else "",
                "total": reminder.total,
                "level": reminder.level_id.name,
                "days_late": reminder.days_late,
                "late": reminder._late_told(),
                "address": reminder.address,
                "goes": goes[reminder.id][0],
                "rule": goes[reminder.id][1],
                "lines": [line._shown() for line in reminder.line_ids],
            }
            for reminder in self
        ]

    def _late_told(self):
        days = (self.day - self.oldest_due).days
        if days > 1:
            return self.env._("%s days late", days)
        if days == 1:
            return self.env._("one day late")
        return self.env._("due today") if not days else self.env._("due on %s", self.due_day)

    @api.model
    def _notice(self):
        """{"tone", "text"}: what everybody has to know before pressing Send, or None."""
        companies = self.env.companies.sudo()
        if any(company.bpm_outreach_mode == "paused" for company in companies):
            return {
                "tone": "warning",
                "text": self.env._("Everything is paused: what you send waits in the outbox."),
            }
        if any(company._bpm_is_rehearsing() for company in companies):
            return {
                "tone": "info",
                "text": self.env._(
                    "Rehearsal: what you send is prepared and judged by the contact rules, and "
                    "nobody outside gets it until you go live in the outbox."
                ),
            }
        return self._notice_alone()

    def _text_shown(self):
        ours = self.sudo()
        text = ours._texts()[self.id]
        papers = 0
        if ours.level_id.template_id.attach_invoices:
            papers = self.env["ir.attachment"].sudo().search_count(
                [
                    ("res_model", "=", "account.move"),
                    ("res_field", "=", "invoice_pdf_report_file"),
                    ("res_id", "in", ours.line_ids.move_line_id.move_id.ids),
                ]
            )  # fmt: skip
        return {
            "subject": text.subject,
            "body": str(text.body if ours._is_mail() else plaintext2html(text.body)),
            "trouble": text.trouble,
            "papers": papers,
        }


class BpmPaymentReminderLine(models.Model):
    _inherit = "bpm.payment.reminder.line"

    def _shown(self):
        return {
            "id": self.id,
            "move_id": self.move_line_id.move_id.id,
            "number": self.move_line_id.move_id.name or "",
            "due": format_date(self.env, self.due),
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "aside": self.aside,
            "note": self._note_told(),
        }

    def _note_told(self):
        if self.aside and self.due > self.reminder_id.day:
            return self.env._("not due yet")
        return self.env._("said before") if self.state == "repeated" else ""
