"""Attribute sets to begin with: nothing of them exists until a data steward switches one on."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


def _number(name, code, number_format, kind="firm", **more):
    return {
        "name": name,
        "code": code,
        "type": "char",
        "kind": kind,
        "validator": "number",
        "number_format": number_format,
        **more,
    }


DEGREES = (_lt("High"), _lt("Medium"), _lt("Low"))
# Values are those of bpm.partner.attribute; `choices` and `columns` make options and columns,
# `with` names the code of the number an account is checked with.
STARTERS = {
    "loyalty": (
        _lt("Loyalty"),
        [
            {
                "name": _lt("Customer status"),
                "code": "status",
                "type": "selection",
                "choices": (_lt("New"), _lt("Regular"), _lt("Key customer"), _lt("Former")),
            },
            {
                "name": _lt("Agreed discount, %"),
                "code": "discount",
                "type": "float",
                "validator": "range",
                "minimum": 0,
                "maximum": 100,
                "history": True,
            },
            {
                "name": _lt("Degree of loyalty"),
                "code": "loyalty",
                "type": "selection",
                "choices": DEGREES,
                "history": True,
            },
            {
                "name": _lt("Degree of reliability"),
                "code": "reliability",
                "type": "selection",
                "choices": DEGREES,
                "history": True,
            },
        ],
    ),
    "promotions": (
        _lt("Promotions"),
        [
            {
                "name": _lt("Promotions taken part in"),
                "code": "promotions",
                "type": "table",
                "columns": (
                    (_lt("Promotion"), "char"),
                    (_lt("Taken part on"), "date"),
                    (_lt("How it was used"), "char"),
                ),
            }
        ],
    ),
    "tastes": (
        _lt("Tastes"),
        [{"name": _lt("Music tastes"), "code": "music", "type": "tags", "kind": "person"}],
    ),
    "requisites_ru": (
        _lt("Requisites: Russia"),
        [
            _number(_lt("KPP"), "kpp", "ru.kpp"),
            _number(_lt("OGRN"), "ogrn", "ru.ogrn"),
            _number(_lt("OGRNIP"), "ogrnip", "ru.ogrnip", "both"),
            _number(_lt("OKPO"), "okpo", "ru.okpo", "both"),
            _number(_lt("BIK of the bank"), "bik", "ru.bik", "both"),
            _number(_lt("Account"), "account", "ru.account", "both", **{"with": "bik"}),
            _number(_lt("Passport"), "passport", "ru.passport", "person", sensitive=True),
            _number(_lt("SNILS"), "snils", "ru.snils", "person", sensitive=True),
        ],
    ),
    "requisites_ua": (
        _lt("Requisites: Ukraine"),
        [
            _number(_lt("EDRPOU"), "edrpou", "ua.edrpou"),
            _number(_lt("RNOKPP"), "rnokpp", "ua.rntrc", "person"),
        ],
    ),
}


class BpmPartnerAttributeSet(models.Model):
    _inherit = "bpm.partner.attribute.set"

    @api.model
    def _selection_starter(self):
        return [(code, self.env._(name)) for code, (name, _ones) in STARTERS.items()]  # pylint: disable=gettext-variable

    @api.model
    def _starter_contents(self, code):
        """The names of the attributes of a starter set, in a row."""
        return ", ".join(self._word(one["name"]) for one in STARTERS[code][1]) if code else ""

    @api.model
    def _switch_on_starters(self, codes):
        """Make the starter sets with these codes, all in one reload, in every installed language.

        A set that is there already, even one that was hidden, is only shown again.
        """
        known = self.with_context(active_test=False).search([("starter", "in", codes)])
        known.active = True
        missing = [code for code in codes if code not in known.mapped("starter")]
        sets = self.create(
            [{"name": self._word(STARTERS[code][0]), "starter": code} for code in missing]
        )
        values, companions = [], []
        for one_set in sets:
            for one in STARTERS[one_set.starter][1]:
                values.append(self._starter_values(one_set, one))
                companions.append(one.get("with"))
        self._refuse_taken(values)
        attributes = self.env["bpm.partner.attribute"].create(values)
        by_code = {attribute.code: attribute for attribute in attributes}
        for attribute, code in zip(attributes, companions, strict=True):
            if code:
                attribute.companion_id = by_code[code]
        self._translate_starters(sets)
        return known | sets

    def _refuse_taken(self, values):
        there = (
            self.env["bpm.partner.attribute"]
            .with_context(active_test=False)
            .search(
                [("applies_to", "=", "partner"), ("code", "in", [one["code"] for one in values])],
                limit=1,
            )
        )
        if there:
            raise UserError(
                self.env._(
                    "The attribute %(name)s has the code %(code)s, which this set uses too. Add "
                    "the attributes you need one by one.",
                    name=there.name,
                    code=there.code,
                )
            )

    @api.model
    def _word(self, text):
        return self.env._(text)  # pylint: disable=gettext-variable

    def _starter_values(self, one_set, one):
        plain = {
            key: value for key, value in one.items() if key not in ("choices", "columns", "with")
        }
        return {
            **plain,
            "name": self._word(one["name"]),
            "set_id": one_set.id,
            "option_ids": [
                (0, 0, {"name": self._word(name), "sequence": place})
                for place, name in enumerate(one.get("choices", ()))
            ],
            "column_ids": [
                (0, 0, {"name": self._word(name), "type": kind, "sequence": place})
                for place, (name, kind) in enumerate(one.get("columns", ()))
            ],
        }

    def _translate_starters(self, sets):
        """The shipped names in every installed language, not only in that of the steward."""
        for code, _name in self.env["res.lang"].get_installed():
            for one_set in sets.with_context(lang=code):
                title, ones = STARTERS[one_set.starter]
                one_set.name = one_set._word(title)
                for attribute, one in zip(one_set.attribute_ids, ones, strict=True):
                    attribute.name = one_set._word(one["name"])
                    for option, name in zip(
                        attribute.option_ids, one.get("choices", ()), strict=True
                    ):
                        option.name = one_set._word(name)
                    for column, (name, _kind) in zip(
                        attribute.column_ids, one.get("columns", ()), strict=True
                    ):
                        column.name = one_set._word(name)
