"""ux.md 4.5: every page of the addon opens for every job, with something to read and no error;
S2-09 "web", S2-26 "friendly for all users, not only sellers".

The lists are opened in test_empty_states.py; here are the pages of our own, in Chromium: once in
a company with a history and once in one that has nothing yet.
"""

import json

from odoo.addons.bpm_crm_addon.models.desk.res_users import GROUPS_OF_JOB
from tests.approval.test_screens import ScreenCase

MOST_WORDS = 60  # in one block of text: more is not read
READY = (
    "odoo.isReady === true && !!odoo.__WOWL_DEBUG__ && !!document.querySelector('.o_main_navbar')"
)
OPEN_THEM = """
    (async () => {
        const action = odoo.__WOWL_DEBUG__.root.env.services.action;
        const page = () => document.querySelector(".o_action_manager .o_action");
        const problem = (text) => { throw new Error(text); };
        const isReady = () => {
            const shown = page();
            return shown && !shown.querySelector("[aria-busy=true], .o_view_nocontent_loading")
                && shown.innerText.trim().length >= 20;
        };
        for (const name of %(actions)s) {
            const before = page();
            await action.doAction(name, { clearBreadcrumbs: true });
            const until = Date.now() + 20000;
            while (!(isReady() && page() !== before)) {
                if (Date.now() > until) problem(`${name}: the page stays empty`);
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
            if (document.querySelector(".o_error_dialog, .o_notification .text-danger")) {
                problem(`${name}: an error is shown`);
            }
            for (const block of page().querySelectorAll("p, li, .alert")) {
                if (block.innerText.split(/\\s+/).length > %(words)s) {
                    problem(`${name}: too long to read: ${block.innerText}`);
                }
            }
            const raw = page().innerText.match(/undefined|\\[object|NaN|x_bpm_|bpm\\.[a-z]+/);
            if (raw) problem(`${name}: ${raw[0]} is shown`);
        }
        console.log("test successful");
    })().catch((error) => console.error(error.message));
"""


class TestEveryPage(ScreenCase):
    def pages_of(self, user):
        """xml ids of the addon's own pages that this person reaches through the menus."""
        menu = self.env["ir.ui.menu"].with_user(user)
        shown = menu.load_menus(False)
        ours = [
            item["id"]
            for key, item in shown.items()
            if key != "root" and item["xmlid"].startswith("bpm_crm_addon.")
        ]
        actions = self.env["ir.actions.client"].sudo()
        for entry in menu.browse(ours).sudo():
            if entry.action and entry.action._name == actions._name:
                actions |= entry.action
        return sorted(set(actions.get_external_id().values()))

    def open_every_page(self, job, **values):
        person = self.person(f"page_{job}", "base.group_user", "sales_team.group_sale_salesman")
        person.write({"bpm_job": job, "password": person.login, **values})
        pages = self.pages_of(person)
        self.assertGreaterEqual(len(pages), 2, "no pages found: the test would be blind")
        code = OPEN_THEM % {"actions": json.dumps([*pages, pages[0]]), "words": MOST_WORDS}
        self.browser_js("/odoo/desk", code, READY, login=person.login, timeout=60)

    def test_as_every_job_in_a_company_with_a_history(self):
        for job in GROUPS_OF_JOB:
            with self.subTest(job=job):
                self.open_every_page(job)

    def test_as_every_job_in_a_company_that_has_nothing_yet(self):
        company = self.env["res.company"].create({"name": "Just begun"})
        for job in GROUPS_OF_JOB:
            with self.subTest(job=job):
                self.open_every_page(job, company_ids=[(6, 0, company.ids)], company_id=company.id)
