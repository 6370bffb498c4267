"""Problems that need attention: what failed, why, who looks after it, when it is tried again."""

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.translate import LazyGettext

from ...engine.backoff import pause


class BpmIncident(models.Model):
    """Nothing that fails is dropped: it becomes one of these, with a reason and an owner.

    How to use, where a unit of work failed in a savepoint of its own:
    `env['bpm.incident']._raise_incident("Reminder to Ann", str(error), record, retry="_send")`.

    Tried again by a scheduled action while it names a method to repeat (`incident_retry.py`).
    """

    _name = "bpm.incident"
    _description = "Problem (needs attention)"
    _order = "id desc"

    name = fields.Char(string="What failed", required=True, readonly=True)
    reason = fields.Text(string="Why", readonly=True)
    state = fields.Selection(
        [("open", "Needs attention"), ("done", "Solved"), ("dismissed", "Dismissed")],
        string="Status",
        required=True,
        default="open",
        index=True,
        readonly=True,
    )
    key = fields.Char(readonly=True, help="There is one open problem for each key.")
    res_model = fields.Selection(
        selection="_selection_res_model", string="Kind of document", readonly=True
    )
    res_id = fields.Integer(string="Document number", readonly=True, aggregator=None)
    res_method = fields.Char(string="What is tried again", readonly=True)
    attempts = fields.Integer(default=1, readonly=True, aggregator=None)
    last_at = fields.Datetime(string="Last time", readonly=True)
    next_attempt_at = fields.Datetime(string="Next attempt", readonly=True)
    owner_id = fields.Many2one(
        "res.users", string="Looked after by", index=True, readonly=True, ondelete="set null"
    )
    company_id = fields.Many2one("res.company", index=True, readonly=True)
    closed_by_id = fields.Many2one(
        "res.users", string="Closed by", readonly=True, ondelete="set null"
    )
    closed_at = fields.Datetime(string="Closed on", readonly=True)
    closed_reason = fields.Char(string="Reason for closing", readonly=True)

    _one_open_per_key = models.UniqueIndex("(key) WHERE state = 'open' AND key IS NOT NULL")
    _due = models.Index("(next_attempt_at) WHERE state = 'open' AND res_method IS NOT NULL")

    # === RAISING === #

    @api.model
    def _raise_incident(self, name, reason, record=None, retry=None, owner=None, key=None):
        """Note a failure and tell its owner; return the problem.

        `name`: what failed, `reason`: why, both for people: in the owner's language where they are
        lazy translations, as the schedule gives them. `record`: what it is about.
        `retry`: a method of the record's model to try again, named in its `_bpm_retryable`.
        `owner`: who looks after it, else an administrator. `key`: while a problem with this key
        is open, that one counts one attempt more and no second one is made.

        Call it outside the savepoint of what failed. In a request that is itself about to be
        rolled back it would be lost as well.
        """
        owner = owner or self._default_owner(record)
        speaking = self.with_context(lang=owner.lang).env
        name, reason = (
            speaking._(words) if isinstance(words, LazyGettext) else words  # pylint: disable=gettext-variable
            for words in (name, reason)
        )
        values = self._values_of(record, retry) | {
            "name": name,
            "reason": reason,
            "key": key or None,
            "owner_id": owner.id,
            "next_attempt_at": fields.Datetime.now() + pause(1) if retry else None,
        }
        incident, is_new = self._insert_or_count(values)
        if is_new:
            incident._tell_owner()
        return incident

    def _values_of(self, record, retry):
        if retry and retry not in self._retryable(record):
            raise ValueError(f"{retry!r} is not in _bpm_retryable of {record!r}")
        company = record["company_id"] if record and "company_id" in record._fields else None
        return {
            "res_model": record._name if record else None,
            "res_id": record.id if record else None,
            "res_method": retry or None,
            "company_id": company.id or None if company is not None else None,
        }

    @api.model
    def _retryable(self, record):
        """The methods of this record's model that may be tried again: {name: what it does}."""
        return getattr(record, "_bpm_retryable", None) or {}

    @api.model
    def _default_owner(self, record):
        """An administrator, of the record's company if there is one."""
        group = self.env.ref("bpm_crm_addon.group_bpm_admin")
        admins = group.sudo().all_user_ids.filtered(lambda user: user.active and not user.share)
        admins = (admins - self.env.ref("base.user_root")).sorted("id")
        company = record.sudo().company_id if record and "company_id" in record._fields else None
        return (company and admins.filtered(lambda user: company in user.company_ids) or admins)[:1]

    def _insert_or_count(self, values):
        """Make the problem, or count one attempt more on the open one with the same key.

        One statement, so that two who fail at the same moment do not make two.
        """
        self.flush_model()
        now = fields.Datetime.now()
        values = values | {
            "state": "open",
            "attempts": 1,
            "last_at": now,
            "create_date": now,
            "write_date": now,
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
        }
        [(incident_id, is_new)] = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_incident AS known (%s) VALUES %s
               ON CONFLICT (key) WHERE state = 'open' AND key IS NOT NULL
               DO UPDATE SET attempts = known.attempts + 1, reason = EXCLUDED.reason,
                             last_at = EXCLUDED.last_at, write_date = EXCLUDED.write_date
               RETURNING id, xmax = 0""",
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            )
        )
        self.invalidate_model()
        return self.browse(incident_id).sudo(), is_new

    def _tell_owner(self):
        """Ring the owner's bell, once per problem."""
        for incident in self.filtered("owner_id"):
            spoken = self.with_context(lang=incident.owner_id.lang).env
            spoken["mail.thread"].sudo().message_notify(
                model=incident._name,
                res_id=incident.id,
                partner_ids=incident.owner_id.partner_id.ids,
                subject=spoken._("Problem (needs attention): %(name)s", name=incident.name),
                body=incident.reason or incident.name,
            )
