"""What waits for an approval, and what customers have not answered."""

from odoo import fields, models
from odoo.tools import SQL

from ...engine.sentence import mark

PATIENCE_DAYS = 14


class BpmDirector(models.AbstractModel):
    _inherit = "bpm.director"

    # === WAITING FOR AN APPROVAL === #

    def _sentence_waiting(self):
        """How much waits, how long, and at whom; a director sees all requests."""
        count, total, oldest = self._waiting_sums()
        if not count:
            return {"text": self.env._("Nothing waits for an approval.")}
        people = self._whom_they_wait_for()
        days = (fields.Datetime.now() - oldest).total_seconds() / 86400
        away = self._without_substitute(people)
        names = [self._name_and_trouble(*person, away) for person in people]
        text = self.env._(
            "Waiting for an approval: %(count)s, worth %(total)s. The oldest: %(age)s. "
            "At: %(people)s.",
            count=mark(count),
            total=self._money(total),
            age=mark(self._age(days), "warning" if days >= 2 else ""),
            people=mark(
                self._some(names), "danger" if away or not all(p[2] for p in people) else ""
            ),
        )
        return {"text": text, "open": "all", "buttons": self._assign_buttons(people, away)}

    def _name_and_trouble(self, user, name, works_here, away):
        if not works_here:
            return self.env._("%s (left)", name)
        return self.env._("%s (away, no substitute)", name) if user in away else name

    def _waiting_sums(self):
        self.env["bpm.approval.request"].flush_model()
        rows = self.env.execute_query(SQL(
            """SELECT company_id, count(*), sum(company_amount), min(submitted_at)
                 FROM bpm_approval_request
                WHERE state = 'open' AND (company_id IS NULL OR company_id = ANY(%s))
                  AND res_model <> ALL(%s)
             GROUP BY company_id""",
            self.env.companies.ids, self.env["bpm.approval.request"]._uncounted(),
        ))  # fmt: skip
        total = self._in_one_currency({company: amount for company, _n, amount, _old in rows})
        oldest = min((row[3] for row in rows if row[3]), default=fields.Datetime.now())
        return sum(row[1] for row in rows), total, oldest

    def _whom_they_wait_for(self):
        """[(user id, name, works here still)] of those who are asked now, most asked first.

        Those who will not answer come before the others, so that they are always named.
        """
        self.env["bpm.approval.slot"].flush_model()
        return self.env.execute_query(SQL(
            """SELECT s.approver_id, p.name, u.active
                 FROM bpm_approval_slot s
                 JOIN bpm_approval_request r ON r.id = s.request_id
                 JOIN res_users u ON u.id = s.approver_id
                 JOIN res_partner p ON p.id = u.partner_id
                WHERE s.state = 'pending' AND (s.company_id IS NULL OR s.company_id = ANY(%s))
                  AND r.res_model <> ALL(%s)
             GROUP BY s.approver_id, p.name, u.active
             ORDER BY u.active, count(*) DESC, p.name""",
            self.env.companies.ids, self.env["bpm.approval.request"]._uncounted(),
        ))  # fmt: skip

    def _without_substitute(self, people):
        """Ids of those of ``people`` who are away with nobody deciding for them."""
        ids = [user for user, _name, _works in people]
        absences = self.env["bpm.approval.substitution"].sudo()
        return absences._away(ids) - set(absences._substitutes(ids))

    def _assign_buttons(self, people, away):
        """One button per person who is away; only for those whom it will not refuse."""
        if not self.env.user.has_group("bpm_crm_addon.group_bpm_approval_admin"):
            return []
        return [
            {"label": self.env._("Find a substitute for %s", name), "key": f"assign-{user}"}
            if works_here
            else {"label": self.env._("Hand over from %s", name), "key": f"left-{user}"}
            for user, name, works_here in people
            if user in away or not works_here
        ]

    def _open_waiting(self, key):
        if key.startswith("assign-"):
            return self._open_absence(int(key.removeprefix("assign-")))
        trials = self.env["bpm.approval.request"]._uncounted()
        domain = [("state", "=", "open"), ("res_model", "not in", trials)]
        if key.startswith("left-"):
            place = [
                ("approver_id", "=", int(key.removeprefix("left-"))),
                ("state", "=", "pending"),
            ]
            domain.append(("slot_ids", "any", place))
        return self._list(self.env._("Waiting for an Approval"), "bpm.approval.request", domain)

    def _open_absence(self, user_id):
        """The absence that has no working substitute; a new one when it is time off only."""
        today = fields.Date.context_today(self)
        absence = self.env["bpm.approval.substitution"].search(
            [("user_id", "=", user_id), ("date_from", "<=", today), ("date_to", ">=", today)],
            limit=1,
        )
        if not absence:
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "bpm_crm_addon.action_bpm_absence_of"
            )
            return {**action, "context": {"default_user_id": user_id}}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who decides meanwhile?"),
            "res_model": absence._name,
            "res_id": absence.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    # === WAITING FOR THE CUSTOMER === #

    def _sentence_unanswered(self):
        """Quotations that were sent and to which the customer has said nothing."""
        if not self._sells():
            return None
        count, total, biggest = self._unanswered_sums()
        days = mark(PATIENCE_DAYS)
        if not count:
            return {"text": self.env._("No quotation is without an answer for over %s days.", days)}
        text = self.env._(
            "Sent and without the customer's answer for over %(days)s days: %(count)s, worth "
            "%(total)s. The biggest: %(biggest)s.",
            days=days,
            count=mark(count),
            total=self._money(total, "warning"),
            biggest=mark(biggest),
        )
        return {"text": text, "open": "all"}

    def _unanswered_sums(self):
        """(how many, worth what in the company's currency, the biggest in words)."""
        self.env["sale.order"].flush_model()
        rows = self.env.execute_query(SQL(
            """WITH quotation AS (
                   SELECT o.company_id, o.name, o.partner_id,
                          o.amount_total / coalesce(nullif(o.currency_rate, 0), 1) AS total
                     FROM sale_order o
                    WHERE o.state = 'sent' AND o.date_order < %s AND o.company_id = ANY(%s)
               )
               SELECT DISTINCT ON (q.company_id) q.company_id, count(*) OVER own,
                      sum(q.total) OVER own, q.total, q.name, p.name
                 FROM quotation q JOIN res_partner p ON p.id = q.partner_id
               WINDOW own AS (PARTITION BY q.company_id)
             ORDER BY q.company_id, q.total DESC""",
            self._unanswered_before(), self.env.companies.ids,
        ))  # fmt: skip
        total = self._in_one_currency({row[0]: row[2] for row in rows})
        biggest = max(rows, key=lambda row: self._in_one_currency({row[0]: row[3]}), default=None)
        words = biggest and self.env._(
            "%(quotation)s for %(customer)s", quotation=biggest[4], customer=biggest[5]
        )
        return sum(row[1] for row in rows), total, words

    def _unanswered_before(self):
        return fields.Datetime.subtract(fields.Datetime.now(), days=PATIENCE_DAYS)

    def _unanswered_domain(self):
        return [
            ("state", "=", "sent"),
            ("date_order", "<", self._unanswered_before()),
            ("company_id", "in", self.env.companies.ids),
        ]

    def _open_unanswered(self, key):
        return self._list(
            self.env._("Without the Customer's Answer"), "sale.order", self._unanswered_domain()
        )
