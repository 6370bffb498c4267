"""Numbers of pages, put onto a PDF that was printed without them: "2 / 5" at the foot of each.

The printer of many servers (wkhtmltopdf without its changes to Qt) knows no footer.
"""

import io

from reportlab.pdfgen.canvas import Canvas

from odoo.tools.pdf import PdfFileReader, PdfFileWriter

SIZE = 9  # points
FOOT = 24  # points above the edge: inside the margin that is left free


def with_numbers(pdf):
    """The same PDF, as bytes, with its pages numbered; one page alone needs no number."""
    printed = PdfFileReader(io.BytesIO(pdf), strict=False)
    count = printed.getNumPages()
    if count < 2:
        return pdf
    whole = PdfFileWriter()
    for place in range(count):
        whole.addPage(printed.getPage(place))
    pages = [whole.getPage(place) for place in range(count)]
    numbers = PdfFileReader(_numbers([_size(page) for page in pages]), strict=False)
    for place, page in enumerate(pages):
        page.mergePage(numbers.getPage(place))
    made = io.BytesIO()
    whole.write(made)
    return made.getvalue()


def _numbers(sizes):
    """A PDF that holds nothing but the numbers, on pages of these sizes."""
    made = io.BytesIO()
    canvas = Canvas(made)
    for place, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width, height))
        canvas.setFont("Helvetica", SIZE)
        canvas.setFillGray(0.35)
        canvas.drawCentredString(width / 2, FOOT, f"{place} / {len(sizes)}")
        canvas.showPage()
    canvas.save()
    made.seek(0)
    return made


def _size(page):
    box = page.mediaBox
    return float(box.getWidth()), float(box.getHeight())
