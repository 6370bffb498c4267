"""OPEN NOW on the counterparty's card: ux.md 3.3 "C-031 expires in 41 days"."""

from freezegun import freeze_time

from tests.contract.contract_case import ContractCase


class TestPartnerCard(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.dossier.requirement"].search([]).action_archive()
        switch = {"group_bpm_capability_contract": True}
        cls.env["res.config.settings"].create(switch).execute()

    def rows(self, user=None):
        lines = self.customer.with_user(user or self.seller).bpm_portrait()["lines"]
        return {
            row["title"]: row["text"]
            for line in lines
            if line["name"] == "open_now"
            for row in line["rows"]
            if row["open"]["model"] == "bpm.contract"
        }

    def running(self, **values):
        contract = self.contract(**values)
        self.sign(contract)
        return contract

    def test_what_ends_soon(self):
        contract = self.running(prolongation="none")
        with freeze_time("2030-10-20"):
            self.assertEqual(self.rows(), {})
        with freeze_time("2030-11-20"):
            self.assertEqual(self.rows(), {contract.number: "ends in 41 days"})
        with freeze_time("2030-12-31"):
            self.assertEqual(self.rows(), {contract.number: "ends on 12/31/2030"})

    def test_what_goes_on_by_itself_tells_the_day_of_notice(self):
        contract = self.running()
        day = contract.notice_date
        with freeze_time(day):
            told = f"goes on unless notice is given by {day:%m/%d/%Y}"
            self.assertEqual(self.rows(), {contract.number: told})

    def test_only_those_in_force_that_the_reader_may_see(self):
        self.contract(prolongation="none")
        other = self.person("other", "sales_team.group_sale_salesman")
        with freeze_time("2030-11-20"):
            self.assertEqual(self.rows(), {})
            self.running(prolongation="none")
            self.assertEqual(len(self.rows()), 1)
            self.assertEqual(self.rows(other), {})
