"""Doubts about the data of counterparties and leads: what looks wrong, and what may be meant."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..audit.bulk import unnest

# Of one value, as its attribute or the rule of tax numbers sees it.
VALUE_KINDS = [
    ("digits", "The digits do not fit together"),
    ("form", "It does not look as expected"),
    ("low", "It is too small"),
    ("high", "It is too large"),
    ("missing", "It is missing"),
]
# Of a counterparty as a whole, and of where its data came from.
PARTY_KINDS = [
    ("sources", "Two sources disagree"),
    ("double", "It looks like another one"),
    ("check", "Nobody has checked it yet"),
    ("changed", "It changed after it was checked"),
    ("stale", "It was checked long ago"),
]
# What a new row is made of, beside its owner; the rest is the same for all.
GIVEN = (
    "kind", "field_name", "attribute_id", "other_id", "value", "suggestion", "evidence", "source",
)  # fmt: skip
TYPES = ("text", "text", "int4", "int4", "text", "text", "text", "text")
# Who says otherwise when two sources disagree.
SOURCES = [("import", "A file that was imported"), ("register", "A public register")]


class BpmPartnerFinding(models.Model):
    """One doubt. Data that are put right close it by themselves; one that was dismissed is not
    raised again until the data it was about change (`evidence`)."""

    _name = "bpm.partner.finding"
    _description = "Doubt about data"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", index=True, ondelete="cascade", readonly=True
    )
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", readonly=True)
    attribute_id = fields.Many2one(
        "bpm.partner.attribute", index="btree_not_null", ondelete="cascade", readonly=True
    )
    other_id = fields.Many2one(
        "res.partner", string="Looks like", index="btree_not_null", ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    kind = fields.Selection(
        VALUE_KINDS + PARTY_KINDS, string="What is doubtful", required=True, readonly=True
    )
    field_name = fields.Char(string="Field", required=True, default="", readonly=True)
    value = fields.Char(string="Value entered", readonly=True)
    suggestion = fields.Char(readonly=True)
    evidence = fields.Char(readonly=True)
    source = fields.Selection(SOURCES, readonly=True)
    severity = fields.Selection(related="attribute_id.severity")
    state = fields.Selection(
        [("open", "Open"), ("accepted", "Put right"), ("dismissed", "Dismissed")],
        required=True,
        default="open",
        index=True,
        readonly=True,
    )
    skipped_until = fields.Date(readonly=True)
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True)

    _partner_uniq = models.UniqueIndex(
        "(partner_id, kind, field_name, COALESCE(other_id, 0))"
        " WHERE state = 'open' AND partner_id IS NOT NULL"
    )
    _lead_uniq = models.UniqueIndex(
        "(lead_id, kind, field_name) WHERE state = 'open' AND lead_id IS NOT NULL"
    )

    # === BRINGING DOUBTS IN LINE WITH THE DATA === #

    @api.model
    def _settle(self, scope, found):
        """Open the doubts that are new, and close those whose reason is gone.

        :param scope: a domain: the doubts that were looked for, found or not
        :param found: {(owner field, owner id, kind, field name, other id or 0): values of GIVEN}
        """
        known = self.sudo().search(Domain(scope) & Domain("state", "in", ("open", "dismissed")))
        gone, found = self.sudo(), dict(found)
        for finding in known:
            doubt = found.get(finding._key())
            if doubt and (doubt.get("evidence") or "") == (finding.evidence or ""):
                del found[finding._key()]
            elif finding.state == "open":
                gone |= finding
        gone._close("accepted")
        self._raise(found)

    def _key(self):
        owner = "partner_id" if self.partner_id else "lead_id"
        return owner, self[owner].id, self.kind, self.field_name or "", self.other_id.id or 0

    def _holder(self):
        """The counterparty or lead whose value is doubted."""
        return self.partner_id or self.lead_id

    def _close(self, state):
        if self:
            self.sudo().write(
                {
                    "state": state,
                    "closed_at": fields.Datetime.now(),
                    "closed_by_id": self.env.uid,
                    "skipped_until": False,
                }
            )
            self.flush_model()

    @api.model
    def _raise(self, found):
        """Write new doubts in one statement; one that is open already stays as it is."""
        if not found:
            return self.browse()
        rows = [
            (
                record_id if owner == "partner_id" else None,
                record_id if owner == "lead_id" else None,
                kind, name, doubt.get("attribute_id"), other or None,
                *((doubt.get(column) or None) for column in GIVEN[4:]),
            )
            for (owner, record_id, kind, name, other), doubt in found.items()
        ]  # fmt: skip
        self.flush_model()
        created = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_partner_finding
                       (partner_id, lead_id, %s, state, stake_level, stake_amount, create_uid,
                        write_uid, create_date, write_date)
                   SELECT v.*, 'open', 0, 0, %s, %s, now() AT TIME ZONE 'UTC',
                          now() AT TIME ZONE 'UTC'
                     FROM %s AS v ON CONFLICT DO NOTHING RETURNING id""",
                SQL(", ").join(map(SQL.identifier, GIVEN)),
                self.env.uid,
                self.env.uid,
                unnest(("int4", "int4", *TYPES), rows),
            )
        )
        self.env["res.partner"].invalidate_model(["bpm_finding_ids"], flush=False)
        raised = self.browse(finding_id for [finding_id] in created)
        raised._after_raised()
        return raised

    def _after_raised(self):
        """What others do with new doubts; nothing here."""

    # === ACTIONS === #

    def action_accept(self):
        """Write the suggestions into the counterparties; the doubts close by themselves."""
        self.check_access("write")
        accepted = self.filtered(lambda one: one.state == "open" and one.suggestion)
        accepted._journal("doubt_accepted")
        for finding in accepted:
            finding._put_right(finding.suggestion)

    def _put_right(self, value):
        """Write a value where it is doubted. A data steward decides about doubtful data of leads,
        too, without a right on leads: about this one attribute, while the doubt is open."""
        holder = self._holder()
        if self.lead_id and not holder.has_access("write") and self._is_stewards():
            holder = holder.sudo()
        holder.write({self.field_name: value})

    def _is_stewards(self):
        """Whether the current user may decide about this value: only data stewards write doubts."""
        return (
            self.has_access("write")
            and self.state == "open"
            and bool(self.attribute_id)
            and not self.attribute_id.sensitive
        )

    def action_dismiss(self):
        """Leave the values as they are; they are not doubted again until they change."""
        self.check_access("write")
        self.filtered(lambda one: one.state == "open")._close("dismissed")
