"""Filling in a page that was written here: its HTML and facts in, HTML or faults out.

The same small language as in Word files. A row or paragraph that holds only `{%tr … %}` or
`{%p … %}` is taken away with its tags, as in Word.
"""

import base64
import html
import re

from jinja2.exceptions import TemplateError, TemplateSyntaxError
from markupsafe import Markup

from odoo.tools import html_sanitize

from ...engine.fact_paths import clean
from ...engine.word_place import Fault, place_of, without_doubles
from .docx_language import Blank, TemplateLanguage, TooLong

ORDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
ROW = re.compile(r"<tr\b[^>]*>(?:(?!</tr>).)*?\{%tr (.*?)%\}(?:(?!</tr>).)*</tr>", re.DOTALL)
PARAGRAPH = re.compile(r"<p\b[^>]*>(?:(?!</p>).)*?\{%p (.*?)%\}(?:(?!</p>).)*</p>", re.DOTALL)
BLOCK = re.compile(r"<(?=p\b|tr\b|li\b|h[1-6]\b|table\b)")


def render_page(source, facts, pictures=None):
    """Return (the filled-in HTML or None, faults); see `docx_render.render`.

    The page is cleaned once more as a whole: neither what was hidden from the editor between the
    language's own signs nor an address among the facts brings a script into it.
    """

    def picture(name, width=60):
        found = (pictures or {}).get(str(name))
        if not found:
            return Blank("")
        data = base64.b64encode(found).decode()
        size = min(max(int(width), 5), 180)
        return Markup("<img style='width:%smm' src='data:image/png;base64,%s'/>") % (size, data)

    language = TemplateLanguage()
    language.filters["picture"] = picture
    source = _as_template(source)
    try:
        made = language.from_string(source).render(clean(facts))
    except TooLong:
        return None, [Fault("too_long")]
    except TemplateSyntaxError as error:
        place = place_of(source, error.lineno or 1)
        return None, [Fault("not_understood", error.message or "", place)]
    except (TemplateError, TypeError) as error:
        kind = "not_understood" if isinstance(error, TemplateError) else "not_comparable"
        return None, [Fault(kind)]
    if language.found:
        found = [Fault(kind, name, place_of(source, line)) for kind, name, line in language.found]
        return None, without_doubles(found)
    return html_sanitize(made), []


def _as_template(source):
    """What the editor wrote, as the language reads it: each block begins a line."""
    source = ORDER.sub(lambda found: _as_written(found[0]), source)
    source = ROW.sub(r"{% \1 %}", source)
    source = PARAGRAPH.sub(r"{% \1 %}", source)
    return BLOCK.sub("\n<", source)


def _as_written(order):
    """Without what the editor does to text, and to blanks in the addresses of links."""
    return html.unescape(TAGS.sub("", order)).replace("%20", " ")
