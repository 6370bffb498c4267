"""Reminders of dates from contracts and of papers that expire: one row per thing, date and time
before it, whoever asks.

The row is what makes it happen once; people see it on their desk. A row is settled as soon as what
it is about is: paid, done, returned, prolonged.
"""

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..audit.bulk import unnest

WHAT = [
    ("end", "It ends"),
    ("notice", "Notice is possible until"),
    ("obligation", "Obligation"),
    ("instalment", "Instalment"),
    ("original", "Originals are not back"),
    ("authority", "Power of attorney ends"),
    ("paper", "A paper expires"),
]
COLUMNS = (
    *("contract_id", "what", "line_id", "date", "lead", "user_id", "state", "told_at"),
    *("dossier_id", "document_id"),
)


class BpmContractNotice(models.Model):
    _name = "bpm.contract.notice"
    _description = "Reminder of a date from a contract"
    _order = "date, id"
    _log_access = False

    contract_id = fields.Many2one(
        "bpm.contract", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    # Of a paper: whose dossier it is in, and which it is.
    dossier_id = fields.Many2one(
        "bpm.dossier", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    document_id = fields.Many2one(
        "bpm.document", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    what = fields.Selection(WHAT, required=True, readonly=True)
    line_id = fields.Integer("Number of the line", readonly=True)
    date = fields.Date(required=True, readonly=True)
    lead = fields.Integer("Days before", readonly=True)
    user_id = fields.Many2one(
        "res.users", "For", readonly=True, index="btree_not_null", ondelete="set null"
    )
    state = fields.Selection(
        [("open", "Open"), ("seen", "Seen"), ("settled", "Settled")],
        required=True, readonly=True, default="open",
    )  # fmt: skip
    told_at = fields.Datetime("Told at", readonly=True)
    sentence = fields.Char(compute="_compute_sentence")

    _once = models.UniqueIndex("(COALESCE(contract_id, 0), what, line_id, date, lead)")
    _paper_once = models.UniqueIndex("(document_id, user_id, date, lead)")
    _of_something = models.Constraint("CHECK(COALESCE(contract_id, dossier_id) IS NOT NULL)")
    _waiting_idx = models.Index("(user_id, date) WHERE state = 'open'")

    @api.depends_context("lang")
    def _compute_sentence(self):
        names = line_names(self, LINES)
        for notice in self:
            notice.sentence = notice._told(names.get((notice.what, notice.line_id), ""))

    def _told(self, name):
        words = {"day": format_date(self.env, self.date), "what": name}
        late = self.date < fields.Date.context_today(self)
        if self.what == "end":
            return self.env._("Ends on %(day)s", **words)
        if self.what == "notice":
            return self.env._("Goes on by itself unless notice is given by %(day)s", **words)
        if self.what == "original":
            return self.env._("Signed copies were expected back on %(day)s", **words)
        if self.what == "authority":
            return self.env._("The power of attorney of %(what)s ends on %(day)s", **words)
        if self.what == "paper":
            return self.env._("%(what)s is valid until %(day)s", **words)
        if late:
            return self.env._("%(what)s: was due on %(day)s", **words)
        return self.env._("%(what)s: due on %(day)s", **words)

    # === ONCE === #

    @api.model
    def _note(self, rows):
        """Insert rows that are not there yet, in one statement; return those that are new.

        `rows`: values of COLUMNS without the last two, which follow from the line.
        """
        if not rows:
            return self.browse()
        ids = {row[2] for row in rows if row[1] == "paper"}
        papers = {one.id: one for one in self.env["bpm.dossier.paper"].sudo().browse(ids)}
        nothing = self.env["bpm.dossier.paper"]
        of_rows = [papers.get(row[2], nothing) if row[1] == "paper" else nothing for row in rows]
        rows = [
            (*row, paper.dossier_id.id or None, paper.document_id.id or None)
            for row, paper in zip(rows, of_rows, strict=True)
        ]
        types = [self._fields[name].column_type[0] for name in COLUMNS]
        found = self.env.execute_query(
            SQL(
                """INSERT INTO bpm_contract_notice (%s) SELECT v.* FROM %s AS v
                   ON CONFLICT DO NOTHING RETURNING id""",
                SQL(", ").join(map(SQL.identifier, COLUMNS)),
                unnest(types, rows),
            )
        )
        return self.browse([row[0] for row in found])

    def _about(self):
        """What it belongs to, as the system: the contract, or the dossier of a counterparty or a
        deal. Whoever is told may well not be allowed to read all of it."""
        self.ensure_one()
        return self.sudo().contract_id or self.sudo().dossier_id

    def action_seen(self):
        """I know; take it off my desk."""
        mine = self.filtered(lambda one: one.state == "open" and one.user_id == self.env.user)
        mine._put_seen()

    def _put_seen(self):
        self.sudo().write({"state": "seen"})

    @api.model
    def _settle(self, notices=None):
        """Close what is no longer true; of all reminders, or of these."""
        live = SQL(" UNION ALL ").join(
            SQL("SELECT d.contract_id, %s, d.line_id, d.date FROM (%s) AS d", what, query)
            for what, query in self.env["bpm.contract"]._dated().items()
        )
        self.env["bpm.contract"]._flush_dated()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """UPDATE bpm_contract_notice n SET state = 'settled'
                    WHERE n.state <> 'settled' AND n.contract_id IS NOT NULL AND %s
                      AND NOT EXISTS (
                          SELECT FROM (%s) AS live (contract_id, what, line_id, date)
                           WHERE live.contract_id = n.contract_id AND live.what = n.what
                             AND live.line_id = n.line_id AND live.date = n.date)""",
                SQL("TRUE") if notices is None else SQL("n.id = ANY(%s)", notices.ids),
                live,
            )
        )
        self.invalidate_model(["state"])


LINES = {
    "obligation": "bpm.contract.obligation",
    "instalment": "bpm.contract.instalment",
    "authority": "bpm.contract.party",
    "paper": "bpm.dossier.paper",
}


def line_names(rows, kinds):
    """{(what, line): its name} of the lines that rows with `what` and `line_id` are about; a query
    per kind of line, for these kinds."""
    result = {}
    for kind in kinds:
        ids = rows.filtered(lambda one, kind=kind: one.what == kind).mapped("line_id")
        for line in rows.env[LINES[kind]].sudo().browse(ids).exists():
            result[kind, line.id] = line._name_in_notice()
    return result


class BpmContractObligation(models.Model):
    _inherit = "bpm.contract.obligation"

    def _name_in_notice(self):
        return self.name


class BpmContractInstalment(models.Model):
    _inherit = "bpm.contract.instalment"

    def _name_in_notice(self):
        return self.name or self.env._("Instalment")


class BpmContractParty(models.Model):
    _inherit = "bpm.contract.party"

    def _name_in_notice(self):
        return self.signatory_id.name or self.partner_id.name


class BpmDossierPaper(models.Model):
    _inherit = "bpm.dossier.paper"

    def _name_in_notice(self):
        return self.requirement_id.name
