"""What the screens ask of a request: one door for every decision, and the facts of its page.

The page is read by people who may hold no right on the document: what they see was stored with
the request.
"""

from odoo import api, fields, models

DECIDED = ("approved", "remarked", "rejected", "returned")


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    bpm_my_turn = fields.Boolean(
        "Waits for me", compute="_compute_bpm_screen", search="_search_bpm_my_turn"
    )
    bpm_can_take_back = fields.Boolean(
        "I can take my decision back", compute="_compute_bpm_take_back"
    )
    bpm_can_withdraw = fields.Boolean("I can withdraw it", compute="_compute_bpm_screen")
    bpm_can_open = fields.Boolean("I can open the document", compute="_compute_bpm_can_open")
    bpm_waiting_for = fields.Char("Waiting for", compute="_compute_bpm_waiting_for")
    bpm_page = fields.Json("Page", compute="_compute_bpm_page", exportable=False)

    # === DECIDING === #

    def bpm_decide(
        self,
        verb,
        comment="",
        user_id=False,
        places=(),
        percent=None,
        pause=False,
        offer_id=False,
    ):
        """Carry out what a person chose on a screen.

        :param str verb: approve, remark, return, reject, withdraw, remind, forward, add,
            take_back or reassign; offer, accept, decline, withdraw_offer, ask or answer
        :param str comment: their words
        :param int user_id: the colleague chosen, for forward, add, reassign and ask
        :param list places: id of the place to hand over, for reassign; none where nobody could be
            found for a step
        :param float percent: the highest real discount, for offer
        :param int offer_id: the counter-offer the person saw, for accept
        :param bool pause: whether the clock stands still until the answer, for ask
        :return: ``{"message", "kind", "take_back": request ids, "documents": [[model, id]]}``
        """
        person = self.env["res.users"].browse(user_id or [])
        if verb == "reassign":
            self._hand_over_one(places, person, comment)
        else:
            self._decision_methods(comment, person, percent, pause, offer_id)[verb]()
        return self._decision_result(verb)

    def _decision_methods(self, comment, person, percent=None, pause=False, offer_id=False):
        return {
            "approve": lambda: self.action_approve(comment or None),
            "remark": lambda: self.action_approve_with_remarks(comment),
            "return": lambda: self.action_return(comment),
            "reject": lambda: self.action_reject(comment),
            "withdraw": self.action_withdraw,
            "remind": self.action_remind,
            "take_back": self.action_take_back,
            "forward": lambda: self.action_forward(person, comment),
            "add": lambda: self.action_add_approver(person),
        }

    def _decision_result(self, verb):
        can_take_back = verb in ("approve", "remark", "reject", "return")
        return {
            "message": self._decision_sentence(verb),
            "kind": "success" if verb in ("approve", "remark", "remind") else "info",
            "take_back": self.filtered("bpm_can_take_back").ids if can_take_back else [],
            "documents": [[request.res_model, request.res_id] for request in self.sudo()],
        }

    def _decision_sentence(self, verb):
        what = (
            ", ".join(self.sudo().mapped("name"))
            if len(self) <= 3
            else self.env._("%s documents", len(self))
        )
        return self._decision_words(what)[verb]

    def _decision_words(self, what):
        return {
            "approve": self.env._("Approved: %s", what),
            "remark": self.env._("Approved with remarks: %s", what),
            "return": self.env._("Returned for changes: %s", what),
            "reject": self.env._("Rejected: %s", what),
            "withdraw": self.env._("Withdrawn: %s", what),
            "remind": self.env._("Reminded: %s", what),
            "take_back": self.env._("Your decision is taken back: %s", what),
            "forward": self.env._("Forwarded: %s", what),
            "add": self.env._("One more person is asked: %s", what),
            "reassign": self.env._("Handed over: %s", what),
        }

    # === BUTTONS OF THE PAGE === #

    def action_bpm_screen(self):
        """A button of the page; its context says which verb. Asks for a comment when needed."""
        self.ensure_one()
        verb = self.env.context.get("bpm_verb")
        params = {"verb": verb, "ids": self.ids, "name": self.name}
        if verb == "reassign":
            params["choices"] = self._hand_over_choices()
        return {"type": "ir.actions.client", "tag": "bpm_approval_decide", "params": params}

    def action_bpm_approve(self):
        """Approve at once, without a dialog; the notice offers to take it back."""
        self.ensure_one()
        result = self.bpm_decide("approve")
        return {"type": "ir.actions.client", "tag": "bpm_approval_done", "params": result}

    # === WHAT THE PAGE SHOWS === #

    @api.depends("state", "slot_ids.state", "slot_ids.approver_id", "slot_ids.decided_at")
    @api.depends_context("uid")
    def _compute_bpm_screen(self):
        user = self.env.user
        for request in self:
            places = request.sudo().slot_ids
            mine = places.filtered(lambda place: place.approver_id == user)
            request.bpm_my_turn = "pending" in mine.mapped("state")
            request.bpm_can_withdraw = request.state == "open" and user in (
                request.requester_id | request.responsible_id
            )

    @api.depends("state", "passed_at", "slot_ids.state", "slot_ids.approver_id")
    @api.depends_context("uid")
    def _compute_bpm_take_back(self):
        """As `action_take_back` will answer: nobody has gone on from the decision."""
        last = self.sudo()._last_of_documents()
        for request in self.sudo():
            mine = request.slot_ids.filtered(
                lambda place: place.approver_id.id == self.env.uid and place.state in DECIDED
            ).sorted("decided_at")[-1:]
            later = request.slot_ids.filtered(
                lambda place, own=mine: place.state in DECIDED and place.sequence > own.sequence
            )
            request.with_env(self.env).bpm_can_take_back = (
                bool(mine)
                and not later
                and not request.passed_at
                and request.state not in ("void", "withdrawn")
                and request.id in last
            )

    def _last_of_documents(self):
        """Ids of those of self that are the newest request of their document."""
        newest = self._read_group(
            [
                ("res_model", "in", list(set(self.mapped("res_model")))),
                ("res_id", "in", self.mapped("res_id")),
            ],
            ["res_model", "res_id"],
            ["id:max"],
        )
        return {request_id for _model, _document, request_id in newest}

    @api.model
    def _search_bpm_my_turn(self, operator, value):
        if operator != "in":
            return NotImplemented
        places = (
            self.env["bpm.approval.slot"]
            .sudo()
            ._search([("approver_id", "=", self.env.uid), ("state", "=", "pending")])
        )
        return [("id", "in" if True in value else "not in", places.subselect("request_id"))]

    @api.depends_context("uid")
    def _compute_bpm_can_open(self):
        for request in self:
            request.bpm_can_open = (
                request.res_model in self.env and request._document_of().exists().has_access("read")
            )

    @api.depends("state", "slot_ids.state", "slot_ids.approver_id")
    def _compute_bpm_waiting_for(self):
        for request in self:
            asked = request.sudo().slot_ids.filtered(lambda place: place.state == "pending")
            request.bpm_waiting_for = ", ".join(asked.approver_id.mapped("name"))

    @api.depends("state", "slot_ids.state", "slot_ids.seen_at", "slot_ids.comment_id")
    @api.depends_context("uid", "lang", "tz")
    def _compute_bpm_page(self):
        for request in self:
            request_sudo = request.sudo()
            request.bpm_page = {
                "name": request_sudo.name,
                "partner": request_sudo.partner_id.display_name or "",
                "amount": request_sudo.amount,
                "currency_id": request_sudo.currency_id.id,
                "requester": request_sudo.requester_id.name,
                "submitted_at": fields.Datetime.to_string(request_sudo.submitted_at) or False,
                "due": fields.Datetime.to_string(request_sudo.due) or False,
                "round": request_sudo.cycle,
                "state": request_sudo.state,
                "state_label": dict(self._fields["state"]._description_selection(self.env))[
                    request_sudo.state
                ],
                "void_reason": request_sudo.void_reason or "",
                "reason": request_sudo.reason or "",
                "comment": request_sudo.comment or "",
                "facts": request_sudo._facts_beside(
                    request_sudo.partner_id.display_name, request_sudo.requester_id.name
                ),
                "chain": request_sudo._chain_rows(),
                "differences": request_sudo._differences_for(self.env.user).get(request.id, False),
                "paper": bool(request_sudo.pdf_id) or request_sudo.state in ("open", "approved"),
            }

    def bpm_page_seen(self):
        """The current user has opened the page: who asked may know that."""
        self.check_access("read")
        self.sudo().slot_ids.filtered(lambda place: place.state == "pending")._mark_seen()
