"""The facts of entries as lines of text."""

import re
from itertools import chain

from odoo.tools.misc import format_date, formatLang

NESTED = (dict, list, tuple)
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class FactReader:
    """Turns `data` of many entries into readable lines, looking names up once for all."""

    def __init__(self, entries):
        self.env = entries.env
        self.words = entries._fact_words()
        self.events = entries._event_words()
        facts = list(chain.from_iterable(_pairs(entry.data) for entry in entries))
        self.people = entries._people_names(self._values(facts, "person", int))
        comments = self.env["bpm.journal.comment"]._by_fingerprint(
            self._values(facts, "comment", str)
        )
        self.comments = comments

    def _values(self, facts, kind, expected):
        return {
            value
            for key, values in facts
            for value in (values if isinstance(values, list) else [values])
            if self._kind(key) == kind and isinstance(value, expected)
        }

    def _kind(self, key):
        return self.words[key][1] if key in self.words else "plain"

    def comments_of(self, entry):
        """The comments the entry speaks of whose text has not been erased."""
        found = self.env["bpm.journal.comment"].sudo()
        for fingerprint in self._values(_pairs(entry.data), "comment", str):
            found |= self.comments.get(fingerprint, found.browse())
        return found.filtered("text")

    def lines(self, entry):
        """One line per fact, in the reader's language."""
        return [self._line(*fact, entry.res_model) for fact in self._in_order(entry.data or {})]

    def summary(self, entry):
        """The facts in one line, fingerprints left out."""
        facts = [
            fact
            for fact in self._in_order(entry.data or {})
            if self._kind(fact[0]) != "fingerprint"
        ]
        return " · ".join(self._line(*fact, entry.res_model) for fact in facts)

    def _in_order(self, facts):
        """(key, value) of what is known, in the order of the words: jsonb keeps none."""
        places = {key: place for place, key in enumerate(self.words)}
        known = [
            (key, value)
            for key, value in facts.items()
            if value not in (None, "", []) and self._kind(key) != "hidden"
        ]
        return sorted(known, key=lambda fact: (places.get(fact[0], len(places)), fact[0]))

    def _line(self, key, value, model_name):
        return self.env._(
            "%(fact)s: %(value)s",
            fact=self._word(key),
            value=self._show(key, value, model_name),
        )

    def _word(self, key):
        if key in self.words:
            return self.env._(self.words[key][0])  # pylint: disable=gettext-variable
        return key.removesuffix("_id").removesuffix("_ids").replace("_", " ").capitalize()

    def _show(self, key, value, model_name):
        """The value as text; what is nested is joined."""
        if isinstance(value, dict):
            return ", ".join(self._line(*fact, model_name) for fact in self._in_order(value))
        if isinstance(value, (list, tuple)):
            joint = "; " if any(isinstance(item, NESTED) for item in value) else ", "
            return joint.join(self._show(key, item, model_name) for item in value)
        if isinstance(value, bool):
            return self.env._("Yes") if value else self.env._("No")
        show = getattr(self, f"_show_{self._kind(key)}")
        return show(value, model_name)

    def _show_plain(self, value, _model_name):
        is_date = isinstance(value, str) and DATE.fullmatch(value)
        return format_date(self.env, value) if is_date else str(value)

    def _show_person(self, value, _model_name):
        return self.people.get(value, str(value))

    def _show_comment(self, value, _model_name):
        comment = self.comments.get(value)
        return comment.text if comment and comment.text else self.env._("(erased)")

    def _show_event(self, value, _model_name):
        return self.env._(self.events[value]) if value in self.events else str(value)  # pylint: disable=gettext-variable

    def _show_money(self, value, _model_name):
        return formatLang(self.env, value)

    def _show_currency(self, value, _model_name):
        return self.env["res.currency"].sudo().browse(value).exists().name or str(value)

    def _show_fingerprint(self, value, _model_name):
        return f"{value[:12]}…"

    def _show_field(self, value, model_name):
        """What people call the field `name`, or `lines.name` for a field of the lines."""
        label, model = value, self.env.get(model_name)
        for name in str(value).split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None:
                return label
            label = field._description_string(self.env)
            model = self.env.get(field.comodel_name)
        return label


def _pairs(value):
    """Every (key, value) in nested dictionaries and lists."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, item
            yield from _pairs(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _pairs(item)
