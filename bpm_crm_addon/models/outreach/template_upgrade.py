"""What shipped rows say since, for databases that were made before they said it.

Shipped texts, rules and gateways belong to the company: an update leaves them alone. One that
nobody has touched since it was installed, and in which something is empty that it would be
installed with today, gets that.
"""

from typing import NamedTuple

from lxml import etree

from odoo import api, models
from odoo.tools import file_open, str2bool

FOLDER = "bpm_crm_addon/data/outreach"
# File, model, and what came to its rows after the first version. Once switched on or given a key a
# gateway has been touched, and stays as it is.
LATER = (
    ("payment_data.xml", "bpm.message.template", ("sms_text", "department_id")),
    ("contact_policy_data.xml", "bpm.contact.policy", ("way_out", "calls", "pause_days")),
    ("gateway_data.xml", "bpm.gateway", ("words_path", "refused", "again")),
)
LINK = " {{ object.link }}"  # what texts for phones of an earlier version end without
EXPLAINS = "source"  # what a rule rests on goes with what it says


class Other(NamedTuple):
    """Another shipped row, by its name in the files."""

    xmlid: str


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    @api.model
    def _fill_shipped(self):
        """Called when the addon is installed or updated; translations are loaded after that."""
        for file, model, names in LATER:
            for xmlid, values in _shipped(file, model, names).items():
                row = self.env.ref(f"bpm_crm_addon.{xmlid}", raise_if_not_found=False)
                if row and row.write_date == row.create_date:
                    row = row.with_context(lang="en_US")
                    empty = {
                        name: value
                        for name in names
                        if (value := self._known(values.get(name))) and _is_before(row[name], value)
                    }
                    if empty and EXPLAINS in values:
                        empty[EXPLAINS] = values[EXPLAINS]
                    if empty:
                        row.write(empty)

    @api.model
    def _known(self, value):
        """The value; of another shipped row its id, or nothing where the company deleted it."""
        if not isinstance(value, Other):
            return value
        row = self.env.ref(f"bpm_crm_addon.{value.xmlid}", raise_if_not_found=False)
        return row.id if row else False


def _is_before(value, today):
    """Whether a row has nothing there, or what was shipped before texts ended with a link."""
    if not value or not isinstance(value, str):
        return not value
    return value != today and value == str(today).removesuffix(LINK)


def _shipped(file, model, names):
    """{name of an entry: {field: value}} of these fields, as the file of shipped rows has them."""
    with file_open(f"{FOLDER}/{file}", "rb") as source:
        root = etree.parse(source).getroot()
    found = {}
    for entry in root.iterfind(f"record[@model='{model}']"):
        values = {
            field.get("name"): _value(field)
            for field in entry.iterfind("field")
            if field.get("name") in (*names, EXPLAINS)
        }
        if values:
            found[entry.get("id")] = values
    return found


def _value(field):
    """A text, True where the file says so, or the Other row it names."""
    if field.get("ref"):
        return Other(field.get("ref"))
    return str2bool(field.get("eval")) if field.get("eval") else field.text
