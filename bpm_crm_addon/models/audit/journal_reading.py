"""Entries of the audit trail as people read them: names for numbers, lines for facts."""

from odoo import api, fields, models
from odoo.fields import Domain

from .journal_facts import FactReader


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    user_name = fields.Char(string="Who", compute="_compute_people", search="_search_user_name")
    on_behalf_of_name = fields.Char(
        string="On behalf of", compute="_compute_people", search="_search_on_behalf_of_name"
    )
    document_name = fields.Char(
        string="Document", compute="_compute_document", search="_search_document_name"
    )
    document_exists = fields.Boolean(compute="_compute_document")
    company_id = fields.Many2one(
        "res.company", compute="_compute_company", search="_search_company_id"
    )
    details = fields.Text(compute="_compute_details")
    summary = fields.Char(string="Details in one line", compute="_compute_details")
    has_comment = fields.Boolean(compute="_compute_details")

    # === NAMES === #

    def _compute_people(self):
        names = self._people_names(
            set(self.mapped("user_id")) | set(self.mapped("on_behalf_of_id"))
        )
        for entry in self:
            entry.user_name = names.get(entry.user_id, "")
            entry.on_behalf_of_name = names.get(entry.on_behalf_of_id, "")

    def _people_names(self, ids):
        """{id: name} of users, those archived, in other companies or deleted included."""
        ids = {number for number in ids if number}
        users = self.env["res.users"].sudo().with_context(active_test=False)
        names = {user.id: user.name for user in users.browse(ids).exists()}
        return {
            number: names.get(number) or self.env._("Deleted user %(number)s", number=number)
            for number in ids
        }

    @api.depends("res_model", "res_id")
    def _compute_document(self):
        kinds = dict(self._kinds(sorted(set(self.mapped("res_model")))))
        for model_name, entries in self.grouped("res_model").items():
            names = self._document_names(model_name, set(entries.mapped("res_id")))
            for entry in entries:
                entry.document_exists = entry.res_id in names
                entry.document_name = names.get(entry.res_id) or self._nameless(
                    kinds[model_name], entry.res_id
                )

    def _document_names(self, model_name, ids):
        """{id: name} of the documents that are still there and that the reader may see."""
        if model_name not in self.env or self.env[model_name]._abstract:
            return {}
        documents = self.env[model_name].with_context(active_test=False).browse(ids - {0})
        readable = documents.exists()._filtered_access("read")
        return {document.id: document.display_name for document in readable}

    def _nameless(self, kind, number):
        if not number:
            return self.env._("%(kind)s: all", kind=kind)
        return self.env._("%(kind)s, number %(number)s", kind=kind, number=number)

    @api.depends("event", "user_id", "res_model", "res_id")
    def _compute_display_name(self):
        words = dict(self._selection_event())
        for entry in self:
            entry.display_name = self.env._(
                "%(document)s: %(what)s, %(who)s",
                document=entry.document_name,
                what=words.get(entry.event, entry.event),
                who=entry.user_name,
            )

    # === SEARCHING BY NAME === #

    def _search_user_name(self, operator, value):
        return self._search_people("user_id", operator, value)

    def _search_on_behalf_of_name(self, operator, value):
        return self._search_people("on_behalf_of_id", operator, value)

    def _search_people(self, field_name, operator, value):
        if operator not in ("in", "ilike", "like", "=like", "=ilike"):
            return NotImplemented
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return Domain(field_name, "in", users._search([("name", operator, value)]))

    def _search_document_name(self, operator, value):
        """Look the words up among the documents of each kind, as far as the reader may see them."""
        if operator not in ("ilike", "="):
            return NotImplemented
        found = [Domain.FALSE]
        for model_name, _word in self._selection_res_model():
            documents = self.env.get(model_name)
            if documents is not None and documents._rec_name and documents.has_access("read"):
                documents = documents.with_context(active_test=False)
                ids = documents._search([("display_name", operator, value)])
                found.append(Domain("res_model", "=", model_name) & Domain("res_id", "in", ids))
        return Domain.OR(found)

    # === COMPANY === #

    @api.depends("res_model", "res_id")
    def _compute_company(self):
        for model_name, entries in self.grouped("res_model").items():
            companies = {}
            if self._has_company(model_name):
                documents = self.env[model_name].sudo().browse(set(entries.mapped("res_id")) - {0})
                companies = {one.id: one.company_id.id for one in documents.exists()}
            for entry in entries:
                entry.company_id = companies.get(entry.res_id, False)

    def _has_company(self, model_name):
        field = model_name in self.env and self.env[model_name]._fields.get("company_id")
        return bool(field and field.store and field.comodel_name == "res.company")

    def _search_company_id(self, operator, value):
        """Entries by their documents' company, where the document is still there.

        Kinds of documents that have no company count as "no company".
        """
        if operator != "in":
            return NotImplemented
        found = [Domain("res_id", "=", 0) if False in value else Domain.FALSE]
        for model_name, _word in self._selection_res_model():
            domain = Domain("res_model", "=", model_name)
            if self._has_company(model_name):
                documents = self.env[model_name].sudo().with_context(active_test=False)
                ids = documents._search([("company_id", "in", list(value))])
                found.append(domain & Domain("res_id", "in", ids))
            elif False in value:
                found.append(domain)
        return Domain.OR(found)

    # === FACTS === #

    @api.depends("data", "res_model")
    def _compute_details(self):
        reader = FactReader(self)
        for entry in self:
            entry.details = "\n".join(reader.lines(entry))
            entry.summary = reader.summary(entry)
            entry.has_comment = bool(reader.comments_of(entry))
