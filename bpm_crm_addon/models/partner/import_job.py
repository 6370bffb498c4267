"""One import of counterparties from a file: what was read, what columns mean, how far it is."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..audit.refusal import Refusal

STATES = [
    ("draft", "File read"),
    ("mapped", "Columns checked"),
    ("previewed", "Looked through"),
    ("running", "Importing"),
    ("done", "Imported"),
    ("undone", "Undone"),
]
AT_ONCE = 500  # rows; more are imported in the background


class ImportRefused(Refusal):
    """A step that is not possible now; the sentence says what to do."""


class BpmPartnerImport(models.Model):
    """Made by `bpm_open`; its steps are `bpm_map`, `bpm_preview`, `bpm_run`, `bpm_undo`.

    Nobody writes it directly. Counterparties are read and written with the rights of the person
    who imports, in their company.
    """

    _name = "bpm.partner.import"
    _description = "Import from Excel"
    _order = "id desc"

    name = fields.Char(string="File name", required=True, readonly=True)
    state = fields.Selection(STATES, string="Status", required=True, default="draft", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    file = fields.Binary(attachment=True, readonly=True)
    file_hash = fields.Char(readonly=True, help="Tells that two people chose the same file.")
    tables = fields.Json(
        readonly=True, help="The tables found: [{title, headings, number of rows}]."
    )
    table_number = fields.Integer(readonly=True)
    columns = fields.Json(
        readonly=True, help="[{heading, target, mode, samples, type}] in file order."
    )
    automations = fields.Boolean(
        string="Run automations",
        readonly=True,
        help="Whether rules that react to new and changed counterparties run for this import.",
    )
    preview = fields.Json(readonly=True)
    undoing = fields.Boolean(readonly=True)
    profile_id = fields.Many2one("bpm.partner.import.profile", readonly=True, ondelete="set null")
    row_ids = fields.One2many("bpm.partner.import.row", "import_id", string="Rows", readonly=True)
    row_count = fields.Integer(string="Rows in the file", readonly=True)
    created_count = fields.Integer(string="Created", readonly=True)
    updated_count = fields.Integer(string="Updated", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    rejected_count = fields.Integer(string="Not imported", readonly=True)
    archived_count = fields.Integer(string="Archived instead of removed", readonly=True)
    kept_count = fields.Integer(string="Changed since and left", readonly=True)
    started_at = fields.Datetime(string="Started", readonly=True)
    finished_at = fields.Datetime(string="Finished", readonly=True)

    _same_file_once = models.UniqueIndex("(company_id, file_hash) WHERE state = 'running'")
    _running = models.Index("(id) WHERE state = 'running'")

    # === RIGHTS === #

    @api.model
    def _check_may_import(self):
        """Whoever may create counterparties may import them."""
        if not self.env["res.partner"].has_access("create"):
            raise AccessError(
                self.env._(
                    "You may not create counterparties, so you cannot import them. Ask an "
                    "administrator for the right to create contacts."
                )
            )

    def _check_own(self):
        """One import, of one's own: its steps are taken by the one whose rights are used."""
        self.ensure_one()
        self._check_may_import()
        self.check_access("read")
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%(person)s began this import. Ask them to go on with it, or choose the file "
                    "yourself.",
                    person=self.user_id.name,
                )
            )

    def _check_state(self, *states):
        if self.state not in states:
            raise ImportRefused(
                self.env._(
                    "This import is already at “%(state)s”. Reload the page to see where it is.",
                    state=dict(self._fields["state"]._description_selection(self.env))[self.state],
                )
            )

    # === WRITING === #

    def _note(self, **values):
        """Write an import; its screen is the only one that does."""
        self.sudo().write(values)

    def _worker(self):
        """This import with the rights and the company of the one who began it."""
        self.ensure_one()
        worker = self.with_user(self.user_id).with_company(self.company_id)
        return worker.with_context(
            allowed_company_ids=self.company_id.ids,
            lang=self.user_id.lang,
            no_vat_validation=True,
            **({} if self.automations else self._quiet_context()),
        )

    @api.model
    def _quiet_context(self):
        """No letters, no followers, no messages in the history of what is imported."""
        return {
            "tracking_disable": True,
            "mail_create_nolog": True,
            "mail_create_nosubscribe": True,
            "mail_notrack": True,
        }
