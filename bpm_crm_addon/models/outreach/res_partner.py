"""A counterparty and what may be said to it: its addresses, its stop list entries, its consents."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

MANAGER = "bpm_crm_addon.group_bpm_outreach_manager"


class ResPartner(models.Model):
    _inherit = "res.partner"

    # === ADDRESSES === #

    def _bpm_contact_point(self, channel):
        """The normalised address on a channel, or False."""
        name = "email_normalized" if channel == "email" else "phone_sanitized"
        return self[name] if self else False

    def _bpm_contact_points(self):
        """The normalised addresses of this card, and of its contacts where it is a firm."""
        self.ensure_one()
        cards = self.sudo()
        if self.commercial_partner_id == self:
            cards |= cards.search([("commercial_partner_id", "=", self.id)])
        points = [
            point
            for card in cards
            for point in (card.email_normalized, card.phone_sanitized)
            if point
        ]
        return list(dict.fromkeys(points))

    # === STOP LIST === #

    def _bpm_stop_domain(self):
        """Entries that are about this card: its own, its firm's, and those of its addresses."""
        points = self._bpm_contact_points()
        by_address = self.env["bpm.suppression"].sudo()._about_points(points)
        return [
            "|",
            ("partner_id", "in", (self | self.parent_id | self.commercial_partner_id).ids),
            ("id", "in", by_address.ids),
        ]

    def _bpm_stop_contact(self, **values):
        """Put these on the stop list, for whoever may change them; return the entries.

        `values`: channel, message_class, reason, note, until, company_id of `bpm.suppression`.
        """
        if not self.env.user.has_group(MANAGER):
            self.check_access("write")
        return (
            self.env["bpm.suppression"]
            .sudo()
            .create([{"partner_id": partner.id, **values} for partner in self])
        )

    # === ON THE CARD === #

    def _bpm_chips(self):
        """Override of `partner` to say first that somebody is not to be contacted."""
        chips = super()._bpm_chips()
        entries = (
            self.env["bpm.suppression"]
            .sudo()
            .search([*self._bpm_stop_domain(), ("is_on", "=", True)])
        )
        if entries:
            chips.insert(0, self._bpm_chip_stopped(entries))
        return chips

    def _bpm_chip_stopped(self, entries):
        whole = entries.filtered(lambda one: not one.message_class and not one.purpose_id)
        whole_all = whole.filtered(lambda one: not one.channel)
        if whole_all:
            text, tone = self.env._("Do not contact"), "danger"
        elif whole:
            labels = dict(entries._fields["channel"]._description_selection(self.env))
            text = self.env._("Do not contact by: %s", labels[whole[0].channel])
            tone = "danger"
        else:
            text, tone = self.env._("Do not contact: %s", entries[0].what), "warning"
        return {"name": "do_not_contact", "text": text, "tone": tone}

    def action_bpm_stop_list(self):
        """Open the stop list entries about this counterparty."""
        self.ensure_one()
        self.check_access("read")
        return self._bpm_outreach_list(
            "bpm_crm_addon.action_bpm_suppression", self._bpm_stop_domain()
        )

    def action_bpm_consents(self):
        """Open the consents of this counterparty: who, when, in which words."""
        self.ensure_one()
        self.check_access("read")
        domain = [
            "|",
            ("partner_id", "child_of", self.id),
            ("address", "in", self._bpm_contact_points()),
        ]
        return self._bpm_outreach_list("bpm_crm_addon.action_bpm_consent", domain)

    def _bpm_outreach_list(self, reference, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(reference)
        return {**action, "domain": domain, "context": {"default_partner_id": self.id}}

    # === PROOF === #

    def action_bpm_contact_proof(self):
        """One paper: consents with their wording and time, the stop list, the log of messages."""
        self.check_access("read")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "The proof holds everything that was said to this counterparty. Ask the "
                    "outreach manager for it."
                )
            )
        if not self:
            raise UserError(self.env._("Choose a counterparty first."))
        return self.env.ref("bpm_crm_addon.action_report_bpm_contact_proof").report_action(self)

    def _bpm_contact_proof(self):
        """What the paper shows of one counterparty: {"consents", "stops", "messages", "at"}."""
        self.ensure_one()
        points = self._bpm_contact_points()
        about = ["|", ("partner_id", "child_of", self.id), ("address", "in", points)]
        return {
            "at": fields.Datetime.now(),
            "points": points,
            "consents": self.env["bpm.consent"].search(about, order="id"),
            "stops": self.env["bpm.suppression"].search(self._bpm_stop_domain(), order="id"),
            "messages": self.env["bpm.message"].search(
                [*about, ("rehearsal", "=", False)], order="id", limit=1000
            ),
        }
