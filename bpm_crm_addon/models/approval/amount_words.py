"""Amounts of money in the reader's language, for hundreds at a time."""

from ast import literal_eval

from odoo.addons.base.models.res_lang import intersperse
from odoo.tools.misc import get_lang

NO_BREAK, NO_BREAK_NO_WIDTH = "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}"


def amount_words(env):
    """Return a function (amount, currency record) → text, as Odoo's ``format_amount`` gives it.

    That one looks for the language, and reads its way of grouping digits, anew with every amount.
    """
    lang = get_lang(env)
    grouping, between = literal_eval(lang.grouping), lang.thousands_sep or ""

    def words(amount, currency):
        number = f"{currency.round(amount):.{currency.decimal_places}f}"
        whole, point, cents = number.partition(".")
        digits = intersperse(whole, grouping, between)[0]
        digits += point and f"{lang.decimal_point}{cents}"
        digits = digits.replace(" ", NO_BREAK).replace("-", f"-{NO_BREAK_NO_WIDTH}")
        symbol = currency.symbol or ""
        if currency.position == "before":
            return f"{symbol}{NO_BREAK}{digits}"
        return f"{digits}{NO_BREAK}{symbol}"

    return words
