"""Kinds of numbers an attribute can be checked by: python-stdnum's, and our own beside them."""

import importlib
import pkgutil
import re
import warnings
from functools import cache

import stdnum

from odoo.tools import LazyTranslate

from ...engine import requisites

_lt = LazyTranslate(__name__)
FORMAT = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?")

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
    for _finder, path, is_package in pkgutil.walk_packages(stdnum.__path__, "stdnum."):
        name = path.removeprefix("stdnum.")
        module = None if is_package or name in OURS else _module(name)
        if module:
            title = (module.__doc__ or name).strip().splitlines()[0].rstrip(".")
            theirs[name] = f"{name}: {title}"
    return {**OURS, **dict(sorted(theirs.items()))}


def _module(name):
    """The library's module for a format; None when there is none, or it does not load here."""
    if not FORMAT.fullmatch(name):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old names of formats warn of their new ones
            module = importlib.import_module(f"stdnum.{name}")
    except (ImportError, OSError):  # some need tables that a packager left out
        return None
    return module if hasattr(module, "is_valid") else None


@cache
def checker(name):
    """The function that tells whether a compact number (with a second one) is right, or None."""
    if name in requisites.CHECKS_WITH:
        return requisites.CHECKS_WITH[name]
    module = None if name in requisites.CHECKS else _module(name)
    check = requisites.CHECKS.get(name) or (module and module.is_valid)
    if check is None:
        return None
    return lambda number, _other: not requisites.is_filler(number) and check(number)
