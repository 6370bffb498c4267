"""What people read on the addon's screens, found in its files without a database."""

import ast
import re
from copy import deepcopy
from functools import cache
from pathlib import Path

import polib
from lxml import etree

import odoo.addons
from odoo.tools.translate import babel_extract_qweb, xml_translate

ROOT = Path(__file__).resolve().parents[1]
ADDON = ROOT / "bpm_crm_addon"
GLOSSARY = ROOT / "docs" / "words.md"
ODOO_ADDONS = ("base", "web", "mail", "sale", "sale_management", "crm", "account", "portal",
               "calendar", "contacts", "sms", "sales_team", "product", "resource")  # fmt: skip
LANGUAGES = ("ru", "uk")
MODEL_NAME = (
    r"\b(?:bpm|ir|res|sale|account|crm|mail|product|resource|payment)\.[a-z_]+(?:\.[a-z_]+)*\b"
)
BANNED = {
    "en": re.compile(
        r"\b(?:gates?|slots?|digests?|resolvers?|quorums?|tokens?|suppress\w*|records?|НСИ)\b|"
        + MODEL_NAME,
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:одобр|утвер(?:д|ж)|слот|кворум|токен|дайджест)\w*|\bНСИ\b|" + MODEL_NAME,
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\b(?:схвал|затверд|слот|кворум|токен|дайджест|рекорд)\w*|\bНСІ\b|" + MODEL_NAME,
        re.IGNORECASE,
    ),
}
# %(name)s, %s, %%, {name}, ${name}: whatever a program puts into a sentence.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdfr]|%%|\$?\{[^{}]*\}")
TAG = re.compile(r"</?([a-zA-Z][\w-]*)")
# Attributes of a data file's fields that end on a screen; a view's name is technical.
SHOWN = {"name", "help", "comment", "description", "placeholder", "subject", "summary", "reason"}
TECHNICAL = {
    "report.paperformat",
    "ir.ui.view",
    "ir.rule",
    "ir.model.access",
    "ir.config_parameter",
    "ir.attachment",
}


def banned_in(text, language="en"):
    """The words of a text that must not reach a screen.

    >>> banned_in("Open the slot"), banned_in("Delegated")
    (['slot'], [])
    """
    plain = re.sub(r"<[^>]*>|https?://\S+|[\w.+-]+@[\w.-]+|%\(\w+\)s|\$?\{[^{}]*\}", " ", text)
    return BANNED[language].findall(plain)


def length(text):
    """How many words somebody has to read.

    >>> length("Open the <b>list</b>")
    3
    """
    return len(re.sub(r"<[^>]*>", " ", text).split())


# === STRINGS OF THE SOURCES: (where, text) === #


def python_strings(path):
    """What Python shows: texts in _(), constraints' messages, fields' labels and help."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        base = getattr(getattr(node.func, "value", None), "id", "")
        shown = []
        if name in ("_", "_lt", "_t"):
            shown = node.args[:1]
        elif base == "models" and name in ("Constraint", "UniqueIndex"):
            shown = node.args[1:]
        elif base == "fields":
            shown = [key.value for key in node.keywords if key.arg in ("string", "help")]
            options = [
                key.value for key in node.keywords if key.arg in ("selection", "selection_add")
            ]
            if name == "Selection":
                options += node.args[:1]
            for option in options:
                shown += [
                    pair.elts[1] for pair in getattr(option, "elts", ()) if hasattr(pair, "elts")
                ]
        for text in shown:
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", text.value


def data_strings(path):
    """What a data file shows: menus, names, help, and everything written in views."""
    for node in etree.parse(str(path)).getroot().iter("record", "menuitem", "template"):
        where = f"{path.relative_to(ROOT)}:{node.sourceline}"
        if node.tag == "menuitem" and node.get("name"):
            yield where, node.get("name")
        elif node.tag == "template":
            yield from ((where, text) for text in terms(node))
        for field in node.iter("field") if node.tag == "record" else ():
            if field.getparent() is not node:
                continue
            if field.get("type") in ("xml", "html"):
                yield from ((where, text) for text in terms(field))
            elif field.get("name") in SHOWN and node.get("model") not in TECHNICAL and field.text:
                yield where, field.text.strip()


def terms(node):
    """The pieces of a view that Odoo would translate."""
    found, whole = [], etree.Element("div")
    whole.text = node.text
    whole.extend(deepcopy(child) for child in node)
    xml_translate(found.append, etree.tostring(whole, encoding="unicode"))
    return found


def static_strings(path):
    """What the web client's templates and scripts show."""
    where = str(path.relative_to(ROOT))
    if path.suffix == ".xml":
        with path.open("rb") as file:
            for line, _function, text, _comments in babel_extract_qweb(file, (), (), {}):
                yield f"{where}:{line}", text
    elif path.suffix == ".js":
        for found in re.finditer(
            r"""_t\(\s*(["'`])((?:\\.|(?!\1).)*)\1""", path.read_text(), re.DOTALL
        ):
            text = re.sub(r"\\(.)", r"\1", found[2])
            yield f"{where}:{path.read_text()[: found.start()].count(chr(10)) + 1}", text


