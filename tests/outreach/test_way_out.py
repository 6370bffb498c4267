"""The way out of advertising to phones (issue 5, 3; conventions 5.4; T6): in each message."""

from datetime import datetime

from odoo.addons.bpm_crm_addon.engine.sms_segments import count
from odoo.addons.bpm_crm_addon.models.audit.signed_link import number_of_short, sign_short
from tests.common import BpmHttpCase
from tests.outreach.phone_case import NUMBER, PhoneCase

TEXT = "A new promotion has begun"
SCOPE = "bpm-unsubscribe"


class WayOutCase(PhoneCase):
    @classmethod
    def advert(cls, **values):
        values = {"channel": "sms", "subject": "", "body": TEXT, "lang": "en_US", **values}
        return cls.enqueue(**values)

    @classmethod
    def rule(cls, way_out, **values):
        return cls.env["bpm.contact.policy"].create(
            {"name": "Test rule", "message_class": "advertising", "way_out": way_out, **values}
        )

    def link(self, message):
        return message._bpm_short_url()


class TestSentence(WayOutCase):
    def test_an_advert_ends_with_a_short_link(self):
        """And its parts are those of the whole text: each is paid for."""
        message = self.advert(body="x" * 150)
        self.assertTrue(str(message.body).endswith(self.link(message)), message.body)
        self.assertEqual(message.segments, count(str(message.body)).segments)
        self.assertEqual(message.segments, 2, "150 letters alone would be one")
        self.assertLess(len(self.link(message)) - len(message.get_base_url()), 25)

    def test_in_the_language_of_the_text_after_whatever_it_says(self):
        body = str(self.advert().body)
        self.assertTrue(body.startswith(f"{TEXT}\nNo more of it: http"), body)

    def test_what_is_no_advertising_says_nothing_of_it(self):
        self.assertEqual(str(self.text(purpose="statement").body), "Hello Ann")

    def test_a_rule_lets_an_answer_be_enough(self):
        """Only where it is heard: every gateway passes answers on."""
        self.rule("word", country_id=self.env.ref("base.ua").id)
        self.assertIn("/bpm/u/", str(self.advert().body))
        self.gateway.receipt_secret = "told"
        message = self.advert(occurrence="heard")
        self.assertEqual(str(message.body), f"{TEXT}\nAnswer STOP to get no more.")
        self.gateway_of("Deaf gateway")
        self.assertIn("/bpm/u/", str(self.advert(occurrence="deaf").body))

    def test_where_rules_differ_it_is_the_link(self):
        """It costs nothing to follow: the strictest wins."""
        self.gateway.receipt_secret = "told"
        self.rule("word")
        self.rule("link", country_id=self.env.ref("base.ua").id)
        self.assertIn("/bpm/u/", str(self.advert().body))

    def test_a_rule_that_has_ended_says_nothing(self):
        self.gateway.receipt_secret = "told"
        self.rule("word", date_to="2026-01-01")
        self.assertIn("/bpm/u/", str(self.advert().body))

    def test_sent_anew_it_is_there_once_and_about_the_new_address(self):
        message = self.advert()
        message._move("failed", "gateway_refused")
        message.action_send_anew()
        [again] = message.resent_ids
        self.assertEqual(str(again.body), str(message.body).replace(
            self.link(message), self.link(again)))  # fmt: skip
        self.assertEqual(str(again.body).count("/bpm/u/"), 1)

    def test_too_long_with_it_is_too_long(self):
        message = self.advert(body="x" * 1525)
        self.assertEqual((message.state, message.reason), ("suppressed", "too_long"))

    def test_sms_of_other_apps_to_many_have_it_too(self):
        composer = self.env["sms.composer"].create(
            {
                "composition_mode": "mass",
                "res_model": "res.partner",
                "res_ids": repr(self.ann.ids),
                "body": TEXT,
                "mass_force_send": True,
            }
        )
        composer.action_send_sms()
        message = self.messages.search([("res_model", "=", "sms.sms")])
        self.assertIn(self.link(message), str(message.body))

    def test_a_way_out_of_its_own_is_enough(self):
        own = f"{TEXT}\nSTOP SMS : http://test.invalid/sms/7/abc"
        self.assertEqual(str(self.advert(body=own).body), own)

    def test_the_rule_reads_like_a_sentence(self):
        self.assertIn("says that STOP stops it", self.rule("word").sentence)
        self.assertIn("ends with a link", self.rule("link").sentence)

    def test_a_code_cannot_be_made_up(self):
        """T6: signed, for one purpose, whatever case it is typed in."""
        code = sign_short(self.env, SCOPE, 12345)
        self.assertEqual(number_of_short(self.env, SCOPE, code.upper()), 12345)
        number, signature = code.split("-")
        others = (f"{number}x-{signature}", f"{number}-{signature[::-1]}", signature, "", "-")
        for wrong in others:
            self.assertEqual(number_of_short(self.env, SCOPE, wrong), 0, wrong)
        self.assertEqual(number_of_short(self.env, "else", code), 0)


class TestBeforehand(WayOutCase):
    """Who writes a text sees how long it will be."""

    def test_the_template_counts_it_and_the_preview_shows_it(self):
        template = self.env["bpm.message.template"].create(
            {
                "name": "Test text",
                "model_name": "res.partner",
                "subject": "Hello",
                "body": "<p>Hello</p>",
                "sms_text": "x" * 150,
                "purpose_id": self.env.ref("bpm_crm_addon.purpose_offer").id,
            }
        )
        self.assertIn("Parts: 2.", template.sms_parts)
        preview = self.env["bpm.template.preview"].create(
            {"template_id": template.id, "record": f"res.partner,{self.ann.id}"}
        )
        self.assertIn("No more of it: http", preview.cards)
        template.purpose_id = self.env.ref("bpm_crm_addon.purpose_statement")
        self.assertIn("Parts: 1.", template.sms_parts)


class TestPage(WayOutCase, BpmHttpCase):
    def test_the_short_link_opens_the_page_and_one_press_stops_it(self):
        """Opening changes nothing; a wrong link tells nothing."""
        message = self.advert()
        path = self.link(message)[len(message.get_base_url()) :]
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn(NUMBER, page.text)
        stops = self.env["bpm.suppression"]
        self.assertFalse(stops._about_points([NUMBER]))
        self.assertEqual(self.url_open(path[:-1] + "~").status_code, 404)
        self.assertIn("Done.", self.url_open(path.upper().replace("/BPM/U/", "/bpm/u/"),
                                             data={"all": "1"}).text)  # fmt: skip
        [stop] = stops._about_points([NUMBER])
        self.assertEqual((stop.channel, stop.message_class), ("sms", "advertising"))
        waiting = self.verdict_of(self.advert(occurrence="later"))
        self.assertEqual((waiting.action, waiting.reason), ("drop", "stop_list"))

    def verdict_of(self, message):
        verdicts = self.env["bpm.contact.policy"]._verdicts(message, datetime.now())
        return verdicts[message.id]
