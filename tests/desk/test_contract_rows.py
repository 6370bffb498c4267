"""Contracts on My Desk and on the director's page: what ends, what is owed; ux.md 3.7, issue of
contracts, items 6 and 9."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from tests.contract.contract_case import ContractCase


class TestContractRows(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        switch = cls.env.ref("bpm_crm_addon.group_bpm_capability_contract")
        cls.env.ref("base.group_user")._apply_group(switch)
        cls.env["bpm.contract"].search([]).active = False
        cls.boss = cls.person("boss", "base.group_user", "bpm_crm_addon.group_bpm_director")
        cls.today = fields.Date.context_today(cls.kind.with_user(cls.boss))

    def running(self, days, **values):
        """A signed contract that ends in so many days."""
        end = self.today + timedelta(days=days)
        contract = self.contract(date_start=end - timedelta(days=300), date_end=end, **values)
        self.sign(contract)
        return contract

    def rows(self):
        card = self.env["bpm.desk"].with_user(self.seller)._card_contracts()
        return card and card["rows"]

    def test_what_is_owed_stands_on_the_desk_until_it_is_seen(self):
        self.assertFalse(self.rows())
        owed = [Command.create({"name": "Report", "due": self.today - timedelta(days=2)})]
        contract = self.running(200, obligation_ids=owed)
        self.env["bpm.contract"]._remind()
        [row] = self.rows()
        self.assertEqual((row["title"], row["tone"]), (contract.display_name, "danger"))
        self.assertIn("Report", row["text"])
        [button] = row["buttons"]
        notice = self.env[button["model"]].browse(button["ids"])
        notice.with_user(self.manager).action_seen()
        self.assertTrue(self.rows(), "somebody else has seen it, not the seller")
        notice.with_user(self.seller).action_seen()
        self.assertFalse(self.rows())

    def test_an_instalment_paid_by_its_invoice_leaves_the_desk_when_it_is_opened(self):
        due = [Command.create({"name": "Advance", "amount": 100, "due": self.today})]
        contract = self.running(200, instalment_ids=due)
        self.env["bpm.contract"]._remind()
        self.assertEqual(len(self.rows()), 1)
        move = self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.customer.id}
        )
        contract.instalment_ids.move_id = move
        self.assertEqual(len(self.rows()), 1)
        move.payment_state = "paid"
        self.assertFalse(self.rows())

    def sentence(self):
        page = self.env["bpm.director"].with_user(self.boss)
        found = [one for one in page.sentences() if one["name"] == "contracts"]
        return found and found[0]

    def opened(self, key):
        action = self.env["bpm.director"].with_user(self.boss).director_open("contracts", key)
        return self.env["bpm.contract"].search(action["domain"])

    def test_the_director_reads_what_ends_what_waits_and_what_is_late(self):
        self.assertFalse(self.sentence())
        owed = [Command.create({"name": "Report", "due": self.today - timedelta(days=1)})]
        ends = self.running(41, prolongation="none", obligation_ids=owed)
        goes_on = self.running(70, prolongation="auto", notice_days=30)
        self.running(90, prolongation="none")
        said = self.sentence()
        figures = [part["text"] for part in said["parts"] if part["figure"]]
        self.assertEqual((figures[0], figures[-2:]), ("1", ["1", "1"]))
        self.assertEqual(self.opened(said["open"]), ends)
        self.assertEqual([button["key"] for button in said["buttons"]], ["notice", "late"])
        self.assertEqual(self.opened("notice"), goes_on)
        self.assertEqual(self.opened("late"), ends)
