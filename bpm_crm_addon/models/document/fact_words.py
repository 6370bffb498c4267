"""Dates, amounts and addresses in the words of a language, for templates of any kind of paper."""

import base64
import io
from datetime import datetime

from PIL import Image

from odoo import api, fields, models
from odoo.tools import float_repr, format_date
from odoo.tools.misc import formatLang

from ...engine.amount_in_words import LARGEST, amount_in_words
from ...engine.fact_paths import picture_names


class BpmFactWords(models.AbstractModel):
    _name = "bpm.fact.words"
    _description = "Words for templates"

    @api.model
    def _date(self, day, lang):
        """{"long", "short", "iso"} of a day; empty texts when there is none.

        long: 26 November 2026, as the language writes it; short: in figures.
        """
        if not day:
            return {"long": "", "short": "", "iso": ""}
        if isinstance(day, datetime):
            day = fields.Datetime.context_timestamp(self, day)
        day = fields.Date.to_date(day)
        return {
            "long": format_date(self.env, day, lang_code=lang, date_format="long"),
            "short": format_date(self.env, day, lang_code=lang),
            "iso": day.isoformat(),
        }

    @api.model
    def _money(self, amount, currency, lang):
        """{"figures", "words", "number", "currency"} of an amount."""
        number = float_repr(amount or 0.0, currency.decimal_places if currency else 2)
        speaking = self.with_context(lang=lang).env
        sayable = abs(amount or 0.0) < LARGEST
        return {
            "figures": formatLang(speaking, amount or 0.0, currency_obj=currency or None),
            "words": amount_in_words(number, currency.name or "", lang) if sayable else "",
            "number": number,
            "currency": currency.name or "",
        }

    @api.model
    def _party(self, partner, lang):
        """What contracts and offers say of a firm or a person: name, address, numbers, bank."""
        if not partner:
            return dict.fromkeys(PARTY, "")
        partner = partner.with_context(lang=lang)
        account = partner.sudo().bank_ids[:1]
        return {
            "name": partner.name or "",
            "address": partner._bpm_address_line(),
            "city": partner.city or "",
            "country": partner.country_id.name or "",
            "country_code": partner.country_id.code or "",
            "vat": partner.vat or "",
            "registry": partner.company_registry or "",
            "phone": partner.phone or "",
            "email": partner.email or "",
            "website": partner.website or "",
            "bank": account.bank_id.name or "",
            "bank_code": account.bank_id.bic or "",
            "account": account.acc_number or "",
            "kind": "firm" if partner.is_company else "person",
        }

    @api.model
    def _pictures(self, products):
        """{product template's id: the name of its picture, as templates pass it to `picture`}.

        The name changes with the picture; one query.
        """
        products.flush_recordset([PICTURE])  # a picture of this moment is no attachment yet
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "product.template"),
                    ("res_field", "=", PICTURE),
                    ("res_id", "in", products.ids),
                ]
            )
        )
        return {file.res_id: f"picture:{file.res_id}:{file.checksum}" for file in files}

    @api.model
    def _picture_bytes(self, facts):
        """{name of a picture: its bytes} of all that are named in the facts, as Word takes them."""
        numbers = {int(name.split(":")[1]): name for name in picture_names(facts)}
        products = self.env["product.template"].browse(numbers).exists()
        found = {}
        for product in products.with_context(bin_size=False):
            if raw := _as_png(product[PICTURE]):
                found[numbers[product.id]] = raw
        return found

    @api.model
    def _person(self, partner):
        return {
            "name": partner.name or "",
            "position": partner.function or "",
            "phone": partner.phone or "",
            "email": partner.email or "",
        }


PICTURE = "image_512"


def _as_png(encoded):
    """The bytes of a picture as Word files and printers take it; nothing where it is none."""
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(encoded or b"")))
        made = io.BytesIO()
        picture.convert("RGBA" if picture.mode in ("P", "LA", "RGBA") else "RGB").save(made, "PNG")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return made.getvalue()


PARTY = (
    "name", "address", "city", "country", "country_code", "vat", "registry", "phone", "email",
    "website", "bank", "bank_code", "account", "kind",
)  # fmt: skip
