"""The language of templates: what it can say, and what it refuses with the place (case 57)."""

import time

from odoo.addons.bpm_crm_addon.models.document import docx_language
from odoo.addons.bpm_crm_addon.models.document.docx_render import mark, render
from tests.common import BpmCase
from tests.document.word import texts, word

FACTS = {
    "partner": {"name": "Mill", "empty": ""},
    "lines": [{"name": "Oak"}, {"name": "Pine"}],
    "count": 7,
}
# Case 57: what attackers write into templates.
ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ partner.__init__.__globals__ }}",
    "{{ partner['__class__'] }}",
    "{{ partner|attr('__class__') }}",
    "{{ partner.items() }}",
    "{{ partner.get('name') }}",
    "{{ partner.name.format(1) }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '%s' % 1 }}",
    "{{ '%s'|format(1) }}",
    "{{ 9**9**9 }}",
    "{{ 9//2 }}",
    "{{ 9%2 }}",
    "{{ 'a'*10000000000 }}",
    "{{ 1000000000000 }}",
    "{{ lines*999999999 }}",
    "{{ range(999999999)|length }}",
    "{% for i in range(999999999) %}x{% endfor %}",
    "{% for i in 'aaaa' %}x{% endfor %}",
    "{% for i in [1, 2] %}x{% endfor %}",
    "{% for i in lines recursive %}{{ loop(lines) }}{% endfor %}",
    "{% set x = partner %}",
    "{% macro m() %}{% endmacro %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% block b %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}",
    "{% call m() %}{% endcall %}",
    "{% with a = 1 %}{% endwith %}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace }}",
    "{{ loop }}",
    "{{ config }}",
    "{{ partner.name|safe }}",
    "{{ partner|tojson }}",
    "{{ (lambda: 1)() }}",
    "{{ f'{partner}' }}",
    "{{ (x := 1) }}",
    "{{ lines[0:1] }}",
    "{{ partner }}",
    "{{ lines }}",
    "{{ partner.name > 5 }}",
    "{% if partner.name > 5 %}x{% endif %}",
]


class TestDocxLanguage(BpmCase):
    def fill(self, *paragraphs, facts=None, **parts):
        return render(word(*paragraphs, **parts), facts or FACTS)

    def test_it_fills_in_loops_and_conditions(self):
        """Issue "contracts", item 2: placeholders, loops over rows of a table, conditions."""
        raw, faults = self.fill(
            "For {{ partner.name }}",
            "{% if count > 5 %}many{% else %}few{% endif %}",
            "{{ partner.empty | optional }}|{{ nothing | default('-') }}",
            table=[["{%tr for line in lines %}"], ["{{ loop.index }} {{ line.name }}"],
                   ["{%tr endfor %}"]],
            header="{{ partner.name | upper }}",
        )  # fmt: skip
        self.assertEqual(faults, [])
        self.assertEqual(texts(raw), ["For Mill", "many", "|-", "1 Oak", "2 Pine", "MILL"])

    def test_attacks_are_refused_with_their_place(self):
        """Case 57: refused with position, nothing evaluated, at once."""
        for attack in ATTACKS:
            with self.subTest(attack):
                started = time.monotonic()
                raw, faults = self.fill(f"Price {attack} end")
                self.assertIsNone(raw)
                self.assertTrue(faults)
                self.assertIn("Price", faults[0].place)
                self.assertLess(time.monotonic() - started, 2)

    def test_everything_wrong_is_told_at_once(self):
        """Issue item 2: errors with their place in the file."""
        raw, faults = self.fill(
            "To {{ partner.nam }}",
            "{{ partner.empty }}",
            table=[["{{ adress }}"]],
            header="{{ company.name }}",
        )
        self.assertIsNone(raw)
        self.assertEqual(
            [(fault.kind, fault.name, fault.place, fault.part) for fault in faults],
            [
                ("unknown", "nam", "To {{ partner.nam }}", "body"),
                ("empty", "", "{{ partner.empty }}", "body"),
                ("unknown", "adress", "{{ adress }}", "body"),
                ("unknown", "name", "{{ company.name }}", "header"),
            ],
        )

    def test_a_misspelt_condition_is_no_quiet_no(self):
        raw, faults = self.fill("{% if partner.nam %}important{% endif %}")
        self.assertIsNone(raw)
        self.assertEqual(faults[0].name, "nam")

    def test_text_stays_what_it_is(self):
        """Case 67: markup, RTL, 10 000 letters, line breaks, NUL: a file that opens, equal text."""
        value = "a & b <c> \"d\" 'e' ]]> {{ partner }} {% x %} \u202e\u05d0\u05d1\u202c \nsecond\tx"
        long = "я" * 10_000
        raw, faults = render(
            word("{{ value }}", "{{ long }}"), {"value": value + "\x00\x0b", "long": long}
        )
        self.assertEqual(faults, [])
        self.assertEqual(texts(raw)[:2], [value, long])

    def test_loops_end(self):
        """A table of more than 10 000 turns is refused, nested loops counted together."""
        rows = [{"n": str(number)} for number in range(200)]
        raw, faults = self.fill(
            "{% for a in rows %}{% for b in rows %}{{ b.n }}{% endfor %}{% endfor %}",
            facts={"rows": rows},
        )
        self.assertIsNone(raw)
        self.assertEqual([fault.kind for fault in faults], ["too_long"])
        self.assertEqual(docx_language.ITEMS, 10_000)

    def test_the_mark_is_on_every_page(self):
        raw = mark(word("Offer", header="We"), "NOT APPROVED")
        self.assertEqual(texts(raw), ["NOT APPROVED", "Offer", "NOT APPROVED", "We"])
