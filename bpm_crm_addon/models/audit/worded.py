"""Sentences the schedule writes, read by people of several languages.

The schedule has no language of its own: what it says about a document is written down in every
language that is installed, and each reader finds theirs.
"""

import json

from odoo import api, models
from odoo.tools.translate import LazyGettext


class BpmWorded(models.AbstractModel):
    """A model whose translated field `reason_text` is written in all languages at once.

    How to use: `_inherit = ["bpm.worded"]` and a translated field `reason_text`; wherever it is
    written, give a sentence as `_in_languages` takes it, or what that returned.
    """

    _name = "bpm.worded"
    _description = "Sentences in every language"

    @api.model
    def _in_languages(self, sentence):
        """{language: sentence}; False where there is nothing to say.

        `sentence`: a text as it stands in the source, a lazy translation, or a function that is
        given these records in a language and returns it in that one.
        """
        if not sentence or isinstance(sentence, dict):
            return sentence or False
        codes = {code for code, _name in self.env["res.lang"].get_installed()} | {"en_US"}
        words = {code: self.with_context(lang=code)._worded(sentence) for code in sorted(codes)}
        return words if any(words.values()) else False

    def _worded(self, sentence):
        if isinstance(sentence, (str, LazyGettext)):
            return self.env._(sentence)  # pylint: disable=gettext-variable
        return sentence(self)

    def _reason_column(self, sentence):
        """The sentence as the column of `reason_text` holds it, for statements of our own."""
        words = self._in_languages(sentence)
        return json.dumps(words, ensure_ascii=False) if words else None

    def write(self, vals):
        """Override: a reason is written in every language."""
        words = self._in_languages(vals.get("reason_text"))
        if not words:
            return super().write(vals | ({"reason_text": False} if "reason_text" in vals else {}))
        others = {name: value for name, value in vals.items() if name != "reason_text"}
        result = super().write(others) if others else True
        for code, text in words.items():
            super(BpmWorded, self.with_context(lang=code)).write({"reason_text": text})
        return result
