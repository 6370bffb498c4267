"""Amounts of money in the reader's language, for hundreds at a time."""

from odoo.tools.misc import get_lang

NO_BREAK, NO_BREAK_NO_WIDTH = "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}"


def amount_words(env):
    """Return a function (amount, currency record) → text, as Odoo's ``format_amount`` gives it.

    That one looks for the language anew with every amount, which takes as long as writing it.
    """
    lang = env["res.lang"].browse(get_lang(env).id)

    def words(amount, currency):
        digits = lang.format(f"%.{currency.decimal_places}f", currency.round(amount), grouping=True)
        digits = digits.replace(" ", NO_BREAK).replace("-", f"-{NO_BREAK_NO_WIDTH}")
        symbol = currency.symbol or ""
        if currency.position == "before":
            return f"{symbol}{NO_BREAK}{digits}"
        return f"{digits}{NO_BREAK}{symbol}"

    return words
