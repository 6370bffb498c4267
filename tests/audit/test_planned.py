"""Statements whose plan PostgreSQL keeps."""

from odoo.addons.bpm_crm_addon.models.audit.planned import Planned
from tests.common import BpmCase


class TestPlanned(BpmCase):
    def planned(self, gives="int", body="RETURN 10 * _factor;"):
        planned = Planned("bpm_test_planned", {"_factor": "int"}, gives, body)
        planned.install(self.env.cr)
        return planned

    def asked(self, planned, *values):
        return self.env.execute_query(planned(*values))

    def test_it_gives_rows_or_a_value(self):
        self.assertEqual(self.asked(self.planned(), 3), [(30,)])
        rows = {"id": "int", "login": "varchar"}
        body = "RETURN QUERY SELECT id, login FROM res_users WHERE id = _factor;"
        asked = self.asked(self.planned(rows, body), self.env.uid)
        self.assertEqual(asked, [(self.env.uid, self.env.user.login)])

    def test_lists_travel_as_arrays(self):
        planned = Planned(
            "bpm_test_planned",
            {"_words": "text[]", "_times": "timestamp[]", "_flags": "bool[]"},
            {"word": "text", "hour": "int", "flag": "bool"},
            """RETURN QUERY SELECT w, extract(hour FROM t)::int, f
                 FROM unnest(_words, _times, _flags) AS asked(w, t, f);""",
        )
        planned.install(self.env.cr)
        words = ['say "no", {twice} \\ 100 %', None, ""]
        hours = ["2026-11-27 14:30:00", None, "2026-11-27 00:00:00"]
        asked = self.asked(planned, words, hours, (True, False, None))
        self.assertEqual(asked, [(words[0], 14, True), (None, None, False), ("", 0, None)])
        self.assertEqual(self.asked(planned, [], [], []), [])

    def test_a_former_one_makes_room(self):
        self.planned()
        planned = Planned("bpm_test_planned", {"_a": "int", "_b": "int"}, "text", "RETURN _a + _b;")
        planned.install(self.env.cr)
        planned.install(self.env.cr)
        self.assertEqual(self.asked(planned, 3, 4), [("7",)])
        self.env.cr.execute("SELECT count(*) FROM pg_proc WHERE proname = 'bpm_test_planned'")
        self.assertEqual(self.env.cr.fetchone(), (1,))
