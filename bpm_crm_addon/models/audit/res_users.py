"""Administrators' page loads look after the scheduled actions, in case none of them runs."""

import logging

import psycopg2

from odoo import models

_logger = logging.getLogger(__name__)


class ResUsers(models.Model):
    _inherit = "res.users"

    def _on_webclient_bootstrap(self):
        """Override of `web` to check the scheduled actions when an administrator comes.

        It must not keep the administrator out of a database that waits to be upgraded.
        """
        if self.has_group("bpm_crm_addon.group_bpm_admin"):
            try:
                with self.env.cr.savepoint():
                    self.env["bpm.health"]._check_on_page_load()
            except psycopg2.ProgrammingError:
                _logger.warning("Scheduled actions not checked", exc_info=True)
        return super()._on_webclient_bootstrap()
