"""Kinds of numbers an attribute can be checked by: python-stdnum's, and our own beside them."""

import importlib
from functools import cache

import stdnum.util

from odoo.tools import LazyTranslate

from ...engine import requisites

_lt = LazyTranslate(__name__)

# Formats that python-stdnum lacks, or where it refuses right numbers.
OURS = {
    "ru.kpp": _lt("Russia: KPP (reason of registration)"),
    "ru.ogrn": _lt("Russia: OGRN (firm's registration number)"),
    "ru.ogrnip": _lt("Russia: OGRNIP (sole trader's registration number)"),
    "ru.okpo": _lt("Russia: OKPO (statistics number)"),
    "ru.bik": _lt("Russia: BIK (number of a bank)"),
    "ru.snils": _lt("Russia: SNILS (insurance number of a person)"),
    "ru.passport": _lt("Russia: passport (series and number)"),
    "ru.account": _lt("Russia: account, checked with the BIK of its bank"),
    "ru.correspondent_account": _lt("Russia: account of a bank, checked with its BIK"),
}


@cache
def formats():
    """{name: what it is called}, in the order shown: ours first, then python-stdnum's."""
    theirs = {}
    for module in stdnum.util.get_number_modules():
        name = module.__name__.removeprefix("stdnum.")
        if name not in OURS and hasattr(module, "is_valid"):
            title = (module.__doc__ or name).strip().splitlines()[0].rstrip(".")
            theirs[name] = f"{name}: {title}"
    return {**OURS, **dict(sorted(theirs.items()))}


@cache
def checker(name):
    """The function that tells whether a compact number (with a second one) is right, or None."""
    if name in requisites.CHECKS_WITH:
        return requisites.CHECKS_WITH[name]
    if name in requisites.CHECKS:
        check = requisites.CHECKS[name]
    elif name in formats():  # never imports what is not one of the library's formats
        check = importlib.import_module(f"stdnum.{name}").is_valid
    else:
        return None
    return lambda number, _other: not requisites.is_filler(number) and check(number)
