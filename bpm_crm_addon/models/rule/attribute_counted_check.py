"""What a counted attribute can be: its type fits what is counted, its condition can be read."""

from odoo import api, models
from odoo.exceptions import ValidationError

from ...engine.own_figure import AVERAGE, COUNT, LEAST, MOST, SUM

NUMBERS = ("integer", "float", "monetary")
DAYS = ("date", "datetime")
# What is counted of which fields, and which attributes can hold it.
FITS = {
    COUNT: ((), ("integer", "float")),
    SUM: (NUMBERS, NUMBERS),
    AVERAGE: (NUMBERS, ("float", "monetary")),
    LEAST: (NUMBERS + DAYS, (*NUMBERS, "date")),
    MOST: (NUMBERS + DAYS, (*NUMBERS, "date")),
}


class BpmPartnerAttribute(models.Model):
    _inherit = "bpm.partner.attribute"

    @api.constrains("counted_from", "counted_way", "counted_path", "type", "applies_to", "history")
    def _check_counted(self):
        for attribute in self.filtered("counted_from"):
            if attribute.applies_to != "partner" or attribute.history:
                raise ValidationError(
                    self.env._(
                        "%s is counted: such attributes belong to counterparties and keep no "
                        "history, for they are counted anew each night.",
                        attribute.name,
                    )
                )
            attribute._check_fit()

    def _check_fit(self):
        of, into = FITS.get(self.counted_way, ((), ()))
        field = self.env[self.counted_from]._fields.get(self.counted_path or "")
        if of and (not field or not field.store or field.type not in of):
            raise ValidationError(
                self.env._("Choose the number, amount or date that %s is counted of.", self.name)
            )
        fits = self.type in into and (not of or (field.type in DAYS) == (self.type == "date"))
        if not fits:
            names = dict(self._fields["type"]._description_selection(self.env))
            kinds = [kind for kind in into if not of or (field.type in DAYS) == (kind == "date")]
            raise ValidationError(
                self.env._(
                    "%(attribute)s cannot hold such a figure. Choose as its type: %(types)s.",
                    attribute=self.name,
                    types=", ".join(names[kind] for kind in kinds),
                )
            )

    @api.constrains("counted_from", "counted_domain")
    def _check_counted_domain(self):
        for attribute in self.filtered("counted_from"):
            try:
                self.env[attribute.counted_from].sudo().search(attribute._counted(), limit=1)
            except (SyntaxError, TypeError, ValueError, KeyError) as error:
                raise attribute._unreadable(error) from error
