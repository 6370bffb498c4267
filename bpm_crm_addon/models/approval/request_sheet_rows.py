"""The rows of the approval sheet: who was asked, what they said, and by which way."""

from odoo import fields, models
from odoo.tools import format_date

from ...engine.sheet_pages import portions, row_lines
from ..audit.journal_words import METHODS

DECISIONS = ("approved", "remarked", "rejected", "returned", "expired")
GIVEN_AWAY = ("forwarded", "reassigned")
# The room above the table, in lines of the table: title and table's head; and how much higher
# than those the lines of the sheet's head and of its result are.
ABOVE, HEAD, LARGE = 17, 1.3, 1.6
# The columns of the table: what stands in them, and how many letters have room on a line.
COLUMNS = (
    (("step", "order"), 15),
    (("person", "post", "for", "absence"), 20),
    (("decided", "late"), 9),
    (("result",), 14),
    (("way",), 11),
)


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _sheet_places(self):
        """One row per place in the order of the steps; see the keys below."""
        proofs = self._sheet_proofs()
        steps = self.slot_ids.sorted(lambda slot: (slot.sequence, slot.step_key or "", slot.id))
        beside = {
            sequence
            for sequence, places in steps.grouped("sequence").items()
            if len(places.filtered(lambda slot: slot.method not in GIVEN_AWAY)) > 1
        }
        return [
            {
                "number": number,
                "step": slot.name or "",
                "order": slot.sequence,
                "beside": slot.sequence in beside,
                "person": slot.approver_id.name,
                "post": slot.approver_id._bpm_post(),
                "for": slot.on_behalf_of_id.name or "",
                "absence": self._sheet_absence(slot),
                "received": self._sheet_moment(slot.since),
                "due": self._sheet_moment(slot.due or slot.paused_due),
                "decided": self._sheet_moment(slot.decided_at),
                "late": self._sheet_late(slot),
                "result": self._sheet_slot_result(slot),
                "remark": self._sheet_words(slot.comment_id),
                "way": proofs.get(slot.id, self._sheet_way(slot.method)),
            }
            for number, slot in enumerate(steps, 1)
        ]

    def _sheet_pages(self, head, result):
        """The same rows page by page, so that each page can begin with the table's head.

        :param head: what stands above the table: [(label, value)]
        :param result: the sentence in large letters
        """
        above = ABOVE + HEAD * row_lines([([text for _label, text in head], 70)])
        above += row_lines([([self.comment or ""], 100)]) + LARGE * row_lines([([result], 55)])
        rows = self._sheet_places()
        return portions([(row, _lines(row)) for row in rows], above)

    def _sheet_slot_result(self, slot):
        """The decision in one word; what was given away says how."""
        if slot.state == "cancelled" and slot.method in GIVEN_AWAY:
            return self.env._(self.env["bpm.journal"]._event_words()[slot.method])  # pylint: disable=gettext-variable
        if slot.state == "pending" and slot.offer_id:
            return slot.offer_id._sentence()
        return dict(slot._fields["state"]._description_selection(self.env))[slot.state]

    def _sheet_absence(self, slot):
        """Why somebody else decides: the absence's days, or that it was passed up."""
        if slot.on_behalf_of_id:
            day = (slot.decided_at or slot.since or self.submitted_at).date()
            absence = self.env["bpm.approval.substitution"].with_context(active_test=False)
            absence = absence.sudo().search(
                [
                    ("user_id", "=", slot.on_behalf_of_id.id),
                    ("substitute_id", "=", slot.approver_id.id),
                    ("date_from", "<=", day),
                    ("date_to", ">=", day),
                ],
                limit=1,
            )
            return self._sheet_days(absence) if absence else ""
        if slot.fallback:
            return dict(slot._fields["fallback"]._description_selection(self.env))[slot.fallback]
        return ""

    def _sheet_days(self, absence):
        return self.env._(
            "absent %(start)s–%(end)s",
            start=format_date(self.env, absence.date_from),
            end=format_date(self.env, absence.date_to),
        )

    def _sheet_late(self, slot):
        """The working time between due and decided, or now while it is waited for."""
        due = slot.due
        end = slot.decided_at or (slot.state == "pending" and fields.Datetime.now())
        return self._sheet_hours(due, end) if due and end else ""

    def _sheet_words(self, comment):
        """What somebody wrote; that it was erased is said, too."""
        if not comment:
            return ""
        return comment.sudo().text or self.env._("(erased)")

    # === THE AUDIT TRAIL === #

    def _sheet_entries(self):
        return (
            self.env["bpm.journal"]
            .sudo()
            .search(
                [("res_model", "=", self.res_model), ("res_id", "=", self.res_id)], order="number"
            )
        )

    def _sheet_proofs(self):
        """{place id: by which way it was decided, and the entry that proves it}."""
        proofs = {}
        for entry in self._sheet_entries():
            data = entry.data or {}
            slot = data.get("slot")
            if data.get("request") == self.id and slot and entry.event in DECISIONS:
                way = self._sheet_way(entry.method)
                proofs[slot] = self.env._("%(way)s, entry %(number)s", way=way, number=entry.number)
        decided = self.slot_ids.filtered("decided_at")
        return {slot: proof for slot, proof in proofs.items() if slot in decided.ids}

    def _sheet_way(self, method):
        return self.env._(METHODS[method]) if method in METHODS else ""  # pylint: disable=gettext-variable

    def _sheet_trail(self):
        """Whether the document's audit trail holds, in a sentence."""
        count = len(self._sheet_entries())
        if not count:
            return ""
        if self.env["bpm.journal"].sudo()._verify(self.res_model, self.res_id):
            return self.env._("Audit trail of the document: whole (entries: %s).", count)
        return self.env._(
            "Audit trail of the document: entries were altered or are missing. Do not rely on this "
            "sheet; tell an administrator."
        )


def _lines(row):
    """The lines a row of the table takes, with the remark below its columns."""
    cells = [([str(row[name]) for name in names], width) for names, width in COLUMNS]
    return row_lines(cells) + (row_lines([([row["remark"]], 95)]) if row["remark"] else 0)
