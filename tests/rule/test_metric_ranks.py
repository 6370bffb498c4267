"""Places among all buyers: conventions 5.5 (fifths by percentile, ties, a smallest population,
fixed limits below it)."""

import random

from odoo.addons.bpm_crm_addon.engine.pareto import classes
from odoo.addons.bpm_crm_addon.engine.rfm import fixed_marks, group, marks
from tests.rule.metric_case import MetricCase


class TestRanks(MetricCase):
    BUYERS = 43

    def rows(self, count):
        """Rows of so many buyers with chance figures, ties among them."""
        dice = random.Random(7)
        partners = self.env["res.partner"].create(
            [{"name": f"Buyer {one}"} for one in range(count)]
        )
        for partner in partners:
            self.env.cr.execute(
                """INSERT INTO bpm_partner_metric (partner_id, company_id, computed_on, recency,
                          purchases, turnover_two_years, turnover_year)
                   VALUES (%s, %s, '2026-03-18', %s, %s, %s, %s)""",
                (
                    partner.id, self.company.id, dice.randint(0, 30), dice.randint(1, 9),
                    dice.randint(-50, 999), dice.randint(-50, 999),
                ),
            )  # fmt: skip
        self.metric._rank()
        return self.metric.search([("partner_id", "in", partners.ids)], order="id")

    def test_marks_and_groups_are_those_of_the_engine(self):
        rows = self.rows(self.BUYERS)
        by_mark = [
            marks([-row.recency for row in rows]),
            marks([row.purchases for row in rows]),
            marks([row.turnover_two_years for row in rows]),
        ]
        for row, found in zip(rows, zip(*by_mark, strict=True), strict=True):
            self.assertEqual(row.rfm, "".join(map(str, found)))
            self.assertEqual(row.rfm_group, group(*found))

    def test_classes_are_those_of_the_engine(self):
        rows = self.rows(self.BUYERS)
        self.assertEqual([row.abc or None for row in rows], classes(rows.mapped("turnover_year")))

    def test_a_handful_of_buyers_is_compared_with_fixed_limits(self):
        """Conventions 5.5: "unsuitable for B2B with few big clients → fixed thresholds"."""
        rows = self.rows(19)
        for place, row in enumerate(rows):  # some on the limits, some beyond
            row.write({"recency": 15 * place, "purchases": 1 + place * 3 // 2})
        self.env.flush_all()
        self.metric._rank()
        average = sum(rows.mapped("turnover_two_years")) / 19
        for row in rows:
            found = fixed_marks(row.recency, row.purchases, row.turnover_two_years / average)
            self.assertEqual(row.rfm, "".join(map(str, found)))
            self.assertEqual(row.rfm_group, group(*found))
        self.assertGreater(len(set(rows.mapped("rfm"))), 3, "too much alike to tell")
        self.assertIn("a", rows.mapped("abc"))

    def test_the_card_tells_the_class(self):
        """ux.md 3.3, Terms: "segment A"; to those who may see a portrait."""
        best = self.rows(19).filtered(lambda row: row.abc == "a")[:1].partner_id
        terms = best.with_user(self.keeper).bpm_portrait()["terms"]
        self.assertIn("ABC class A", terms)

    def test_every_group_has_a_name_on_the_screen(self):
        names = dict(self.metric._fields["rfm_group"].selection)
        span = range(1, 6)
        found = {group(r, f, m) for r in span for f in span for m in span}
        self.assertEqual(found, set(names))
