"""My Desk as people use it, in Chromium; every test looks at the database afterwards."""

from odoo.addons.bpm_crm_addon.models.desk.res_users import GROUPS_OF_JOB
from tests.approval.test_screens import ScreenCase

LOADED = ".o_bpm_desk_page .o_bpm_desk_card, .o_bpm_desk_nothing"
READY = f"""
    document.querySelector("{LOADED}")
        && !document.querySelector(".o_bpm_desk_card[aria-busy=true]")
"""
NO_ERROR = """
    if (document.querySelector(".o_error_dialog, .o_notification .text-danger")) {
        console.error("an error is shown");
    } else if (document.body.textContent.includes("could not be loaded")) {
        console.error("a card could not be loaded");
    } else {
        console.log("test successful");
    }
"""


class DeskScreenCase(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.approval.request"].search([("state", "=", "open")]).action_withdraw()
        # What the database happens to know about customers is no part of these stories.
        cls.env["res.partner"].search([("user_id", "=", cls.seller.id)]).user_id = False

    def desk_tour(self, name, person):
        self.tour(name, person, url="/odoo/desk")


class TestDeskScreens(DeskScreenCase):
    """ux.md 2.3: rows, decidable and remindable in place."""

    def test_a_salesperson_reminds_and_fixes(self):
        returned = self.of("Lumber").bpm_approval_request_id
        returned.with_user(self.leader).action_return("Prepay 30 % first")
        waiting = self.of("Gemini").bpm_approval_request_id
        self.desk_tour("bpm_desk_of_salesperson", self.seller)
        self.assertTrue(waiting.reminded_at)

    def test_an_approver_decides_in_place(self):
        """The inbox itself, the most urgent, decidable in place; the cards below follow."""
        first = self.of("Gemini").bpm_approval_request_id
        second = self.of("Lumber").bpm_approval_request_id
        self.leader.bpm_job = "approver"
        self.desk_tour("bpm_desk_of_approver", self.leader)
        self.assertEqual((first.state, second.state), ("open", "returned"))
        self.assertEqual(second.slot_ids.comment, "Too cheap")
        self.assertIn("taken_back", self.events(first._document_of()))

    def test_all_clear_says_what_to_do_next(self):
        self.desk_tour("bpm_desk_all_clear", self.seller)

    def test_every_job_opens_the_desk_without_an_error(self):
        """ux.md 4.5: open all menu actions as each job, fail on a traceback."""
        self.of("Gemini")
        for job in (*GROUPS_OF_JOB, False):
            person = self.person(f"desk_{job}", "base.group_user")
            person.write({"bpm_job": job, "password": person.login})
            with self.subTest(job=job):
                self.browser_js("/odoo/desk", NO_ERROR, READY, login=person.login)


class TestDeskPhone(DeskScreenCase):
    """ux.md 2.3: phone: cards in one column, the primary action floats."""

    browser_size = "390x844"
    touch_enabled = True

    def test_by_phone(self):
        self.of("Gemini")
        self.desk_tour("bpm_desk_by_phone", self.seller)


class TestFirstApproval(DeskScreenCase):
    """Issue text: "a guided first approval of at most 8 steps, offered, not forced."."""

    def test_dismissed_in_place(self):
        self.desk_tour("bpm_desk_offer_dismissed", self.seller)
        self.assertTrue(self.seller.res_users_settings_id.bpm_guide_dismissed)

    def test_its_steps_work_and_leave_nothing_behind(self):
        """The steps themselves, played by a program: asked, and withdrawn again."""
        self.start_tour(
            "/odoo/sales/new", "bpm_first_approval", login=self.seller.login, timeout=120
        )
        request = self.env["bpm.approval.request"].search([("requester_id", "=", self.seller.id)])
        self.assertEqual(request.state, "withdrawn")

    def test_eight_steps_with_a_pointer_that_can_be_stopped(self):
        """Started by hand it points at the first of eight steps; stopped, it is gone, and Odoo's
        own tours have not been switched on for this person."""
        self.browser_js(
            "/odoo/desk",
            """
            const until = async (condition) => {
                while (!condition()) {
                    await new Promise((done) => requestAnimationFrame(done));
                }
            };
            const shown = (selector) => document.querySelector(selector);
            (async () => {
                const { registry } = odoo.loader.modules.get("@web/core/registry");
                const tours = registry.category("web_tour.tours");
                const steps = tours.get("bpm_first_approval").steps();
                const guided = steps.filter((step) => !(step.isActive || []).includes("auto"));
                if (guided.length > 8 || guided.some((step) => !step.content)) {
                    throw new Error(`${guided.length} steps`);
                }
                shown(".o_bpm_desk_offer .btn-link").click();
                await until(() => shown(".o_tour_pointer") && shown(".o_form_view"));
                const stop = [...document.querySelectorAll(".o_notification button")].find(
                    (button) => button.textContent.trim() === "Stop"
                );
                stop.click();
                await until(() => !shown(".o_tour_pointer") && !shown(".o_notification"));
                console.log("test successful");
            })().catch((error) => console.error(error.message));
            """,
            'Boolean(document.querySelector(".o_bpm_desk_offer"))',
            login=self.seller.login,
        )
        self.assertFalse(self.seller.tour_enabled)
        self.assertFalse(self.seller.res_users_settings_id.bpm_guide_dismissed, "offered again")
