"""The other archive a company hands signed papers to: its address, and the key to sign with."""

from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..partner.ir_model_fields import NO_ACCESS

ADMIN = "base.group_system"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


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
        "Archive's key", groups=NO_ACCESS, copy=False, exportable=False
    )

    def _compute_bpm_archive_secret(self):
        self.bpm_archive_secret = False

    def _inverse_bpm_archive_secret(self):
        for company in self:
            if typed := company.bpm_archive_secret:
                company.sudo().bpm_archive_secret_kept = typed.strip()
        self.invalidate_recordset(["bpm_archive_secret"], flush=False)

    @api.constrains("bpm_archive_url", "bpm_archive_hosts")
    def _check_bpm_archive_url(self):
        for company in self.sudo().filtered("bpm_archive_url"):
            url = urlsplit(company.bpm_archive_url)
            listed = url.hostname in LOOPBACK and url.hostname in company._bpm_archive_hosts()
            if url.scheme not in ("https", "http") or not url.hostname or "@" in url.netloc:
                raise ValidationError(
                    self.env._("The archive's address has to begin with https:// and name a host.")
                )
            if url.scheme == "http" and not listed:
                raise ValidationError(
                    self.env._(
                        "Papers leave by https:// only. A program on this very machine may be "
                        "called by http:// where it is listed among the hosts."
                    )
                )

    def _bpm_archive_hosts(self):
        return frozenset(
            name.strip() for name in (self.bpm_archive_hosts or "").split(",") if name.strip()
        )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_archive_url = fields.Char(related="company_id.bpm_archive_url", readonly=False)
    bpm_archive_hosts = fields.Char(related="company_id.bpm_archive_hosts", readonly=False)
    bpm_archive_secret = fields.Char(related="company_id.bpm_archive_secret", readonly=False)
