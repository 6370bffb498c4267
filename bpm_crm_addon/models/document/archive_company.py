"""The other archive a company hands signed papers to: its address, and the key to sign with."""

from odoo import api, fields, models

from ..partner.ir_model_fields import NO_ACCESS
from ..partner.outside_address import check_address, hosts_of, keep_typed

ADMIN = "base.group_system"


class ResCompany(models.Model):
    _inherit = "res.company"

    bpm_archive_url = fields.Char(
        "Archive's address",
        groups=ADMIN,
        help="Signed papers are sent there by HTTPS. Empty: nothing is sent.",
    )
    bpm_archive_hosts = fields.Char(
        "Hosts inside your network",
        groups=ADMIN,
        help="Separated by commas. Nothing else inside your network is ever called.",
    )
    bpm_archive_secret = fields.Char(
        "Archive's key",
        groups=ADMIN,
        compute="_compute_bpm_archive_secret",
        inverse="_inverse_bpm_archive_secret",
        exportable=False,
        help="What is sent is signed with it. Once saved it is shown to nobody.",
    )
    bpm_archive_secret_kept = fields.Char(
        "Archive's key, kept", groups=NO_ACCESS, copy=False, exportable=False
    )

    def _compute_bpm_archive_secret(self):
        self.bpm_archive_secret = False

    def _inverse_bpm_archive_secret(self):
        keep_typed(self, bpm_archive_secret="bpm_archive_secret_kept")

    @api.constrains("bpm_archive_url", "bpm_archive_hosts")
    def _check_bpm_archive_url(self):
        for company in self.sudo().filtered("bpm_archive_url"):
            check_address(self.env, company.bpm_archive_url, company._bpm_archive_hosts())

    def _bpm_archive_hosts(self):
        return hosts_of(self.bpm_archive_hosts)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_archive_url = fields.Char(related="company_id.bpm_archive_url", readonly=False)
    bpm_archive_hosts = fields.Char(related="company_id.bpm_archive_hosts", readonly=False)
    bpm_archive_secret = fields.Char(related="company_id.bpm_archive_secret", readonly=False)
