"""An administrator's cards: set-up, health, problems, how the routes do, who is away."""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .desk import ROWS

TONES = {"danger": "danger", "warning": "warning"}
STATISTICS_DAYS = 30


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    def _card_setup(self):
        """The checklist of the set-up; nothing when it is done or dismissed."""
        if "bpm.setup" not in self.env:
            return None
        card = self.env["bpm.setup"]._desk_card()
        return {**card, "wide": True, "plain": True} if card else None

    # === HEALTH === #

    def _card_health(self):
        """What is not in order, the worst first."""
        lines = [line for line in self.env["bpm.health"]._health_lines() if line["level"] in TONES]
        lines.sort(key=lambda line: list(TONES).index(line["level"]))
        page = {
            "label": self.env._("Health & Problems"),
            "action": "bpm_crm_addon.action_bpm_health",
        }
        rows = [
            {
                "key": number,
                "title": line["name"],
                "text": line["text"],
                "tone": TONES[line["level"]],
                "open": page,
            }
            for number, line in enumerate(lines)
        ]
        return {
            "title": self.env._("Health"),
            **self._listed(rows, page),
            "empty": {"sentence": self.env._("Everything is in order.")},
        }

    # === PROBLEMS === #

    def _card_problems(self):
        incidents = self.env["bpm.incident"].search([("state", "=", "open")], limit=ROWS + 1)
        more = {
            "label": self.env._("All problems"),
            "action": "bpm_crm_addon.action_bpm_incident",
        }
        return {
            "title": self.env._("Problems"),
            **self._listed([self._problem_row(incident) for incident in incidents], more),
            "empty": {"sentence": self.env._("No problem needs attention.")},
        }

    def _problem_row(self, incident):
        place = {"model": incident._name, "id": incident.id}
        again = {
            "label": self.env._("Try Again"),
            "method": "action_retry",
            "model": incident._name,
            "ids": incident.ids,
        }
        return {
            "key": incident.id,
            "title": incident.name,
            "text": incident.reason or "",
            "at": fields.Datetime.to_string(incident.last_at) or False,
            "tone": "danger",
            "open": place,
            "buttons": [again] if incident.res_method else [],
        }

    # === ROUTES === #

    def _card_routes(self):
        """How the routes did in the last 30 days, in the companies that are active."""
        routes = self.env["bpm.approval.route"].search(
            [
                ("state", "in", ("active", "watching")),
                ("model_name", "not in", self.env["bpm.approval.request"]._uncounted()),
            ],
            order="state, sequence, id",
        )
        since = fields.Datetime.now() - timedelta(days=STATISTICS_DAYS)
        total, touched = self._quotations_since(since)
        stopped, seen = self._stopped_by_route(since), self._watched_by_route(since)
        rows = [self._route_row(route, total, stopped, seen) for route in routes]
        if rows and total:
            rows.insert(0, self._straight_through_row(total, touched))
        more = {
            "label": self.env._("Approval Routes"),
            "action": "bpm_crm_addon.action_bpm_approval_route",
        }
        return {
            "title": self.env._("Approval Routes, Last 30 Days"),
            "rows": rows,
            "more": more,
            "empty": {
                "sentence": self.env._("No approval route is in use: nothing is held back."),
                "button": more,
            },
        }

    def _straight_through_row(self, total, touched):
        return {
            "key": "all",
            "title": self.env._(
                "%(share)s %% of %(count)s quotations needed nobody",
                share=round(100 * (total - touched) / total),
                count=total,
            ),
        }

    def _route_row(self, route, total, stopped, seen):
        count = (seen if route.state == "watching" else stopped).get(route.id, 0)
        share = round(100 * count / total) if total and route.model_name == "sale.order" else None
        if route.state == "watching":
            text = self.env._("Watching: %s documents would have been held back", count)
        elif share is None:
            text = self.env._("%s documents held back", count)
        else:
            text = self.env._("%(count)s held back, %(share)s %%", count=count, share=share)
        return {
            "key": route.id,
            "title": route.name,
            "text": text,
            "tone": "info" if route.state == "watching" else "",
            "open": {"model": route._name, "id": route.id},
        }

    def _quotations_since(self, since):
        """How many quotations were made, and how many of them somebody was asked about."""
        self.env["sale.order"].flush_model(["create_date", "state", "company_id"])
        self.env["bpm.approval.request"].flush_model(["res_model", "res_id"])
        [row] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), count(*) FILTER (WHERE EXISTS (
                        SELECT FROM bpm_approval_request request
                         WHERE request.res_model = 'sale.order' AND request.res_id = quotation.id))
                  FROM sale_order quotation
                 WHERE create_date > %s AND state != 'cancel' AND company_id IN %s
                """,
                since,
                tuple(self.env.companies.ids),
            )
        )
        return row

    def _stopped_by_route(self, since):
        """``{route id: documents it held back}``"""
        groups = (
            self.env["bpm.approval.request"]
            .sudo()
            ._read_group(
                Domain("submitted_at", ">", since)
                & Domain("res_model", "not in", self.env["bpm.approval.request"]._uncounted())
                & Domain("company_id", "in", [*self.env.companies.ids, False]),
                ["route_id"],
                ["res_id:count_distinct"],
            )
        )
        return {route.id: count for route, count in groups}

    def _watched_by_route(self, since):
        """``{route id: documents a watching route would have held back}``"""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT (data->>'route')::int, count(DISTINCT (res_model, res_id))
                  FROM bpm_journal entry
                 WHERE event = 'watched' AND at > %s
                   AND (res_model != 'sale.order' OR EXISTS (
                        SELECT FROM sale_order WHERE id = entry.res_id AND company_id IN %s))
              GROUP BY 1
                """,
                since,
                tuple(self.env.companies.ids),
            )
        )
        return dict(rows)

    # === AWAY === #

    def _card_away(self):
        today = fields.Date.context_today(self)
        absences = self.env["bpm.approval.substitution"].search(
            [("date_from", "<=", today), ("date_to", ">=", today)],
            order="date_to, id",
            limit=ROWS + 1,
        )
        more = {
            "label": self.env._("Absences & Substitutes"),
            "action": "bpm_crm_addon.action_bpm_approval_substitution",
        }
        return {
            "title": self.env._("Away Today"),
            **self._listed([self._away_row(absence) for absence in absences], more),
            "empty": {"sentence": self.env._("Nobody is away.")},
        }

    def _away_row(self, absence):
        return {
            "key": absence.id,
            "title": absence.user_id.name,
            "text": self.env._(
                "until %(day)s, %(substitute)s decides",
                day=format_date(self.env, absence.date_to),
                substitute=absence.substitute_id.name,
            ),
            "open": {"model": absence._name, "id": absence.id},
        }
