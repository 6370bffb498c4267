"""Questions to registries: queued in a transaction, asked after it, answered as a suggestion.

Nothing of a counterparty changes by itself: what a registry says stands in the lookup, and whoever
keeps the counterparty takes it over with one press, seeing what was there and what comes.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.tax_number import compact
from .registry_call import RegistryError, ask

CRON = "bpm_crm_addon.ir_cron_registry"
DONE = "bpm.registry/done"
KEPT = 365  # days an old answer is kept


class BpmRegistryLookup(models.Model):
    _name = "bpm.registry.lookup"
    _description = "Question to a registry"
    _order = "id desc"
    _rec_name = "number"

    provider_id = fields.Many2one(
        "bpm.registry.provider", string="Registry", required=True, index=True, readonly=True,
        ondelete="cascade",
    )  # fmt: skip
    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", index="btree_not_null", readonly=True,
        ondelete="cascade",
    )  # fmt: skip
    number = fields.Char(string="Tax number", required=True, readonly=True)
    state = fields.Selection(
        [
            ("queued", "To be asked"),
            ("done", "Answered"),
            ("unknown", "Not found"),
            ("failed", "No answer"),
            ("taken", "Taken over"),
            ("left", "Left as it was"),
        ],
        string="Status",
        required=True,
        default="queued",
        readonly=True,
    )
    reason = fields.Char(string="Why", readonly=True)
    answer = fields.Json(readonly=True)
    answered_at = fields.Datetime(readonly=True)
    changes = fields.Text(string="What it would change", compute="_compute_changes")
    create_uid = fields.Many2one("res.users", string="Asked by", readonly=True)

    _cache = models.Index("(provider_id, number, answered_at)")
    _waiting = models.Index("(id) WHERE state = 'queued'")

    @api.depends("answer", "partner_id")
    def _compute_changes(self):
        for lookup in self:
            lookup.changes = "\n".join(
                self.env._("%(field)s: %(new)s (now: %(old)s)", field=label, new=new, old=old)
                if old
                else self.env._("%(field)s: %(new)s", field=label, new=new)
                for label, old, new in lookup._differences()
            )

    def _differences(self):
        """[(label, what is there, what the registry says)] of what differs."""
        partner, fields_ = self.partner_id, self.env["res.partner"]._fields
        return [
            (fields_[name]._description_string(self.env), partner[name] or "", text)
            for name, text in (self.answer or {}).items()
            if name in fields_ and (not partner or (partner[name] or "") != text)
        ]

    # === QUEUE === #

    @api.model
    def _queue(self, provider, number, partner=None):
        """Have ``provider`` asked about a number, unless it answered lately; return the lookup."""
        provider.ensure_one()
        number = compact(number)
        if not number:
            raise UserError(self.env._("Enter the tax number first: a registry is asked by it."))
        lookup_sudo = self.sudo().create(
            {
                "provider_id": provider.id,
                "number": number,
                "partner_id": partner.id if partner else False,
                "state": "queued",
            }
        )
        if not lookup_sudo._answer_from_before():
            self.env["ir.cron"]._bpm_wake(CRON)
        return lookup_sudo

    def _answer_from_before(self):
        since = fields.Datetime.now() - timedelta(days=self.provider_id.cache_days)
        before = self.search(
            [
                ("provider_id", "=", self.provider_id.id),
                ("number", "=", self.number),
                ("answered_at", ">", since),
                ("id", "!=", self.id),
            ],
            order="answered_at desc, id desc",
            limit=1,
        )
        if before:
            self.write(
                {
                    "answer": before.answer,
                    "answered_at": before.answered_at,
                    "state": "done" if before.answer else "unknown",
                }
            )
            self._doubt()
            self._tell()
        return bool(before)

    # === AFTER THE COMMIT === #

    @api.model
    def _cron_ask(self):
        """Ask what is queued, one by one. Nothing is locked while a registry thinks: what is read
        before is committed, and the answer is written afterwards."""
        cron = self.env["ir.cron"]
        waiting = self.sudo().search([("state", "=", "queued")], order="id")
        silent = self.env["bpm.registry.provider"]
        cron._commit_progress(remaining=len(waiting))
        for lookup in waiting:
            provider, asked = lookup.provider_id, lookup.provider_id._asked(lookup.number)
            if provider in silent:
                continue  # others are not kept waiting for it; it is asked again in an hour
            if not cron._commit_progress(0):
                break
            try:
                found = ask(asked)
            except RegistryError as error:
                lookup.exists()._note_failure(error)
                if error.kind in ("time", "network"):
                    silent |= provider
            else:
                lookup.exists()._note_answer(provider._taken(found) if found is not None else None)
            if not cron._commit_progress(1):
                break

    def _note_answer(self, taken):
        """``taken``: {field: text}; None when the registry knows no such number."""
        self.write(
            {
                "answer": taken or False,
                "answered_at": fields.Datetime.now(),
                "state": "done" if taken else "unknown",
                "reason": False,
            }
        )
        self._doubt()
        self._tell()

    def _doubt(self):
        """What contradicts a value that is looked at closely goes to the data steward as well."""
        compared = self.env["res.partner"]._bpm_compared_fields()
        said = {
            lookup.partner_id: {
                name: text
                for name, text in (lookup.answer or {}).items()
                if name in compared and lookup.partner_id[name] and lookup.state == "done"
            }
            for lookup in self
            if lookup.partner_id
        }
        if said:
            self.env["bpm.partner.finding"]._say_otherwise(said, "register")

    def _note_failure(self, error):
        for lookup in self:
            reason = self._sentence(error)
            lookup.write({"state": "failed", "reason": reason})
            # An address that may not be asked is a matter of the set-up as well.
            self.env["bpm.incident"]._raise_incident(
                self.env._("Registry %s", lookup.provider_id.name),
                reason,
                lookup.provider_id,
                key=f"registry-{lookup.provider_id.id}",
            )
        self._tell()

    @api.model
    def _sentence(self, error):
        sentences = {
            "address": self.env._(
                "%s may not be asked. List it with the registry if it should.", error.detail
            ),
            "time": self.env._("The registry took too long to answer. Ask again later."),
            "network": self.env._("The registry could not be reached: %s", error.detail),
            "size": self.env._("The answer was too long to be read."),
            "json": self.env._("The answer could not be read. Look at the registry's address."),
            "status": self.env._("The registry refused with the code %s.", error.detail),
        }
        return sentences[error.kind]

    def _tell(self):
        """Let the page of whoever asked know."""
        for lookup in self:
            lookup.create_uid._bus_send(DONE, {"partner_id": lookup.partner_id.id})

    @api.autovacuum
    def _gc_old(self):
        """Answers that hold no longer and were decided on long ago go."""
        old = fields.Datetime.now() - timedelta(days=KEPT)
        self.sudo().search([("create_date", "<", old)], limit=10_000).unlink()

    # === ACTIONS === #

    def action_take(self):
        """Write what the registry says into the counterparty, as the current user."""
        for lookup in self:
            lookup.check_access("read")
            if lookup.state not in ("done", "left") or not lookup.partner_id:
                raise UserError(
                    self.env._("There is no answer to take over. Ask the registry again.")
                )
            values = {
                name: text
                for name, text in (lookup.answer or {}).items()
                if name in lookup.partner_id._fields
            }
            lookup.partner_id.with_context(bpm_source="program").write(values)
            lookup._settle("taken")
        return {"type": "ir.actions.act_window_close"}

    def action_leave(self):
        """Leave the counterparty as it is; the suggestion is not shown again."""
        for lookup in self:
            lookup.check_access("read")
            lookup.partner_id.check_access("write")
            if lookup.state == "done":
                lookup._settle("left")
        return {"type": "ir.actions.act_window_close"}

    def _settle(self, state):
        self.sudo().state = state
        self.sudo()._doubt()
