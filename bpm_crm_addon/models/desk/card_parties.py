"""Doubts about counterparties: a data steward's card, and what stewards ask who knows them."""

from odoo import fields, models

ROWS = 5


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    # === DATA STEWARD === #

    def _card_queue(self):
        """The first doubts of the Data Queue, by what is at stake."""
        queue = self.env["bpm.partner.finding"].bpm_queue()
        target = {"label": self.env._("Open the queue"), "action": "bpm_crm_addon.action_bpm_queue"}
        note = self.env._(
            "%(waiting)s waiting · verified %(share)s %%",
            waiting=queue["total"],
            share=queue["verified"],
        )
        if trend := self.env["bpm.partner.quality"]._trend():
            note = self.env._(
                "%(waiting)s waiting · verified %(share)s %% (%(trend)s in 8 weeks)",
                waiting=queue["total"],
                share=queue["verified"],
                trend=f"{trend:+d}",
            )
        return {
            "title": self.env._("Data Queue"),
            "note": note,
            "rows": [self._doubt_row(item, target) for item in queue["items"][:ROWS]],
            "more": bool(queue["items"]) and target,
            "empty": {
                "sentence": self.env._("Nothing that is at stake is in doubt."),
                "button": target,
            },
        }

    def _doubt_row(self, item, target):
        return {
            "key": item["id"],
            "title": item["partner"],
            "note": " · ".join(item["stake"]["lines"]),
            "text": item["sentence"],
            "open": target,
            "buttons": [{**target, "label": self.env._("Verify")}],
        }

    # === LISTS THAT WERE NOT IMPORTED WHOLE === #

    def _card_rejects(self):
        """Imports of everybody with rows that were refused: the steward mends them, not whoever
        brought the list. Absent without any."""
        imports = self.env["bpm.partner.import"]._with_rejects(ROWS + 1)
        if not imports:
            return False
        rows = [self._reject_row(importing) for importing in imports[:ROWS]]
        return {"title": self.env._("Rows That Were Not Imported"), "rows": rows}

    def _reject_row(self, importing):
        settle = {
            "label": self.env._("Settled"),
            "model": importing._name,
            "method": "action_settle_rejects",
            "ids": importing.ids,
        }
        return {
            "key": importing.id,
            "title": importing.name,
            "note": importing.user_id.sudo().name,
            "at": fields.Datetime.to_string(importing.finished_at) or False,
            "text": self.env._(
                "%(refused)s of %(rows)s rows",
                refused=importing.rejected_count,
                rows=importing.row_count,
            ),
            "open": {
                "action": "bpm_crm_addon.action_bpm_partner_import",
                "context": {"bpm_import_id": importing.id},
            },
            "buttons": [settle],
        }

    # === WHO IS ASKED === #

    def _card_questions(self):
        """What data stewards ask me; the answer is written in the row. Absent without questions."""
        questions_sudo = (
            self.env["bpm.partner.question"]
            .sudo()
            .search([("person_id", "=", self.env.uid), ("answered_at", "=", False)], limit=ROWS)
        )
        if not questions_sudo:
            return False
        return {
            "title": self.env._("Questions about Your Counterparties"),
            "rows": [
                {
                    "key": one.id,
                    "title": one.partner_id.display_name,
                    "text": one.text,
                    "note": one.asker_id.name,
                    "open": {"model": "res.partner", "id": one.partner_id.id},
                }
                for one in questions_sudo
            ],
        }
