"""The stop list: whom the company does not write to, why, and until when.

An entry is about one address or about a counterparty with all its addresses: those it had then,
kept here, and those it has now. It is ended, never deleted: what was queued while it held is not
sent afterwards either. Legal notices go through unless the entry says otherwise.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize

from .contact_policy import CONTACTS
from .contact_purpose import CLASSES

REASONS = [
    ("asked", "They asked for it"),
    ("unsubscribed", "Unsubscribed by a link"),
    ("complaint", "Complaint"),
    ("dispute", "Dispute"),
    ("wrong", "Wrong or dead address"),
    ("legal", "Law or court"),
    ("other", "Something else"),
]
# What an entry is about does not change after it was made.
SETTLED = {
    *("partner_id", "address", "company_id", "channel", "message_class", "purpose_id"),
    *("since", "user_id"),
}


class BpmSuppression(models.Model):
    _name = "bpm.suppression"
    _description = "Stop list entry"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", index="btree_not_null", ondelete="set null"
    )
    points = fields.Json(string="Addresses kept")
    address = fields.Char(
        compute="_compute_address",
        inverse="_inverse_address",
        search="_search_address",
        help="One e-mail address or phone number.",
    )
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    channel = fields.Selection(CONTACTS, help="Empty: on every channel.")
    message_class = fields.Selection(
        CLASSES, string="Kind of message", help="Empty: everything but legal notices."
    )
    purpose_id = fields.Many2one(
        "bpm.contact.purpose",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: every purpose.",
    )
    reason = fields.Selection(REASONS, required=True, default="asked")
    note = fields.Char(string="In words")
    since = fields.Datetime(required=True, default=fields.Datetime.now)
    until = fields.Datetime(help="Empty: for good.")
    user_id = fields.Many2one(
        "res.users",
        string="Entered by",
        readonly=True,
        default=lambda self: self.env.user,
        index="btree_not_null",
        ondelete="set null",
    )
    is_on = fields.Boolean(string="Holds", compute="_compute_is_on", search="_search_is_on")
    what = fields.Char(string="What is stopped", compute="_compute_what")

    _points_idx = models.Index("USING gin (points)")

    @api.depends("partner_id", "address")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = entry.partner_id.display_name or entry.address or ""

    @api.depends("points")
    def _compute_address(self):
        for entry in self:
            entry.address = ", ".join(entry.points or [])

    def _inverse_address(self):
        for entry in self:
            entry.points = self._points_of(entry.address) or False

    def _search_address(self, operator, value):
        if operator not in ("ilike", "in"):
            return NotImplemented
        if operator == "in":
            return [("id", "in", self._about_points(list(value)).ids)]
        self.flush_model(["points"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bpm_suppression WHERE points::text ILIKE %s",
                f"%{value.lower()}%",
            )
        )
        return [("id", "in", [row[0] for row in rows])]

    @api.model
    def _about_points(self, points):
        """Entries that name one of these normalised addresses."""
        self.flush_model(["points"])
        rows = self.env.execute_query(
            SQL("SELECT id FROM bpm_suppression WHERE points ?| %s ORDER BY id", points)
        )
        return self.browse(row[0] for row in rows)

    @api.depends("since", "until")
    def _compute_is_on(self):
        now = fields.Datetime.now()
        for entry in self:
            entry.is_on = bool(
                entry.since and entry.since <= now and not (entry.until and entry.until <= now)
            )

    def _search_is_on(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        return ["&", ("since", "<=", now), "|", ("until", "=", False), ("until", ">", now)]

    @api.depends("channel", "message_class", "purpose_id")
    @api.depends_context("lang")
    def _compute_what(self):
        for entry in self:
            labels = [
                dict(self._fields[name]._description_selection(self.env)).get(entry[name])
                for name in ("message_class", "channel")
            ]
            kind = entry.purpose_id.name or labels[0] or self.env._("Everything but legal notices")
            entry.what = ", ".join(filter(None, [kind, labels[1]]))

    # === GUARDS === #

    @api.model
    def _points_of(self, text):
        """The normalised addresses in a text: e-mail addresses, and phone numbers in full."""
        points = []
        for part in (text or "").replace(";", ",").split(","):
            part = part.strip()
            if not part:
                continue
            phone = None if "@" in part else self.env.user._phone_format(number=part)
            point = email_normalize(part) if "@" in part else phone
            if not point:
                raise UserError(
                    self.env._(
                        "%s is neither an e-mail address nor a phone number. Write a phone number "
                        "with its country, such as +380 44 123 45 67.",
                        part,
                    )
                )
            points.append(point)
        return list(dict.fromkeys(points))

    @api.model_create_multi
    def create(self, vals_list):
        """Override to keep a counterparty's addresses of today, and to note the entry."""
        vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        if not self.env.su:  # addresses are told as people write them, in `address`
            vals_list = [
                {name: vals[name] for name in vals if name != "points"} for vals in vals_list
            ]
        entries = super().create(vals_list)
        for entry in entries:
            if entry.partner_id and not entry.points:
                entry.points = entry.partner_id._bpm_contact_points() or False
            if not entry.points and not entry.partner_id:
                raise UserError(
                    self.env._("Say who is not written to: a counterparty or an address.")
                )
        entries._note("contact_stopped")
        return entries

    def write(self, vals):
        """Override: an entry is ended or prolonged, what it was about stays as it was."""
        if SETTLED & vals.keys() or ("points" in vals and any(entry.points for entry in self)):
            raise UserError(
                self.env._(
                    "What an entry of the stop list was about is not changed afterwards. End this "
                    "one and make another."
                )
            )
        result = super().write(vals)
        if "until" in vals:
            ended = self.filtered("until")
            ended._note("contact_stop_ended")
            (self - ended)._note("contact_stopped")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Entries of the stop list are proofs and stay. End this one instead.")
        )

    # === ACTIONS === #

    def action_end(self):
        """They may be written to again from now on."""
        self.check_access("write")
        self.filtered("is_on").write({"until": fields.Datetime.now()})

    def _note(self, event):
        """Append to the audit trail of each entry."""
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": event,
                    "res_model": self._name,
                    "res_id": entry.id,
                    "data": {
                        "partner": entry.partner_id.id,
                        "what": entry.what,
                        "reason": entry.note or entry.reason,
                        "until": fields.Datetime.to_string(entry.until) if entry.until else None,
                    },
                }
                for entry in self
            ]
        )
