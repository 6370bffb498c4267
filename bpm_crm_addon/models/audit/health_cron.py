"""Do the addon's own scheduled actions run?"""

import time
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_datetime

KEY = "health.scheduled_action."
SHORTEST_DELAY = timedelta(hours=1)
MANY_FAILURES = 3
STARTED = time.monotonic()
START_TIME = 600


class BpmHealth(models.TransientModel):
    _inherit = "bpm.health"

    @api.model
    def _cron_check(self):
        """Look after the scheduled actions; itself one of them."""
        self._check_scheduled_actions()

    @api.model
    def _check_on_page_load(self):
        """The same check for when scheduled actions do not run at all, so cheap that it may
        happen whenever an administrator loads the page: two queries while all is well.

        A server that has just started is given time to catch up first.
        """
        if time.monotonic() - STARTED > START_TIME:
            self._check_scheduled_actions()

    @api.model
    def _check_scheduled_actions(self):
        """Raise a problem for each scheduled action of ours that is inactive, late or failing;
        close those that were raised and are over. Return {scheduled action: reason}."""
        doubts = self._scheduled_action_doubts()
        raised = (
            self.env["bpm.incident"]
            .sudo()
            .search([("state", "=", "open"), ("key", "=like", f"{KEY}%")])
        )
        wrong = {f"{KEY}{cron.id}": (cron, reason) for cron, reason in doubts.items()}
        raised.filtered(lambda incident: incident.key not in wrong)._close("done", method="cron")
        for key in wrong.keys() - set(raised.mapped("key")):
            cron, reason = wrong[key]
            self.env["bpm.incident"]._raise_incident(
                self.env._("Scheduled action %(name)s", name=cron.name), reason, key=key
            )
        return doubts

    def _scheduled_action_doubts(self):
        """{scheduled action: what is wrong with it} of the addon's own, those in order left out.

        On a neutralised copy of a database they are switched off on purpose.
        """
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param("database.is_neutralized"):
            return {}
        crons = self._scheduled_actions()
        late = crons.filtered(is_late)
        late = late.try_lock_for_update(allow_referencing=True)  # one that is running is locked
        doubts = {cron: self._doubt(cron, cron in late) for cron in crons}
        return {cron: doubt for cron, doubt in doubts.items() if doubt}

    def _scheduled_actions(self):
        ours = (
            self.env["ir.model.data"]
            .sudo()
            ._search([("module", "=", "bpm_crm_addon"), ("model", "=", "ir.cron")])
        )
        crons = self.env["ir.cron"].sudo().with_context(active_test=False)
        return crons.search([("id", "in", ours.subselect("res_id"))], order="id")

    def _doubt(self, cron, has_been_missed):
        if not cron.active:
            return self.env._(
                "It is switched off, so its work is not done. Switch it on: Settings, Technical, "
                "Scheduled Actions."
            )
        if has_been_missed:
            return self.env._(
                "It should have run on %(when)s and has not. Scheduled actions may be switched "
                "off on the server: ask who runs it.",
                when=format_datetime(self.env, cron.nextcall),
            )
        if cron.failure_count >= MANY_FAILURES:
            return self.env._(
                "It has failed %(count)s times in a row. The reason is in the server's log.",
                count=cron.failure_count,
            )
        return None


def is_late(cron):
    """Whether it should have run two of its intervals ago, an hour at least."""
    now = fields.Datetime.now()
    interval = relativedelta(**{cron.interval_type: cron.interval_number})
    return cron.nextcall < min(now - interval - interval, now - SHORTEST_DELAY)
