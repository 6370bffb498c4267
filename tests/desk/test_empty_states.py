"""ux.md 4.5: every list has a sentence and a next step.

"Open all menu actions on an empty database as each job, fail on Odoo's default 'no content'
face or on a traceback." The database here is not empty, the lists are: each is asked for with
a domain nobody meets. What stays on an empty list is the help of its action.
"""

import re

from lxml import html

from odoo.addons.bpm_crm_addon.models.desk.res_users import GROUPS_OF_JOB
from odoo.tests import new_test_user
from tests import words
from tests.common import BpmCase

SHORTEST, MOST_WORDS = 20, 60


class TestEmptyStates(BpmCase):
    def menus_of(self, user):
        """The addon's menus with a window action that this person sees."""
        menu = self.env["ir.ui.menu"].with_user(user)
        shown = menu.load_menus(False)
        ours = [
            item["id"]
            for key, item in shown.items()
            if key != "root" and item["xmlid"].startswith("bpm_crm_addon.")
        ]
        return menu.browse(ours).filtered(
            lambda entry: getattr(entry.sudo().action, "_name", "") == "ir.actions.act_window"
        )

    def person(self, job):
        user = new_test_user(
            self.env, f"desk_{job}", groups="base.group_user,sales_team.group_sale_salesman"
        )
        user.bpm_job = job
        return user

    def test_every_job_opens_every_menu(self):
        """No traceback: views, default filters, an empty search and an empty form."""
        opened = set()
        for job in GROUPS_OF_JOB:
            user = self.person(job)
            for menu in self.menus_of(user):
                with self.subTest(job=job, menu=menu.complete_name):
                    self.open(user, menu.sudo().action)
                opened.add(menu.id)
        self.assertTrue(opened, "no menu found: the test would be blind")

    def open(self, user, action):
        action_data = (
            self.env["ir.actions.act_window"]
            .with_user(user)
            ._for_xml_id(action.get_external_id()[action.id])
        )
        model = self.env[action.res_model].with_user(user)
        model.get_views(
            [(view_id, view_type) for view_id, view_type in action_data["views"]]
            + [(action_data["search_view_id"] and action_data["search_view_id"][0], "search")],
            {"toolbar": True, "load_filters": True, "action_id": action.id},
        )
        if not model._transient:
            found = model.web_search_read([("id", "=", 0)], {"display_name": {}})
            self.assertEqual(found["records"], [])

    def test_every_job_has_a_desk_of_sentences(self):
        """The desk of a new colleague: each empty card is a sentence, and one says what to do."""
        for job in GROUPS_OF_JOB:
            user = self.person(job)
            desk = self.env["bpm.desk"].with_user(user)
            shown = desk.desk()
            self.assertTrue(shown["cards"], job)
            self.assertGreaterEqual(len(shown["nothing"]["sentence"]), SHORTEST, job)
            for card in shown["cards"]:
                with self.subTest(job=job, card=card["name"]):
                    card = desk.desk_card(card["name"]) if card.get("pending") else card
                    if card and not card.get("rows", True):
                        self.assertGreaterEqual(len(card["empty"]["sentence"]), SHORTEST)

    def test_every_list_says_what_it_is_for_and_what_to_do_next(self):
        admin = self.person("admin")
        admin.group_ids |= self.env.ref("base.group_system")
        for menu in self.menus_of(admin):
            action = menu.sudo().action
            if action.res_model == "res.config.settings" or "list" not in action.view_mode:
                continue
            with self.subTest(menu=menu.complete_name):
                self.assertTrue(action.help, f"{action.xml_id}: an empty list says nothing")
                shown = html.fromstring(f"<div>{action.help}</div>")
                blocks = [" ".join(part.text_content().split()) for part in shown.xpath("//p|//a")]
                sentences = [part for block in blocks for part in re.split(r"(?<=[.!?]) ", block)]
                self.assertGreaterEqual(
                    len([part for part in sentences if len(part) >= SHORTEST]), 1, action.xml_id
                )
                self.assertGreaterEqual(
                    len(sentences), 2, f"{action.xml_id}: what belongs here, and what to do next"
                )

    def test_no_empty_list_says_more_than_sixty_words(self):
        """Issue 3, point 8: nothing on first screens over 60 words, in any of the languages."""
        admin = self.person("admin")
        admin.group_ids |= self.env.ref("base.group_system")
        for language in ("en_US", "ru_RU", "uk_UA"):
            for menu in self.menus_of(admin):
                action = menu.sudo().action.with_context(lang=language)
                with self.subTest(menu=menu.complete_name, language=language):
                    self.assertLessEqual(words.length(action.help or ""), MOST_WORDS)
