"""Handing clients over: S2-30, S0-05, journeys.md 3.1 row 12, issue 4, part 7."""

from odoo.exceptions import AccessError, UserError
from tests.common import ApprovalCase


class HandoverCase(ApprovalCase):
    """`seller` holds three firms, one with a contact, and leaves them to `heir` and `second`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.heir = cls.person("heir", "sales_team.group_sale_salesman")
        cls.second = cls.person("second", "sales_team.group_sale_salesman")
        cls.firms = cls.env["res.partner"].create(
            [
                {"name": f"Held {number}", "is_company": True, "user_id": cls.seller.id}
                for number in range(3)
            ]
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Ann", "parent_id": cls.firms[0].id, "user_id": cls.seller.id}
        )
        cls.offer = cls.quote(partner_id=cls.firms[0].id).with_user(cls.env.user)
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Deal", "partner_id": cls.firms[1].id, "user_id": cls.seller.id}
        )

    def handover(self, *receivers, by=None, **values):
        receivers = self.env["res.users"].concat(*(receivers or (self.heir,)))
        return (
            self.env["bpm.partner.handover"]
            .with_user(by or self.leader)
            .create({"from_id": self.seller.id, "to_ids": [(6, 0, receivers.ids)], **values})
        )


class TestHandover(HandoverCase):
    def test_everything_goes_along(self):
        """journeys.md 3.1 row 12: one action moves tasks and offers; nobody loses history."""
        done = self.quote(partner_id=self.firms[0].id)
        done.action_confirm()
        done = done.with_user(self.env.user)
        call = self.firms[2].activity_schedule(summary="Call", user_id=self.seller.id)
        handover = self.handover()
        self.assertEqual(
            (handover.client_count, handover.quote_count, handover.lead_count), (3, 1, 1)
        )
        self.assertEqual(handover.activity_count, 1)
        handover.action_hand_over()
        self.env.invalidate_all()
        self.assertEqual((self.firms | self.contact).user_id, self.heir)
        self.assertEqual(self.offer.user_id, self.heir)
        self.assertEqual(self.lead.user_id, self.heir)
        self.assertEqual(call.user_id, self.heir)
        self.assertEqual(done.user_id, self.seller)
        self.assertEqual((handover.client_count, handover.quote_count), (3, 1))
        for client in self.firms:
            self.assertEqual(self.events(client)[-1], "handed_over")

    def test_chosen_clients_and_switches(self):
        handover = self.handover(partner_ids=[(6, 0, self.firms[:1].ids)], with_quotes=False)
        handover.action_hand_over()
        self.assertEqual(self.firms[0].user_id, self.heir)
        self.assertEqual(self.contact.user_id, self.heir)
        self.assertEqual(self.firms[1].user_id, self.seller)
        self.assertEqual(self.offer.user_id, self.seller)

    def test_a_filter(self):
        handover = self.handover(domain="[('name', '=', 'Held 2')]")
        handover.action_hand_over()
        self.assertEqual(self.firms[2].user_id, self.heir)
        self.assertEqual(self.firms[0].user_id, self.seller)

    def test_several_receivers_share_and_a_contact_goes_with_its_firm(self):
        handover = self.handover(self.heir, self.second)
        handover.action_hand_over()
        self.assertEqual(self.firms.user_id, self.heir | self.second)
        self.assertEqual(self.contact.user_id, self.firms[0].user_id)
        self.assertEqual(self.offer.user_id, self.firms[0].user_id)

    def test_the_receiver_gets_a_summary(self):
        """Part 7: "the receiver gets a summary"."""
        handover = self.handover()
        handover.action_hand_over()
        message = self.env["mail.message"].search(
            [("model", "=", handover._name), ("res_id", "=", handover.id)], limit=1
        )
        self.assertEqual(message.notified_partner_ids, self.heir.partner_id)
        self.assertIn("open quotations 1", message.body)
        lines = handover.with_user(self.heir).line_ids
        line = lines.filtered(lambda one: one.partner_id == self.firms[0])
        self.assertEqual(line.open_amount, self.offer.amount_total)
        self.assertEqual(len(lines), 4)

    def test_waiting_decisions_go_along(self):
        """Part 7: "with open quotes, tasks and approvals"."""
        self.route({"user_ids": [(6, 0, self.second.ids)]})
        request = self.asked(self.offer.with_user(self.seller))
        handover = self.env["bpm.partner.handover"].create(
            {"from_id": self.second.id, "to_ids": [(6, 0, self.finance.ids)]}
        )
        self.assertEqual(handover.approval_count, 1)
        handover.action_hand_over()
        self.assertEqual(
            self.states(request), {(1, "second"): "cancelled", (1, "finance"): "pending"}
        )
        self.assertIn("reassigned", self.events(self.offer))

    def test_ones_own_clients_or_a_leader(self):
        with self.assertRaises(AccessError):
            self.handover(by=self.second)
        self.handover(by=self.seller).action_hand_over()
        self.assertEqual(self.firms.user_id, self.heir)

    def test_a_draft_cannot_be_slipped_to_another_person(self):
        handover = self.handover(by=self.seller)
        with self.assertRaises(AccessError):
            handover.with_user(self.seller).write({"from_id": self.leader.id})

    def test_a_receiver_neither_sees_drafts_nor_changes_anything(self):
        handover = self.handover()
        with self.assertRaises(AccessError):
            handover.with_user(self.heir).read(["reason"])
        handover.action_hand_over()
        self.assertTrue(handover.with_user(self.heir).read(["reason"]))
        with self.assertRaises(UserError):
            handover.with_user(self.heir).write({"reason": "x"})

    def test_what_is_handed_over_stays_and_can_be_given_back(self):
        handover = self.handover()
        handover.action_hand_over()
        with self.assertRaises(UserError):
            handover.action_hand_over()
        with self.assertRaises(UserError):
            handover.unlink()
        action = handover.action_reverse()
        back = self.env["bpm.partner.handover"].with_user(self.leader).browse(action["res_id"])
        back.action_hand_over()
        self.env.invalidate_all()
        self.assertEqual(self.firms.user_id, self.seller)
        self.assertEqual(self.offer.user_id, self.seller)

    def test_nobody_and_leavers_receive_nothing(self):
        with self.assertRaisesRegex(UserError, "who receives"):
            self.handover(to_ids=False).action_hand_over()
        self.second.active = False
        with self.assertRaisesRegex(UserError, "cannot receive"):
            self.handover(self.second).action_hand_over()

    def test_doors(self):
        model = self.env["bpm.partner.handover"].with_user(self.leader)
        action = model.action_open_for_partners(self.firms[:2].ids)
        self.assertEqual(action["context"]["default_from_id"], self.seller.id)
        self.firms[1].user_id = self.heir
        with self.assertRaises(UserError):
            model.action_open_for_partners(self.firms[:2].ids)

    def test_health_tells_who_left_with_clients(self):
        """S2-30: base theft risk when a seller leaves."""
        self.seller.active = False
        lines = self.env["bpm.health"]._health_lines()
        line = next(line for line in lines if line["name"] == "Clients of people who left")
        self.assertIn("Test seller", line["text"])

    def test_queries_do_not_grow_with_clients(self):
        few = self.queries_of(self.handover(self.heir))
        more = self.env["res.partner"].create(
            [{"name": f"More {n}", "user_id": self.heir.id} for n in range(40)]
        )
        for one in more[:10]:
            self.quote(by=self.env.user, partner_id=one.id, user_id=self.heir.id)
        back = self.env["bpm.partner.handover"].create(
            {"from_id": self.heir.id, "to_ids": [(6, 0, self.seller.ids)]}
        )
        self.assertLessEqual(self.queries_of(back), few + 25)

    def queries_of(self, handover):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        handover.action_hand_over()
        self.env.flush_all()
        return self.cr.sql_log_count - before
