"""Counter-offers on quotations: “At 15 %”, by whatever way the prices came down."""

import json
from decimal import ROUND_HALF_UP, Decimal

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, float_round

from ...engine.counter_offer import plain_number
from ...engine.threshold import lowered

CENT = Decimal("0.01")
PRICES = ("price_unit", "discount")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    _BPM_PERCENT = True

    # === IN PERCENT === #

    def _bpm_percent_within(self, percent):
        """Return ``percent`` as a number that can be offered; raises a sentence else."""
        try:
            percent = float(percent)
        except (TypeError, ValueError):
            percent = -1.0
        if not 0 <= percent < 100:
            raise UserError(self.env._("Give the discount in percent, between 0 and 100."))
        if percent >= self.bpm_real_discount:
            raise UserError(
                self.env._(
                    "The highest real discount of “%(document)s” is %(discount)s %%: offer less, "
                    "or approve.",
                    document=self.name,
                    discount=f"{self.bpm_real_discount:g}",
                )
            )
        return percent

    def _bpm_values_at(self, percent, person):
        """Return the values at which no line's real discount is above ``percent``; ``person``
        will read them, in the column they see."""
        return self._bpm_lowered(percent, person)["values"]

    def _bpm_lowered(self, percent, person):
        """Return {"values" to be offered, "total" and "lines" as they would be}."""
        order = self._bpm_clean()
        if any(line._bpm_lowers_all() for line in order.order_line):
            raise UserError(
                self.env._(
                    "“%s” has a discount on the whole quotation: say in words at which values you "
                    "would agree, and return it.",
                    self.name,
                )
            )
        by_discount = person.has_group("sale.group_discount_per_so_line")
        with order._bpm_copy(["order_line"]) as copy:
            for _attempt in range(2):  # what a gift's price hides shows the second time
                real = copy._bpm_measure_discounts()[copy.id].lines
                for line in copy.order_line.filtered(lambda line: real.get(line.id, 0) > percent):
                    line._bpm_lower_on_copy(real[line.id], percent, by_discount)
            measure = copy._bpm_measure_discounts()[copy.id]
            if measure.worst > percent:
                self._bpm_refuse_percent(percent)
            return {
                "values": {"order_line": copy.order_line._bpm_changed_prices()},
                "total": copy.amount_total,
                "lines": [
                    {
                        "id": line._origin.id,
                        "name": (line.name or "").split("\n")[0],
                        "price_unit": line.price_unit,
                        "discount": line.discount,
                        "real": measure.lines.get(line.id, 0.0),
                    }
                    for line in copy.order_line
                    if not line.display_type
                ],
            }

    def _bpm_refuse_percent(self, percent):
        raise UserError(
            self.env._(
                "“%(document)s” cannot be brought to %(percent)s %% line by line: say in words at "
                "which values you would agree, and return it.",
                document=self.name,
                percent=f"{percent:g}",
            )
        )

    def _bpm_percent_preview(self, request, percent):
        """The values of bpm_offer_preview for this quotation."""
        if percent is None:
            limit = self._bpm_discount_limit()
            real = self.bpm_real_discount
            percent = limit if limit is not False and limit < real else max(real - 1, 0)
        percent = self._bpm_percent_within(percent)
        return {
            "percent": percent,
            "total_before": self.amount_total,
            "currency_id": self.currency_id.id,
            **self._bpm_lowered(percent, request.requester_id),
        }

    # === IN MEMORY === #

    def _bpm_offer_amount(self):
        return self.amount_total

    def _bpm_offer_percent(self, values):
        if set(values) != {"order_line"} or any(
            set(v) - set(PRICES) for v in values["order_line"].values()
        ):
            return 0.0
        return self._bpm_measure_discounts()[self.id].worst

    def _bpm_content_after(self, content, data, copy):
        """The total follows the lines, as the fingerprint adds it up: to the cent, line by line."""
        result = super()._bpm_content_after(content, data, copy)
        if "total" in result:
            asked = {row["id"]: row for row in content.get("order_line", ())}
            # Lines that stay as they are keep their amounts, whatever taxes have become.
            changed = {row["id"] for row in result.get("order_line", ()) if row != asked[row["id"]]}
            change = sum(
                _cents(new.price_total) - _cents(old.price_total)
                for old, new in zip(self.order_line, copy.order_line, strict=True)
                if old.id in changed
            )
            result["total"] = plain_number(float(Decimal(str(result["total"])) + change))
        return result

    def _bpm_differences(self, before, after, names, data):
        """Override: an offer moves no line into another section."""
        names = [name for name in names if name != "parent_id"]
        return super()._bpm_differences(before, after, names, data)

    def _bpm_json_value(self, record, name, data):
        """As PostgreSQL writes a column into JSON, for contents that it has made."""
        field, value = record._fields[name], super()._bpm_json_value(record, name, data)
        if not self._bpm_by_sql(data["keys"], data["lines"]):
            return value
        if field.type in ("float", "monetary"):
            return plain_number(value)
        if field.type == "datetime" and value:
            return record[name].isoformat()
        return None if value is False and field.type != "boolean" else value

    def _bpm_digest_of(self, content, data):
        """By the same function as every other fingerprint of a quotation."""
        if not self._bpm_by_sql(data["keys"], data["lines"]):
            return super()._bpm_digest_of(content, data)
        [[digest]] = self.env.execute_query(
            SQL(
                """
                SELECT bpm_sale_order_digest(CASE WHEN c ? 'order_line' THEN jsonb_set(
                           c, '{order_line}', (
                               SELECT coalesce(jsonb_agg(
                                          line ORDER BY (line - 'id')::text COLLATE "C"), '[]')
                                 FROM jsonb_array_elements(c -> 'order_line') AS line))
                           ELSE c END)
                  FROM (SELECT %s::jsonb AS c) AS given
                """,
                json.dumps(content),
            )
        )
        return digest


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _bpm_changed_prices(self):
        """Return {line id as text: what differs from the saved line} of copies in memory."""
        changed = {
            str(line._origin.id): {
                name: line[name] for name in PRICES if line[name] != line._origin[name]
            }
            for line in self
        }
        return {line: values for line, values in changed.items() if values}

    def _bpm_lower_on_copy(self, real, limit, by_discount):
        """Bring this line of a copy in memory down to ``limit`` percent."""
        if real >= 100:  # a gift: from the price list's price, without a discount
            self.discount = 0.0
            self._reset_price_unit()
            price, discount = self.price_unit, limit
            if not by_discount:
                price, discount = price * (100 - limit) / 100, 0.0
        else:
            price, discount = lowered(self.price_unit, self.discount, real, limit, by_discount)
        digits = self.env["decimal.precision"].precision_get
        self.price_unit = float_round(price, digits("Product Price"), rounding_method="UP")
        self.discount = float_round(discount, digits("Discount"), rounding_method="DOWN")


def _cents(value):
    return Decimal(str(value or 0.0)).quantize(CENT, ROUND_HALF_UP)
