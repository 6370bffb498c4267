"""How a contract is called and found: its number, its main counterparty, the values of its kind."""

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models

from ...engine.head_of_firm import is_head

SERIES = "bpm.contract"
FROM_KIND = ("prolongation", "prolong_months", "prolong_limit", "notice_days")


class BpmContract(models.Model):
    _inherit = "bpm.contract"
    _rec_names_search = ["number", "name", "their_number", "partner_id"]

    partner_id = fields.Many2one(
        "res.partner", "Counterparty", compute="_compute_partner_id",
        inverse="_inverse_partner_id", store=True, readonly=False, index=True, tracking=12,
        help="The main one, when there are several parties.",
    )  # fmt: skip

    @api.depends("party_ids.partner_id", "party_ids.role", "party_ids.sequence")
    def _compute_partner_id(self):
        for contract in self:
            theirs = contract.party_ids.filtered(lambda party: party.role == "theirs")
            contract.partner_id = theirs[:1].partner_id

    def _inverse_partner_id(self):
        """Whoever is named on the card becomes the party."""
        for contract in self.filtered("partner_id"):
            theirs = contract.party_ids.filtered(lambda party: party.role == "theirs")[:1]
            partner = contract.partner_id.commercial_partner_id
            if not theirs:
                known = self._last_signatories(partner)
                values = self._party_values(partner, "theirs", contract.type_id, known)
                contract.party_ids = [Command.create(values)]
            elif theirs.partner_id != partner:
                theirs.partner_id = partner

    @api.depends("number", "name", "type_id", "partner_id")
    def _compute_display_name(self):
        for contract in self:
            parts = [contract.number or self.env._("Draft"), contract.type_id.name]
            words = " ".join(filter(None, parts))
            about = contract.partner_id.name or contract.name
            contract.display_name = f"{words} · {about}" if about else words

    # === NEW ONES === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to fill what the kind says, and to write down who the parties are."""
        filled = [self._with_kind(vals) for vals in vals_list]
        partners = self.env["res.partner"].browse(
            {partner for _vals, _kind, *both in filled for partner in both if partner}
        )
        known = self._last_signatories(partners)
        return super().create([self._with_parties(*facts, known) for facts in filled])

    def _with_kind(self, vals):
        """(values with what the kind gives where they say nothing, kind, us, their party's id)."""
        context = self.env.context
        kind = self.env["bpm.contract.type"].browse(
            vals.get("type_id") or context.get("default_type_id")
        )
        given = {
            name: kind[name]
            for name in FROM_KIND
            if kind and name not in vals and f"default_{name}" not in context
        }
        company = self.env["res.company"].browse(
            vals.get("company_id") or context.get("default_company_id") or self.env.company.id
        )
        partner = vals.get("partner_id") or context.get("default_partner_id")
        theirs = self.env["res.partner"].browse(partner).commercial_partner_id.id
        return {**given, **vals}, kind, company.sudo().partner_id.id, theirs

    def _with_parties(self, vals, kind, us, theirs, known):
        """The values with a party for us and for them, unless they name these themselves."""
        vals = dict(vals)
        vals.pop("partner_id", None)
        commands = list(vals.get("party_ids") or ())
        roles = {
            command[2].get("role", "theirs") for command in commands if command[0] == Command.CREATE
        }
        partners = self.env["res.partner"]
        for role, partner, sequence in (("ours", us, 5), ("theirs", theirs, 10)):
            if partner and role not in roles:
                values = self._party_values(partners.browse(partner), role, kind, known)
                commands.append(Command.create({**values, "sequence": sequence}))
        return {**vals, "party_ids": commands}

    @api.onchange("type_id")
    def _onchange_type_id(self):
        """A new contract takes its usual end from its kind."""
        for name in FROM_KIND if self.type_id else ():
            self[name] = self.type_id[name]

    @api.onchange("date_start")
    def _onchange_date_start(self):
        months = self.type_id.term_months
        if self.date_start and months and not self.date_end and not self.open_ended:
            self.date_end = self.date_start + relativedelta(months=months, days=-1)

    @api.model
    def _party_values(self, partner, role, kind, known):
        """The values of a party: its side by the kind, its signatory by what was signed last or,
        for a firm that never signed, its head.

        `known`: what `_last_signatories` returned.
        """
        side = kind.our_side if role == "ours" else kind.their_side
        values = {"partner_id": partner.id, "role": role, "side": side or False}
        return {**values, **known.get((partner.id, role), {})}

    @api.model
    def _last_signatories(self, partners):
        """{(party's id, role): who signed for it last time, and by what right}; two queries,
        however many contracts our own company has; a third one for heads."""
        heads = self._heads(partners)
        last = self.env["bpm.contract.party"]._read_group(
            [
                ("partner_id", "in", partners.ids),
                ("signatory_id", "!=", False),
                ("company_id", "in", self.env.companies.ids),
            ],
            ["partner_id", "role"],
            ["id:max"],
        )
        found = self.env["bpm.contract.party"].browse([number for _who, _role, number in last])
        names = ("signatory_function", "authority", "authority_number")
        dates = ("authority_from", "authority_until")
        return heads | {
            (party.partner_id.id, party.role): {
                "signatory_id": party.signatory_id.id,
                **{name: party[name] for name in (*names, *dates)},
            }
            for party in found
        }

    @api.model
    def _heads(self, partners):
        """{(firm's id, role): its head, who signs on the charter}: the one contact whose position
        says so."""
        contacts = self.env["res.partner"].search(
            [
                ("parent_id", "in", partners.filtered("is_company").ids),
                ("is_company", "=", False),
                ("function", "!=", False),
            ]
        )
        heads = contacts.filtered(lambda one: is_head(one.function)).grouped("parent_id")
        return {
            (firm.id, role): {
                "signatory_id": head.id,
                "signatory_function": head.function,
                "authority": "charter",
            }
            for firm, head in heads.items()
            if len(head) == 1
            for role in ("ours", "theirs")
        }

    # === NUMBER === #

    def _give_number(self):
        """Give a number to those without one: a draft that comes to nothing leaves no gap.

        The series of the kind; the usual one may be told apart by company, each with its own.
        """
        for contract in self.filtered(lambda contract: not contract.number):
            number = contract._next_number()
            # A signed contract may have come in with a number of our series from another program.
            while self._numbers_taken({number}, contract.company_id):
                number = contract._next_number()
            contract.number = number

    def _next_number(self):
        company, day = self.company_id, self.date or self.company_id._bpm_today()
        series = self.env["ir.sequence"].sudo().with_company(company)
        own = series.browse(self.type_id.sudo().sequence_id.id)
        self._wait_for_series(own)
        if own and own.code != SERIES:
            return own.next_by_id(day)
        return series.next_by_code(SERIES, day)

    @api.model
    def _wait_for_series(self, series):
        """Stand in line for the next number: Odoo itself fails at once where another one takes a
        number of a series without gaps, and making a text takes seconds."""
        self.env.cr.execute(
            "SELECT FROM ir_sequence WHERE id = %s OR code = %s ORDER BY id FOR UPDATE",
            (series.id or 0, SERIES),
        )

    @api.model
    def _numbers_taken(self, numbers, company):
        """Those of `numbers` that stand in the company's register, archived contracts included."""
        found = self.sudo().with_context(active_test=False).search_fetch(
            [("number", "in", list(numbers)), ("company_id", "=", company.id)], ["number"]
        )  # fmt: skip
        return set(found.mapped("number"))
