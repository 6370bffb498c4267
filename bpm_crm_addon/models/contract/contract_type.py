"""Kinds of contracts: how they are numbered, who the sides are, how they go on, what is checked."""

from odoo import fields, models

STRICTNESS = [("none", "Nothing"), ("warn", "A warning"), ("block", "It is not possible")]
PROLONGATION = [
    ("none", "It ends on its date"),
    ("auto", "By itself, until somebody gives notice"),
    ("counter", "By itself, a number of times"),
    ("agreement", "Only by a new agreement"),
]


class BpmContractType(models.Model):
    _name = "bpm.contract.type"
    _description = "Kind of contract"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        copy=False, help="A short name for programs and import files, for example “supply”."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Leave empty to use the kind in all companies."
    )
    sequence_id = fields.Many2one(
        "ir.sequence",
        "Numbering",
        default=lambda self: self.env.ref(
            "bpm_crm_addon.sequence_bpm_contract", raise_if_not_found=False
        ),
        help="A contract gets its number when its text is made or somebody is asked about it.",
    )
    our_side = fields.Char("We Are", translate=True, help="For example “Supplier”.")
    their_side = fields.Char("They Are", translate=True, help="For example “Buyer”.")
    direction = fields.Selection(
        [("sale", "We are paid"), ("purchase", "We pay"), ("none", "No money")],
        "Money",
        required=True,
        default="sale",
    )

    # How it ends, or goes on.
    prolongation = fields.Selection(PROLONGATION, "At the End", required=True, default="none")
    prolong_months = fields.Integer("Goes on for, months", default=12)
    prolong_limit = fields.Integer("At most, times", default=1)
    notice_days = fields.Integer("Notice, days before", default=30)
    term_months = fields.Integer(
        "Usual term, months", default=12, help="Fills the end of a new contract; 0 fills nothing."
    )
    originals_days = fields.Integer(
        "Ask for originals after, days",
        default=14,
        help="When a signed copy sent out has not come back for so long, somebody is reminded.",
    )

    # What is looked at before signing, and afterwards.
    limit_behaviour = fields.Selection(
        STRICTNESS, "Above the Amount", required=True, default="warn",
        help="What an order or invoice above the contract's amount meets.",
    )  # fmt: skip
    authority_behaviour = fields.Selection(
        STRICTNESS, "Authority That Has Ended", required=True, default="warn",
        help="What signing meets when a signatory's power of attorney has ended.",
    )  # fmt: skip
    template_ids = fields.Many2many(
        "bpm.document.template",
        "bpm_contract_type_template_rel",
        "type_id",
        "template_id",
        "Templates",
        domain="[('model_name', '=', 'bpm.contract')]",
        help="The text is made from the first one in the language of the counterparty.",
    )
    note = fields.Text("Notes")

    _unique_code = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "There is a kind with this code already. Choose another."
    )
