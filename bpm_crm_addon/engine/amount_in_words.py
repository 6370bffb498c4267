"""Amounts of money in words, as contracts write them: in English, Russian and Ukrainian."""

from decimal import ROUND_HALF_UP, Decimal

LARGEST = 10**15

ENGLISH_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ENGLISH_THOUSANDS = ("", "thousand", "million", "billion", "trillion")

# Per language: zero; one and two by gender; three to nineteen; tens from twenty; hundreds; then
# the gender and the three forms of thousand, million, billion, trillion.
SLAVIC = {
    "ru": {
        "zero": "ноль",
        "one": {"m": "один", "f": "одна"},
        "two": {"m": "два", "f": "две"},
        "teens": (
            "три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
            " четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
        ).split(),
        "tens": (
            "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
        ).split(),
        "hundreds": (
            "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
        ).split(),
        "powers": (
            ("f", "тысяча", "тысячи", "тысяч"),
            ("m", "миллион", "миллиона", "миллионов"),
            ("m", "миллиард", "миллиарда", "миллиардов"),
            ("m", "триллион", "триллиона", "триллионов"),
        ),
    },
    "uk": {
        "zero": "нуль",
        "one": {"m": "один", "f": "одна"},
        "two": {"m": "два", "f": "дві"},
        "teens": (
            "три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять тринадцять"
            " чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять"
        ).split(),
        "tens": (
            "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто"
        ).split(),
        "hundreds": (
            "сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот"
        ).split(),
        "powers": (
            ("f", "тисяча", "тисячі", "тисяч"),
            ("m", "мільйон", "мільйони", "мільйонів"),
            ("m", "мільярд", "мільярди", "мільярдів"),
            ("m", "трильйон", "трильйони", "трильйонів"),
        ),
    },
}
# Per language and currency: the gender of the whole unit, its forms, those of its hundredth.
UNITS = {
    "en": {
        "USD": ("m", ("dollar", "dollars"), ("cent", "cents")),
        "EUR": ("m", ("euro", "euros"), ("cent", "cents")),
        "RUB": ("m", ("rouble", "roubles"), ("kopeck", "kopecks")),
        "UAH": ("m", ("hryvnia", "hryvnias"), ("kopiyka", "kopiykas")),
    },
    "ru": {
        "RUB": ("m", ("рубль", "рубля", "рублей"), ("копейка", "копейки", "копеек")),
        "UAH": ("f", ("гривна", "гривны", "гривен"), ("копейка", "копейки", "копеек")),
        "USD": ("m", ("доллар США", "доллара США", "долларов США"), ("цент", "цента", "центов")),
        "EUR": ("m", ("евро", "евро", "евро"), ("цент", "цента", "центов")),
    },
    "uk": {
        "RUB": ("m", ("рубль", "рублі", "рублів"), ("копійка", "копійки", "копійок")),
        "UAH": ("f", ("гривня", "гривні", "гривень"), ("копійка", "копійки", "копійок")),
        "USD": ("m", ("долар США", "долари США", "доларів США"), ("цент", "центи", "центів")),
        "EUR": ("m", ("євро", "євро", "євро"), ("цент", "центи", "центів")),
    },
}


def amount_in_words(amount, currency, lang):
    """`amount` (a Decimal or its text) of a currency code, in a language as Odoo writes it.

    Hundredths stay figures, as contracts have them. A currency without forms is named by its code;
    a language without words gets the English ones.

    >>> amount_in_words("1234.5", "UAH", "uk_UA")
    'Одна тисяча двісті тридцять чотири гривні 50 копійок'
    >>> amount_in_words("2001.01", "RUB", "ru_RU")
    'Две тысячи один рубль 01 копейка'
    >>> amount_in_words("1", "UAH", "ru"), amount_in_words("0", "RUB", "ru")
    ('Одна гривна 00 копеек', 'Ноль рублей 00 копеек')
    >>> amount_in_words("21000000", "USD", "ru_RU")
    'Двадцать один миллион долларов США 00 центов'
    >>> amount_in_words("1200.99", "USD", "en_US")
    'One thousand two hundred dollars 99 cents'
    >>> amount_in_words("-1.00", "EUR", "en_GB"), amount_in_words("7", "CHF", "fr_FR")
    ('Minus one euro 00 cents', 'Seven CHF 00')
    """
    amount = Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    code = lang[:2] if (lang or "")[:2] in UNITS else "en"
    whole, hundredths = divmod(int(abs(amount) * 100), 100)
    gender, units, parts = UNITS[code].get(currency, ("m", None, None))
    words = [] if amount >= 0 else [{"en": "minus"}.get(code, "минус" if code == "ru" else "мінус")]
    words += [number_in_words(whole, code, gender), _form(whole, units, code) or currency]
    words += [f"{hundredths:02}", _form(hundredths, parts, code)]
    text = " ".join(filter(None, words))
    return text[0].upper() + text[1:]


def number_in_words(number, lang, gender="m"):
    """A whole number from 0 up.

    >>> number_in_words(1_000_101, "uk", "f"), number_in_words(115, "en")
    ('один мільйон сто одна', 'one hundred fifteen')
    >>> number_in_words(2_000, "ru"), number_in_words(12_022, "ru", "f")
    ('две тысячи', 'двенадцать тысяч двадцать две')
    """
    if not 0 <= number < LARGEST:
        raise ValueError("only numbers from 0 to a thousand trillion have words")
    code = lang[:2] if lang[:2] in SLAVIC else "en"
    if number == 0:
        return SLAVIC[code]["zero"] if code in SLAVIC else ENGLISH_ONES[0]
    words = []
    for power in range(4, -1, -1):
        group = number // 1000**power % 1000
        if group:
            words += _english(group, power) if code == "en" else _slavic(group, power, code, gender)
    return " ".join(words)


def _english(group, power):
    hundreds, rest = divmod(group, 100)
    words = [ENGLISH_ONES[hundreds], "hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append("-".join([ENGLISH_TENS[tens - 2], *([ENGLISH_ONES[ones]] if ones else [])]))
    elif rest:
        words.append(ENGLISH_ONES[rest])
    return [*words, *filter(None, [ENGLISH_THOUSANDS[power]])]


def _slavic(group, power, code, gender):
    table = SLAVIC[code]
    if power:
        gender, *forms = table["powers"][power - 1]
    hundreds, rest = divmod(group, 100)
    words = [table["hundreds"][hundreds - 1]] if hundreds else []
    if rest >= 20:
        words.append(table["tens"][rest // 10 - 2])
        rest %= 10
    if rest in (1, 2):
        words.append(table["one" if rest == 1 else "two"][gender])
    elif rest:
        words.append(table["teens"][rest - 3])
    return [*words, _form(group, forms, code)] if power else words


def _form(number, forms, code):
    """Which form of a word goes with a number.

    >>> [_form(number, "abc", "ru") for number in (1, 2, 5, 11, 21, 112, 0)]
    ['a', 'b', 'c', 'c', 'a', 'c', 'c']
    """
    if not forms:
        return ""
    if code == "en":
        return forms[0] if number == 1 else forms[1]
    if number % 10 == 1 and number % 100 != 11:
        return forms[0]
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return forms[1]
    return forms[2]
