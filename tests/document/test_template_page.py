"""Templates written in Odoo's own editor (issue "contracts", item 2)."""

from lxml import html

from odoo.exceptions import UserError
from tests.common import ApprovalCase

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

    def test_not_approved_is_written_on_it(self):
        self.route({"user_ids": [(6, 0, self.leader.ids)]}, gate="send")
        self.assertIn("NOT APPROVED", self.shown(self.make()).text_content())

    def test_it_can_be_tried(self):
        action = self.template.action_try()
        tried = self.env["bpm.template.try"].browse(action["res_id"])
        tried.target = self.order
        self.assertIn(f"Offer {self.order.name}", tried.page)
        self.assertFalse(tried.faults)
