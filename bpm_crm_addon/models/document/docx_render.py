"""Filling in a Word file: bytes and facts in, bytes or faults with their places out."""

import io
import re
import zipfile
import zlib

from jinja2.exceptions import TemplateError, TemplateSyntaxError
from markupsafe import Markup

from ...engine.fact_paths import clean
from ...engine.word_place import Fault, place_of, without_doubles
from .docx_language import Blank, TemplateLanguage, TooLong

try:
    from docx.oxml.exceptions import XmlchemyError as OddXml
except ImportError:  # optional: where it is not installed, Health says so
    OddXml = ValueError

# What the library, which takes files apart by patterns, stumbles over in a file that is odd.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError,
    OddXml, RuntimeError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip


def render(raw, facts, pictures=None):
    """Return (bytes of the filled-in file or None, faults).

    `raw`: a Word file that `docx_source.fault_of` found nothing wrong with; `pictures`: bytes by
    the names the facts give them. Every fault of the file is told, not only the first; a file with
    faults is not made.
    """
    # Optional: where it is not installed, Health says so.
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage

    class Filling(DocxTemplate):
        """Notes what is wrong per part of the file, with the words of the paragraph."""

        faults = ()

        def render_xml_part(self, src_xml, part, context, jinja_env=None):
            source = _in_lines(src_xml)
            place = _part_name(part)
            try:
                return super().render_xml_part(src_xml, part, context, jinja_env)
            except (TemplateError, TypeError) as error:
                language.found.append(_of_error(error))
                return _nothing_of(src_xml)
            finally:
                self.faults = [
                    *self.faults,
                    *(Fault(kind, name, place_of(source, line), place)
                      for kind, name, line in language.found),
                ]  # fmt: skip
                language.found.clear()

        def render_properties(self, context, jinja_env=None):
            """The file's own properties (author, title) are left as they are."""

    def picture(name, width=60):
        """`{{ product.picture | picture(60) }}`: so many millimetres wide; none where none is."""
        found = (pictures or {}).get(str(name))
        if not found:
            return Blank("")
        wide = Mm(min(max(int(width), 5), 180))
        return Markup(InlineImage(filling, io.BytesIO(found), width=wide))

    language = TemplateLanguage()
    language.filters["picture"] = picture
    filling = Filling(io.BytesIO(raw))
    try:
        filling.render(clean(facts), language, autoescape=True)
    except TooLong:
        return None, [Fault("too_long")]
    except BROKEN as error:
        if not filling.faults:
            return None, [Fault("broken", type(error).__name__)]
    if filling.faults:
        return None, without_doubles(filling.faults)
    made = io.BytesIO()
    filling.save(made)
    return made.getvalue(), []


def mark(raw, words):
    """The same file with `words` as a red line above everything, on every page."""
    from docx import Document
    from docx.shared import Pt, RGBColor

    document = Document(io.BytesIO(raw))
    places = [section.header for section in document.sections]
    first = document.paragraphs[0] if document.paragraphs else document.add_paragraph()
    lines = [first.insert_paragraph_before()]
    for header in places:
        header.is_linked_to_previous = False
        lines.append(header.paragraphs[0].insert_paragraph_before())
    for line in lines:
        run = line.add_run(words)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(16), RGBColor(0xC0, 0x00, 0x00)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _in_lines(source):
    """The source as the library cuts it: each paragraph begins a line."""
    return source.replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")


def _part_name(part):
    name = str(getattr(part, "partname", ""))
    for word in ("header", "footer", "footnotes"):
        if word in name:
            return word
    return "body"


def _of_error(error):
    """(kind, name, line) of what the language could not read."""
    if isinstance(error, TemplateSyntaxError):
        return "not_understood", error.message or "", error.lineno or 1
    kind = "not_understood" if isinstance(error, TemplateError) else "not_comparable"
    return kind, "", _line_of(error.__traceback__)


def _line_of(traceback):
    """The line of the template where something went wrong while filling in."""
    line = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _nothing_of(source):
    """A part that could not be filled in, without its orders, so that the others are looked at."""
    return re.sub(r"{[{%#].*?[}%#]}", "", source, flags=re.DOTALL)
