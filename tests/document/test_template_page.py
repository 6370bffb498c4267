"""Templates written in Odoo's own editor (issue "contracts", item 2)."""

import base64

from lxml import html

from odoo.exceptions import UserError
from odoo.tests import Form
from tests.common import ApprovalCase
from tests.document.test_leaflets import picture
from tests.document.word import word

BODY = (
    "<h2>Offer {{ document.number }}</h2><p>For {{ partner.<b>name</b> }}</p>"
    "<p>{%p if amount.total.number &gt; '0' %}</p><p>not empty</p><p>{%p endif %}</p>"
    "<table><tbody><tr><td>{%tr for line in lines %}</td></tr>"
    "<tr><td>{{ line.name }}</td><td>{{ line.amount }}</td></tr>"
    "<tr><td>{%tr endfor %}</td></tr></tbody></table>"
)


class TestTemplatePage(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.quote(quantity=3)
        cls.template = cls.page(BODY)

    @classmethod
    def page(cls, body):
        return cls.env["bpm.document.template"].create(
            {"name": "Test page", "kind": "page", "model_name": "sale.order", "body": body}
        )

    def make(self, template=None):
        template = (template or self.template).with_user(self.seller)
        return template._bpm_generate(self.order.with_user(self.seller))

    def shown(self, paper):
        return html.fromstring(paper.sudo().current_version_id.attachment_id.raw)

    def test_it_is_filled_in_on_the_letterhead(self):
        """Placeholders, conditions and rows, as in Word; Odoo prints HTML in tests."""
        self.customer.name = "Mill & <b>Sons</b>"
        self.order.order_line.copy({"order_id": self.order.id})
        page = self.shown(self.make())
        text = page.text_content()
        for fact in (f"Offer {self.order.name}", "For Mill & <b>Sons</b>", "not empty"):
            self.assertIn(fact, text)
        self.assertEqual(len(page.xpath("//div[@class='page']//table//tr")), 2)
        self.assertNotIn("{%", text)

    def test_another_text_is_another_version(self):
        paper = self.make()
        self.assertEqual(self.template.version, 1)
        self.template.body = "<p>{{ document.number }}</p>"
        self.assertEqual(self.template.version, 2)
        self.make()
        self.assertEqual(paper.version_ids.sorted("number").mapped("template_version"), [1, 2])
        self.assertEqual(self.template.copy().body, self.template.body)

    def test_what_is_wrong_is_told_with_its_place(self):
        with self.assertRaises(UserError) as refused:
            self.make(self.page("<p>To {{ partner.nam }}</p>"))
        self.assertIn("To {{ partner.nam }}", str(refused.exception))
        with self.assertRaises(UserError) as refused:
            self.make(self.page("<p>{{ partner.__class__ }}</p>"))
        self.assertIn("__class__", str(refused.exception))

    def test_nothing_but_the_small_language_runs(self):
        """Cases 67 to 69: no orders of QWeb, no scripts, no calls."""
        template = self.page('<p t-esc="1+1">{{ document.number }}</p><script>alert(1)</script>')
        page = self.shown(self.make(template))
        self.assertFalse(page.xpath("//div[@class='page']//script | //*[@t-esc]"))
        with self.assertRaises(UserError):
            self.make(self.page("<p>{{ document.number.upper() }}</p>"))

    def test_scripts_get_in_neither_by_the_language_nor_by_facts(self):
        """Cases 67 to 69: the editor cleans what it sees; what comes out is cleaned again."""
        hidden = "&lt;script&gt;alert(1)&lt;/script&gt;"
        self.customer.website = "javascript:alert(1)"
        self.customer.phone = "<script>alert(1)</script>"
        for body in (
            "<p>{% raw %}{{ " + hidden + " }}{% endraw %}</p>",
            "<p>{# {{ '#}" + hidden + "{#' }} #}</p>",
            '<p><a href="{{ partner.website }}">Their page</a></p>',
            "<p>{{ partner.phone }}</p>",
        ):
            with self.subTest(body):
                template = self.page(f"{body}<p>{{{{ document.number }}}}</p>")
                page = self.shown(self.make(template)).xpath("//div[@class='page']")[0]
                self.assertIn(self.order.name, page.text_content())
                self.assertFalse(page.xpath(".//script | .//@href[contains(., 'script')]"))
                tried = self.env["bpm.template.try"].create(
                    {"template_id": template.id, "target": f"sale.order,{self.order.id}"}
                )
                self.assertNotIn("<script", tried.page)

    def test_links_lead_where_the_facts_say(self):
        self.customer.website = "https://mill.test"
        page = self.page('<p><a href="{{ partner.website }}">Their page</a></p>')
        links = self.shown(self.make(page)).xpath("//div[@class='page']//a/@href")
        self.assertEqual(links, ["https://mill.test"])

    def test_pictures_are_on_it(self):
        """S3-15: of what is offered, as in Word files."""
        self.product.product_tmpl_id.image_1920 = picture("red")
        rows = "{%tr for line in lines %}", "{{ line.picture | picture(40) }}", "{%tr endfor %}"
        body = "".join(f"<tr><td>{text}</td></tr>" for text in rows)
        [shown] = self.shown(self.make(self.page(f"<table>{body}</table>"))).xpath(
            "//div[@class='page']//td/img"
        )
        self.assertTrue(shown.get("src").startswith("data:image/png;base64,"))
        self.assertIn("40mm", shown.get("style").replace(" ", ""))

    def test_of_another_kind_it_begins_anew(self):
        """A page is no Word file and a Word file no page: neither is read as the other."""
        template = self.page(BODY)
        template.kind = "docx"
        self.assertFalse(template.file or template.current_version_id)
        template.file = base64.b64encode(word("Offer {{ document.number }}"))
        form = Form(template)
        form.kind = "page"
        self.assertFalse(form.body)
        form.body = "<p>{{ document.number }}</p>"
        form.save()
        self.assertIn(self.order.name, self.shown(self.make(template)).text_content())
        self.assertEqual(template.version_ids.mapped("number"), [3, 2, 1])

    def test_not_approved_is_written_on_it(self):
        self.route({"user_ids": [(6, 0, self.leader.ids)]}, gate="send")
        self.assertIn("NOT APPROVED", self.shown(self.make()).text_content())

    def test_it_can_be_tried(self):
        action = self.template.action_try()
        tried = self.env["bpm.template.try"].browse(action["res_id"])
        tried.target = self.order
        self.assertIn(f"Offer {self.order.name}", tried.page)
        self.assertFalse(tried.faults)
