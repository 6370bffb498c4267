"""Papers of counterparties and deals that expire: issue of contracts, reminders: "expiring papers",
effectively once each, in the responsible person's zone, never after it is settled; S2-33, S3-20."""

from datetime import date

from freezegun import freeze_time

from tests.contract.contract_case import ContractCase


class TestExpiringPapers(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller.tz = "Europe/Kyiv"
        cls.env["bpm.contract"].search([]).active = False
        cls.env["bpm.dossier.paper"].search([]).valid_until = False
        cls.env["bpm.dossier.requirement"].search([]).active = False
        cls.customer.user_id = cls.seller
        cls.licence = cls.env["bpm.document.type"].create({"name": "Test licence"})
        cls.asked("res.partner")

    @classmethod
    def asked(cls, model, kept_with="partner"):
        """A licence is required for everything of a kind."""
        return cls.env["bpm.dossier.requirement"].create(
            {
                "name": "Licence",
                "type_id": cls.licence.id,
                "model_name": model,
                "kept_with": kept_with,
            }
        )

    def paper(self, of, until):
        paper = self.env["bpm.document"].create(
            {
                "name": "Licence 7",
                "type_id": self.licence.id,
                "res_model": of._name,
                "res_id": of.id,
                "valid_until": until,
            }
        )
        paper._bpm_add_version([{"name": "licence.txt", "raw": b"Licence"}])
        return paper

    def dossier(self, of, person=None):
        found = self.env["bpm.dossier"].with_user(person or self.seller)._bpm_for(of)[of.id]
        return found.sudo()

    def remind(self, at):
        with freeze_time(at):
            return self.env["bpm.contract"]._remind()

    def card(self):
        return self.env["bpm.desk"].with_user(self.seller)._card_contracts()

    def test_the_responsible_person_is_told_once_each_time(self):
        self.paper(self.customer, date(2030, 6, 30))
        dossier = self.dossier(self.customer)
        self.assertFalse(self.remind("2030-05-31 05:29:00"), "half past eight has not struck")
        notice = self.remind("2030-05-31 05:30:00")
        self.assertEqual((notice.user_id, notice.dossier_id), (self.seller, dossier))
        self.assertEqual((notice.date, notice.lead), (date(2030, 6, 30), 30))
        for at in ("2030-05-31 05:31:00", "2030-06-15 09:00:00", "2030-06-30 05:29:00"):
            self.assertFalse(self.remind(at))
        last = self.remind("2030-06-30 05:30:00")
        self.assertEqual(last.lead, 0)
        self.assertFalse(self.remind("2030-07-10 09:00:00"))

    def test_it_stands_on_the_desk_until_there_is_a_newer_one(self):
        self.paper(self.customer, date(2030, 6, 30))
        dossier = self.dossier(self.customer)
        notice = self.remind("2030-06-02 09:00:00")
        with freeze_time("2030-06-02 09:00:00"):
            [row] = self.card()["rows"]
            self.assertEqual(row["title"], dossier.name)
            self.assertIn("Licence is valid until", row["text"])
            self.assertEqual(row["open"], {"model": "bpm.dossier", "id": dossier.id})
            self.paper(self.customer, date(2031, 6, 30))
        self.assertEqual(notice.state, "settled")
        self.assertFalse(self.card())
        self.assertFalse(self.remind("2030-06-30 09:00:00"))

    def test_what_is_not_required_is_not_told(self):
        self.paper(self.customer, date(2030, 6, 30))
        row = self.dossier(self.customer).paper_ids
        notice = self.remind("2030-06-02 09:00:00")
        row.with_user(self.seller)._bpm_waive("They need none any more.")
        self.assertEqual(notice.state, "settled")
        self.assertFalse(self.remind("2030-06-30 09:00:00"))

    def test_one_paper_in_several_dossiers_is_told_once(self):
        self.asked("sale.order")
        self.asked("bpm.contract")
        self.paper(self.customer, date(2030, 6, 30))
        contract = self.contract()
        self.sign(contract)
        deals = self.quote() + self.quote()
        for owner in (self.customer, *deals, contract):
            self.dossier(owner)
        told = self.remind("2030-06-02 09:00:00")
        self.assertEqual(told.mapped("what"), ["paper"])
        self.assertFalse(self.remind("2030-06-02 10:00:00"))
        self.assertEqual(self.remind("2030-06-30 10:00:00").mapped("lead"), [0])

    def test_of_a_deal_until_it_is_cancelled_or_invoiced(self):
        rule = self.asked("sale.order", "record")
        for settled in ("cancel", "invoiced"):
            with self.subTest(settled):
                deal = self.quote()
                self.paper(deal, date(2030, 6, 30))
                row = self.dossier(deal).paper_ids.filtered(lambda one: one.requirement_id == rule)
                self.assertTrue(row.valid_until)
                notice = self.remind("2030-06-02 09:00:00")
                self.assertEqual(notice.line_id, row.id)
                values = {"state": "cancel"}
                if settled == "invoiced":
                    values = {"state": "sale", "invoice_status": "invoiced"}
                deal._write(values)
                self.env["bpm.contract.notice"]._settle()
                self.assertEqual(notice.state, "settled")
                self.assertFalse(self.remind("2030-06-30 09:00:00"))

    def test_who_has_left_is_followed_by_who_is_responsible_now(self):
        self.paper(self.customer, date(2030, 6, 30))
        row = self.dossier(self.customer).paper_ids
        row.user_id = self.finance
        self.finance.active = False
        self.customer.user_id = self.manager
        self.assertEqual(self.remind("2030-06-02 09:00:00").user_id, self.manager)

    def test_nobody_hears_of_what_is_long_over_or_of_nobodys(self):
        """Switched on late, history is not told; without a responsible person it waits for one."""
        self.paper(self.customer, date(2030, 6, 30))
        self.dossier(self.customer)
        self.assertFalse(self.remind("2030-08-02 09:00:00"))
        self.customer.user_id = False
        self.env["bpm.dossier.paper"].search([]).user_id = False
        self.assertFalse(self.remind("2030-06-02 09:00:00"))
        self.customer.user_id = self.seller
        self.assertTrue(self.remind("2030-06-02 09:00:00"))

    def test_the_message_names_counterparties_and_contracts(self):
        self.paper(self.customer, date(2030, 6, 30))
        self.dossier(self.customer)
        with freeze_time("2030-06-02 09:00:00"):
            self.env["bpm.contract"]._remind()._tell_people()
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.seller.partner_id.ids), ("subject", "like", "Dates of")]
        )
        self.assertIn(f"{self.customer.name}: Licence is valid until", message.body)

    def test_the_calendar_shows_it_to_whom_it_concerns(self):
        self.paper(self.customer, date(2030, 6, 30))
        dossier = self.dossier(self.customer)
        dates = self.env["bpm.contract.date"]
        one = dates.with_user(self.seller).search([("date", "=", "2030-06-30")])
        self.assertEqual(one.display_name, f"{self.customer.name}: Licence")
        self.assertEqual(one.partner_id, self.customer)
        action = one.action_open_contract()
        self.assertEqual((action["res_model"], action["res_id"]), ("bpm.dossier", dossier.id))
        self.assertFalse(dates.with_user(self.finance).search([("date", "=", "2030-06-30")]))
        self.assertTrue(dates.with_user(self.manager).search([("date", "=", "2030-06-30")]))

    def test_a_reminder_about_a_contract_one_may_not_read_does_not_break_the_desk(self):
        owed = [(0, 0, {"name": "Report", "due": date(2030, 3, 1), "user_id": self.finance.id})]
        contract = self.contract(obligation_ids=owed)
        self.sign(contract)
        self.remind("2030-02-27 09:00:00")
        self.assertFalse(contract.with_user(self.finance).has_access("read"))
        card = self.env["bpm.desk"].with_user(self.finance)._card_contracts()
        self.assertIn("Report", card["rows"][0]["text"])
