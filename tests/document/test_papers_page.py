"""The page by which a counterparty brings papers, and the pages of files (issue item 5; S2-05)."""

import io

from reportlab.pdfgen.canvas import Canvas

from odoo import fields
from odoo.tools.misc import hash_sign
from tests.common import BpmHttpCase
from tests.document.word import word

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>"


class PapersCase(BpmHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.dossier.requirement"].search([]).action_archive()
        cls.env.ref("base.group_user")._apply_group(
            cls.env.ref("bpm_crm_addon.group_bpm_capability_contract")
        )
        cls.partner = cls.env["res.partner"].create(
            {"name": "Test Mill", "is_company": True, "email": "mill@test.invalid"}
        )
        cls.need = cls.env["bpm.dossier.requirement"].create(
            {
                "name": "Test charter",
                "type_id": cls.env.ref("bpm_crm_addon.document_type_charter").id,
                "model_name": "res.partner",
                "domain": f"[('id', '=', {cls.partner.id})]",
            }
        )
        cls.dossier = cls.env["bpm.dossier"]._bpm_for(cls.partner)[cls.partner.id]

    @classmethod
    def user(cls, login, *groups, **values):
        return cls.env["res.users"].create(
            {
                "name": f"Test {login}",
                "login": f"test_{login}",
                "password": f"test_{login}",
                "group_ids": [(6, 0, [cls.env.ref(group).id for group in groups])],
                **values,
            }
        )


class TestPapersPage(PapersCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.link = cls.dossier._bpm_link()
        cls.url = cls.link.url[cls.link.url.index("/bpm/") :]
        cls.row = cls.dossier.paper_ids

    def bring(self, *files, **form):
        return self.url_open(
            self.url, data={"row": self.row.id, **form}, files=[("files", file) for file in files]
        )

    def test_opening_changes_nothing(self):
        before = self.link.read()
        for _time in range(2):
            answer = self.url_open(self.url)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("Test charter", answer.text)
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        self.assertEqual(self.link.read(), before)

    def test_what_is_brought_waits_to_be_looked_at(self):
        answer = self.bring(("scan.pdf", PDF, "application/pdf"))
        self.assertIn("being looked at", answer.text)
        paper = self.row.document_id
        self.assertTrue(paper.to_check)
        self.assertEqual(paper.current_version_id.attachment_id.raw, PDF)
        self.assertEqual(paper.type_id, self.need.type_id)

    def test_what_is_no_paper_is_not_taken(self):
        """By what is in it, not by its name."""
        answer = self.bring(("scan.pdf", b"<script>alert(1)</script>", "application/pdf"))
        self.assertIn("cannot be taken", answer.text)
        self.assertFalse(self.row.document_id)
        self.assertIn("is empty", self.bring(("nothing.pdf", b"")).text)

    def test_other_links_open_nothing(self):
        other = hash_sign(self.env(su=True), "another-scope", [self.link.id])
        for payload in ("x", other, self.url.rsplit("/", 1)[-1][:-2]):
            answer = self.url_open(f"/bpm/papers/{payload}")
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("Test Mill", answer.text)
        self.link.sudo().expires_at = fields.Datetime.now()
        self.assertEqual(self.url_open(self.url).status_code, 404)
        self.assertEqual(self.bring(("scan.pdf", PDF)).status_code, 404)
        self.assertFalse(self.row.document_id)


class TestFiles(PapersCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paper = cls.env["bpm.document"].create(
            {"name": "Contract", "res_model": "res.partner", "res_id": cls.partner.id}
        )
        cls.version = cls.paper._bpm_add_version([{"name": "contract.pdf", "raw": PDF}])
        cls.clerk = cls.user("clerk", "base.group_user", "base.group_partner_manager")

    def looks(self):
        return self.env["bpm.document.look"].search([("document_id", "=", self.paper.id)])

    def test_each_look_is_noted(self):
        """Issue item 1: who viewed and who took it away."""
        self.authenticate("test_clerk", "test_clerk")
        self.assertEqual(self.url_open(f"/bpm/paper/{self.version.id}/pdf").content, PDF)
        self.url_open(f"/bpm/paper/{self.version.id}/download")
        self.assertEqual(
            {(look.user_id.login, look.how) for look in self.looks()},
            {("test_clerk", "viewed"), ("test_clerk", "downloaded")},
        )

    def test_printing_is_noted(self):
        """Issue item 1: who printed; the reader tells it, and only one's own session may."""
        self.authenticate("test_clerk", "test_clerk")
        self.assertIn("viewer.html", self.url_open(f"/bpm/paper/{self.version.id}/view").text)
        self.assertEqual(
            self.url_open(f"/bpm/paper/{self.version.id}/printed", data={"x": "1"}).status_code, 400
        )
        self.assertNotIn("printed", self.looks().mapped("how"))
        readable = self.paper._bpm_add_version([{"name": "contract.pdf", "raw": page("Contract")}])
        self.browser_js(f"/bpm/paper/{readable.id}/view", PRINT, READER, login="test_clerk")
        self.assertIn(
            ("test_clerk", "printed"), {(one.user_id.login, one.how) for one in self.looks()}
        )

    def test_a_word_file_is_shown_as_a_page(self):
        """Issue item 1: preview, also without LibreOffice; scripts cannot run in it."""
        paper = self.env["bpm.document"].create({"name": "Draft", "partner_id": self.partner.id})
        version = paper._bpm_add_version([{"name": "draft.docx", "raw": word("Clause one")}])
        self.authenticate("test_clerk", "test_clerk")
        answer = self.url_open(f"/bpm/paper/{version.id}/text")
        self.assertIn("<span style=''>Clause one</span>", answer.text)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/html"))
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])

    def test_people_outside_get_what_is_shared(self):
        """Issue item 1: portal sees only what was shared."""
        contact = self.env["res.partner"].create({"name": "Ann", "parent_id": self.partner.id})
        self.user("ann", "base.group_portal", partner_id=contact.id)
        self.authenticate("test_ann", "test_ann")
        url = f"/bpm/paper/{self.version.id}/download"
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertNotIn("Contract", self.url_open("/my/papers").text)
        self.paper.shared = True
        self.assertEqual(self.url_open(url).content, PDF)
        self.assertIn("Contract", self.url_open("/my/papers").text)
        self.assertEqual(self.url_open("/my/home").status_code, 200)

    def test_the_archive_comes_as_one_file(self):
        self.authenticate("test_clerk", "test_clerk")
        answer = self.url_open(f"/bpm/dossier/{self.dossier.id}/export")
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        self.assertTrue(answer.content.startswith(b"PK"))


def page(words):
    """The bytes of a PDF that readers can show."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(100, 700, words)
    canvas.save()
    return file.getvalue()


# Its pages are known a moment after the document is.
READER = """
(({ pdfViewer } = {}) => Boolean(pdfViewer?.pagesCount && pdfViewer.pageViewsReady))(
    document.querySelector("iframe").contentWindow.PDFViewerApplication
)
"""
# The reader of PDFs says so before it prints; the page around it tells the server.
PRINT = """
const send = window.fetch;
window.fetch = (...sent) => send(...sent).then((answer) => {
    if (answer.ok) {
        console.log("test successful");
    }
    return answer;
});
const reader = document.querySelector("iframe").contentWindow;
reader.dispatchEvent(new CustomEvent("beforeprint", { detail: "custom" }));  // as pdf.js does
"""


class TestPapersTours(PapersCase):
    """The screens, as people use them (journeys: salesperson 4 to 8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bpm.document.template"].search([("model_name", "=", "sale.order")]).filtered(
            lambda one: one.lang != "en_US"
        ).action_archive()
        cls.env["bpm.approval.route"].search([("state", "!=", "retired")]).action_retire()
        cls.seller = cls.user(
            "seller", "sales_team.group_sale_salesman", "base.group_partner_manager"
        )
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "user_id": cls.seller.id,
                "order_line": [(0, 0, {"name": "Oak", "product_uom_qty": 2, "price_unit": 50,
                                       "product_id": cls.env["product.product"].create(
                                           {"name": "Oak", "taxes_id": []}).id})],
            }
        )  # fmt: skip

    def test_make_an_offer_compare_and_sign(self):
        """Made in two clicks, made again, compared, signed: then nothing of it changes."""
        self.start_tour(
            f"/odoo/sale.order/{self.order.id}",
            "bpm_papers_offer",
            login="test_seller",
            timeout=180,
        )
        paper = self.env["bpm.document"].search([("res_id", "=", self.order.id)])
        self.assertEqual((len(paper.version_ids), paper.state), (2, "signed"))

    def test_drop_files_on_a_dossier(self):
        self.start_tour(
            f"/odoo/res.partner/{self.partner.id}", "bpm_papers_dossier", login="test_seller",
            timeout=180,
        )  # fmt: skip
        self.assertEqual(self.dossier.paper_ids.state, "present")
        dropped = self.env["bpm.document"].search([("res_id", "=", self.partner.id)])
        self.assertLessEqual({"first letter", "second letter"}, set(dropped.mapped("name")))


class TestPapersPhone(PapersCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_bring_papers_by_phone(self):
        """The link on a phone: choose, bring, done; nothing is wider than the screen."""
        url = self.dossier._bpm_link().url
        self.browser_js(
            url[url.index("/bpm/") :], "console.log('test successful')", BRING, timeout=60
        )
        self.assertEqual(self.dossier.paper_ids.state, "check")


# The page has no scripts of its own and forbids them: the browser's own console does it. Asked
# again and again; true once the page says that the file has arrived.
BRING = """
(() => {
    const input = document.querySelector("input[type=file]");
    if (!input || window.brought) {
        return false;
    }
    if (document.querySelector(".done")) {
        return document.documentElement.scrollWidth <= window.innerWidth;
    }
    const files = new DataTransfer();
    files.items.add(new File(["%PDF-1.4 scan"], "scan.pdf", { type: "application/pdf" }));
    input.files = files.files;
    window.brought = true;
    input.form.querySelector("button[type=submit]").click();
    return false;
})()
"""
