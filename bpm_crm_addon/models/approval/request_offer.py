"""Counter-offers: an approver agrees at other values, the requester accepts in one click.

Nothing is written until then. What would be written is computed, fingerprinted and shown; the
approver has agreed to exactly that (docs/decisions/020-counter-offer.md). Accepting stands in
request_offer_accept.py.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    offer_ids = fields.One2many("bpm.approval.offer", "request_id", "Counter-offers", readonly=True)
    offer_id = fields.Many2one(
        "bpm.approval.offer",
        "From the counter-offer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    # === THE APPROVER === #

    def action_approve_at(self, values, comment=None):
        """Agree at other values: ``{field: value}``, lines as ``{"order_line": {line id: {field:
        value}}}``; controlled fields only. The requester accepts, or answers. Returns True."""
        return self._make_offers(lambda request: (values, 0.0), comment)

    def action_approve_at_percent(self, percent, comment=None):
        """Agree at a real discount of at most ``percent`` on every line."""
        return self._make_offers(lambda request: request._values_at(percent), comment)

    def action_withdraw_offer(self):
        """Take one's own counter-offer back; the request waits for one's decision again."""
        for request in self._checked("open"):
            offer = request._open_offer()
            if offer.approver_id.id != self.env.uid:
                raise UserError(self.env._("You have no counter-offer on “%s” now.", request.name))
            offer._end("withdrawn")
            request._changed_places("offer_withdrawn", {"offer": offer.id})
            request._tell_requester(offer, "withdrawn")
        return True

    def bpm_offer_preview(self, percent=None):
        """What “At … %” would mean, computed without writing anything.

        :param float percent: the highest real discount of a line; None proposes one
        :return: ``{"problem": sentence or "", "percent", "total", "total_before", "currency_id",
            "lines": [{"id", "name", "price_unit", "discount", "real"}], "values"}``
        """
        self.ensure_one()
        self.check_access("read")
        request = self.sudo()
        document = request._document_of().exists()
        if not document or not document._BPM_PERCENT:
            return {"problem": self.env._("Say in words at which values you would agree.")}
        try:
            return {"problem": "", **document._bpm_percent_preview(request, percent)}
        except UserError as error:
            return {"problem": str(error), "percent": percent}

    # === MAKING AN OFFER === #

    def _make_offers(self, values_of, comment):
        if not self:
            return True
        rows = self._locked_for_me()
        requests = self.sudo()
        votes, _done = requests._votes_of(rows, "offered")
        text = (comment or "").strip()
        for request in requests:
            place = self.env["bpm.approval.slot"].sudo().browse(votes[request.id][:1])
            values, percent = values_of(request)
            request._make_offer(place, values, percent, text)
        return True

    def _values_at(self, percent):
        document = self._document_of().exists()
        if not document._BPM_PERCENT:
            raise UserError(self.env._("“%s” has no discounts to agree on.", self.name))
        percent = document._bpm_percent_within(percent)
        return document._bpm_values_at(percent, self.requester_id), percent

    def _make_offer(self, place, values, percent, text):
        document = self._document_of()
        kept = document._bpm_bounded(self, values)
        result = document._bpm_content_at(self, kept)
        standing = self._open_offer()
        if standing.slot_id == place and standing.digest == result["digest"]:
            return  # a double click: the answer is the same
        self._refuse_offer(standing, result)
        standing._end("withdrawn")
        standing.flush_recordset(["state"])  # one stands at a time, in the database too
        comments = self.env["bpm.journal.comment"]._store([text]) if text else None
        offer = self.env["bpm.approval.offer"].sudo().create(
            {
                "request_id": self.id,
                "slot_id": place.id,
                "approver_id": self.env.uid,
                "on_behalf_of_id": place.on_behalf_of_id.id,
                "values": kept,
                "digest": result["digest"],
                "content": result["content"],
                "percent": percent or result["percent"],
                "amount": result["amount"],
                "comment_id": comments.id if comments else False,
            }
        )  # fmt: skip
        place.offer_id = offer
        place._pause()
        facts = {"slot": place.id, "offer": offer.id, "digest": offer.digest}
        facts["fields"] = sorted({c["name"] for c in self._changes_against(offer.content)})
        self._changed_places("offered", facts, comments=comments)
        self._tell_requester(offer, "offered")

    def _refuse_offer(self, standing, result):
        if result["digest"] == self.digest:
            raise UserError(
                self.env._("These are the values that were asked for: approve “%s”.", self.name)
            )
        if standing and standing.approver_id.id != self.env.uid:
            raise UserError(
                self.env._(
                    "%(offer)s already; “%(document)s” waits for the answer of %(person)s.",
                    offer=standing._sentence(),
                    document=self.name,
                    person=self.requester_id.name,
                )
            )

    def _open_offer(self):
        return self.offer_ids.filtered(lambda offer: offer.state == "open")


class BpmJournal(models.Model):
    _inherit = "bpm.journal"

    @api.model
    def _event_words(self):
        return {
            **super()._event_words(),
            "offered": _lt("Agreed at other values"),
            "offer_accepted": _lt("Counter-offer accepted"),
            "offer_declined": _lt("Counter-offer declined"),
            "offer_withdrawn": _lt("Counter-offer taken back"),
        }

    @api.model
    def _fact_words(self):
        return {**super()._fact_words(), "offer": ("", "hidden")}
