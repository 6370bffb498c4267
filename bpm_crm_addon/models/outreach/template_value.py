"""Values of documents as a reader sees them: days, sums and choices in words of their language.

A template names a value by its path (`object.partner_id.city`). What is missing stays missing:
whoever renders decides what that means.
"""

import re
from datetime import date, datetime

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_amount, format_date, format_datetime
from odoo.tools.misc import formatLang

PATH = re.compile(r"object((?:\.[a-z_]\w*)+)")


def shown(record, value, expression):
    """What stands in a text for `value`, which `expression` gave for `record`; None: nothing."""
    if value is None or value is False or value == "" or isinstance(value, Markup):
        return value or None
    if isinstance(value, models.BaseModel):
        return ", ".join(value.mapped("display_name")) or None
    if isinstance(value, datetime):
        return format_datetime(record.env, value, record.env.company._bpm_zone(), dt_format="short")
    if isinstance(value, date):
        return format_date(record.env, value)
    if value is True:
        return record.env._("yes")
    owner, field = field_at(record, expression)
    if field and field.type == "selection":
        return dict(field._description_selection(record.env)).get(value, value)
    if isinstance(value, float):
        return _number(record.env, value, owner, field)
    return value


def _number(env, value, owner, field):
    if field and field.type == "monetary":
        currency = owner[field.get_currency_field(owner)]
        return format_amount(env, value, currency or env.company.currency_id)
    digits = field.get_digits(env) if field and field.type == "float" else None
    text = formatLang(env, value, digits=digits[1] if digits else 2)
    point = formatLang(env, 0.5, digits=1)[1:-1]
    return text.rstrip("0").removesuffix(point) if point and point in text else text


def field_at(record, expression):
    """(the record that holds it, the field) behind a path; (record, None) for anything else."""
    found = PATH.fullmatch(expression.strip())
    owner, field = record, None
    for name in found[1].split(".")[1:] if found else ():
        owner = owner if field is None else owner[field.name]
        field = owner._fields.get(name) if isinstance(owner, models.BaseModel) else None
        if field is None:
            return record, None
    return owner[:1], field


def plain_name(record, expression):
    """How people call a value: “Contact: City”, else the path itself."""
    found = PATH.fullmatch(expression.strip())
    model, words = record.browse(), []
    for name in found[1].split(".")[1:] if found else ():
        field = model._fields.get(name)
        if field is None:
            return expression
        words.append(field._description_string(record.env) or name)
        model = record.env[field.comodel_name] if field.comodel_name else fields.Field
    return ": ".join(words) or expression
