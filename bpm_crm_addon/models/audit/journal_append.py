"""Appending to the audit trail: one door, one statement for any number of entries."""

from datetime import UTC, datetime

from odoo import api, models, tools
from odoo.tools import SQL

from ...engine import journal_chain
from .bulk import unnest
from .planned import Planned

COLUMNS = {
    "res_model": "varchar",
    "res_id": "int",
    "number": "int",
    "at": "timestamp",
    "user_id": "int",
    "on_behalf_of_id": "int",
    "event": "varchar",
    "method": "varchar",
    "previous_hash": "varchar",
    "hash": "varchar",
    "data": "jsonb",
}
HEAD = ("res_model", "res_id", "number", "hash")
# Moves the heads first, in one order, then writes the entries.
APPEND = Planned(
    "bpm_journal_append",
    {f"_head_{name}": f"{COLUMNS[name]}[]" for name in HEAD}
    | {f"_{name}": f"{type_}[]" for name, type_ in COLUMNS.items()},
    "void",
    f"""
    INSERT INTO bpm_journal_head ({", ".join(HEAD)})
    SELECT * FROM unnest({", ".join(f"_head_{name}" for name in HEAD)})
        ON CONFLICT (res_model, res_id)
        DO UPDATE SET number = EXCLUDED.number, hash = EXCLUDED.hash;
    INSERT INTO bpm_journal ({", ".join(COLUMNS)})
    SELECT * FROM unnest({", ".join(f"_{name}" for name in COLUMNS)});
    """,
)


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    def init(self):
        super().init()
        APPEND.install(self.env.cr)

    @api.model
    def _append(self, entries, heads=None, also=()):
        """Write entries at the ends of their chains, in one statement for any number of them.

        `entries`: dictionaries of event, res_model, res_id, data (JSON values only) and, when
        they are not the acting user, nobody and 'screen': user_id, on_behalf_of_id, method.
        Several entries of one document are chained in the order given.
        `heads`: {(res_model, res_id): (number, hash)} when the caller has read bpm_journal_head
        already; a document that is not there has no entry yet.
        `also`: statements of the change itself (SQL, no result), sent in the same round trip
        before the entries.
        Returns the numbers given, in the order of `entries`.

        The caller holds the document's or the request's lock. Where it does not, of two
        concurrent transactions the second fails with a serialization failure and is replayed.
        """
        if not entries:
            return []
        known = self._known_events()
        for values in entries:
            if values["event"] not in known:
                raise ValueError(f"{values['event']!r} has no word in bpm.journal._event_words")
        now = datetime.now(UTC).replace(tzinfo=None)
        made, new_heads = journal_chain.seal_all(
            [self._complete(values, now) for values in entries],
            self._heads_of(entries) if heads is None else heads,
            self.env["ir.config_parameter"].sudo().get_param("database.uuid"),
        )
        self._insert(made, new_heads, also)
        return [values["number"] for values in made]

    @tools.ormcache()
    def _known_events(self):
        """Names of all events: every concept adds to the words, none of it changes at run time."""
        return frozenset(self._event_words())

    def _complete(self, values, now):
        return journal_chain.entry(
            number=0,
            at=now,
            event=values["event"],
            res_model=values["res_model"],
            res_id=values["res_id"],
            data=values.get("data") or {},
            user_id=values.get("user_id") or self.env.uid,
            on_behalf_of_id=values.get("on_behalf_of_id") or None,
            method=values.get("method") or "screen",
        )

    def _heads_of(self, entries):
        """The ends of the entries' chains: {(res_model, res_id): (number, hash)}."""
        keys = {(values["res_model"], values["res_id"]) for values in entries}
        rows = self.env.execute_query(
            SQL(
                """SELECT h.res_model, h.res_id, h.number, h.hash
                 FROM %s AS asked (res_model, res_id)
                 JOIN bpm_journal_head h USING (res_model, res_id)""",
                unnest(("text", "int"), keys),
            )
        )
        return {(model, res_id): (number, hash_) for model, res_id, number, hash_ in rows}

    def _insert(self, made, heads, also):
        """Write them in one round trip."""
        moved = [(*key, *heads[key]) for key in sorted(heads)]
        names = ["text" if name == "data" else name for name in COLUMNS]
        rows = [[values[name] for name in names] for values in made]
        appended = APPEND(*zip(*moved, strict=True), *zip(*rows, strict=True))
        self.env.cr.execute(SQL("; ").join([*also, appended]))

    @api.model
    def _passed_before_control(self, model_name):
        """Take in, by one entry, all documents that exist before their first approval route.

        Its data tells up to which number (`max_id`) and how many (`count`). No document is
        touched.
        """
        table = SQL.identifier(self.env[model_name]._table)
        [(max_id, count)] = self.env.execute_query(
            SQL("SELECT coalesce(max(id), 0), count(*) FROM %s", table)
        )
        return self._append(
            [
                {
                    "event": "passed_before_control",
                    "res_model": model_name,
                    "res_id": 0,
                    "data": {"max_id": max_id, "count": count},
                }
            ]
        )
