"""Texts for phones in databases that were made before reminders of payments had any.

Shipped texts belong to the company: an update leaves them alone. One that nobody has touched since
it was installed, and that has no text for phones, gets the one it would be installed with today.
"""

from lxml import etree

from odoo import api, models
from odoo.tools import file_open

SHIPPED = "bpm_crm_addon/data/outreach/payment_data.xml"


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    @api.model
    def _fill_shipped_sms(self):
        """Called when the addon is installed or updated; translations are loaded after that."""
        for name, text in _shipped_sms().items():
            template = self.env.ref(f"bpm_crm_addon.{name}", raise_if_not_found=False)
            template = template and template.with_context(lang="en_US")
            if template and not template.sms_text and template.write_date == template.create_date:
                template.sms_text = text


def _shipped_sms():
    """{name of a template's entry: its text for phones} as the file of shipped texts has them."""
    with file_open(SHIPPED, "rb") as file:
        root = etree.parse(file).getroot()
    return {
        entry.get("id"): entry.findtext("field[@name='sms_text']")
        for entry in root.iterfind("record[@model='bpm.message.template']")
        if entry.find("field[@name='sms_text']") is not None
    }
