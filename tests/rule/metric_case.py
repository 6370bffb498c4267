"""Firms with figures: made as in the X-ray's company, read from the rows."""

from tests.desk.xray_world import XrayCase


class MetricCase(XrayCase):
    """``metric``: the figures; ``keeper`` keeps the books, ``seller`` sells."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls.person("keeper", "account.group_account_invoice")
        cls.metric = cls.env["bpm.partner.metric"]
        # As after a night: nothing of other companies is waiting, everybody was looked at.
        cls.env["ir.config_parameter"].set_param("bpm_crm_addon.metrics_filled", "1")
        cls.notes("DELETE")

    @classmethod
    def notes(cls, verb="SELECT count(*)"):
        """What is noted: how many, or away with them."""
        cls.env.flush_all()
        cls.env.cr.execute(f"{verb} FROM bpm_partner_metric_stale")
        return cls.env.cr.fetchone()[0] if cls.env.cr.description else 0

    @classmethod
    def noted(cls):
        """Those who are noted, as counterparties."""
        cls.env.flush_all()
        cls.env.cr.execute("SELECT DISTINCT partner_id FROM bpm_partner_metric_stale")
        return cls.env["res.partner"].browse(row[0] for row in cls.env.cr.fetchall())

    @classmethod
    def refresh(cls):
        """What the scheduled action does, without its commits."""
        cls.env.flush_all()
        while cls.metric._refresh_waiting(1000):
            pass

    def of(self, firm):
        """The row of a firm in the company, brought up to date."""
        self.refresh()
        return self.metric.search(
            [("partner_id", "=", firm.id), ("company_id", "=", self.company.id)]
        )

    @classmethod
    def amounts(cls, row, *names):
        return tuple(round(row[name], 4) for name in names)
