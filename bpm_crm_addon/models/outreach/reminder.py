"""Reminders about anything: a date that comes near, or a document that begins to meet a condition.

Which documents, whom to write to and in what steps are said here; when something is due is found by
reminder_due.py and reminder_change.py, and each occurrence lives in `bpm.reminder.occurrence`.
"""

import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BpmReminder(models.Model):
    _name = "bpm.reminder"
    _description = "Reminder"
    _inherit = ["bpm.audience"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    state = fields.Selection(
        [("off", "Off"), ("on", "Switched on")],
        string="Status",
        required=True,
        default="off",
        copy=False,
    )
    since = fields.Datetime(string="On since", readonly=True, copy=False)
    looked_until = fields.Datetime(readonly=True, copy=False)

    # === WHAT IT IS ABOUT === #
    model_name = fields.Selection(
        selection="_selection_model", string="About", required=True, default="res.partner"
    )
    domain = fields.Char(
        "Which of them", required=True, default="[]", help="Empty: all of them that are in use."
    )
    kind = fields.Selection(
        [("date", "A date comes near"), ("change", "It begins to meet the condition")],
        string="When",
        required=True,
        default="date",
    )
    date_path = fields.Char("Date", help="For example the due date of an invoice.")
    offset = fields.Integer("How long", default=0, help="0: on the date itself.")
    unit = fields.Selection([("days", "Days"), ("hours", "Hours")], required=True, default="days")
    side = fields.Selection(
        [("before", "Before it"), ("after", "After it")], required=True, default="before"
    )
    yearly = fields.Boolean("Every year", help="A birthday. 29 February is kept on the 28th.")
    hour = fields.Float("At", default=10.0, help="On the recipient's own clock.")
    late_hours = fields.Integer(
        "Too late after, hours",
        default=48,
        help="What could not be said within this time is noted as late and not sent. 0: never.",
    )

    # === WHO, WHAT, AND WHEN NOT === #
    contact_path = fields.Char(
        "Written to", help="Empty: the counterparty itself, or the one of the document."
    )
    stop_domain = fields.Char(
        "Not any more when",
        required=True,
        default="[]",
        help="Looked at before each step, and once more before a message leaves.",
    )
    step_ids = fields.One2many("bpm.reminder.step", "reminder_id", string="Steps", copy=True)
    occasion = fields.Char(
        help="Departments that give the same name here say it to one person once, together."
    )
    segment_id = fields.Many2one(
        "bpm.segment", string="For", index="btree_not_null", ondelete="set null"
    )
    starter = fields.Char(readonly=True, copy=False)
    occurrence_ids = fields.One2many("bpm.reminder.occurrence", "reminder_id", copy=False)

    _offset_not_negative = models.Constraint(
        'CHECK("offset" >= 0 AND late_hours >= 0)',
        "Days, hours and “too late after” are numbers of 0 or more; whether before or after is "
        "said beside them.",
    )
    _hour_of_day = models.Constraint(
        "CHECK(hour >= 0 AND hour < 24)", "The hour is one of the day: from 0:00 to 23:59."
    )

    @api.model
    def _selection_model(self):
        """What reminders may be about: what templates may, but for payments, which have their
        own levels."""
        found = self.env["bpm.message.template"]._selection_model()
        return [one for one in found if one[0] != "bpm.payment.reminder"]

    # === CHECKS === #

    @api.constrains("model_name", "domain", "stop_domain", "segment_id")
    def _check_domains(self):
        for reminder in self:
            reminder._try(reminder._matching())
            reminder._try(reminder._read_domain(reminder.stop_domain))

    @api.constrains("model_name")
    def _check_steps(self):
        """Texts about one kind of document must not be filled in from another."""
        self.step_ids._check_template()

    @api.constrains("model_name", "kind", "date_path", "contact_path")
    def _check_paths(self):
        for reminder in self:
            if reminder.kind == "date":
                field = reminder._field_at(reminder.date_path or "")
                if (
                    not field
                    or field.type not in ("date", "datetime")
                    or not field._description_searchable
                ):
                    raise ValidationError(
                        self.env._("Choose the date of “%s” that it is about.", reminder.name)
                    )
                reminder._refuse_many(reminder.date_path)
            if reminder._contact_name():
                field = reminder._field_at(reminder._contact_name())
                if not field or field.comodel_name != "res.partner":
                    raise ValidationError(
                        self.env._(
                            "“%s” is to be written to somebody: choose a field that names a "
                            "counterparty.",
                            reminder.name,
                        )
                    )

    def _refuse_many(self, path):
        """A date of one of several rows: which of them it is about nobody could say."""
        names = path.split(".")
        for place in range(1, len(names)):
            field = self._field_at(".".join(names[:place]))
            if field.type in ("one2many", "many2many"):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” would have a date for each of “%(rows)s”. Let it be about "
                        "these themselves, or choose a date of which there is one.",
                        name=self.name,
                        rows=field._description_string(self.env),
                    )
                )

    def _field_at(self, path):
        """The field at the end of a path from the model; None when there is none."""
        return self._field_on(self.env[self.model_name], path)

    @api.model
    def _field_on(self, model, path):
        field = None
        for name in path.split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None:
                return None
            model = self.env[field.comodel_name] if field.comodel_name else None
        return field

    def _try(self, domain):
        """Refuse a condition that cannot be asked."""
        try:
            self.env[self.model_name].sudo().search(domain, limit=1)
        except (ValueError, KeyError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, reason):
        return ValidationError(
            self.env._(
                "A condition of “%(name)s” cannot be read: %(reason)s. Choose a field, a "
                "comparison and a value.",
                name=self.name,
                reason=reason,
            )
        )

    # === ANSWERS === #

    def _contact_name(self):
        return self.contact_path or self.env["bpm.message.about"]._contact_path(self.model_name)

    def _read_domain(self, text):
        try:
            return Domain(ast.literal_eval(text or "[]"))
        except (SyntaxError, TypeError, ValueError) as error:
            raise self._unreadable(error) from error

    def _matching(self):
        """Which documents it is about: the condition, the segment, and the company."""
        self.ensure_one()
        domain = self._read_domain(self.domain)
        model = self.env[self.model_name]
        if self.segment_id:
            members = self.segment_id.sudo()._members()
            path = self._contact_name()
            domain &= Domain(path, "any", members) if path else members
        if self.model_name == "res.partner":
            return domain & model._bpm_outside(self.company_id)
        if "company_id" in model._fields:
            domain &= Domain("company_id", "in", (self.company_id.id, False))
        return domain

    def _stopping(self):
        """When nothing is said any more; never, where no condition is given."""
        stop = self._read_domain(self.stop_domain)
        return Domain.FALSE if stop.is_true() else stop

    def _wanted(self):
        return self._matching() & ~self._stopping()

    def _documents(self):
        """The documents as the system sees them, in the reminder's company."""
        company = self.company_id
        return self.env[self.model_name].sudo().with_context(
            allowed_company_ids=company.ids, active_test=True
        )  # fmt: skip
