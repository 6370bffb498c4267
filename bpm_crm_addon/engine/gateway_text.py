"""What is sent to a gateway: a text with places, filled by the rules of its format.

A value is only ever a value: whatever stands in a message, it cannot become a key of JSON, another
field of a form, a tag, or a header.
"""

import json
import re

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")


class Wrong(ValueError):
    """A text that cannot be filled; the message says what is wrong with it."""


def filled(text, values, form):
    """``text`` with each {{place}} replaced by its value, escaped for json, form, xml or url.

    A form is written line by line.

    >>> filled('{"to": "{{to}}", "text": "{{ text }}"}', {"to": "+1", "text": 'a "b"\\n'}, "json")
    '{"to": "+1", "text": "a \\\\"b\\\\"\\\\n"}'
    >>> filled("to = {{to}}\\ntext={{text}}", {"to": "+1", "text": "a&b=ü"}, "form")
    'to=%2B1&text=a%26b%3D%C3%BC'
    >>> filled("<t>{{text}}</t>", {"text": "</t>&"}, "xml")
    '<t>&lt;/t&gt;&amp;</t>'

    A value that looks like a place stays a value:

    >>> filled("{{text}}", {"text": "{{secret}}", "secret": "x"}, "xml")
    '{{secret}}'

    What would not be read is refused when it is written down:

    >>> filled("to = {{nobody}}", {}, "form")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    Wrong: {{nobody}}
    """
    if form == "form":
        return _form(text, values)
    escape = {"json": _json, "url": _percent, "xml": _xml}[form]
    result = _replaced(text, values, escape)
    if form == "json" and text.strip():
        try:
            json.loads(result)
        except ValueError as error:
            raise Wrong(str(error)) from error
    return result


def headers_of(text, values):
    """{name: value} of headers written one in a line.

    >>> headers_of("Authorization: Bearer {{secret}}\\n\\nX-Id: {{id}}", {"secret": "s", "id": "7"})
    {'Authorization': 'Bearer s', 'X-Id': '7'}
    >>> headers_of("X: {{text}}", {"text": "a\\nEvil: b"})  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    Wrong: X
    """
    headers = {}
    for line in filter(str.strip, text.splitlines()):
        name, colon, value = (part.strip() for part in line.partition(":"))
        value = _replaced(value, values, str)
        if not colon or not HEADER.fullmatch(name) or not value.isprintable():
            raise Wrong(name)
        headers[name] = value
    return headers


def _replaced(text, values, escape):
    def value(place):
        if place[1] not in values:
            raise Wrong(place[0])
        return escape(str(values[place[1]]))

    return PLACE.sub(value, text)


def _form(text, values):
    fields = []
    for line in filter(str.strip, text.splitlines()):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not name:
            raise Wrong(line.strip())
        # What stands around a place in the line is encoded as well.
        pieces = [*PLACE.split(value), ""]  # text, place, text, place, …
        said = "".join(
            _percent(around) + (_replaced(f"{{{{{place}}}}}", values, _percent) if place else "")
            for around, place in zip(pieces[::2], pieces[1::2], strict=True)
        )
        fields.append(f"{_percent(name)}={said}")
    return "&".join(fields)


def _json(value):
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _percent(value):
    """
    >>> _percent("a b+ü")
    'a%20b%2B%C3%BC'
    """
    return "".join(chr(one) if one in KEPT else f"%{one:02X}" for one in value.encode())


def _xml(value):
    return "".join(XML.get(one, one) for one in value if one >= " " or one in "\n\t")
