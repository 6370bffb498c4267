"""A Word file as a page: for PDFs where LibreOffice is not installed.

Text, headings, emphasis, alignment, lists, tables and pictures are kept; columns, drawings, header
and footer are not. Nothing in the page is fetched from anywhere: pictures are part of it.
"""

import base64
import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markupsafe import Markup, escape

from .docx_numbers import Numbers, styles_of

ALIGNED = {ALIGN.CENTER: "center", ALIGN.RIGHT: "right", ALIGN.JUSTIFY: "justify"}
SHOWN = ("image/png", "image/jpeg", "image/gif")
EMU = 36_000  # in a millimetre
MOST = 40 * 2**20  # bytes of pictures, each as often as it is shown
PAGE = Markup(
    "<!DOCTYPE html><html><head><meta charset='utf-8'/><style>"
    "body{{font:{size}pt {family};line-height:1.25;margin:0 8mm}}"
    "p{{margin:0 0 4pt;min-height:1em}}"
    "table{{border-collapse:collapse;width:100%;margin:4pt 0 6pt}}"
    "td{{vertical-align:top;padding:2pt 5pt}}.grid td{{border:1px solid #444}}"
    "tr,img,.together{{page-break-inside:avoid}}"
    "</style></head><body>{body}</body></html>"
)


def as_html(raw):
    """The page, a text, of a Word file's bytes that `docx_source.fault_of` found nothing in."""
    document = Document(io.BytesIO(raw))
    numbers = Numbers(document)
    section = document.sections[0]
    if sum(map(_weight, {document.part, section.header.part, section.footer.part})) > MOST:
        raise ValueError("its pictures are shown too often")
    parts = [
        *(_paragraph(one, numbers) for one in _told(section.header)),
        *_together(document.iter_inner_content(), numbers),
        *(_paragraph(one, numbers) for one in _told(section.footer)),
    ]
    font = document.styles["Normal"].font
    sans = (font.name or "Calibri").startswith(("Arial", "Calibri", "Helvetica", "Verdana", "Lib"))
    family = "'Liberation Sans', Arial, 'DejaVu Sans', sans-serif"
    if not sans:
        family = "'Times New Roman', 'Liberation Serif', 'DejaVu Serif', serif"
    size = font.size.pt if font.size else 11
    return str(PAGE.format(size=size, family=Markup(family), body=Markup().join(parts)))


def _weight(part):
    """Bytes of the pictures on a part of the file's pages."""
    names = (blip.get(qn("r:embed")) for blip in part.element.iter(qn("a:blip")))
    return sum(len(part.related_parts[name].blob) for name in names if name in part.related_parts)


def _told(part):
    """The paragraphs of a header or footer that say something; one with page numbers does not,
    since pages are not counted here."""
    return [one for one in part.paragraphs if one.text.strip() and not _counts_pages(one)]


def _counts_pages(paragraph):
    codes = "".join(code.text or "" for code in paragraph._p.iter(qn("w:instrText")))
    fields = "".join(one.get(qn("w:instr")) or "" for one in paragraph._p.iter(qn("w:fldSimple")))
    return "PAGE" in codes + fields


def _together(blocks, numbers):
    """The blocks as HTML; a heading and what follows it stay on one page."""
    parts, waiting = [], []
    for block in blocks:
        shown = _block(block, numbers)
        if isinstance(block, Paragraph) and _of(block, "paragraph_format", "keep_with_next"):
            waiting.append(shown)
            continue
        if waiting:
            shown = Markup("<div class='together'>%s</div>") % Markup().join([*waiting, shown])
            waiting = []
        parts.append(shown)
    return parts + waiting


def _block(block, numbers):
    if isinstance(block, Table):
        return _table(block, numbers)
    return _paragraph(block, numbers)


