"""What the page of a merge shows: the cards side by side, what follows, what stands against it."""

from odoo import api, fields, models
from odoo.tools.misc import format_date

from .merge_line import ADDRESS

MAIN = ("sale.order", "account.move", "account.payment", "crm.lead", "calendar.event",
        "purchase.order", "stock.picking", "project.project", "res.partner", "mail.message",
        "mail.activity", "ir.attachment", "bpm.partner.role.assignment",
        "bpm.partner.relation", "bpm.partner.attribute.value", "res.partner.bank")  # fmt: skip


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    page = fields.Json(compute="_compute_page")

    @api.depends_context("uid", "lang")
    @api.depends("state", "kept_id", "line_ids.winner_id", "is_forgotten")
    def _compute_page(self):
        for merge in self:
            merge.page = merge._page() if merge.id else {}

    @api.depends("partner_ids")
    def _compute_display_name(self):
        for merge in self:
            names = merge.partner_ids.sorted("id").mapped("name")
            merge.display_name = " + ".join(name or "?" for name in names)

    def bpm_page(self):
        """What the page shows, anew."""
        self.ensure_one()
        self.check_access("read")
        self.invalidate_recordset(["page"])
        return self._page()

    def _page(self):
        self.partner_ids.check_access("read")
        merge = self.sudo()
        prepared = merge.state == "prepared"
        return {
            "state": merge.state,
            "columns": merge._columns(),
            "lines": merge._lines_shown() if prepared else [],
            "follow": merge._follow() if prepared else merge._followed(),
            "problem": prepared and merge._problem() or False,
            "branch": prepared and merge._branch_sentence() or False,
            "outcome": merge._outcome(),
        }

    def _columns(self):
        """The cards, the kept one first."""
        others = self.partner_ids - self.kept_id
        return [
            {
                "id": one.id,
                "name": one.display_name or self.env._("Without a name"),
                "is_kept": one == self.kept_id,
                "note": self.env._("since %s", format_date(self.env, one.create_date)),
            }
            for one in self.kept_id | others
        ]

    def _lines_shown(self):
        rules = dict(self.line_ids._fields["rule"]._description_selection(self.env))
        described = self.env["res.partner"].fields_get(attributes=["string"])
        ordered = self.kept_id | self.partner_ids
        return [
            {
                "id": line.id,
                "label": self.env._("Address")
                if line.field_name == ADDRESS
                else described[line.field_name]["string"],
                "rule": rules[line.rule],
                "cells": [
                    {
                        "partner": one.id,
                        "text": self._text(one, line.field_name),
                        "wins": one == line.winner_id,
                    }
                    for one in ordered
                ],
            }
            for line in self.line_ids
            if not line.is_hidden
        ]

    def _text(self, partner, name):
        """A value as people read it."""
        if name == ADDRESS:
            return partner._bpm_address_line()
        field, value = partner._fields[name], partner[name]
        if field.type == "many2one":
            return value.display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "html":
            return (
                self.env["ir.qweb.field.html"].value_to_html(value, {})
                and " ".join(
                    (partner._fields[name].convert_to_export(value, partner) or "").split()
                )[:200]
            )
        return str(value) if value else ""

    # === WHAT FOLLOWS === #

    def _follow(self):
        """What hangs on the cards that go: [{label, count}], the weightiest first."""
        _catalogue, pointers = self._pointers()
        sources = (self.partner_ids - self.kept_id).ids
        found = self._count_pointing(pointers, sources)
        counts = {}
        for pointer in pointers:
            if pointer.key in found:
                counts.setdefault(pointer.table, []).append(found[pointer.key])
        return self._labelled({table: max(numbers) for table, numbers in counts.items()})

    def _followed(self):
        counts = {}
        for move in self.move_ids.filtered(lambda one: one.kind == "moved"):
            counts.setdefault(move.table_name, []).append(len(move.rows or ()))
        return self._labelled({table: max(numbers) for table, numbers in counts.items()})

    def _labelled(self, counts):
        """Tables in people's words; what only programs know is left out."""
        names = {self.env[name]._table: name for name in MAIN if name in self.env}
        shown = {names[table]: count for table, count in counts.items() if table in names}
        words = {
            model.model: model.name
            for model in self.env["ir.model"].search([("model", "in", list(shown))])
        }
        words.update(
            {
                "sale.order": self.env._("Orders and quotations"),
                "crm.lead": self.env._("Leads and opportunities"),
                "mail.message": self.env._("Messages and notes"),
                "res.partner": self.env._("Contact persons and addresses"),
                "account.move": self.env._("Invoices and entries"),
                "bpm.partner.attribute.value": self.env._("History of attributes"),
                "bpm.partner.role.assignment": self.env._("Roles"),
                "bpm.partner.relation": self.env._("Relations"),
            }
        )
        return [
            {"label": words[name], "count": shown[name]} for name in sorted(shown, key=MAIN.index)
        ]

    def _outcome(self):
        """What became of it, as sentences: {text, undo (may it still be undone)}."""
        if self.state == "done":
            until = self.undo_until and format_date(self.env, self.undo_until)
            text = self.env._(
                "%(person)s merged these into %(name)s on %(day)s.",
                person=self.merged_by_id.name,
                name=self.kept_id.display_name,
                day=format_date(self.env, self.merged_at),
            )
            if self.is_forgotten:
                return {"text": text, "more": self.env._("This can no longer be undone.")}
            more = self.env._(
                "Can be undone until %s. What comes in the meantime stays with the card that "
                "stayed.",
                until,
            )
            return {"text": text, "more": more}
        if self.state == "undone":
            more = self.left_count and self.env._(
                "Values changed since were left as they are: %s.", self.left_count
            )
            return {
                "text": self.env._(
                    "%(person)s undid the merge on %(day)s: these are separate again.",
                    person=self.undone_by_id.name,
                    day=format_date(self.env, self.undone_at),
                ),
                "more": more or False,
            }
        if self.state == "branch":
            return {"text": self.env._("Linked as head office and branch."), "more": False}
        return False
