"""Words of the screens: one name for a thing, in English, Russian and Ukrainian.

Issue 2, point 2: "Words in English, Russian and Ukrainian, complete". ux.md 5: no view,
selection, error, mail or help string contains a word of the code; every term of the glossary
has exactly its translation; Odoo's own strings are reused. What the database adds to the
sources is looked at in tests/desk/test_visible_words.py.
"""

import polib
import pytest

from tests import words
from tests.words import LANGUAGES

LONGEST = 60


@pytest.fixture(scope="session", autouse=True)
def load_registry():
    """No database here."""


@pytest.fixture(scope="session", autouse=True)
def load_http():
    """No server either."""


# === THE SOURCES === #


def test_no_word_of_the_code_is_shown():
    found = words.visible_strings()
    assert len(found) > 100, "hardly any string found: the test would be blind"
    wrong = [f"{where}: {text!r}: {bad}" for where, text in found if (bad := words.banned_in(text))]
    assert wrong == []


def test_nothing_takes_long_to_read():
    """Issue 3, point 8: nothing over 60 words, in any of the languages; letters and the clauses of
    contracts are as long as they have to be."""
    texts = [
        (where, text) for where, text in words.visible_strings() if "mail_template" not in where
    ]
    texts += [
        (f"{language}.po", entry.msgstr)
        for language in LANGUAGES
        for entry in words.catalogue(language)
        if not entry.msgid.startswith("<div") and not is_clause(entry)
    ]
    assert [text for text in texts if words.length(text[1]) > LONGEST] == []
    assert words.length("<p>One two</p> %(three)s") == 3


def is_clause(entry):
    return any(
        "bpm.document.clause.alternative,text" in place for place, _line in entry.occurrences
    )


def test_everything_shown_is_up_for_translation():
    """A string that is not in the .pot file stays English for ever: run scripts/translations."""
    known = {entry.msgid for entry in words.catalogue("pot")}
    letters = [text for text in known if "t-out=" in text]  # translated as a whole
    missing = [
        f"{where}: {text!r}"
        for where, text in words.visible_strings()
        if text.strip() not in known and sum(letter.isalnum() for letter in text) > 1
        if "/demo/" not in where  # names of people; what is to be translated: test_visible_words
        if "gateway_data" not in where  # names of providers
        if not ("/data/" in where and any(text in letter for letter in letters))
    ]
    assert missing == []


# === THE TRANSLATIONS === #


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_complete(language):
    wanted = {entry.msgid for entry in words.catalogue("pot")}
    have = {entry.msgid for entry in words.catalogue(language) if entry.msgstr.strip()}
    assert sorted(wanted - have) == []
    assert [entry.msgid for entry in words.catalogue(language) if entry.fuzzy] == []
    assert {entry.msgid for entry in words.catalogue(language)} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_placeholders_and_tags(language):
    assert words.broken_sentences(words.catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_contain_no_banned_word(language):
    odoo = words.odoo_translations(language)
    wrong = [
        f"{entry.msgid!r}: {entry.msgstr!r}: {bad}"
        for entry in words.catalogue(language)
        if entry.msgstr not in odoo.get(entry.msgid, ())
        if (bad := words.banned_in(entry.msgstr, language))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_of_the_glossary_are_translated_as_it_says(language):
    assert words.wrong_terms(words.catalogue(language), language, words.glossary()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_odoos_own_strings_are_translated_as_odoo_does(language):
    odoo = words.odoo_translations(language)
    assert odoo, "Odoo's translations not found: the test would be blind"
    assert words.unlike_odoo(words.catalogue(language), odoo, words.glossary()) == []


def test_the_glossary_itself():
    """Every term in three languages, none twice, none with a word it bans."""
    rows, differing = words.table("Glossary"), words.table("Odoo's own strings")
    assert {len(row) for row in rows} == {5} and {len(row) for row in differing} == {4}
    terms = [row[1:4] for row in rows] + [row[:3] for row in differing]
    assert len(words.glossary()) == len(terms)
    for term in terms:
        assert all(term), term
        for language, text in zip(("en", *LANGUAGES), term, strict=True):
            assert words.banned_in(text, language) == [], term


# === THE CHECKS THEMSELVES === #


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Open the record", "en"),
        ("Records were changed", "en"),
        ("This gate is closed", "en"),
        ("Your Slot", "en"),
        ("The digest differs", "en"),
        ("Quorum reached", "en"),
        ("Access token", "en"),
        ("suppressed", "en"),
        ("No sale.order found", "en"),
        ("<b>bpm.approval.slot</b>", "en"),
        ("Одобрить", "ru"),
        ("Документ утверждён", "ru"),
        ("Справочник НСИ", "ru"),
        ("Затвердити", "uk"),
        ("Схвалено", "uk"),
    ],
)
def test_a_banned_word_is_found(text, language):
    assert words.banned_in(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Delegated to Anna", "Investigate", "A recorder", "%(record)s waits", "{gate}",
        '<field name="slot_ids"/> Approvers', "Recording"
    ],
)  # fmt: skip
def test_an_innocent_word_is_left_alone(text):
    assert words.banned_in(text) == []


