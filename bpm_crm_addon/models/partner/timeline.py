"""One line of time: mails, text messages, notes, calls, meetings, quotations and invoices.

One query finds the newest of all kinds, within what the reader may see: Odoo's own rules decide on
quotations, invoices and leads, and messages and calls are those of these documents. Then each kind
is read once, for the rows that are shown. A page begins where the one before ended.

A kind that people know may come from several sources, `_bpm_timeline_sources`: a source is found by
`_bpm_find_<source>` and read by `_bpm_timeline_<source>`.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

KINDS = ("mail", "sms", "note", "call", "meeting", "quote", "invoice")
TALKS = ("mail", "sms", "note", "call", "meeting")
PAGE, AHEAD = 20, 14  # rows at a time; days ahead that meetings are shown
INVOICES = ("out_invoice", "out_refund", "out_receipt", "in_invoice", "in_refund", "in_receipt")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def bpm_timeline(self, kinds=None, before=None):
        """A page of what happened with this counterparty, newest first.

        :param list kinds: names out of KINDS; all of them when empty
        :param list before: ``next`` of the page before
        :return: ``{"rows", "next"}``. A row: ``{"key", "kind", "at" or "day", "who", "text",
            "amount", "currency_id", "open"}``; ``next`` is False on the last page
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._is_internal():
            raise AccessError(
                self.env._("This is for people who work here. Ask an administrator for a login.")
            )
        wanted = [kind for kind in KINDS if not kinds or kind in kinds]
        firm = self.commercial_partner_id
        return (firm if firm.has_access("read") else self)._bpm_timeline_page(wanted, before)

    @api.model
    def _bpm_timeline_sources(self):
        """{source: the kind it is shown as}. To be added to by whoever knows more."""
        return {kind: kind for kind in KINDS}

    def _bpm_timeline_page(self, kinds, before=None, limit=PAGE):
        kind_of = self._bpm_timeline_sources()
        sources = [source for source, kind in kind_of.items() if kind in kinds]
        found = self._bpm_timeline_found(sources, before, limit + 1)
        shown = found[:limit]
        rows = {}
        for source in {source for source, _id, _at in shown}:
            wanted = [row_id for one, row_id, _at in shown if one == source]
            reader = "message" if source in ("mail", "sms", "note") else source
            read = getattr(self, f"_bpm_timeline_{reader}")(wanted)
            rows.update({(source, row_id): row for row_id, row in read.items()})
        last = shown[-1] if len(found) > limit else None
        return {
            "rows": [
                {"key": f"{source}-{row_id}", "kind": kind_of[source], **rows[source, row_id]}
                for source, row_id, _at in shown
                if (source, row_id) in rows
            ],
            "next": last and [last[0], last[1], last[2].isoformat()],
        }

    # === FINDING === #

    def _bpm_timeline_found(self, sources, before, limit):
        """[(source, id, moment)] of the newest ``limit``."""
        self.env.flush_all()
        family = self._bpm_family()
        documents = SQL(" UNION ALL ").join(self._bpm_timeline_documents(family))
        pieces = [
            SQL(
                "(SELECT %s AS source, s.id, s.at FROM (%s) s WHERE %s"
                " ORDER BY s.at DESC, s.id DESC LIMIT %s)",
                source,
                rows,
                self._bpm_before(source, before),
                limit,
            )
            for source in sources
            if (rows := getattr(self, f"_bpm_find_{source}")(family))
        ]
        if not pieces:
            return []
        return self.env.execute_query(
            SQL(
                """WITH documents AS MATERIALIZED (%s)
                   SELECT source, id, at FROM (%s) found
                    ORDER BY at DESC, source DESC, id DESC LIMIT %s""",
                documents,
                SQL(" UNION ALL ").join(pieces),
                limit,
            )
        )

    @api.model
    def _bpm_before(self, source, before):
        if not before:
            return SQL("s.at IS NOT NULL")
        last_source, last_id, moment = before
        return SQL(
            "(s.at, %s::text, s.id) < (%s::timestamp, %s::text, %s)",
            source,
            moment,
            last_source,
            last_id,
        )

    def _bpm_timeline_documents(self, family):
        """Queries (model, id) of the documents whose messages and calls belong here."""
        yield SQL("SELECT 'res.partner' AS model, id FROM unnest(%s) AS p (id)", family)
        for model in ("sale.order", "account.move", "crm.lead"):
            if self.env[model].has_access("read"):
                query = self.env[model]._search([("partner_id", "in", family)])
                yield SQL("SELECT %s AS model, seen.id FROM (%s) seen", model, query.select())

    def _bpm_messages(self, condition):
        return SQL(
            """SELECT m.id, m.date AS at FROM documents d
                 JOIN mail_message m ON m.model = d.model AND m.res_id = d.id
                 LEFT JOIN mail_message_subtype t ON t.id = m.subtype_id
                WHERE %s""",
            condition,
        )

    def _bpm_find_mail(self, family):
        return self._bpm_messages(
            SQL(
                "m.message_type IN ('email', 'email_outgoing', 'comment') AND m.body <> ''"
                " AND m.is_internal IS NOT TRUE AND t.internal IS NOT TRUE"
            )
        )

    def _bpm_find_sms(self, family):
        return self._bpm_messages(SQL("m.message_type = 'sms'"))

    def _bpm_find_note(self, family):
        return self._bpm_messages(
            SQL(
                "m.message_type = 'comment' AND (m.is_internal OR t.internal)"
                " AND m.body <> '' AND m.mail_activity_type_id IS NULL"
            )
        )

    def _bpm_find_call(self, family):
        return SQL(
            """SELECT a.id, a.date_done::timestamp AS at FROM documents d
                 JOIN mail_activity a ON a.res_model = d.model AND a.res_id = d.id
                 JOIN mail_activity_type t ON t.id = a.activity_type_id
                WHERE t.category = 'phonecall' AND a.active IS NOT TRUE"""
        )

    def _bpm_find_meeting(self, family):
        until = fields.Datetime.now() + timedelta(days=AHEAD)
        query = self.env["calendar.event"]._search(
            [("partner_ids", "in", family), ("start", "<", until)]
        )
        return SQL(
            "SELECT e.id, e.start AS at FROM calendar_event e WHERE e.id IN (%s)", query.select()
        )

    def _bpm_find_quote(self, family):
        return SQL(
            """SELECT o.id, o.date_order AS at FROM documents d JOIN sale_order o ON o.id = d.id
                WHERE d.model = 'sale.order'"""
        )

    def _bpm_find_invoice(self, family):
        return SQL(
            """SELECT i.id, i.invoice_date::timestamp AS at
                 FROM documents d JOIN account_move i ON i.id = d.id
                WHERE d.model = 'account.move' AND i.state = 'posted' AND i.move_type IN %s""",
            INVOICES,
        )
