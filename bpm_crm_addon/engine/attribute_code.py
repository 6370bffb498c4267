"""A short name for computers out of a name that people gave.

>>> code_of("Степень лояльности"), code_of("Ступінь надійності"), code_of("Discount, %")
('stepen_loyalnosti', 'stupin_nadiinosti', 'discount')
"""

import re
import unicodedata

LONGEST = 41
CODE = re.compile(r"[a-z][a-z0-9_]{0,40}")
LETTERS = {
    **dict(zip("абвгґдеёзиійклмнопрстуфыэ", "abvggdeeziiiklmnoprstufye", strict=True)),
    "є": "ie",
    "ж": "zh",
    "ї": "i",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "'": "",
    "’": "",
}


def is_code(text):
    """Whether it may be a code: small letters, digits and underscores, a letter first.

    >>> [is_code(text) for text in ("bik", "a1_b", "1a", "A", "a" * 42, "x; drop", "a\\n")]
    [True, True, False, False, False, False, False]
    """
    return bool(CODE.fullmatch(text))


def code_of(name, taken=()):
    """The code for a name; a number is added when it is among the codes ``taken``.

    >>> code_of("Статус", {"status"}), code_of("1С"), code_of("♥"), code_of("Ünïcode")
    ('status_2', 'c_1s', 'attribute', 'unicode')
    >>> len(code_of("very " * 30))
    41
    """
    spelt = "".join(LETTERS.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if code and not code[0].isalpha():
        code = f"c_{code}"
    code = code[:LONGEST] or "attribute"
    number, first = 1, code
    while code in taken:
        number += 1
        code = f"{first[: LONGEST - len(str(number)) - 1]}_{number}"
    return code
