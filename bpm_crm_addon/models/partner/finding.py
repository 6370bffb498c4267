"""Doubts about the data of counterparties and leads: what looks wrong, and what may be meant."""

from odoo import api, fields, models
from odoo.fields import Domain

from .attribute_value import HIDDEN, OWNERS

KINDS = [
    ("digits", "The digits do not fit together"),
    ("form", "It does not look as expected"),
    ("low", "It is too small"),
    ("high", "It is too large"),
    ("missing", "It is missing"),
]


class BpmPartnerFinding(models.Model):
    """One doubt about one value. A value that is put right closes it by itself; one that was
    dismissed is not doubted again until it changes."""

    _name = "bpm.partner.finding"
    _description = "Doubt about data"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", index=True, ondelete="cascade", readonly=True
    )
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", readonly=True)
    attribute_id = fields.Many2one(
        "bpm.partner.attribute", required=True, index=True, ondelete="cascade", readonly=True
    )
    kind = fields.Selection(KINDS, string="What is doubtful", required=True, readonly=True)
    value = fields.Char(string="Entered", readonly=True)
    suggestion = fields.Char(readonly=True)
    severity = fields.Selection(related="attribute_id.severity")
    state = fields.Selection(
        [("open", "Open"), ("accepted", "Put right"), ("dismissed", "Dismissed")],
        required=True,
        default="open",
        index=True,
        readonly=True,
    )

    _partner_uniq = models.UniqueIndex("(partner_id, attribute_id) WHERE state = 'open'")
    _lead_uniq = models.UniqueIndex("(lead_id, attribute_id) WHERE state = 'open'")

    # === LOOKING === #

    @api.model
    def _look(self, records, watched):
        """Look at the values of ``records`` again and bring the open doubts in line with them."""
        watched = [one for one in watched if one.check or one.required is not None]
        if not watched or not records:
            return
        found = {}
        for one in watched:
            found.update(self._doubts(records.sudo(), one))
        self.sudo()._settle(records, [one.id for one in watched], found)

    def _doubts(self, records, one):
        """{(id, attribute id): values of a finding} of one attribute."""
        must = set(self._must_have(records, one).ids)
        found = {}
        for record in records:
            value = record[one.field]
            doubt = one.check and one.check.doubt(value, one.companion and record[one.companion])
            if doubt:
                found[record.id, one.id] = {
                    "kind": doubt.kind,
                    "value": HIDDEN if one.sensitive else str(value),
                    "suggestion": False if one.sensitive else doubt.suggestion or False,
                }
            elif record.id in must and not value and one.type != "boolean":
                found[record.id, one.id] = {"kind": "missing", "value": False, "suggestion": False}
        return found

    def _must_have(self, records, one):
        """Those of the records in which the attribute must be filled in."""
        if one.required is None:
            return records.browse()
        if records._name == "res.partner":
            records = records.filtered(
                lambda partner: (
                    (one.kind == "both" or partner.is_company == (one.kind == "firm"))
                    and (not one.roles or one.roles & set(partner.bpm_role_ids.ids))
                )
            )
        return records.filtered_domain(list(one.required))

    def _settle(self, records, attribute_ids, found):
        owner = OWNERS[records._name]
        known = self.search(
            Domain(owner, "in", records.ids)
            & Domain("attribute_id", "in", attribute_ids)
            & Domain("state", "in", ("open", "dismissed"))
        )
        done = self.browse()
        for finding in known:
            key = (finding[owner].id, finding.attribute_id.id)
            doubt = found.get(key)
            same = doubt and (finding.kind, finding.value) == (doubt["kind"], doubt["value"])
            if same:
                del found[key]
            elif finding.state == "open":
                done |= finding
        done.state = "accepted"
        self.create(
            [
                {owner: record_id, "attribute_id": attribute_id, **doubt}
                for (record_id, attribute_id), doubt in found.items()
            ]
        )

    # === ACTIONS === #

    def action_accept(self):
        """Write the suggestions into the counterparties; the doubts close by themselves."""
        self.check_access("write")
        for finding in self.filtered(lambda one: one.state == "open" and one.suggestion):
            holder = finding.partner_id or finding.lead_id
            holder.write({finding.attribute_id.field_name: finding.suggestion})

    def action_dismiss(self):
        """Leave the values as they are; they are not doubted again until they change."""
        self.check_access("write")
        self.filtered(lambda one: one.state == "open").write({"state": "dismissed"})
