"""Whether a tax number can be right, in the country that gave it: each different one once."""

from functools import partial

from ...engine.tax_number import CHECKS, compact, is_filler, is_right, suggestion

try:
    from stdnum import get_cc_module
except ImportError:  # Odoo asks for it; without it only our own countries are checked
    get_cc_module = None

# Countries whose numbers python-stdnum checks as their registers do.
STANDARD = frozenset(
    "AT BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO RS SE SI"
    " SK".split()
)
PREFIXES = {"EL": "GR", "XI": "GB"}  # letters on a number that are not the country's code


class TaxCheck:
    """``home``: the country's code for counterparties that tell none."""

    def __init__(self, home):
        self.home = home or ""
        self.known = {}

    def is_wrong(self, number, country):
        """Whether the number, as it was entered, cannot be right. No number is not wrong."""
        key = (number, country)
        if key not in self.known:
            self.known[key] = self._is_wrong(number, country)
        return self.known[key]

    def suggestion(self, number, country):
        """The number with two neighbouring characters changed back, if exactly that is right."""
        code = self._country(compact(number), country)
        if not self._is_checked(code):
            return None
        return suggestion(compact(number, code), partial(self._is_valid, code))

    def is_expected(self, country):
        """Whether firms there have a tax number whose digits tell a slip of the pen."""
        return self._is_checked(country or self.home)

    def knows(self, number, country):
        """Whether the country's own rule was applied, so that its answer is the last word."""
        return self._is_checked(self._country(compact(number), country))

    def _is_wrong(self, number, country):
        plain = compact(number)
        if not plain:
            return False
        if is_filler(plain):
            return True
        code = self._country(plain, country)
        return self._is_checked(code) and not self._is_valid(code, plain.removeprefix(code))

    def _country(self, number, country):
        """The country that gave the number: as its letters say, else the counterparty's."""
        letters = PREFIXES.get(number[:2], number[:2])
        return letters if self._is_checked(letters) else country or self.home

    def _is_checked(self, code):
        return code in CHECKS or (code in STANDARD and get_cc_module is not None)

    def _is_valid(self, code, number):
        if code in CHECKS:
            return is_right(code, number)
        module = get_cc_module(code.lower(), "vat")
        return module is None or module.is_valid(number)
