"""The contract card: who with, about what, how long, for how much. Only its kind is required."""

from odoo import fields, models

from .contract_type import PROLONGATION

STATES = [
    ("draft", "Draft"),
    ("approval", "In Approval"),
    ("approved", "Approved"),
    ("signing", "Signing"),
    ("active", "Active"),
    ("suspended", "Suspended"),
    ("fulfilled", "Fulfilled"),
    ("terminated", "Terminated"),
    ("expired", "Expired"),
    ("cancelled", "Cancelled"),
]
# Both sides are bound, or were: what was agreed no longer changes but by an amendment.
BOUND = ("active", "suspended", "fulfilled", "terminated", "expired")
BEHIND_SIGNING = ("signing", *BOUND)
RUNNING = ("active", "suspended")


class BpmContract(models.Model):
    _name = "bpm.contract"
    _description = "Contract"
    _inherit = [
        "bpm.approvable",
        "bpm.approval.buttons",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True

    type_id = fields.Many2one(
        "bpm.contract.type", "Kind", required=True, index=True, ondelete="restrict", tracking=1
    )
    name = fields.Char("Subject", tracking=2, help="What it is about, in one line.")
    number = fields.Char(copy=False, index="btree_not_null", tracking=3)
    their_number = fields.Char(copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", index=True, tracking=4,
        default=lambda self: self.env.user, domain="[('share', '=', False)]",
    )  # fmt: skip
    curator_id = fields.Many2one(
        "res.users", index="btree_not_null", domain="[('share', '=', False)]",
        help="Who looks after its performance, for example the buyer or the project's leader.",
    )  # fmt: skip
    participant_ids = fields.Many2many(
        "res.users", "bpm_contract_participant_rel", "contract_id", "user_id", "Participants",
        domain="[('share', '=', False)]", help="They see this contract, too.",
    )  # fmt: skip
    department_id = fields.Many2one("bpm.department", check_company=True)
    tag_ids = fields.Many2many(
        "bpm.contract.tag", "bpm_contract_tag_rel", "contract_id", "tag_id", "Tags"
    )
    case_file = fields.Char(help="Where it is filed by your list of files.")
    note = fields.Html("Notes")
    active = fields.Boolean(default=True)
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, index=True, tracking=5,
        group_expand="_group_expand_states",
    )  # fmt: skip
    to_check = fields.Boolean(
        readonly=True, copy=False,
        help="It was made from a file; somebody has to look at it before it counts.",
    )  # fmt: skip

    party_ids = fields.One2many("bpm.contract.party", "contract_id", "Parties", copy=True)
    instalment_ids = fields.One2many(
        "bpm.contract.instalment", "contract_id", "Schedule", copy=True
    )
    obligation_ids = fields.One2many(
        "bpm.contract.obligation", "contract_id", "Obligations", copy=True
    )
    disagreement_ids = fields.One2many(
        "bpm.contract.disagreement", "contract_id", "Disagreements", copy=True
    )
    parent_id = fields.Many2one(
        "bpm.contract", "Amends", index="btree_not_null", readonly=True, ondelete="restrict",
        check_company=True, copy=False,
    )  # fmt: skip
    amendment_ids = fields.One2many("bpm.contract", "parent_id", "Amendments")

    # === TIME === #
    date = fields.Date("Dated", tracking=6, copy=False)
    place = fields.Char()
    date_start = fields.Date("From", tracking=7, copy=False)
    date_end = fields.Date("Until", tracking=8, copy=False, help="As it was agreed.")
    open_ended = fields.Boolean("Without End")
    prolongation = fields.Selection(PROLONGATION, "At the End", required=True, default="none")
    prolong_months = fields.Integer("Goes on for, months")
    prolong_limit = fields.Integer("At most, times")
    prolonged_times = fields.Integer("Prolonged, times", readonly=True, copy=False)
    prolonged_to = fields.Date("Prolonged to", readonly=True, copy=False, tracking=10)
    notice_days = fields.Integer("Notice, days before")
    notice_given = fields.Date(
        copy=False, tracking=11,
        help="Somebody said that it will not go on: it ends on its date.",
    )  # fmt: skip
    date_closed = fields.Date("Ended on", readonly=True, copy=False)
    close_reason = fields.Char("Why It Ended", readonly=True, copy=False)

    # === MONEY === #
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(tracking=9, help="With tax. Empty: no sum was agreed.")
    tax_amount = fields.Monetary("Of It Tax")
    payment_term_id = fields.Many2one("account.payment.term", "Payment Terms", check_company=True)
    payment_note = fields.Char("Payment in Words")
    advance_percent = fields.Float("Advance (%)")

    _unique_number = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL",
        "There is a contract with this number already. Choose another number.",
    )
    # The order of lists; else every page sorts the whole register.
    _date_idx = models.Index("(date DESC, id DESC) WHERE active IS TRUE")

    def _group_expand_states(self, states, domain):
        """The columns of the board: the usual way always, the other states once one is there."""
        usual = ("draft", "approval", "approved", "signing", "active")
        return [state for state, _words in STATES if state in usual or state in states]


class BpmContractTag(models.Model):
    _name = "bpm.contract.tag"
    _description = "Tag of contracts"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer()

    _unique_name = models.Constraint("UNIQUE(name)", "There is a tag of this name already.")
