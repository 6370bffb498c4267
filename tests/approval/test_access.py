"""Who sees what: requests, decisions and routes across people, portals and companies."""

from odoo.exceptions import AccessError
from tests.common import ApprovalCase

OURS = (
    "bpm.approval.route", "bpm.approval.step", "bpm.approval.version", "bpm.approval.request",
    "bpm.approval.slot", "bpm.approval.substitution", "bpm.journal", "bpm.journal.comment",
    "bpm.incident",
)  # fmt: skip


class TestAccess(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other company"})
        cls.stranger = cls.person(
            "stranger",
            "bpm_crm_addon.group_bpm_approval_admin",
            company_id=cls.other.id,
            company_ids=[(6, 0, cls.other.ids)],
        )
        cls.portal = cls.person("portal", "base.group_portal")

    def test_portal_and_public_have_no_way_in(self):
        """T8: people outside have no access to any of our models."""
        public = self.env.ref("base.public_user")
        for user in (self.portal, public):
            for model in OURS:
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(user=user.login, model=model, operation=operation):
                        self.assertFalse(self.env[model].with_user(user).has_access(operation))

    def test_another_company_sees_nothing(self):
        """I14: the highest group of another company reads, searches and counts nothing of ours."""
        route = self.route(company_id=self.env.company.id)
        request = self.asked(self.quote())
        for records in (route, route.step_ids, request.version_id, request, request.slot_ids):
            theirs = records.with_user(self.stranger).sudo(False)
            with self.subTest(records._name):
                self.assertFalse(theirs.search([("id", "in", records.ids)]))
                self.assertFalse(theirs.search_count([("id", "in", records.ids)]))
                with self.assertRaises(AccessError):
                    theirs.read(["display_name"])

    def test_user_sees_own_requests_only(self):
        """Design, group_bpm_user: one's own requests and those one is asked in."""
        self.route()
        mine, others = self.asked(self.quote()), self.asked(self.quote(by=self.leader))
        visible = self.env["bpm.approval.request"].with_user(self.seller).search([])
        self.assertIn(mine, visible)
        self.assertNotIn(others, visible)

    def test_plain_users_configure_nothing(self):
        """Routes are read by everyone and written by approval administrators only."""
        route = self.route()
        for user in (self.seller, self.leader, self.director):
            with self.assertRaises(AccessError):
                route.with_user(user).write({"name": "mine"})
            with self.assertRaises(AccessError):
                route.with_user(user).action_retire()
        route.with_user(self.admin).action_retire()

    def test_reading_the_line_needs_the_document(self):
        """I14: the approval line and the preview speak only to those who may read the document."""
        self.route()
        quote = self.quote().with_user(self.lawyer)
        for method in (quote.bpm_approval_line, quote.bpm_approval_preview):
            with self.assertRaises(AccessError):
                method()
        with self.assertRaises(AccessError):
            quote.action_bpm_request_approval()

    def test_a_rule_author_writes_drafts_and_nothing_else(self):
        """The right says: “writes approval routes and rules as drafts”."""
        author = self.person("author", "base.group_user", "bpm_crm_addon.group_bpm_rule_author")
        live = self.route()
        step = {"name": "Step", "user_ids": [(6, 0, self.leader.ids)]}
        values = {"name": "Draft", "model_id": live.model_id.id, "step_ids": [(0, 0, step)]}
        routes = self.env["bpm.approval.route"].with_user(author)
        draft = routes.create(values)
        draft.write({"domain": "[('amount_total', '>', 5)]", "step_ids": [(0, 0, step)]})
        draft.step_ids[0].domain = "[('amount_total', '>', 9)]"
        draft.step_ids[0].unlink()
        theirs = live.with_user(author)
        retired = self.route()
        retired.action_retire()
        for change in (
            lambda: draft.write({"state": "active"}),
            draft.action_watch,
            lambda: routes.create({**values, "state": "active"}),
            theirs.action_retire,
        ):
            with self.assertRaisesRegex(AccessError, "by approval administrators"):
                with self.env.cr.savepoint():
                    change()
        for change in (
            lambda: theirs.write({"domain": "[('id', '=', 0)]"}),
            lambda: theirs.write({"active": False}),
            lambda: theirs.step_ids.write({"domain": "[('id', '=', 0)]"}),
            lambda: theirs.step_ids.unlink(),
            lambda: draft.step_ids.write({"route_id": live.id}),
            lambda: draft.step_ids.write({"route_id": retired.id}),
            lambda: draft.write({"step_ids": [(4, live.step_ids.id)]}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                change()
        self.env.invalidate_all()
        self.assertEqual((live.state, len(live.step_ids), draft.state), ("active", 1, "draft"))
        draft.with_user(self.admin).action_activate()
