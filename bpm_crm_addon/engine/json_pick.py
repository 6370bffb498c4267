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
        answer = _step(answer, step)
    return _text(answer)


def picks(answer, places):
    """The texts at several places separated by commas, without those where nothing stands.

    >>> picks({"text": {"body": "stop"}, "button": {"text": ""}}, "button.text, text.body, id")
    ['stop']
    """
    found = (pick(answer, place.strip()) for place in places.split(","))
    return [text for text in found if text]


def first(answer, places):
    """The first of these texts, empty where there is none.

    >>> first({"id": 7}, "number, id"), first({}, "id")
    ('7', '')
    """
    return next(iter(picks(answer, places)), "")


def parts(answer, path):
    """What stands at a path in which * is every item of a list; without a path the list itself, or
    the one thing there is.

    >>> answer = {"entry": [{"changes": [{"n": 1}, {"n": 2}]}, {"changes": [{"n": 3}]}, {}, 7]}
    >>> parts(answer, "entry.*.changes.*.n"), parts(answer, "entry.0.changes.*")
    ([1, 2, 3], [{'n': 1}, {'n': 2}])
    >>> parts({"a": 1}, ""), parts([1, 2], ""), parts({"a": 1}, "b.*")
    ([{'a': 1}], [1, 2], [])
    """
    if not path:
        return answer if isinstance(answer, list) else [answer]
    found = [answer]
    for step in path.split("."):
        if step == "*":
            found = [one for told in found if isinstance(told, list) for one in told]
        else:
            found = [told for one in found if (told := _step(one, step)) is not None]
    return found


def _step(answer, step):
    """One step into ``answer``; None where there is nothing."""
    if isinstance(answer, dict):
        return answer.get(step)
    if isinstance(answer, list) and step.isdigit() and int(step) < len(answer):
        return answer[int(step)]
    return None


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
