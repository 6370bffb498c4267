"""Confirming a quotation while there are doubts about the customer: by the company's strictness.

What may be confirmed is decided where ``state`` is written; the other methods are manners: a list
names what it leaves out, a customer on the portal is never shown an error.
"""

from odoo import api, fields, models

from ..audit.refusal import Refusal


class DoubtfulParty(Refusal):
    """The company does not commit itself with a party whose data are doubtful."""


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bpm_party_warning = fields.Char(
        compute="_compute_bpm_party_warning", export_string_translation=False
    )

    @api.depends("state", "partner_id", "partner_invoice_id")
    def _compute_bpm_party_warning(self):
        self.bpm_party_warning = False
        waiting = self.filtered(lambda order: order.state in ("draft", "sent"))
        for order, told in waiting._bpm_party_doubts(fresh=False).items():
            doubts = "; ".join(sentence for _what, sentence in told)
            order.bpm_party_warning = (
                self.env._("To be put right before confirming: %s", doubts)
                if _stops(told)
                else self.env._("Doubtful: %s", doubts)
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: an order that is born confirmed passes the same check."""
        born = self.env.context.get("default_state") == "sale" or any(
            vals.get("state") == "sale" for vals in vals_list
        )
        if not born:
            return super().create(vals_list)
        # A caller may catch the refusal and go on: then no order may stay.
        with self.env.cr.savepoint():
            orders = super().create(vals_list)
            orders.filtered(lambda order: order.state == "sale")._bpm_check_parties()
        return orders

    def write(self, vals):
        """Override to look at the parties before the company commits itself."""
        if vals.get("state") == "sale":
            self.filtered(lambda order: order.state != "sale")._bpm_check_parties()
        return super().write(vals)

    def _bpm_check_parties(self):
        held = self._bpm_party_doubts()
        refused = [order._bpm_party_refusal(told) for order, told in held.items() if _stops(told)]
        if refused:
            raise DoubtfulParty("\n".join(refused))
        for order, told in held.items():
            order._bpm_tell_doubts(told)

    def _bpm_party_doubts(self, fresh=True):
        """{order: [(effect, sentence)]} of those whose parties are doubtful; shop orders and
        whatever a customer made without us are not asked."""
        result = {}
        for company, orders in self.sudo().grouped("company_id").items():
            if not company or company.bpm_strictness == "soft":
                continue
            parties = (orders.partner_id | orders.partner_invoice_id).commercial_partner_id
            told = parties._bpm_doubts_told(company, fresh=fresh)
            of_leads = orders._bpm_leads()._bpm_doubts_told(company, fresh=fresh)
            for order in orders:
                mine = (order.partner_id | order.partner_invoice_id).commercial_partner_id
                sentences = [
                    (what, f"{one.display_name}: {sentence}")
                    for ones, doubts in ((mine, told), (order._bpm_leads(), of_leads))
                    for one in ones
                    for what, sentence in doubts.get(one.id, ())
                ]
                if sentences:
                    result[order.sudo(self.env.su)] = sentences
        return result

    def _bpm_leads(self):
        """The opportunities these quotations came of, where Odoo notes them (`sale_crm`)."""
        return self["opportunity_id"] if "opportunity_id" in self._fields else self.env["crm.lead"]

    def _bpm_party_refusal(self, told):
        """The sentence that says what is missing, and who puts it right."""
        return self.env._(
            "%(order)s cannot be confirmed yet. %(doubts)s. Correct it on the form of what is "
            "named, or ask a data steward: %(stewards)s.",
            order=self.name,
            doubts="; ".join(sentence for what, sentence in told if what == "block"),
            stewards=self._bpm_stewards() or self.env._("nobody has this job yet"),
        )

    @api.model
    def _bpm_stewards(self):
        """Names of those who can put it right, the administrators only when nobody else can."""
        users = self.env.ref("bpm_crm_addon.group_bpm_steward").sudo().all_user_ids
        users = users.filtered(
            lambda user: user.active and not user.share and self.company_id[:1] in user.company_ids
        )
        admins = users.filtered(lambda user: user.has_group("base.group_system"))
        return ", ".join((users - admins or users)[:3].mapped("name"))

    def _bpm_tell_doubts(self, told):
        """A note on the quotation; nobody is stopped and no dialog opens."""
        self.sudo()._message_log(
            body=self.env._(
                "Confirmed with doubts about the data: %s.",
                "; ".join(sentence for _what, sentence in told),
            ),
            author_id=self.env.user.partner_id.id,
        )

    # === MANNERS === #

    def _bpm_held(self, gate):
        """Override: what may not be confirmed for its party's sake is held like what waits."""
        held = super()._bpm_held(gate)
        if gate != "confirm":
            return held
        waiting = self.filtered(lambda order: order.state in ("draft", "sent"))._origin
        for order, told in waiting._bpm_party_doubts(fresh=False).items():
            if _stops(told) and order.id not in held:
                held[order.id] = order._bpm_party_refusal(told)
        return held


def _stops(told):
    return any(what == "block" for what, _sentence in told)
