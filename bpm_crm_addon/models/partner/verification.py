"""Whether somebody has checked a counterparty: entered, in check, verified, stale."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, LazyTranslate, sql

from ...engine.party_content import changes
from ..audit.refusal import Refusal

_lt = LazyTranslate(__name__)
STEWARDS = "bpm_crm_addon.group_bpm_steward"
STATES = [
    ("entered", "Entered"),
    ("in_check", "In check"),
    ("verified", "Verified"),
    ("stale", "To check again"),
]
TO_CHECK = ("check", "changed", "stale")  # what verifying answers


class UnfinishedDoubts(Refusal):
    """Not everything that is doubtful was answered."""


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_verification_state = fields.Selection(
        STATES, string="Verification", default="entered", readonly=True, copy=False
    )
    bpm_verified_at = fields.Datetime(string="Verified on", readonly=True, copy=False)
    bpm_verified_by_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, copy=False
    )
    _bpm_verified_at = models.Index("(bpm_verified_at) WHERE bpm_verified_at IS NOT NULL")
    _bpm_unfinished = models.Index(
        "(bpm_verification_state) WHERE bpm_verification_state IN ('in_check', 'stale')"
    )

    def _auto_init(self):
        """Add the column with its default in one moment: no row is rewritten for it."""
        if not sql.column_exists(self.env.cr, self._table, "bpm_verification_state"):
            self.env.cr.execute(
                "ALTER TABLE res_partner ADD COLUMN bpm_verification_state varchar"
                " DEFAULT 'entered'"
            )
        return super()._auto_init()

    @api.model_create_multi
    def create(self, vals_list):
        """Override: nobody is born verified."""
        return super().create([self._bpm_without_verification(vals) for vals in vals_list])

    def write(self, vals):
        """Override to see what changes after it was checked."""
        vals = self._bpm_without_verification(vals)
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._bpm_checked_fields()):
            self._bpm_changed_after_check()
        return result

    @api.model
    def _bpm_without_verification(self, vals):
        """Verification is a steward's act and no field to be filled in, not by an import either."""
        own = ("bpm_verification_state", "bpm_verified_at", "bpm_verified_by_id")
        if vals.keys().isdisjoint(own):
            return vals
        return {name: value for name, value in vals.items() if name not in own}

    def _bpm_set_verification(self, state, **more):
        """The one door: everything else is left out of ``write``."""
        if not self:
            return
        names = ["bpm_verification_state", *more]
        self.flush_model(names)
        values = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in {"bpm_verification_state": state, **more}.items()
        )
        self.env.cr.execute(
            SQL("UPDATE res_partner SET %s WHERE id = ANY(%s)", values, list(self.ids))
        )
        self.invalidate_recordset(names)
        self.modified(names)

    # === VERIFYING === #

    def action_bpm_verify(self):
        """Say that these counterparties are as they should be: all doubts must be answered."""
        if not self.env.user.has_group(STEWARDS):
            raise AccessError(
                self.env._("Only a data steward verifies counterparties. Ask one to look at it.")
            )
        self.check_access("read")
        partners = self.commercial_partner_id
        self._bpm_refuse_unfinished(partners)
        partners._bpm_verify()
        return True

    @api.model
    def _bpm_refuse_unfinished(self, partners):
        left = (
            self.env["bpm.partner.finding"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", partners.ids),
                    ("state", "=", "open"),
                    ("kind", "not in", TO_CHECK),
                ],
                limit=1,
            )
        )
        if left:
            raise UnfinishedDoubts(
                self.env._(
                    "%(partner)s has an open doubt: %(doubt)s. Answer it in the Data Queue first; "
                    "then it can be verified.",
                    partner=left.partner_id.display_name,
                    doubt=left._sentence(),
                )
            )

    def _bpm_verify(self):
        """Note who verified what and when; what waited for it is done."""
        snapshots = self.env["bpm.partner.snapshot"]._take("checked", self)
        self._bpm_set_verification(
            "verified",
            bpm_verified_at=fields.Datetime.now(),
            bpm_verified_by_id=self.env.uid,
        )
        waiting = (
            self.env["bpm.partner.finding"]
            .sudo()
            .search(
                Domain("partner_id", "in", self.ids)
                & Domain("state", "=", "open")
                & Domain("kind", "in", TO_CHECK)
            )
        )
        waiting.with_user(self.env.user).sudo()._close("accepted")
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "party_verified",
                    "res_model": self._name,
                    "res_id": one.partner_id.id,
                    "data": {"digest": one.fingerprint},
                }
                for one in snapshots
            ]
        )

    def _bpm_changed_after_check(self):
        """Those verified whose content is not what was verified any more: to be looked at again."""
        verified = self.sudo().filtered(
            lambda partner: partner.bpm_verification_state in ("verified", "stale")
        )
        if not verified:
            return
        last = self.env["bpm.partner.snapshot"]._last("checked", verified.ids)
        found, back = {}, verified.browse()
        for partner_id, content in verified._bpm_content().items():
            snapshot = last.get(partner_id)
            changed = changes(snapshot.content or {}, content) if snapshot else {}
            if changed:
                found["partner_id", partner_id, "changed", "", 0] = {
                    "value": self._bpm_changes_told(changed)[:250],
                    "evidence": str(sorted(changed.items())),
                }
            elif verified.browse(partner_id).bpm_verification_state == "stale":
                back |= verified.browse(partner_id)
        findings = self.env["bpm.partner.finding"]
        findings._settle(
            Domain("partner_id", "in", verified.ids) & Domain("kind", "=", "changed"), found
        )
        verified.browse(key[1] for key in found)._bpm_set_verification("stale")
        back._bpm_set_verification("verified")

    @api.model
    def _bpm_changes_told(self, changed):
        """Changes in words: "Street: Old → New"."""
        return "; ".join(
            f"{self._fields[name]._description_string(self.env)}: {before} → {now}"
            for name, (before, now) in changed.items()
        )

    # === QUEUEING === #

    def _bpm_queue_up(self):
        """The company is about to commit itself with these: nobody is asked, a steward looks."""
        unchecked = self.sudo().filtered(
            lambda partner: partner.bpm_verification_state == "entered"
        )
        stale = self.sudo().filtered(lambda partner: partner.bpm_verification_state == "stale")
        unchecked._bpm_set_verification("in_check")
        self.env["bpm.partner.finding"]._raise(
            {("partner_id", partner.id, "check", "", 0): {} for partner in unchecked}
            | {
                ("partner_id", partner.id, "stale", "", 0): {}
                for partner in stale
                if not partner.bpm_finding_ids.filtered(
                    lambda one: one.state == "open" and one.kind in TO_CHECK
                )
            }
        )


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add what is done about the data of counterparties."""
        return {
            **super()._event_words(),
            "party_verified": _lt("Data verified"),
            "doubt_accepted": _lt("Doubt: put right"),
            "doubt_left": _lt("Doubt: left as it is"),
        }
