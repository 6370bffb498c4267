"""Exporting figures counts as exporting the client base: S2-30."""

from unittest.mock import patch

from tests.desk.xray_world import days_ago
from tests.rule.metric_case import MetricCase


class TestReading(MetricCase):
    def test_export_and_great_reads_are_counted(self):
        self.keeper.group_ids |= self.env.ref("base.group_allow_export")
        self.owed(self.client("Firm"), days_ago(10))
        self.refresh()
        rows = self.metric.with_user(self.keeper).search([])
        counted = []
        reading = type(self.env["bpm.partner.reading"])
        count = lambda _self, kind, number: counted.append((kind, number))  # noqa: E731
        with patch.object(reading, "_count", count):
            rows.export_data(["partner_id", "overdue"])
            rows.read(["overdue"])
            with patch("odoo.addons.bpm_crm_addon.models.rule.metric_reading.FEW", 0):
                rows.read(["overdue"])
        self.assertEqual([one for one in counted if one[1]], [("exported", 1), ("called", 1)])
