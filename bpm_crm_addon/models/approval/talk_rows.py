"""What was said about requests, as the screens show it: read for a whole page in one statement."""

from odoo import models
from odoo.tools import SQL

from .talk_sql import TALK


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def _talk(self):
        """Return {request id: [{"id", "who", "whom", "text", "answer", "answered_by", "at",
        "answered_at", "waits", "pause", "mine"}]}; ``mine``: the current user owes the answer."""
        if not self:
            return {}
        self.env["bpm.approval.question"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT r.id, r.state, %s FROM bpm_approval_request r WHERE r.id = ANY(%s)",
                TALK,
                self.ids,
            )
        )
        return {request: self._talk_rows(said, state == "open") for request, state, said in rows}

    def _talk_rows(self, said, is_open):
        """What the database has told of one request, as a screen takes it."""
        return [
            {
                **{name: row[name] or "" for name in ("who", "whom", "text", "answer")},
                "id": row["id"],
                "answered_by": row["answered_by"] or "",
                "at": (row["at"] or "")[:19],
                "answered_at": (row["answered_at"] or "")[:19],
                "waits": is_open and row["state"] == "open",
                "pause": bool(row["pause"]),
                "mine": is_open and row["state"] == "open" and row["person_id"] == self.env.uid,
            }
            for row in said or []
        ]

    def _paused_sentence(self, talk):
        """“Paused, waiting for the answer of Olena”, or "" while every clock runs."""
        people = [row["whom"] for row in talk if row["waits"] and row["pause"]]
        if not people:
            return ""
        return self.env._("Paused, waiting for the answer of %s", ", ".join(dict.fromkeys(people)))


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    def _inbox_row(self, row, differences, away_until, said):
        model = self.env.get(row["res_model"])
        talk = said.get(row["request_id"], [])
        return {
            **super()._inbox_row(row, differences, away_until, said),
            "talk": talk,
            "paused": self.env["bpm.approval.request"]._paused_sentence(talk),
            "can_offer": model is not None and model._BPM_PERCENT,
        }