def _paragraph(paragraph, numbers):
    before, depth = numbers.of(paragraph)
    shown = Markup().join(_inline(one, paragraph) for one in paragraph.iter_inner_content())
    style = [f"text-align:{ALIGNED.get(_of(paragraph, 'paragraph_format', 'alignment'), 'left')}"]
    if depth:
        style.append(f"margin-left:{depth * 14}pt;text-indent:-14pt")
        shown = escape(f"{before}\u00a0 ") + shown
    for side in ("before", "after"):
        space = _of(paragraph, "paragraph_format", f"space_{side}")
        if space is not None:
            style.append(f"margin-{'top' if side == 'before' else 'bottom'}:{space.pt:g}pt")
    if _of(paragraph, "paragraph_format", "page_break_before"):
        style.append("page-break-before:always")
    return Markup("<p style='%s'>%s</p>") % (";".join(style), shown)


def _of(paragraph, kind, name):
    """A property of a paragraph: its own, else of its style and of those the style builds on."""
    holders = (getattr(one, kind, None) for one in (paragraph, *styles_of(paragraph)))
    values = (getattr(holder, name, None) for holder in holders if holder is not None)
    return next((value for value in values if value is not None), None)


def _inline(one, paragraph):
    if isinstance(one, Hyperlink):
        return Markup().join(_run(run, paragraph) for run in one.runs)
    return _run(one, paragraph) if isinstance(one, Run) else Markup()


def _run(run, paragraph):
    pictures = Markup().join(_picture(blip, run) for blip in run._r.iter(qn("a:blip")))
    broken = any(br.get(qn("w:type")) == "page" for br in run._r.iter(qn("w:br")))
    text = escape(run.text.replace("\t", "\u2003").replace("  ", "\u00a0 "))
    text = text.replace("\n", Markup("<br/>"))
    if not text and not pictures and not broken:
        return Markup()
    style = []
    for name, css in (("bold", "font-weight:bold"), ("italic", "font-style:italic")):
        own = getattr(run.font, name)
        if own if own is not None else _of(paragraph, "font", name):
            style.append(css)
    if run.font.underline:
        style.append("text-decoration:underline")
    if size := run.font.size or _of(paragraph, "font", "size"):
        style.append(f"font-size:{size.pt:g}pt")
    if run.font.color is not None and run.font.color.rgb is not None:
        style.append(f"color:#{run.font.color.rgb}")
    shown = Markup("<span style='%s'>%s</span>") % (";".join(style), text)
    pause = Markup("<span style='display:block;page-break-after:always'></span>")
    return pictures + (pause if broken else Markup()) + shown


def _picture(blip, run):
    part = run.part.related_parts.get(blip.get(qn("r:embed")))
    if part is None or part.content_type not in SHOWN:
        return Markup()
    extent = next(run._r.iter(qn("wp:extent")), None)
    width = f"width:{int(extent.get('cx')) // EMU}mm" if extent is not None else ""
    data = base64.b64encode(part.blob).decode()
    return Markup("<img style='%s;max-width:100%%' src='data:%s;base64,%s'/>") % (
        width, part.content_type, data,
    )  # fmt: skip


# === TABLES === #


def _table(table, numbers):
    rows = Markup().join(_row(row, table, numbers) for row in table._tbl.tr_lst)
    return Markup("<table class='%s'>%s</table>") % ("grid" if _has_lines(table) else "", rows)


def _has_lines(table):
    own = table._tbl.tblPr.find(qn("w:tblBorders"))
    style = table.style.element if table.style is not None else None
    if own is None and style is not None:
        own = next(style.iter(qn("w:tblBorders")), None)
    return own is not None and any(one.get(qn("w:val")) not in ("nil", "none") for one in own)


def _row(row, table, numbers):
    cells = []
    for cell in row.tc_lst:
        if cell.vMerge == "continue":
            cells.append(Markup("<td style='border-top:none'></td>"))
            continue
        style = f"width:{cell.width.pt:g}pt" if cell.width else ""
        fill = cell.tcPr.find(qn("w:shd")) if cell.tcPr is not None else None
        colour = fill.get(qn("w:fill")) if fill is not None else None
        if colour and colour.isalnum() and colour != "auto":
            style += f";background:#{colour}"
        blocks = _Cell(cell, table).iter_inner_content()
        cells.append(
            Markup("<td colspan='%s' style='%s'>%s</td>")
            % (cell.grid_span, style, Markup().join(_block(one, numbers) for one in blocks))
        )
    return Markup("<tr>%s</tr>") % Markup().join(cells)
