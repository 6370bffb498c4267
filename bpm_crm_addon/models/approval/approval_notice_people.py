"""Who is told: everything notices say of people and money, read in one statement."""

from odoo import api, models

from ..audit.planned import Planned, write_pending

READ = {
    "res.users": ("partner_id", "company_id", "active", "share"),
    "res.partner": ("name", "complete_name", "lang", "tz", "email"),
    "res.currency": ("name", "symbol", "position", "rounding", "decimal_places"),
}

# The plain columns above as JSON; with users how many decisions wait for them, if `_counting`.
PEOPLE = Planned(
    "bpm_approval_people",
    {"_users": "int[]", "_partners": "int[]", "_currencies": "int[]", "_counting": "bool"},
    {"model": "text", "record": "int", "facts": "jsonb", "waiting": "int8"},
    """
    RETURN QUERY
    SELECT 'res.users', u.id, jsonb_build_object(
               'partner_id', u.partner_id, 'company_id', u.company_id, 'active', u.active,
               'share', u.share),
           CASE WHEN _counting THEN (
               SELECT count(*) FROM bpm_approval_slot s
                WHERE s.approver_id = u.id AND s.state = 'pending' AND s.offer_id IS NULL) END
      FROM res_users u WHERE u.id = ANY(_users)
 UNION ALL
    SELECT 'res.partner', p.id, jsonb_build_object(
               'name', p.name, 'complete_name', p.complete_name, 'lang', p.lang,
               'tz', p.tz, 'email', p.email),
           NULL
      FROM res_partner p
     WHERE p.id = ANY(ARRAY(SELECT partner_id FROM res_users WHERE id = ANY(_users)) || _partners)
 UNION ALL
    SELECT 'res.currency', c.id, jsonb_build_object(
               'name', c.name, 'symbol', c.symbol, 'position', c.position,
               'rounding', c.rounding, 'decimal_places', c.decimal_places),
           NULL
      FROM res_currency c WHERE c.id = ANY(_currencies);
    """,
)


class BpmApprovalNotice(models.Model):
    _inherit = "bpm.approval.notice"

    def init(self):
        super().init()
        PEOPLE.install(self.env.cr)

    @api.model
    def _read_ahead(self, users, partners=None, currencies=None, counting=True):
        """Bring to memory who these users and the current one are, and these partners and
        currencies. What is read later costs nothing; what is not here is read as ever.

        :return: ``{user id: how many decisions wait for them}``, or {} without ``counting``
        """
        user_ids = [*users.ids, self.env.uid]
        write_pending(self.env["bpm.approval.slot"], *(self.env[name] for name in READ))
        rows = self.env.execute_query(
            PEOPLE(
                user_ids,
                list(partners.ids if partners else ()),
                list(currencies.ids if currencies else ()),
                counting,
            )
        )
        for model, record_id, facts, _count in rows:
            self._into_memory(self.env[model].browse(record_id), facts)
        if not counting:
            return {}
        return {
            record_id: count for model, record_id, _facts, count in rows if model == "res.users"
        }

    @api.model
    def _read_ahead_of(self, slots, others):
        """The same for the people, customers and currencies of these places, and for others."""
        people = others | slots.approver_id | slots.on_behalf_of_id
        return self._read_ahead(people, slots.partner_id, slots.currency_id)

    @api.model
    def _into_memory(self, record, facts):
        """Cache the plain columns among these facts; what a write has changed stays as it is."""
        for name in READ[record._name]:
            field = record._fields[name]
            if field.store and field.column_type and not field.translate:
                field._insert_cache(record, [facts[name]])
