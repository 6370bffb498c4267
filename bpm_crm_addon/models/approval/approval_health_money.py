"""Conditions that compare money of different currencies as if it were one."""

from odoo import models

from .approval_route import parse_domain
from .approval_step_health import warning


class BpmApprovalRoute(models.Model):
    _inherit = "bpm.approval.route"

    def _health_of_money(self):
        """Findings about conditions on amounts that stand in each document's own currency."""
        if self.env["res.currency"].search_count([], limit=2) < 2:
            return []
        model = self.env[self.model_name]
        texts = [self.domain, *self.step_ids.mapped("domain")]
        found = {path: field for text in texts for path, field in _own_amounts(model, text)}
        return [
            finding
            for path, field in sorted(found.items())
            for finding in self._amount_finding(model, path, field)
        ]

    def _amount_finding(self, model, path, field):
        words = {"field": field._description_string(self.env)}
        other = "." not in path and model._fields.get(model._BPM_COMPANY_AMOUNT)
        if other:
            return warning(
                self.env._(
                    "“%(field)s” stands in each document's own currency, so the number compared "
                    "with it means something else in every currency. Use “%(other)s” instead.",
                    other=other._description_string(self.env),
                    **words,
                )
            )
        return warning(
            self.env._(
                "“%(field)s” stands in each document's own currency, so the number compared with "
                "it means something else in every currency. Say in the condition which currency.",
                **words,
            )
        )


class Base(models.AbstractModel):
    _inherit = "base"

    # The field that holds a document's amount in its company's currency.
    _BPM_COMPANY_AMOUNT = None


def _own_amounts(model, text):
    """Yield (path, field) of the amounts that the domain ``text`` compares without saying in which
    currency."""
    paths = {condition.field_expr for condition in parse_domain(text).iter_conditions()}
    firsts = {path.split(".")[0] for path in paths}
    for path in paths:
        *way, name = path.split(".")
        holder = _behind(model, way)
        field = holder._fields.get(name) if holder is not None else None
        if field is None or field.type != "monetary":
            continue
        currency = field.get_currency_field(holder)
        if currency not in firsts and not _is_of_company(holder._fields.get(currency)):
            yield path, field


def _behind(model, way):
    """The model to which these relations lead, or None."""
    for name in way:
        field = model._fields.get(name)
        if field is None or not field.relational:
            return None
        model = model.env[field.comodel_name]
    return model


def _is_of_company(currency):
    """Whether this currency field holds the currency of the document's company, as far as names
    tell."""
    return (
        currency is None
        or currency.name.startswith("company_currency")
        or currency.related == "company_id.currency_id"
    )
