"""Amounts of money in words, as contracts write them: by num2words, which Odoo brings along."""

from decimal import Decimal

from num2words import num2words

LARGEST = 10**15


def amount_in_words(amount, currency, lang):
    """`amount` (a Decimal or its text) of a currency code, in a language as Odoo writes it.

    Hundredths stay figures, as contracts have them. A currency that has no words in the language is
    named by its code; a language without words gets the English ones.

    >>> amount_in_words("1234.5", "UAH", "uk_UA")
    'Одна тисяча двісті тридцять чотири гривні 50 копійок'
    >>> amount_in_words("2001.01", "RUB", "ru_RU")
    'Две тысячи один рубль 01 копейка'
    >>> amount_in_words("1", "UAH", "ru"), amount_in_words("0", "RUB", "ru")
    ('Одна гривна 00 копеек', 'Ноль рублей 00 копеек')
    >>> amount_in_words("1200.99", "USD", "en_US")
    'One thousand, two hundred dollars 99 cents'
    >>> amount_in_words("-1.00", "EUR", "en_GB"), amount_in_words("7", "CHF", "ru_RU")
    ('Minus one euro 00 cents', 'Семь CHF 00')
    >>> amount_in_words("2.5", "EUR", "xx")
    'Two euro 50 cents'
    """
    amount = Decimal(amount).quantize(Decimal("0.01"))
    try:
        text = _with_units(amount, currency, lang)
    except NotImplementedError:
        text = _with_code(amount, currency, lang)
    return text[0].upper() + text[1:]


def _with_units(amount, currency, lang):
    """Raises NotImplementedError where the library has no words for the unit."""
    options = {"to": "currency", "currency": currency, "cents": False, "separator": ""}
    return num2words(amount, lang=_known(lang), **options)


def _with_code(amount, currency, lang):
    whole, hundredths = divmod(int(abs(amount) * 100), 100)
    number = num2words(whole if amount >= 0 else -whole, lang=_known(lang))
    return f"{number} {currency} {hundredths:02}"


def _known(lang):
    """The language when the library has words in it, else English."""
    try:
        num2words(1, lang=lang)
    except NotImplementedError:
        return "en"
    return lang
