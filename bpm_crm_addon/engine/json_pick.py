"""Reading one value out of an answer in JSON by a path such as `data.0.name.full`."""


def pick(answer, path):
    """The text at ``path`` inside ``answer``; empty where there is nothing, or nothing simple.

    >>> answer = {"data": [{"name": {"full": "Acme LLC"}, "capital": 10.0, "closed": None}]}
    >>> pick(answer, "data.0.name.full"), pick(answer, "data.0.capital")
    ('Acme LLC', '10')
    >>> pick(answer, "data.7.name"), pick(answer, "data.0"), pick([], "x"), pick(None, "0")
    ('', '', '', '')
    """
    for step in path.split("."):
        if isinstance(answer, dict):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdigit() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return ""
    return _text(answer)


def _text(value):
    """
    >>> _text(True), _text(" a  b "), _text(7), _text(1.5), _text({})
    ('true', 'a b', '7', '1.5', '')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
