"""The demo company: loaded by a program, removed without a trace."""

import logging
import time

from odoo import api, models
from odoo.exceptions import UserError

from ...demo import vector_trade
from .company_removal import Removal

_logger = logging.getLogger(__name__)
COMPANY = "bpm_crm_addon.demo_company"
PERSON = "demo_user_%"


class BpmDemoCompany(models.AbstractModel):
    """Doors for the wizard, the demo data and the scripts; none can be called from outside."""

    _name = "bpm.demo.company"
    _description = "Demo company"

    @api.model
    def _company(self):
        """The demo company's ``res.company``, empty when it is not loaded."""
        found = self.env.ref(COMPANY, raise_if_not_found=False)
        return (found or self.env["res.company"]).sudo()

    @api.model
    def _people(self):
        """Its people who can sign in, in the order of the program; empty when it is not loaded."""
        if not self._company():
            return self.env["res.users"].sudo()
        names = self.env["ir.model.data"].sudo()
        names = names.search([("module", "=", "bpm_crm_addon"), ("name", "=like", PERSON)])
        return self.env["res.users"].sudo().browse(names.mapped("res_id")).exists().sorted("id")

    @api.model
    def _who_may_sign_in(self):
        """[{"login", "name", "job"}] for the login page: those who work there now."""
        people = self._people().filtered("active")
        jobs = dict(people._fields["bpm_job"]._description_selection(self.env))
        return [
            {"login": person.login, "name": person.name, "job": jobs.get(person.bpm_job, "")}
            for person in people
        ]

    @api.model
    def _load(self, history=True, progress=None):
        """Load the company, with its eighteen months or only with people and prepared moments.

        `progress(done, total, what)` is called before each step. All or nothing. Returns True.
        """
        self._refuse_to_load()
        start = time.monotonic()
        with self.env.cr.savepoint():
            company = vector_trade.load(self.sudo().env, history, progress or self._log_progress)
        _logger.info("Demo company %s: %.0f s", company.name, time.monotonic() - start)
        return True

    @api.model
    def _greet_nobody(self):
        """In a demo database its administrator is left alone by Odoo's robot, too."""
        vector_trade.people.without_odoobot(self.env.ref("base.user_admin"))

    @api.model
    def _open_for(self, user):
        """Let this user work in the company and see it first after login."""
        company = self._company()
        user.sudo().write({"company_ids": [(4, company.id)], "company_id": company.id})

    @api.model
    def _remove(self):
        """Delete the company with everything in it; the audit trail keeps its entries.

        Returns whether there was one.
        """
        company = self._company()
        if not company:
            return False
        env = self.sudo().env
        vector_trade.undo(env)
        Removal(env, company).run()
        return True

    @api.model
    def _log_progress(self, done, total, what):
        _logger.info("Demo company: %s of %s, %s", done, total, what)

    @api.model
    def _refuse_to_load(self):
        if self._company():
            raise UserError(
                self.env._(
                    "The demo company is loaded already. Remove it first, then load it again."
                )
            )
        logins = [person.login for person in vector_trade.people.PEOPLE]
        users = self.env["res.users"].sudo().with_context(active_test=False)
        if taken := users.search([("login", "in", logins)]):
            raise UserError(
                self.env._(
                    "The people of the demo company cannot be made: these logins are in use: "
                    "%(logins)s. Rename them first, or use another database.",
                    logins=", ".join(taken.mapped("login")),
                )
            )
        routes = self.env["bpm.approval.route"].sudo()
        everywhere = routes.search(
            [
                ("company_id", "=", False),
                ("model_name", "=", "sale.order"),
                ("state", "=", "active"),
            ]
        )
        if everywhere:
            raise UserError(
                self.env._(
                    "Approval routes for all companies are switched on (%(routes)s) and would ask "
                    "your colleagues about the demo company. Give them a company, or retire them.",
                    routes=", ".join(everywhere.mapped("name")),
                )
            )
