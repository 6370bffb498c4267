"""Monday mail: once per director and week, at eight on their own clock (ux.md 3.7)."""

from unittest.mock import patch

from freezegun import freeze_time

from tests.approval.past import PastCase

CRON = "bpm_crm_addon.ir_cron_director_monday_mail"


class TestMondayMail(PastCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mails = cls.env["bpm.director.mail"]
        everyone = cls.env.ref("bpm_crm_addon.group_bpm_director").user_ids
        everyone.write({"bpm_monday_mail": False})
        cls.boss = cls.reader("kyiv", "Europe/Kyiv")

    @classmethod
    def reader(cls, login, zone, **values):
        return cls.person(
            login, "base.group_user", "bpm_crm_addon.group_bpm_director", tz=zone, **values
        )

    def run_at(self, moment, times=1):
        """The users written to when the scheduled action runs at a moment of universal time."""
        before = self.mails.search([])
        with freeze_time(moment):
            for _time in range(times):
                self.mails._cron_monday_mail()
        return (self.mails.search([]) - before).user_id

    def letters(self, person):
        """The queued mails to this person."""
        return self.env["mail.mail"].sudo().search([("email_to", "=like", f"%<{person.email}>%")])

    def test_at_eight_of_their_own_clock(self):
        """Frozen time; 15 June 2026 is a Monday, Kyiv is three hours ahead in summer."""
        self.assertFalse(self.run_at("2026-06-15 04:59:00"))
        self.assertEqual(self.run_at("2026-06-15 05:00:00"), self.boss)

    def test_each_zone_has_its_monday(self):
        """Auckland begins the week half a day before Kyiv and Los Angeles half a day after."""
        early = self.reader("auckland", "Pacific/Auckland")
        late = self.reader("angeles", "America/Los_Angeles")
        self.assertEqual(self.run_at("2026-06-14 20:00:00"), early)
        self.assertEqual(self.run_at("2026-06-15 05:00:00"), self.boss)
        self.assertEqual(self.run_at("2026-06-15 15:00:00"), late)

    def test_over_the_change_of_clocks(self):
        """Kyiv: summer time ends on Sunday 25 October 2026 and begins on 28 March 2027."""
        self.assertFalse(self.run_at("2026-10-26 05:59:00"), "winter: two hours ahead")
        self.assertEqual(self.run_at("2026-10-26 06:00:00"), self.boss)
        self.assertFalse(self.run_at("2027-03-29 04:59:00"), "summer: three hours ahead")
        self.assertEqual(self.run_at("2027-03-29 05:00:00"), self.boss)

    def test_once_however_often_the_action_runs(self):
        """Effectively once: ten runs, one mail; and one again a week later."""
        self.assertEqual(self.run_at("2026-06-15 06:00:00", times=10), self.boss)
        self.assertFalse(self.run_at("2026-06-15 18:00:00"))
        self.assertEqual(len(self.letters(self.boss)), 1)
        self.assertEqual(self.run_at("2026-06-22 06:00:00"), self.boss)
        self.assertEqual(len(self.letters(self.boss)), 2)

    def test_a_server_that_was_down_writes_until_tuesday_morning(self):
        self.assertFalse(self.run_at("2026-06-16 05:00:00"))
        self.assertFalse(self.run_at("2026-06-18 10:00:00"))
        self.assertEqual(self.run_at("2026-06-16 04:59:00"), self.boss)

    def test_not_to_those_who_left_or_do_not_want_it(self):
        """A preference switches it off; archived users are out; an administrator, who may see
        everything, is no director by name."""
        self.reader("gone", "Europe/Kyiv").active = False
        self.reader("quiet", "Europe/Kyiv", bpm_monday_mail=False)
        self.reader("mute", "Europe/Kyiv", email=False)
        self.person("root", "base.group_user", "bpm_crm_addon.group_bpm_admin", tz="Europe/Kyiv")
        self.assertEqual(self.run_at("2026-06-15 06:00:00"), self.boss)

    def test_one_switches_it_off_oneself(self):
        self.boss.with_user(self.boss).write({"bpm_monday_mail": False})
        self.assertFalse(self.run_at("2026-06-15 06:00:00"))

    def test_the_same_sentences_with_links(self):
        with freeze_time(self.NOW):
            self.answer("pending", total=300000, ago=3)
        self.run_at("2026-06-15 06:00:00")
        [letter] = self.letters(self.boss)
        self.assertEqual(letter.state, "outgoing", "Odoo's own queue hands it over")
        self.assertIn("Waiting for an approval", letter.body_html)
        self.assertRegex(letter.body_html, r"<strong>[^<]*300,000")
        self.assertIn("/odoo/director?sentence=waiting", letter.body_html)
        self.assertNotIn("Overdue", letter.body_html, "its reader may not see invoices")

    def test_one_readers_trouble_is_not_everybodys(self):
        """It becomes a problem somebody sees; the next run tries again."""
        other = self.reader("other", "Europe/Kyiv")
        real = type(self.mails)._sentences

        def broken(mail):
            if mail.user_id == self.boss:
                raise ValueError("no connection")
            return real(mail)

        with (
            patch.object(type(self.mails), "_sentences", broken),
            self.assertLogs("odoo.addons.bpm_crm_addon.models.desk.director_mail", "ERROR"),
        ):
            self.assertEqual(self.run_at("2026-06-15 06:00:00"), other)
        problems = self.env["bpm.incident"].search([("key", "=", f"director_mail.{self.boss.id}")])
        self.assertEqual(len(problems), 1)
        self.assertEqual(self.run_at("2026-06-15 06:15:00"), self.boss)

    def test_health_looks_after_the_scheduled_action(self):
        """The health check knows it: switched off, it is a problem."""
        cron = self.env.ref(CRON)
        self.assertIn(cron, self.env["bpm.health"]._scheduled_actions())
        self.assertIn("_cron_monday_mail", cron.code)
        cron.active = False
        self.assertIn(cron, self.env["bpm.health"]._scheduled_action_doubts())
