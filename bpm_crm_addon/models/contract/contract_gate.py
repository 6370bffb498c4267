"""What the guard of approvals asks of a contract: what lies behind signing, what was agreed."""

from odoo import api, fields, models
from odoo.fields import Domain

from .contract import BEHIND_SIGNING, BOUND

# What is agreed between the parties, and so what an approval covers. The rest (who is responsible,
# where the paper lies, what was done) changes as long as the contract lives.
CONTENT = (
    *("type_id", "name", "number", "company_id", "parent_id", "date_start", "date_end"),
    *("open_ended", "prolongation", "prolong_months", "prolong_limit", "notice_days"),
    *("currency_id", "amount", "tax_amount", "payment_term_id", "payment_note"),
    "advance_percent",
)
LINES = {
    "party_ids": (
        *("role", "partner_id", "side", "signatory_id", "signatory_function"),
        *("authority", "authority_number", "authority_from", "authority_until"),
    ),
    "instalment_ids": ("name", "due", "amount"),
    "obligation_ids": ("name", "who", "due"),
    "disagreement_ids": ("clause", "ours", "theirs", "agreed"),
}


class BpmContract(models.Model):
    _inherit = "bpm.contract"

    # Who last changed what was agreed. A plain number: it is written by the guard only.
    bpm_editor = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    taken_over = fields.Boolean(
        "Signed before", readonly=True, copy=False,
        help="It was signed on paper before it came into this register; nobody has to be asked.",
    )  # fmt: skip

    _BPM_BEHIND = {
        "current_amount": {"amount"},
        "partner_id": {"party_ids"},
        "date_until": {"date_end", "open_ended"},
        "notice_date": {"date_end", "open_ended", "notice_days", "prolongation"},
    }

    def _bpm_gate_values(self):
        return {"sign": ("state", BEHIND_SIGNING)}

    def _bpm_abandoned_values(self):
        return ("state", ("draft", "cancelled"))

    def _bpm_left_out(self):
        return self.filtered("taken_over")

    def _bpm_open_domain(self):
        return Domain("state", "in", ("draft", "approval", "approved"))

    def _bpm_about_to_pass(self, guard, vals):
        """Override: what binds both sides has passed when it was signed; see below."""
        return super()._bpm_about_to_pass(guard, vals).filtered(lambda one: one.state not in BOUND)

    def _bpm_pass(self, change):
        """Override: suspending or ending what is in force asks nobody. A route that was switched on
        after the signing would hold up its end for ever, and with it the ends of all others."""
        before = change.get("states", {})
        passing = self.filtered(lambda one: before.get(one.id, {}).get("state") not in BOUND)
        if passing:
            super(BpmContract, passing)._bpm_pass(change)

    def _bpm_shipped_fields(self):
        attributes = self.env["bpm.partner.attribute"]._agreed_names()
        lines = {name: self._bpm_line_fields(name) for name in LINES}
        return sorted({*CONTENT, *attributes}), lines

    def _bpm_only_filled(self):
        """Override: an attribute that came later is no change while it is empty."""
        return frozenset(self.env["bpm.partner.attribute"]._agreed_names())

    def _bpm_keys_since(self, keys):
        """Override: an attribute that came after the approval was not approved with a value. Routes
        that name what they control say so for good."""
        if not set(CONTENT) <= set(keys):
            return keys
        return sorted({*keys, *self._bpm_only_filled()})

    def _bpm_line_fields(self, name):
        return sorted(LINES[name]) if name in LINES else super()._bpm_line_fields(name)

    # === WHO CHANGED IT === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([dict(vals, bpm_editor=self.env.uid) for vals in vals_list])

    def write(self, vals):
        # Nobody sets the editor by hand; content that changes sets it.
        vals = {name: value for name, value in vals.items() if name != "bpm_editor"}
        names, lines = self._bpm_shipped_fields()
        if vals.keys() & {*names, *lines}:
            vals["bpm_editor"] = self.env.uid
        return super().write(vals)

    def _bpm_lines_changed(self):
        self.flush_model(["bpm_editor"])
        self.env.cr.execute(
            "UPDATE bpm_contract SET bpm_editor = %s WHERE id = ANY(%s)",
            (self.env.uid, list(self.ids)),
        )
        self.invalidate_recordset(["bpm_editor"], flush=False)

    def _bpm_last_editors(self):
        return {one.id: one.bpm_editor or one.write_uid.id for one in self}
