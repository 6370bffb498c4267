"""The history of attributes as a line in time, and the card as it was on a day."""

from odoo import fields, models

MOST = 100  # changes shown


class BpmPartnerAttributeHolder(models.AbstractModel):
    _inherit = "bpm.partner.attribute.holder"

    def bpm_attribute_past(self, day=False):
        """What the attributes with history were.

        :param day: a date as text: also tell the values of that day
        :return: ``{"changes": [{"key", "day", "name", "old", "new", "who"}], "as_of": [{"name",
            "value"}]}``, changes newest first
        """
        self.ensure_one()
        self.check_access("read")
        history = self.env["bpm.partner.attribute.value"]
        domain = [(history._owner_field(self._name), "=", self.id)]
        changes = history.search(domain, limit=MOST)
        then = history.browse()
        if day := fields.Date.to_date(day or False):
            then = history.search([*domain, ("effective_date", "<=", day)])
        latest = {}
        for change in then:  # the newest of each attribute comes first
            latest.setdefault(change.attribute_id, change.new)
        return {
            "changes": [
                {
                    "key": change.id,
                    "day": fields.Date.to_string(change.effective_date),
                    "name": change.attribute_id.sudo().name,
                    "old": change.old or "",
                    "new": change.new or "",
                    "who": change.create_uid.sudo().name or "",
                }
                for change in changes
            ],
            "as_of": [
                {"name": attribute.sudo().name, "value": value}
                for attribute, value in latest.items()
                if value
            ],
        }
