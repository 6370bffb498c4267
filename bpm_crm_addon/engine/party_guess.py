"""Whether a name is a firm's or a person's, as far as a name tells."""

import re

from .tabular.match_keys import looks_like_firm

# What Slavic patronymics end in: nothing tells a person's name more surely.
PATRONYMIC = re.compile(r"(ович|евич|йович|ьич|івна|ївна|овна|евна|ична|инична)$")


def is_person(name):
    """Whether a name says that it is a person's; a firm is what counterparties mostly are.

    >>> is_person("Коваль Ольга Іванівна"), is_person("Петров Пётр Ильич")
    (True, True)
    >>> is_person("Mr. Ray Smith"), is_person("Mrs Smith")
    (True, True)
    >>> is_person("Gemini Furniture"), is_person("ООО Попович"), is_person("Попович"), is_person("")
    (False, False, False, False)
    """
    words = (name or "").lower().replace(".", " ").split()
    if looks_like_firm(name) or len(words) < 2:
        return False
    titled = words[0] in ("mr", "mrs", "ms", "dr", "herr", "frau", "пан", "пані", "г-н", "г-жа")
    return titled or any(PATRONYMIC.search(word) for word in words[1:])
