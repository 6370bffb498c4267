"""By what the same counterparty is known again, however it is written."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

LEGAL = frozenset(
    "ооо оао зао пао ао нао ип чп тов тзов ат прат пат пп фоп фп дп кп ооотд тд тдв ват зат сп тоо"
    " ltd llc inc gmbh ag sa sas sarl srl bv nv bvba plc corp co company limited oy ab as spa kg"
    " ohg llp lp".split()
)
LONG_LEGAL = re.compile(
    r"общество с ограниченной ответственностью"
    r"|(публичное |закрытое |открытое )?акционерное общество"
    r"|индивидуальный предприниматель|частное предприятие|товариство з обмеженою відповідальністю"
    r"|(публічне |приватне |закрите )?акціонерне товариство|фізична особа[ -]підприємець"
    r"|приватне підприємство|sp\.? ?z ?o\.? ?o\.?|s\.? ?p\.? ?a\.?(?= |$)"
)
SHARED = frozenset(
    "info office sales sale mail contact contacts hello admin zakaz order orders support post"
    " reception company zakupki buh buhgalter marketing shop".split()
)
LATIN = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя'",
        "a b v h h d e e e zh z y i i i k l m n o p r s t u f kh ts ch sh shch  y  e u a ".split(
            " "
        ),
        strict=False,
    )
)
PERSON_START = frozenset(("ип", "фоп", "фп", "чп"))


@lru_cache(maxsize=16384)
def name_key(name):
    """A name without its legal form, signs, case and the order of its words.

    >>> name_key('ТОВ "Меркурій"'), name_key("Меркурій, ТОВ"), name_key("Gemini  Furniture Ltd.")
    ('меркурій', 'меркурій', 'furniture gemini')
    >>> name_key("Ковальчук Ольга") == name_key("Ольга Ковальчук"), name_key("ООО"), name_key("")
    (True, 'ооо', '')
    """
    text = LONG_LEGAL.sub(" ", (name or "").lower().replace("ё", "е"))
    words = re.sub(r"[^\w]|_", " ", re.sub(r"['’`ʼ´.]", "", text)).split()
    kept = [word for word in words if word not in LEGAL] or words
    return " ".join(sorted(kept))


def looks_like_firm(name):
    """Whether a name says that it is a firm's: by a legal form or quotation marks.

    >>> looks_like_firm("ООО Ромашка"), looks_like_firm("«Ромашка»"), looks_like_firm("Acme GmbH")
    (True, True, True)
    >>> looks_like_firm("Ann Smith"), looks_like_firm("ФОП Коваль Н. І.")
    (False, False)
    """
    text = (name or "").lower()
    words = set(re.sub(r"[^\w]", " ", text.replace(".", "")).split())
    if words & PERSON_START:
        return False
    return bool(words & LEGAL) or bool(LONG_LEGAL.search(text)) or bool(re.search('[«»"“”„]', text))


@lru_cache(maxsize=16384)
def latin(text):
    """
    >>> latin("ковальчук"), latin("kovalchuk")
    ('kovalchuk', 'kovalchuk')
    """
    return "".join(LATIN.get(letter, letter) for letter in text)


@lru_cache(maxsize=65536)
def likeness(one, other):
    """How much two name keys are alike, from 0 to 1, in whichever alphabet.

    >>> likeness("furniture gemini", "furnitur gemini") > 0.9
    True
    >>> likeness("коваль ольга", "koval olha"), likeness("a", "")
    (1.0, 0)
    """
    if not one or not other:
        return 0
    one, other = latin(one), latin(other)
    if one == other:
        return 1.0
    inside = set(one.split()) & set(other.split())
    if inside and (len(inside) == min(len(one.split()), len(other.split()))):
        return 0.9  # one of them is only shorter
    return SequenceMatcher(None, one, other).ratio()


def tax_keys(number, country=""):
    """All ways in which the same tax number may be stored, with and without the country.

    >>> sorted(tax_keys("BE0477472701")), sorted(tax_keys("12345678", "UA"))
    (['0477472701', 'BE0477472701'], ['12345678', 'UA12345678'])
    """
    if len(number) < 5:
        return set()
    keys = {number}
    if re.match("[A-Z]{2}", number):
        keys.add(number[2:])
    elif country:
        keys.add(f"{country}{number}")
    return keys


def is_shared(email):
    """Whether an address belongs to a firm rather than to one person.

    >>> is_shared("info@x.com"), is_shared("ann@x.com")
    (True, False)
    """
    return email.partition("@")[0] in SHARED


def block(key):
    """Similar names are sought only among those that begin alike."""
    return key[:6]
