"""Relations between counterparties: S2-02 "any relations, not only clients".

A relation is seen from both ends, under two names: "Branch of" and "Has the branch". Each end has
a row of its own, so that either one's form, search and export is a plain list; the two rows are
made, changed and deleted together.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

MIRRORED = ("date_from", "date_to", "note")


class BpmPartnerRelationType(models.Model):
    _name = "bpm.partner.relation.type"
    _description = "Kind of relation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    inverse_name = fields.Char(
        string="Seen from the other side",
        required=True,
        translate=True,
        help="The same as the name when both sides are alike, as in a household.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)


class BpmPartnerRelation(models.Model):
    _name = "bpm.partner.relation"
    _description = "Relation of counterparties"
    _order = "date_from desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", required=True, index=True, ondelete="cascade"
    )
    type_id = fields.Many2one(
        "bpm.partner.relation.type", string="Relation", required=True, ondelete="restrict"
    )
    other_id = fields.Many2one(
        "res.partner", string="To whom", required=True, index=True, ondelete="cascade"
    )
    is_inverse = fields.Boolean(readonly=True)
    mirror_id = fields.Many2one(
        "bpm.partner.relation", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    title = fields.Char(string="Is", compute="_compute_title")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    note = fields.Char()

    _relation_uniq = models.UniqueIndex(
        "(partner_id, type_id, other_id, is_inverse, COALESCE(date_from, '-infinity'))",
        "This relation is there already.",
    )

    @api.depends("type_id", "is_inverse")
    @api.depends_context("lang")
    def _compute_title(self):
        for relation in self:
            kind = relation.type_id
            relation.title = kind.inverse_name if relation.is_inverse else kind.name

    @api.constrains("partner_id", "other_id", "date_from", "date_to")
    def _check_relation(self):
        for relation in self:
            if relation.partner_id == relation.other_id:
                raise ValidationError(
                    self.env._("A counterparty cannot be related to itself. Choose another one.")
                )
            if relation.date_from and relation.date_to and relation.date_to < relation.date_from:
                raise ValidationError(self.env._("A relation cannot end before it begins."))

    @api.model
    def _branches(self, pairs):
        """Note who is a branch of whom, where it is not noted yet.

        :param pairs: [(branch, head office)]
        """
        kind = self.env.ref("bpm_crm_addon.relation_branch", raise_if_not_found=False)
        if not kind:
            raise UserError(
                self.env._(
                    'The relation "Branch of" was deleted. Create it under Kinds of Relations.'
                )
            )
        known = self.search(
            [
                ("partner_id", "in", [branch.id for branch, _head in pairs]),
                ("type_id", "=", kind.id),
                ("is_inverse", "=", False),
            ]
        )
        there = {(one.partner_id, one.other_id) for one in known}
        return self.create(
            [
                {"partner_id": branch.id, "other_id": head.id, "type_id": kind.id}
                for branch, head in dict.fromkeys(pairs)
                if (branch, head) not in there
            ]
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Override to make the row of the other end."""
        vals_list = [{**vals, "is_inverse": False, "mirror_id": False} for vals in vals_list]
        relations = super().create(vals_list)
        mirrors = super().create(
            [
                {
                    "partner_id": relation.other_id.id,
                    "other_id": relation.partner_id.id,
                    "type_id": relation.type_id.id,
                    "is_inverse": True,
                    "mirror_id": relation.id,
                    **{name: relation[name] for name in MIRRORED},
                }
                for relation in relations
            ]
        )
        for relation, mirror in zip(relations, mirrors, strict=True):
            super(BpmPartnerRelation, relation).write(  # pylint: disable=super-method-mismatch
                {"mirror_id": mirror.id}
            )
        return relations

    def write(self, vals):
        """Override to change both ends; who is related how stays."""
        if set(vals) - set(MIRRORED):
            raise UserError(
                self.env._("Only dates and the note can be changed. Delete the relation instead.")
            )
        return super(BpmPartnerRelation, self | self.mirror_id).write(vals)

    def unlink(self):
        """Override to delete both ends."""
        return super(BpmPartnerRelation, self | self.mirror_id).unlink()


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_relation_ids = fields.One2many("bpm.partner.relation", "partner_id", string="Relations")

    def action_bpm_relations(self):
        """Open the relations of this counterparty, both ways."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bpm_crm_addon.action_bpm_partner_relation"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
