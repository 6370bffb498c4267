"""Trying a template before it is used (issue "contracts", item 2)."""

import base64

from tests.common import ApprovalCase
from tests.document.word import texts, word


class TestTemplateTry(ApprovalCase):
    def tried(self, *paragraphs):
        template = self.env["bpm.document.template"].create(
            {
                "name": "Tried",
                "model_name": "sale.order",
                "file_name": "tried.docx",
                "file": base64.b64encode(word(*paragraphs)),
            }
        )
        self.order = self.quote()
        return self.env["bpm.template.try"].browse(template.action_try()["res_id"])

    def test_the_result_and_what_may_be_written(self):
        """Fields picked from a list, with example values."""
        tried = self.tried("{{ document.number }}")
        self.assertFalse(tried.faults)
        self.assertEqual(texts(base64.b64decode(tried.file))[0], tried.target.name)
        self.assertEqual(tried.target, self.order)
        lines = dict(tried.line_ids.mapped(lambda line: (line.placeholder, line.example)))
        self.assertEqual(lines["{{ document.number }}"], self.order.name)
        self.assertIn("{{ line.name }}", lines)

    def test_all_faults_with_their_places(self):
        tried = self.tried("To {{ partner.nam }}", "{% for x in lines %}")
        self.assertFalse(tried.file)
        self.assertIn("{% for x in lines %}", tried.faults)

    def test_nothing_is_kept(self):
        before = self.env["bpm.document"].search_count([])
        self.tried("{{ document.number }}").mapped("file")
        self.assertEqual(self.env["bpm.document"].search_count([]), before)
