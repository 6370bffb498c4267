"""Load the demo company, or remove it again."""

from odoo import fields, models
from odoo.exceptions import AccessError


class BpmDemoCompanyWizard(models.TransientModel):
    _name = "bpm.demo.company.wizard"
    _description = "Demo company"

    is_loaded = fields.Boolean(default=lambda self: bool(self._demo()._company()))
    history = fields.Boolean(
        string="With eighteen months of history",
        default=True,
        help="About 560 quotations and 900 invoices with their payments. Without it the company "
        "has people, customers, products and what waits today, and loads in a few seconds.",
    )
    open_for_me = fields.Boolean(
        string="Open it for me",
        default=True,
        help="Adds the company to those you work in and makes it the one you see after login.",
    )

    def action_load(self):
        """Load it, and show the page anew."""
        self.ensure_one()
        self._check_administrator()
        self._demo()._load(self.history)
        if self.open_for_me:
            self._demo()._open_for(self.env.user)
        return {"type": "ir.actions.client", "tag": "reload"}

    def action_remove(self):
        """Remove it with everything made in it, and show the page anew."""
        self.ensure_one()
        self._check_administrator()
        self._demo()._remove()
        # This very wizard may have been opened in the company that is gone.
        return {"type": "ir.actions.act_url", "url": "/odoo", "target": "self"}

    def _demo(self):
        return self.env["bpm.demo.company"]

    def _check_administrator(self):
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._(
                    "Only an administrator of the database loads or removes the demo company. "
                    "Ask them to do it."
                )
            )
