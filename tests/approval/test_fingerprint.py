"""The fingerprint of a quotation is the same whichever way it was taken (idea 6 of the design)."""

from tests.common import ApprovalCase


class TestFingerprint(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quotes = cls.env["sale.order"].union(
            *(cls.quote(discount=number, quantity=1 + number / 7) for number in range(12))
        )
        cls.quotes[:3].order_line.name = "Ünïcode “desk”"
        cls.quotes[3].write({"order_line": [(0, 0, {"display_type": "line_note", "name": "Note"})]})
        cls.spec = cls.quotes._bpm_spec()

    def one_by_one(self):
        return {
            quote.id: quote._bpm_fingerprints({quote.id: self.spec})[quote.id]
            for quote in self.quotes
        }

    def test_many_at_once_are_what_each_is_alone(self):
        together = self.quotes._bpm_fingerprints(dict.fromkeys(self.quotes.ids, self.spec))
        self.assertEqual(together, self.one_by_one())
        self.assertEqual(len({digest for digest, _content in together.values()}), 12)

    def test_what_is_taken_with_the_lock_is_the_same(self):
        locked = self.quotes._bpm_clean()._bpm_lock(measured=True)
        self.assertEqual(
            {quote: tuple(row["measured"]) for quote, row in locked.items()}, self.one_by_one()
        )

    def test_by_a_route_many_at_once_are_what_each_is_alone(self):
        """With papers, sections and all that a request asks about."""
        self.quotes[4].write({"order_line": [
            (0, 0, {"display_type": "line_section", "name": "Options", "sequence": 0}),
            (0, 0, {"display_type": "line_subsection", "name": "Lamps", "sequence": 1}),
        ]})  # fmt: skip
        self.spec = dict(self.spec, attachments=[])
        together = self.quotes._bpm_fingerprints(dict.fromkeys(self.quotes.ids, self.spec))
        self.assertEqual(together, self.one_by_one())
        lines = {line["name"]: line for line in together[self.quotes[4].id][1]["order_line"]}
        self.assertEqual(lines["Lamps"]["parent_id"], lines["Options"]["id"])
        parents = {
            line.id: line.parent_id.id for line in self.quotes[4].order_line if line.parent_id
        }
        self.assertEqual(
            {line["id"]: line["parent_id"] for line in lines.values() if "parent_id" in line},
            parents,
        )

    def test_asked_for_together_each_passes_alone(self):
        self.route()
        self.quotes.action_bpm_request_approval()
        self.quotes.bpm_approval_request_id.with_user(self.leader).action_approve()
        self.quotes[5].action_confirm()
        self.assertEqual(self.quotes[5].state, "sale")
