"""How many workers hand over at once (issue 5, 1: "any number of Odoo servers' cron workers")."""

from odoo.exceptions import UserError
from tests.outreach.outbox_case import OutboxCase


class TestWorkers(OutboxCase):
    def settle(self, count):
        settings = self.env["res.config.settings"].create({"bpm_outbox_workers": count})
        settings.execute()
        return self.env["ir.cron"].browse(self.messages._worker_ids())

    def woken(self, crons):
        """The scheduled actions that are to run soon."""
        return crons & self.env["ir.cron.trigger"].search([]).cron_id

    def test_a_setting_makes_and_removes_them(self):
        [first] = self.settle(1)
        three = self.settle(3)
        self.assertEqual((len(three), three[0]), (3, first))
        self.assertEqual(set(three.mapped("code")), {first.code})
        self.assertEqual(len(three.ir_actions_server_id), 3)
        looked_after = self.env["bpm.health"]._scheduled_actions()
        self.assertLessEqual(three, looked_after)
        self.assertEqual(self.env["res.config.settings"].create({}).bpm_outbox_workers, 3)
        kept = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("res_id", "in", three.ids), ("noupdate", "=", True)]
        )
        self.assertEqual(len(kept), 3, "an upgrade leaves them")
        actions = (three - first).ir_actions_server_id
        three[1].unlink()
        self.assertEqual(len(self.settle(3)), 3, "one that was deleted by hand is made anew")
        self.assertEqual(self.settle(1), first)
        self.assertFalse((three - first).exists())
        self.assertFalse((actions - actions[0]).exists())
        for count in (0, 17):
            with self.assertRaisesRegex(UserError, "Between 1 and 16"):
                self.settle(count)

    def test_as_many_are_woken_as_there_are_batches(self):
        two = self.settle(2)
        self.env["ir.cron.trigger"].search([]).unlink()
        self.enqueue()
        self.assertEqual(self.woken(two), two[0])
        items = [
            self.item(partner_id=False, address=f"w{n}@test.invalid", occurrence="workers")
            for n in range(51)
        ]
        messages = self.messages._enqueue(items)
        self.assertEqual(self.woken(two), two)
        self.env["res.config.settings"].create({"group_bpm_capability_outreach": True}).execute()
        self.policies_away()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            for cron in two:
                cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(set(messages.mapped("state")), {"sent"})
        self.assertEqual(set(messages.mapped("attempts")), {1})

    def policies_away(self):
        self.env["bpm.contact.policy"].search([]).action_archive()
