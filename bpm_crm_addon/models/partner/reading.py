"""How many counterparties each person has carried off today: against taking the client base away.

S2-30. Exports and prints count whatever their size, single calls from the screen only above FEW:
a list on the screen has 80 rows. Programs (API keys) have no screen: all they read counts, against
a limit of their own. The counter is written in a transaction of its own: a refused or failed call
counts as well.
"""

import logging
import time

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import SQL

from ...engine.reading_limit import Limits, judge

_logger = logging.getLogger(__name__)
FEW = 200
PROGRAMS = ("/jsonrpc", "/xmlrpc", "/json/")
KINDS = ("exported", "printed", "called", "programs")
TRIES = 5


def is_program():
    """Whether this is a call by another program and not by somebody's browser."""
    return bool(request) and request.httprequest.path.startswith(PROGRAMS)


class BpmPartnerReading(models.Model):
    _name = "bpm.partner.reading"
    _description = "Counterparties read in a day"
    _order = "day desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade", readonly=True
    )
    day = fields.Date(required=True, index=True, readonly=True)
    exported = fields.Integer(readonly=True)
    printed = fields.Integer(readonly=True)
    called = fields.Integer(
        string="Read at Once", readonly=True, help="In single calls of more than 200."
    )
    programs = fields.Integer(string="Read by Programs", readonly=True)
    refused = fields.Integer(readonly=True)
    warned = fields.Boolean(readonly=True)
    programs_warned = fields.Boolean(readonly=True)
    lifted_by_id = fields.Many2one("res.users", string="Limit lifted by", readonly=True)

    _user_day_uniq = models.UniqueIndex("(user_id, day)")

    # === COUNTING === #

    @api.model
    def _count(self, kind, number):
        """Count `number` counterparties read by the user, or refuse it.

        :param kind: exported, printed or called; what programs do is always counted as theirs
        """
        if not number or self.env.su or not request:
            return
        kind = "programs" if is_program() else kind
        verdict = self._in_own_transaction(kind, number)
        if verdict.refused:
            raise UserError(self._refusal(kind))

    def _in_own_transaction(self, kind, number):
        """Count in a transaction that is committed whatever becomes of the caller's."""
        for attempt in range(TRIES):
            try:
                with self.env.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {"lang": self.env.lang})
                    return env[self._name]._add(self.env.uid, kind, number)
            except psycopg2.OperationalError:
                if attempt == TRIES - 1:
                    raise
                time.sleep(0.01 * (attempt + 1))
        return None

    @api.model
    def _add(self, user_id, kind, number):
        """Add to the day's row of a person and judge it: limit, warning, audit trail."""
        row = self._row_of(user_id)
        own = ("programs",) if kind == "programs" else KINDS[:3]
        warned = "programs_warned" if kind == "programs" else "warned"
        verdict = judge(
            self._limits(kind),
            before=sum(row[name] for name in own),
            more=number,
            warned=row[warned],
            lifted=bool(row.lifted_by_id),
        )
        counter = "refused" if verdict.refused else kind
        row.write({counter: row[counter] + number, **({warned: True} if verdict.warns else {})})
        self._note(user_id, kind, number, verdict)
        if verdict.warns:
            row._warn(kind, number)
        return verdict

    def _row_of(self, user_id):
        """The row of today, locked; the day is the server's, which nobody chooses."""
        today = fields.Date.today()
        [(row_id,)] = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_partner_reading AS r (user_id, day, exported, printed, called,
                               programs, refused, create_date)
                   VALUES (%s, %s, 0, 0, 0, 0, 0, now() AT TIME ZONE 'UTC')
                   ON CONFLICT (user_id, day) DO UPDATE SET day = r.day RETURNING id""",
                user_id,
                today,
            )
        )
        row = self.browse(row_id)
        row.invalidate_recordset()
        return row

    def _note(self, user_id, kind, number, verdict):
        """Exports and refusals stand in the audit trail."""
        if not verdict.refused and kind not in ("exported", "printed"):
            return
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "reading_refused" if verdict.refused else f"partners_{kind}",
                    "res_model": "res.users",
                    "res_id": user_id,
                    "user_id": user_id,
                    "method": "api" if kind == "programs" else "screen",
                    "data": {"count": number},
                }
            ]
        )

    # === LIMITS === #

    @api.model
    def _limits(self, kind):
        number = self.env["res.config.settings"]._bpm_reading_number
        limit = "program_limit" if kind == "programs" else "limit"
        return Limits(number("warning"), number(limit))

    @api.model
    def _owners(self):
        """Who is told, and may lift the limit: the person in the settings, else administrators."""
        chosen = self.env["res.config.settings"]._bpm_reading_owner()
        if chosen:
            return chosen
        group = self.env.ref("bpm_crm_addon.group_bpm_admin").sudo()
        return group.all_user_ids.filtered(lambda u: u.active and not u.share and u.id != 1)

    def _refusal(self, kind):
        names = self.sudo()._owners()[:2].mapped("name")
        limit = self.sudo()._limits(kind).limit
        return self.env._(
            "This would be more than %(limit)s counterparties in one day, which is the limit. "
            "Narrow it down, or ask %(who)s to lift the limit for today.",
            limit=limit,
            who=", ".join(names) or self.env._("your administrator"),
        )

    def _warn(self, kind, number):
        """Tell the owner, once a day and person, by Odoo's notification."""
        for owner in self._owners() - self.user_id:
            model = self.with_context(lang=owner.lang)
            text = model.env._(
                "%(person)s has read %(count)s counterparties today. The limit is %(limit)s. "
                "Workdesk ▸ Reports ▸ Client Base shows who read how much.",
                person=self.user_id.name,
                count=sum(self[name] for name in KINDS) + self.refused,
                limit=self._limits(kind).limit,
            )
            self.user_id.partner_id.message_notify(
                partner_ids=owner.partner_id.ids,
                subject=model.env._("Many counterparties read by %s", self.user_id.name),
                body=text,
            )

    # === LIFTING === #

    def action_lift(self, reason):
        """Lift the limit of these people for the rest of the day, with a reason."""
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_admin"):
            raise UserError(self.env._("Only an administrator lifts the limit. Ask one of them."))
        if len((reason or "").strip()) < 5:
            raise UserError(self.env._("Say in a few words why the limit is lifted."))
        if any(row.day != fields.Date.today() for row in self):
            raise UserError(self.env._("That day is over: every day starts at zero."))
        self.check_access("read")
        self._lift(reason.strip())

    def _lift(self, reason):
        comment = self.env["bpm.journal.comment"]._store([reason])
        self.sudo().write({"lifted_by_id": self.env.uid})
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "reading_lifted", "res_model": "res.users",
                    "res_id": row.user_id.id, "data": {"comment": comment._fingerprint()},
                }
                for row in self
            ]
        )  # fmt: skip
