"""Whose value stays, field by field: chosen by rule, changed by hand, written, given back."""

import json

from odoo import fields, models
from odoo.tools import SQL

from ...engine.merge_winner import Offer, choose
from .ir_model_fields import is_pointer

TYPES = ("char", "text", "html", "integer", "float", "monetary", "date", "datetime",
         "selection", "many2one")  # fmt: skip
SKIPPED = {
    "parent_id", "company_id", "active", "type", "is_company", "color", "commercial_partner_id",
    "company_name", "tz", "partner_latitude", "partner_longitude", "customer_rank",
    "supplier_rank", "signup_type", "sale_warn_msg", "message_bounce",
}  # fmt: skip
RANKS = ("customer_rank", "supplier_rank")
ADDRESS = "address"
ADDRESS_FIELDS = ("street", "street2", "zip", "city", "state_id", "country_id")


class BpmPartnerMergeLine(models.Model):
    _name = "bpm.partner.merge.line"
    _description = "Field of a merge"
    _order = "id"

    merge_id = fields.Many2one("bpm.partner.merge", required=True, index=True, ondelete="cascade")
    field_name = fields.Char(string="Field", required=True)
    winner_id = fields.Many2one(
        "res.partner", string="Value of", required=True, index=True, ondelete="cascade"
    )
    rule = fields.Selection(
        [
            ("verified", "verified"),
            ("recent", "more recent"),
            ("filled", "only one filled in"),
            ("kept", "of the card that stays"),
            ("hand", "chosen by hand"),
        ],
        string="Why",
        required=True,
    )
    is_hidden = fields.Boolean()
    overwritten = fields.Json()

    def _names(self):
        """The fields that go together in this line: an address is never mixed."""
        return ADDRESS_FIELDS if self.field_name == ADDRESS else (self.field_name,)


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _prepare_lines(self):
        """Choose a winner for every field in which the cards differ; choices by hand hold."""
        by_hand = self.line_ids.filtered(lambda line: line.rule == "hand")
        (self.line_ids - by_hand).unlink()
        shown, hidden = self._fields_to_choose()
        changed = self._last_changes()
        done, lines = set(by_hand.mapped("field_name")), []
        for name in (*shown, *hidden):
            names = ADDRESS_FIELDS if name == ADDRESS else (name,)
            values = {one.id: tuple(self._plain(one, n) for n in names) for one in self.partner_ids}
            if name in done or len(set(values.values())) < 2:
                continue
            choice = choose(self._offers(names, values, changed), self.kept_id.id)
            if name in hidden and choice.rule != "filled":
                continue
            lines.append(
                {
                    "merge_id": self.id,
                    "field_name": name,
                    "winner_id": choice.partner,
                    "rule": choice.rule,
                    "is_hidden": name in hidden,
                }
            )
        self.env["bpm.partner.merge.line"].create(lines)

    def _offers(self, names, values, changed):
        return [
            Offer(
                one.id,
                values[one.id] if any(values[one.id]) else None,
                verified=one.bpm_verification_state == "verified",
                since=one.create_date.date(),
                changed=max(
                    (day for n in names if (day := changed.get((one.id, n)))), default=None
                ),
            )
            for one in self.partner_ids.sorted("id")
        ]

    def _fields_to_choose(self):
        """(fields shown to the steward, fields closed to everybody that are only filled in)."""
        visible = self.env["res.partner"].with_user(self.create_uid).fields_get(attributes=["type"])
        shown, hidden = [], []
        beside = self.env["bpm.partner.attribute"]._beside("res.partner")
        for name, field in self.env["res.partner"]._fields.items():
            if (
                not (field.store or name in beside)
                or field.type not in TYPES
                or field.readonly
                or (field.related and name not in beside)
                or field.company_dependent
                or is_pointer(field)
                or name in SKIPPED
                or name in models.MAGIC_COLUMNS
                or name.startswith(("message_", "activity_", "signup_", "website_"))
            ):
                continue
            if name in ADDRESS_FIELDS:
                if ADDRESS not in shown:
                    shown.append(ADDRESS)
            elif name in visible:
                shown.append(name)
            elif name.startswith("x_bpm_"):
                hidden.append(name)
        first = ["name", "vat", "phone", "email", ADDRESS, "user_id"]
        return sorted(shown, key=lambda n: first.index(n) if n in first else len(first)), hidden

    def _last_changes(self):
        """{(card, field): day} when somebody is known to have entered a value: by the history of
        attributes and by what the card's discussion noted."""
        rows = self.env.execute_query(
            SQL(
                """SELECT v.partner_id, 'x_bpm_' || a.code, max(v.effective_date)
                     FROM bpm_partner_attribute_value v
                     JOIN bpm_partner_attribute a ON a.id = v.attribute_id
                    WHERE v.partner_id = ANY(%(ids)s) GROUP BY 1, 2
                    UNION ALL
                   SELECT m.res_id, f.name, max(m.date)::date
                     FROM mail_message m
                     JOIN mail_tracking_value t ON t.mail_message_id = m.id
                     JOIN ir_model_fields f ON f.id = t.field_id
                    WHERE m.model = 'res.partner' AND m.res_id = ANY(%(ids)s) GROUP BY 1, 2""",
                ids=self.partner_ids.ids,
            )
        )
        return {(partner, name): day for partner, name, day in rows}

    def _plain(self, partner, name):
        """A value as it is kept and compared: ids for links, text for days."""
        field, value = partner._fields[name], partner[name]
        if field.type == "many2one":
            return value.id
        if field.type in ("date", "datetime"):
            return field.to_string(value) if value else False
        if field.type in ("text", "html", "char"):
            return str(value) if value else False
        return value or False

    # === WRITING === #

    def _apply_values(self):
        """Write the winners' values into the kept card; what they replace is noted."""
        kept, values = self.kept_id, {}
        for line in self.line_ids.filtered(lambda one: one.winner_id != kept):
            noted = {}
            for name in line._names():
                old, new = self._plain(kept, name), self._plain(line.winner_id, name)
                if old != new:
                    noted[name] = [old, new]
                    values[name] = new
            line.overwritten = noted or False
        if values:
            kept.write(values)
            self._note_as_written()
        self._add_ranks()
        self._fill_company_values()

    def _note_as_written(self):
        """Odoo may write a value in another form than it was given."""
        for line in self.line_ids.filtered("overwritten"):
            line.overwritten = {
                name: [old, self._plain(self.kept_id, name)]
                for name, (old, _new) in line.overwritten.items()
            }

    def _add_ranks(self):
        """How much of a customer and supplier: the sum."""
        sources = self.partner_ids - self.kept_id
        added = {name: sum(sources.mapped(name)) for name in RANKS}
        self.ranks = added
        self.kept_id.write(
            {name: self.kept_id[name] + added[name] for name in RANKS if added[name]}
        )

    def _give_ranks_back(self):
        added = self.ranks or {}
        self.kept_id.write(
            {name: max(self.kept_id[name] - added[name], 0) for name in RANKS if added.get(name)}
        )
        self._empty_company_values()

    def _fill_company_values(self):
        """What each company keeps for itself (terms, accounts): filled in where it is empty."""
        noted, kept = {}, self.kept_id
        self.env.flush_all()
        for name, field in kept._fields.items():
            if not field.company_dependent or not field.store:
                continue
            column = SQL.identifier(name)
            rows = self.env.execute_query(
                SQL(
                    """WITH theirs AS (
                           SELECT jsonb_object_agg(e.key, e.value ORDER BY p.id DESC) AS value
                             FROM res_partner p, jsonb_each(p.%(column)s) e
                            WHERE p.id = ANY(%(sources)s) AND e.value <> 'null'::jsonb
                       ), own AS (SELECT %(column)s AS value FROM res_partner WHERE id = %(kept)s)
                       UPDATE res_partner SET %(column)s = theirs.value || coalesce(own.value, '{}')
                         FROM theirs, own
                        WHERE id = %(kept)s AND theirs.value IS NOT NULL
                          AND NOT coalesce(own.value, '{}') @> theirs.value
                    RETURNING own.value, res_partner.%(column)s""",
                    column=column,
                    sources=(self.partner_ids - kept).ids,
                    kept=kept.id,
                )
            )
            if rows:
                noted[name] = list(rows[0])
        self.company_values = noted or False
        kept.invalidate_recordset()

    def _empty_company_values(self):
        """Give each company's values back, where nobody changed them since."""
        self.env.flush_all()
        for name, (old, new) in (self.company_values or {}).items():
            if name in self.kept_id._fields:
                column = SQL.identifier(name)
                self.env.cr.execute(
                    SQL(
                        "UPDATE res_partner SET %s = %s::jsonb WHERE id = %s AND %s = %s::jsonb",
                        column, old and json.dumps(old), self.kept_id.id, column, json.dumps(new),
                    )
                )  # fmt: skip
        self.kept_id.invalidate_recordset()
