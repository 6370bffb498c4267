"""Who took part in a promotion and used it, in the counterparty's own table of promotions.

The table is an attribute that the ready set “Promotions” brings; without it nothing is written.
Its columns are known by their order and kind, since people may call them as they like.
"""

from odoo import fields, models


class BpmCampaignMember(models.Model):
    _inherit = "bpm.campaign.member"

    use_told = fields.Char(readonly=True)  # what was written beside the promotion last

    def _note_participation(self):
        """A row for each counterparty that got the message of a promotion; once each."""
        members = self.filtered("campaign_id.promotion_id")
        table, columns = self.env["bpm.campaign"]._promotions_table() if members else (None, None)
        if table is None:
            return
        for campaign, batch in members.grouped("campaign_id").items():
            name = campaign.promotion_id.name
            known = table.search(
                [("x_bpm_holder_id", "in", batch.partner_id.ids), (columns["name"], "=", name)]
            ).x_bpm_holder_id
            table.create(
                [
                    {
                        "x_bpm_holder_id": member.partner_id.id,
                        columns["name"]: name,
                        columns["day"]: (member.sent_at or member.create_date).date(),
                    }
                    for member in batch
                    if member.partner_id not in known
                ]
            )


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    def _promotions_table(self):
        """(the model of the rows, {"name", "day", "use": column}); (None, None) without it."""
        attribute = (
            self.env["bpm.partner.attribute"]
            .sudo()
            .search([("code", "=", "promotions"), ("type", "=", "table")], limit=1)
        )
        columns = attribute.column_ids.sorted("sequence")
        texts = columns.filtered(lambda one: one.type == "char")
        days = columns.filtered(lambda one: one.type == "date")
        model = attribute._table_model() if attribute else None
        if model not in self.env or len(texts) < 2 or not days:
            return None, None
        return self.env[model].sudo(), {
            "name": texts[0].field_name,
            "day": days[0].field_name,
            "use": texts[1].field_name,
        }

    def _note_use(self):
        """Write beside the promotion that it was used: for how much was ordered since, while it
        lasted. It grows with later orders; what a person wrote there instead stays."""
        campaigns = self.filtered("promotion_id")
        table, columns = self._promotions_table() if campaigns else (None, None)
        if table is None:
            return
        for campaign in campaigns:
            buyers = campaign.member_ids.filtered(
                lambda one: one.sent_at and (one.used_amount or one.use_told)
            )
            rows = table.search(
                [
                    ("x_bpm_holder_id", "in", buyers.partner_id.ids),
                    (columns["name"], "=", campaign.promotion_id.name),
                ]
            )
            by_holder = {one.partner_id: one for one in buyers}
            for row in rows:
                campaign._note_use_of(by_holder[row.x_bpm_holder_id], row, columns["use"])

    def _note_use_of(self, member, row, column):
        told = self._use_told(member.used_amount) if member.used_amount else False
        if (row[column] or False) == member.use_told and told != member.use_told:
            row[column] = member.use_told = told

    def _use_told(self, amount):
        return self.env._("Ordered for %s", self.company_id.currency_id.format(amount))
