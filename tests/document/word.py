"""Word files for tests: made, taken apart, read."""

import io
import zipfile

from docx import Document

MAIN = "word/document.xml"


def word(*paragraphs, table=(), header=None):
    """The bytes of a Word file with these paragraphs, one table, and a header."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for cells, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def texts(raw):
    """The paragraphs of a Word file, then the cells of its tables, then its header."""
    document = Document(io.BytesIO(raw))
    found = [paragraph.text for paragraph in document.paragraphs]
    found += [c.text for table in document.tables for row in table.rows for c in row.cells]
    return found + [p.text for p in document.sections[0].header.paragraphs]


def with_part(raw, name, content):
    """The same file with one part added or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, content)
    return file.getvalue()


def part(raw, name=MAIN):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)
