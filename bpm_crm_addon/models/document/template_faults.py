"""What is wrong with a template, in sentences that name the place in the file."""

from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# Of the file itself.
FILES = {
    "too_large": _lt("The file is too large: at most 10 MB. Make its pictures smaller."),
    "too_many_parts": _lt("The file has too many parts. Save it anew from Word as .docx."),
    "packed_too_tightly": _lt("The file is packed suspiciously tightly. Save it anew from Word."),
    "leads_outside": _lt("The file holds names that lead outside it. Save it anew from Word."),
    "no_word_file": _lt(
        "This is not a Word file. Save it from Word or LibreOffice as .docx, without a password."
    ),
    "macro": _lt("The file holds macros. Save it from Word as .docx, which has none."),
    "embedded": _lt("Another file is embedded in it. Paste it as a picture or as text."),
    "dtd": _lt("The file holds declarations no Word file needs. Save it anew from Word."),
    "fetches": _lt(
        "The file fetches something from outside when it is opened: a linked picture, template or "
        "field. Paste it in instead of linking it."
    ),
}
# Of what is written in it; `name` is what it is about.
PLACES = {
    "unknown": _lt("There is nothing called “%(name)s”. Pick the placeholder from the list."),
    "empty": _lt(
        "It would stay empty. Fill the data in, or write “| optional” after its name where it may "
        "be empty."
    ),
    "not_text": _lt(
        "This is a group or a list, not a text: add a dot and a name, or loop over it."
    ),
    "no_rows": _lt("This is not a list that can be looped over."),
    "not_numbers": _lt("Only whole numbers can be added or multiplied; amounts come ready."),
    "not_comparable": _lt("These cannot be compared: one is a number and the other is not."),
    "not_understood": _lt("This cannot be read: %(name)s. Pick the placeholder from the list."),
}
WHOLE = {
    "too_long": _lt("Its loops have too many turns: at most 10 000. Loop over fewer rows."),
    "broken": _lt(
        "The file cannot be filled in (%(name)s): a loop or a condition begins and ends in "
        "different places, for example in two rows of a table."
    ),
}
PARTS = {
    "header": _lt("header"),
    "footer": _lt("footer"),
    "footnotes": _lt("footnote"),
}


class BpmDocumentTemplate(models.Model):
    _inherit = "bpm.document.template"

    @api.model
    def _bpm_fault_sentence(self, fault):
        """What is wrong with an uploaded file: `fault` is a word of `docx_source.fault_of`."""
        return self.env._(FILES[fault])  # pylint: disable=gettext-variable

    @api.model
    def _bpm_fault_lines(self, faults):
        """A line for each `Fault`: what is wrong, and the words of the paragraph it is in."""
        lines = []
        for fault in faults:
            known = PLACES.get(fault.kind) or WHOLE[fault.kind]
            words = self.env._(known)  # pylint: disable=gettext-variable
            sentence = words % {"name": fault.name}
            if fault.place:
                part = PARTS.get(fault.part)
                where = f" ({self.env._(part)})" if part else ""  # pylint: disable=gettext-variable
                sentence = self.env._(
                    "«%(place)s»%(part)s: %(what)s", place=fault.place, part=where, what=sentence
                )
            lines.append(sentence)
        return lines
