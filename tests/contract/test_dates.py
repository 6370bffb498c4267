"""Dates of contracts: each told once, on the person's own clock, never after it is settled; issue
of contracts, reminders; faults: a run that is doubled or late."""

from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.addons.bpm_crm_addon.models.contract.contract_states import AlreadySigned
from odoo.fields import Command
from tests.contract.contract_case import ContractCase


class TestDates(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.tz = "Europe/Kyiv"
        cls.env["bpm.contract"].search([]).active = False

    def running(self, **values):
        contract = self.contract(**values)
        self.sign(contract)
        return contract

    def told(self, contract):
        notices = self.env["bpm.contract.notice"].search([("contract_id", "=", contract.id)])
        return [(one.what, str(one.date), one.lead) for one in notices.sorted("id")]

    def remind(self, at):
        with freeze_time(at):
            return self.env["bpm.contract"]._remind()

    def test_notice_is_told_once_however_often_it_runs(self):
        contract = self.running()
        self.remind("2030-11-01 07:00:00")
        first = self.told(contract)
        self.assertEqual(first, [("notice", "2030-12-01", 30)])
        for _again in range(3):
            self.assertFalse(self.remind("2030-11-01 08:00:00"))
        self.remind("2030-11-24 09:00:00")
        self.assertEqual(self.told(contract)[1:], [("notice", "2030-12-01", 7)])

    def test_the_day_begins_on_their_own_clock(self):
        contract = self.running()
        self.remind("2030-11-01 06:29:00")
        self.assertFalse(self.told(contract))
        self.remind("2030-11-01 06:30:00")
        self.assertTrue(self.told(contract))

    def test_summer_time_moves_the_hour(self):
        contract = self.running(date_start=date(2030, 1, 1), date_end=date(2030, 8, 31))
        self.remind("2030-07-02 05:29:00")
        self.assertFalse(self.told(contract))
        self.remind("2030-07-02 05:30:00")
        self.assertTrue(self.told(contract))

    def test_a_late_start_tells_the_one_that_fits(self):
        contract = self.running()
        self.remind("2030-11-30 09:00:00")
        self.assertEqual(self.told(contract), [("notice", "2030-12-01", 7)])

    def test_what_is_settled_is_not_told(self):
        contract = self.running(
            obligation_ids=[Command.create({"name": "Report", "due": date(2030, 3, 1)})]
        )
        contract.obligation_ids.done = date(2030, 2, 1)
        self.remind("2030-02-27 09:00:00")
        self.assertFalse(self.told(contract))

    def test_it_leaves_the_desk_when_it_is_done(self):
        contract = self.running(
            obligation_ids=[Command.create({"name": "Report", "due": date(2030, 3, 1)})]
        )
        notice = self.remind("2030-02-27 09:00:00")
        self.assertIn("Report", notice.sentence)
        contract.obligation_ids.action_done()
        self.assertEqual(notice.state, "settled")

    def test_ended_it_reminds_of_nothing(self):
        contract = self.running()
        notice = self.remind("2030-11-24 09:00:00")
        contract.action_terminate("They closed down.")
        self.assertEqual(notice.state, "settled")
        self.assertFalse(self.remind("2030-11-29 09:00:00"))

    def test_originals_and_powers(self):
        contract = self.running()
        theirs = contract.party_ids.filtered(lambda party: party.role == "theirs")
        with self.assertRaises(AlreadySigned):
            theirs.authority_until = date(2030, 5, 1)
        other = self.contract()
        other.party_ids[1:].write({"authority": "attorney", "authority_until": date(2030, 5, 1)})
        contract.write({"original_sent": date(2030, 1, 10), "original_sent_by": self.leader.id})
        self.remind("2030-04-02 12:00:00")
        self.assertEqual(self.told(contract), [("original", "2030-01-24", 0)])
        self.assertEqual(self.told(other), [("authority", "2030-05-01", 30)])
        contract.action_original_returned()
        notice = self.env["bpm.contract.notice"].search([("contract_id", "=", contract.id)])
        self.assertEqual(notice.state, "settled")

    def test_it_goes_on_by_itself_on_its_day(self):
        contract = self.running()
        contract._at_their_end(date(2030, 12, 31))
        self.assertEqual(contract.date_until, date(2030, 12, 31))
        contract._at_their_end(date(2031, 1, 1))
        self.assertEqual(contract.date_until, date(2031, 12, 31))
        contract._at_their_end(date(2031, 1, 1))
        self.assertEqual((contract.date_until, contract.prolonged_times), (date(2031, 12, 31), 1))

    def test_after_notice_it_ends(self):
        contract = self.running()
        contract.action_give_notice()
        contract._at_their_end(date(2031, 1, 1))
        self.assertEqual(contract.state, "expired")
        self.assertEqual(contract.date_closed, date(2030, 12, 31))

    def test_people_are_told_in_one_message(self):
        self.running()
        self.running()
        with freeze_time("2030-11-24 09:00:00"):
            new = self.env["bpm.contract"]._remind()
            new._tell_people()
        messages = self.env["mail.message"].search(
            [("partner_ids", "in", self.seller.partner_id.ids), ("subject", "like", "Dates of")]
        )
        self.assertEqual(len(messages), 1)

    def test_the_client_is_told_of_an_instalment_once(self):
        switch = self.env.ref("bpm_crm_addon.group_bpm_capability_outreach")
        self.env.ref("base.group_user")._apply_group(switch)
        self.customer.email = "customer@test.invalid"
        contract = self.running(
            instalment_ids=[
                Command.create({"name": "Advance", "amount": 300, "due": date(2030, 3, 1)})
            ]
        )
        with freeze_time("2030-02-27 09:00:00"):
            new = self.env["bpm.contract"]._remind()
            new._tell_outside()
            new._tell_outside()
        line = contract.instalment_ids
        message = self.env["bpm.message"].search(
            [("res_model", "=", line._name), ("res_id", "=", line.id)]
        )
        self.assertEqual(len(message), 1)
        self.assertIsNone(line._bpm_still_wanted(message)[message.id])
        line.paid_by_hand = True
        self.assertEqual(line._bpm_still_wanted(message)[message.id], "Paid since.")

    def test_the_scheduled_action_does_it_all(self):
        switch = self.env.ref("bpm_crm_addon.group_bpm_capability_contract")
        self.env.ref("base.group_user")._apply_group(switch)
        contract = self.running()
        with freeze_time(datetime(2031, 1, 2, 9)), self.enter_registry_test_mode():
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
                self.env["bpm.contract"]._cron_dates()
        self.assertEqual(contract.date_until, date(2031, 12, 31))

    def test_a_paper_that_expires_is_told_until_there_is_a_newer_one(self):
        """Issue of contracts, reminders: "expiring papers"."""
        kind = self.env["bpm.document.type"].create({"name": "Test licence"})
        self.env["bpm.dossier.requirement"].create(
            {
                "name": "Licence",
                "type_id": kind.id,
                "model_name": "bpm.contract",
                "kept_with": "record",
            }
        )
        contract = self.running()
        dossier = self.env["bpm.dossier"]._bpm_for(contract)[contract.id]
        paper = self.env["bpm.document"].create(
            {
                "name": "Licence 7",
                "type_id": kind.id,
                "res_model": contract._name,
                "res_id": contract.id,
                "valid_until": date(2030, 6, 30),
            }
        )
        paper._bpm_add_version([{"name": "licence.txt", "raw": b"Licence"}])
        dossier._bpm_refresh()
        with freeze_time("2030-06-02 09:00:00"):
            new = self.env["bpm.contract"]._remind()
        [notice] = new.filtered(lambda one: one.what == "paper")
        self.assertIn("Licence", notice.sentence)
        paper.valid_until = date(2031, 6, 30)
        dossier._bpm_refresh()
        self.env["bpm.contract.notice"]._settle()
        self.assertEqual(notice.state, "settled")
