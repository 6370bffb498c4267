"""Carrying a hand-over out: in portions, as the system, each client noted in the audit trail."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, LazyTranslate, split_every

from ...engine.share_out import share_out

_lt = LazyTranslate(__name__)
PORTION = 500
COUNTED = ("clients", "quotes", "leads", "activities", "tasks", "approvals")


class BpmPartnerHandover(models.Model):
    _inherit = "bpm.partner.handover"

    def _carry_out(self):
        """Move everything, note it, tell the receivers."""
        handover = self.sudo().with_context(mail_activity_quick_update=True, tracking_disable=True)
        clients = handover._clients()
        receivers = handover._receivers(clients)
        outcome = {user.id: dict.fromkeys(COUNTED, 0) for user in handover.to_ids}
        for user in handover.to_ids:
            theirs = clients.filtered(lambda one, user=user: receivers[one.id] == user.id)
            handover._move_to(user, theirs, outcome[user.id])
        if handover._is_whole():
            handover._move_rest(outcome)
        handover._note_lines(clients, receivers)
        handover.write(
            {
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
                "outcome": {str(key): value for key, value in outcome.items()},
            }
        )
        for user in handover.to_ids:
            handover._tell(user, outcome[user.id])

    def _receivers(self, clients):
        """{client: receiver's id}; contacts go where their firm goes."""
        firms = {one.id: one.commercial_partner_id.id for one in clients}
        weights = dict.fromkeys(firms.values(), 0)
        rows = self.env["sale.order"]._read_group(
            [("partner_id", "in", list(weights)), ("state", "in", ("draft", "sent"))],
            ["partner_id"],
            ["__count"],
        )
        weights.update({partner.id: count for partner, count in rows})
        given = share_out(weights, self.to_ids.ids)
        return {client: given[firm] for client, firm in firms.items()}

    # === WHAT MOVES === #

    def _move_to(self, user, clients, counts):
        """Move what is open at these clients to one receiver; add to `counts`."""
        for portion in split_every(PORTION, clients.ids, clients.browse):
            portion.write({"user_id": user.id})
        counts["clients"] += len(clients.commercial_partner_id & clients)
        family = self.env["res.partner"].with_context(active_test=False)
        self._move_open(
            user, Domain("partner_id", "in", self._with_contacts(family, clients)), counts
        )
        if self.with_activities:
            counts["activities"] += self._move_activities(user, "res.partner", clients.ids)
        if self.with_approvals:
            counts["approvals"] += self._move_approvals(user, clients)

    def _with_contacts(self, partners, clients):
        return partners.search([("id", "child_of", clients.ids)]).ids if clients else []

    def _move_rest(self, outcome):
        """What belongs to no client of theirs goes to the first receiver."""
        user = self.to_ids[:1]
        counts = outcome[user.id]
        self._move_open(user, Domain.TRUE, counts)
        if self.with_activities:
            counts["activities"] += self._move_activities(user, None, None)
        if self.with_approvals:
            counts["approvals"] += self._move_approvals(user, None)

    def _move_open(self, user, domain, counts):
        """Open quotations, opportunities and tasks within a domain on the client."""
        for name, kind, switch, is_open in self._open_kinds():
            if not self[switch]:
                continue
            found = self.env[name].search(
                Domain(self._holder(name), "=", self.from_id.id) & Domain(is_open) & domain
            )
            for portion in split_every(PORTION, found.ids, found.browse):
                self._give(portion, user)
            counts[kind] += len(found)
            if self.with_activities and name != "project.task":
                counts["activities"] += self._move_activities(user, name, found.ids)

    @api.model
    def _open_kinds(self):
        """(model, what it counts as, the switch, what is open) of documents that move."""
        kinds = [
            ("sale.order", "quotes", "with_quotes", [("state", "in", ("draft", "sent"))]),
            ("crm.lead", "leads", "with_leads", [("won_status", "=", "pending")]),
            ("project.task", "tasks", "with_activities", [("is_closed", "=", False)]),
        ]
        return [kind for kind in kinds if kind[0] in self.env]

    def _holder(self, name):
        return "user_ids" if name == "project.task" else "user_id"

    def _give(self, documents, user):
        if documents._name == "project.task":
            documents.write({"user_ids": [(3, self.from_id.id), (4, user.id)]})
        else:
            documents.write({"user_id": user.id})

    def _move_activities(self, user, model, ids):
        """Give open activities away: those of these documents, or all that are left."""
        where = SQL("user_id = %s AND active", self.from_id.id)
        if model:
            where = SQL("%s AND res_model = %s AND res_id = ANY(%s)", where, model, list(ids))
        self.env["mail.activity"].flush_model()
        rows = self.env.execute_query(
            SQL("UPDATE mail_activity SET user_id = %s WHERE %s RETURNING id", user.id, where)
        )
        self.env["mail.activity"].invalidate_model(["user_id"])
        return len(rows)

    def _move_approvals(self, user, clients):
        """Give decisions that wait away: of these clients, or all; returns how many. None here."""
        return 0

    # === NOTING AND TELLING === #

    def _note_lines(self, clients, receivers):
        """A line and an entry in the audit trail per client."""
        self.env["bpm.partner.handover.line"].create(
            [
                {"handover_id": self.id, "partner_id": one.id, "to_id": receivers[one.id]}
                for one in clients
            ]
        )
        self.env["bpm.journal"]._append(
            [
                {
                    "event": "handed_over", "res_model": "res.partner", "res_id": one.id,
                    "data": {"from": self.from_id.id, "to": receivers[one.id]},
                }
                for one in clients
            ]
        )  # fmt: skip

    def _tell(self, user, counts):
        """The receiver's summary, by Odoo's notification, with a link to the list."""
        model = self.with_context(lang=user.lang)
        text = model.env._(
            "%(person)s's clients are yours now: %(clients)s. With them came: open quotations "
            "%(quotes)s, opportunities %(leads)s, activities and tasks %(activities)s, decisions "
            "%(approvals)s. The list shows what is open, what is overdue and what comes next.",
            person=self.from_id.name,
            **{**counts, "activities": counts["activities"] + counts["tasks"]},
        )
        self.message_notify(
            partner_ids=user.partner_id.ids,
            subject=model.env._("Clients handed over to you by %s", self.from_id.name),
            body=text,
        )


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        """Override to add the hand-over of a client."""
        return {**super()._event_words(), "handed_over": _lt("Client handed over")}
