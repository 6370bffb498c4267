"""The X-ray on paper: the cards as the screen shows them, three to a page."""

from odoo import api, models
from odoo.tools.misc import format_date

PAGES = 2


class ReportXray(models.AbstractModel):
    _name = "report.bpm_crm_addon.report_xray"
    _description = "X-ray on two pages"

    @api.model
    def _get_report_values(self, docids, data=None):
        """What the template shows; the X-ray itself checks who may read it."""
        xray = self.env["bpm.xray"]
        cards = [xray.xray_card(card["name"]) for card in xray.xray_cards()]
        per_page = -(-len(cards) // PAGES)
        return {
            "company": self.env.company,
            "companies": ", ".join(self.env.companies.mapped("name")),
            "date": format_date(self.env, xray._today()),
            "pages": [cards[start : start + per_page] for start in range(0, len(cards), per_page)],
        }