def entry(msgid, msgstr):
    return polib.POEntry(msgid=msgid, msgstr=msgstr)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("%(name)s waits", "ждёт"),
        ("%(name)s waits", "%(nom)s ждёт"),
        ("%s of %s", "%s"),
        ("{name} waits", "ждёт"),
        ("over 10 %%", "более 10 %"),
        ("<b>Now</b>", "Сейчас"),
    ],
)
def test_a_broken_sentence_is_found(source, translation):
    assert words.broken_sentences([entry(source, translation)])


def test_a_whole_sentence_is_left_alone():
    good = entry("<b>%(name)s</b> waits for {who}", "{who}: ждёт <b>%(name)s</b>")
    assert words.broken_sentences([good]) == []


def test_a_wrong_term_is_found():
    book = words.glossary("## Glossary\n| c | e | r | u | w |\n|---|\n| x | Watching | Н | С | |\n")
    assert words.wrong_terms([entry("Watching", "Слежу")], "ru", book)
    assert words.wrong_terms([entry("watching", "н")], "ru", book) == []


def test_a_translation_unlike_odoos_is_found():
    odoo = {"Reject": {"Отклонить"}}
    assert words.unlike_odoo([entry("Reject", "Отказать")], odoo, ())
    assert words.unlike_odoo([entry("Reject", "Отказать")], odoo, {"reject"}) == []
    assert words.unlike_odoo([entry("Reject", "Отклонить")], odoo, ()) == []


def test_strings_are_found_wherever_they_are_written(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "ROOT", tmp_path)

    def found(name, text, reader):
        path = tmp_path / name
        path.write_text(text)
        return {string for _where, string in reader(path)}

    python = """
x = fields.Selection([("a", "Choice")], string="Label", help="Help " "text")
y = fields.Many2one("res.partner", string="Who")
c = models.Constraint("CHECK(1=1)", "Broken rule")
def f(self):
    raise UserError(self.env._("Sentence %s", 1))
"""
    assert found("a.py", python, words.python_strings) == {
        "Choice", "Label", "Help text", "Who", "Broken rule", "Sentence %s"
    }  # fmt: skip
    data = """<odoo><menuitem id="m" name="Menu"/>
<record id="v" model="ir.ui.view"><field name="name">technical</field>
<field name="arch" type="xml"><form string="Form"><button string="Press" confirm="Sure?"/>
<p>Read <b>me</b></p></form></field></record>
<record id="a" model="ir.actions.act_window"><field name="name">Action</field>
<field name="help" type="html"><p>Nothing yet</p></field></record></odoo>"""
    assert found("a.xml", data, words.data_strings) == {
        "Menu", "Form", "Press", "Sure?", "Read <b>me</b>", "Action", "Nothing yet"
    }  # fmt: skip
    template = '<templates><t t-name="x"><p title="Hint">Text</p></t></templates>'
    assert found("b.xml", template, words.static_strings) == {"Hint", "Text"}
    script = "const a = _t(\"It's me\"); const b = _t('Two'); const c = t('No');"
    assert found("c.js", script, words.static_strings) == {"It's me", "Two"}
