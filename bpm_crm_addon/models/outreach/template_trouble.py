"""A template that could not be filled in for somebody: one problem for it, however many there are.

Those it was meant for say why where they are waited for; the others are written to.
"""

from odoo import models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    def _raise_trouble(self, troubles):
        """Somebody has to look at the template, or at what is missing on the cards.

        :param troubles: the sentences of those who could not be written to; nothing happens
            without any
        """
        self.ensure_one()
        if not troubles:
            return
        self.env["bpm.incident"].sudo()._raise_incident(
            _lt("Message template: %(name)s", name=self.name),
            _lt(
                "Not written to: %(count)s. Correct the template, or fill in what is missing. "
                "%(trouble)s",
                count=len(troubles),
                trouble=troubles[0],
            ),
            self,
            key=f"template.{self.id}",
        )
