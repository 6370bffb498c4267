"""Names of what comes ready with the addon, in every installed language."""


def name_starters(made, words):
    """Write the names of what was just made; ``words``: {its `starter`: its lazy text}."""
    for lang, _name in made.env["res.lang"].get_installed():
        speaking = made.with_context(lang=lang).env
        for one in made:
            name = speaking._(words[one.starter])  # pylint: disable=gettext-variable
            one.update_field_translations("name", {lang: name})