@cache
def visible_strings():
    """All of them, as (where, text)."""
    found = []
    for path in sorted(ADDON.rglob("*.py")):
        found += python_strings(path)
    for folder in ("views", "data", "demo", "security", "wizard", "report"):
        for path in sorted((ADDON / folder).rglob("*.xml")):
            found += data_strings(path)
    for path in sorted((ADDON / "static" / "src").rglob("*.*")):
        found += static_strings(path)
    return found


# === TRANSLATIONS AND THE GLOSSARY === #


@cache
def catalogue(name):
    """The addon's translations into a language, or `pot` for what is to be translated."""
    file = "bpm_crm_addon.pot" if name == "pot" else f"{name}.po"
    return polib.pofile(str(ADDON / "i18n" / file), encoding="utf-8")


@cache
def odoo_translations(language):
    """{text: the ways Odoo translates it} from the addons this one stands on."""
    known = {}
    beside = Path(next(iter(odoo.__path__))).parent / "addons"
    for folder in (*odoo.addons.__path__, beside):
        for name in ODOO_ADDONS:
            path = Path(folder) / name / "i18n" / f"{language}.po"
            for entry in polib.pofile(str(path), encoding="utf-8") if path.exists() else ():
                if entry.msgstr and not entry.obsolete:
                    known.setdefault(entry.msgid, set()).add(entry.msgstr)
    return known


def table(title, text=None):
    """The rows of the table below a heading of docs/words.md, each a list of cells."""
    text = text if text is not None else GLOSSARY.read_text()
    section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def glossary(text=None):
    """{English term, in small letters: {language: term}}, from both tables."""
    rows = [row[1:4] for row in table("Glossary", text)]
    rows += [row[:3] for row in table("Odoo's own strings", text)]
    return {row[0].casefold(): dict(zip(LANGUAGES, row[1:], strict=True)) for row in rows}


# === FINDINGS === #


def wrong_terms(entries, language, words):
    """Entries that stand for a term of the glossary and are translated otherwise."""
    return [
        f"{entry.msgid!r}: {entry.msgstr!r} instead of {words[key][language]!r}"
        for entry in entries
        if (key := entry.msgid.strip().casefold()) in words and entry.msgstr
        if entry.msgstr.strip().casefold() != words[key][language].casefold()
    ]


def unlike_odoo(entries, odoo, exceptions):
    """Entries whose text Odoo has too, translated in a way Odoo does not."""
    return [
        f"{entry.msgid!r}: {entry.msgstr!r}, Odoo: {' or '.join(sorted(odoo[entry.msgid]))!r}"
        for entry in entries
        if entry.msgstr and entry.msgid in odoo and entry.msgid.casefold() not in exceptions
        if entry.msgstr not in odoo[entry.msgid]
    ]


def broken_sentences(entries):
    """Entries whose translation lost or invented a placeholder or a tag."""
    return [
        f"{entry.msgid!r}: {entry.msgstr!r}"
        for entry in entries
        if entry.msgstr
        for pattern in (PLACEHOLDER, TAG)
        if sorted(pattern.findall(entry.msgid)) != sorted(pattern.findall(entry.msgstr))
    ]
