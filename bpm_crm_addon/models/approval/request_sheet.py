"""The approval sheet: one request on paper, as plain values in the reader's language.

It answers who agreed to exactly this content, when, and in whose place. Requests of any document
have one, in any state: what is open, rejected or no longer valid is called so.
"""

import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount, format_datetime

from .qr_code import qr_picture

FEW = 3


class BpmApprovalRequest(models.Model):
    _inherit = "bpm.approval.request"

    def action_bpm_sheet(self):
        """Print the approval sheets of these requests."""
        self._check_sheet()
        report = self.env.ref("bpm_crm_addon.action_report_approval_sheet")
        return report.report_action(self.ids, config=False)

    def _check_sheet(self):
        """Refuse who may neither read the request nor the document it is about.

        People outside read their own quotations on the portal; what colleagues said is not theirs.
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Approval sheets are for colleagues only."))
        for request in self.exists():
            if request.has_access("read"):
                continue
            known = request.sudo()
            document = known._document_of().sudo(False) if known.res_model in self.env else None
            if document is None or not document.exists().has_access("read"):
                raise AccessError(
                    self.env._(
                        "This approval sheet is for those who were asked, who asked, or who may "
                        "read the document. Ask one of them for it."
                    )
                )

    def _sheets(self):
        """Return what the paper shows, a dictionary per request; the caller has checked access."""
        return [request._sheet() for request in self.sudo()]

    def _sheet(self):
        self.ensure_one()
        rounds = self.search(
            [
                ("res_model", "=", self.res_model),
                ("res_id", "=", self.res_id),
                ("id", "<=", self.id),
            ],
            order="id",
        )
        head = [row for row in self._sheet_head() if row[1]]
        result = self._sheet_result()
        address = f"{self.get_base_url()}/odoo/bpm.approval.request/{self.id}"
        return {
            "title": self.env._(
                "No. %(number)s of %(date)s",
                number=self.id,
                date=self._sheet_moment(self.submitted_at),
            ),
            "running": self.env._(
                "%(document)s, approval sheet No. %(number)s", document=self.name, number=self.id
            ),
            "company": self.company_id or self.env.company,
            "address": address,
            "picture": qr_picture(address),
            "head": head,
            "result": result,
            "level": {"approved": "good", "open": "open"}.get(self.state, "bad"),
            "comment": self.comment or "",
            "pages": self._sheet_pages(head, result),
            "rounds": [one._sheet_round() for one in rounds - self],
            "offers": rounds._sheet_offers(),
            "talk": rounds._sheet_talk(),
            "papers": self._sheet_papers(),
            "trail": self._sheet_trail(),
        }

    # === HEAD === #

    def _sheet_head(self):
        """[(label, value)] of what was asked, by whom, and how it went."""
        version = self.version_id.number
        due = self.due or max(self.slot_ids.filtered("due").mapped("due"), default=False)
        return [
            (self._sheet_kind(), self.name),
            (self.env._("Customer"), self._sheet_partner()),
            (self.env._("Amount"), self._sheet_amount(self.amount)),
            (self.env._("Requested by"), self._sheet_person(self.requester_id)),
            (self.env._("Why"), self.reason),
            (self.env._("Within own authority"), self._sheet_own_steps()),
            (
                self.env._("Approval route"),
                self.env._(
                    "%(route)s, version %(number)s", route=self.route_id.name, number=version
                ),
            ),
            (self.env._("Round"), str(self.cycle)),
            (self.env._("Asked on"), self._sheet_moment(self.submitted_at)),
            (self.env._("Answer due"), self._sheet_moment(due)),
            (self.env._("Finished"), self._sheet_moment(self.settled_at)),
            (
                self.env._("Working time"),
                self._sheet_hours(self.submitted_at, self.settled_at or fields.Datetime.now()),
            ),
            (self.env._("Content (fingerprint)"), self.digest),
            (self.env._("Document as submitted"), self._sheet_file()),
        ]

    def _sheet_own_steps(self):
        """The steps in which the requester's own limit stands for their agreement."""
        own = [s for s in self.plan or [] if s.get("own") or s["status"] == "own_authority"]
        return ", ".join(step["name"] for step in own)

    def _sheet_kind(self):
        return dict(self.env["bpm.journal"]._kinds([self.res_model]))[self.res_model]

    def _sheet_partner(self):
        partner = self.partner_id
        if partner.vat:
            return self.env._(
                "%(name)s, tax number %(vat)s", name=partner.display_name, vat=partner.vat
            )
        return partner.display_name or ""

    def _sheet_amount(self, amount):
        return format_amount(self.env, amount, self.currency_id) if self.currency_id else ""

    def _sheet_person(self, user):
        return ", ".join(filter(None, [user.name, user._bpm_post()]))

    def _sheet_result(self):
        label = dict(self._fields["state"]._description_selection(self.env))[self.state]
        if self.state == "open":
            return self.env._("Not decided yet, waiting for %s", self._sheet_waiting_for())
        if self.state == "approved" and not self.slot_ids.filtered("decided_at"):
            return self.env._("Approved: within own authority of %s", self.requester_id.name)
        return f"{label}: {self.void_reason}" if self.void_reason else label

    def _sheet_waiting_for(self):
        """Some names; the table has all of them."""
        names = list(dict.fromkeys(self._pending().approver_id.mapped("name")))
        if len(names) > FEW:
            some, more = ", ".join(names[:FEW]), len(names) - FEW
            return self.env._("%(some)s and %(more)s more", some=some, more=more)
        return ", ".join(names) or "–"

    def _sheet_file(self):
        """The frozen document and its fingerprint, so that a copy can be compared with it."""
        if not self.pdf_id.raw:
            return ""
        return self.env._(
            "%(name)s, SHA-256 %(fingerprint)s",
            name=self.pdf_id.name,
            fingerprint=hashlib.sha256(self.pdf_id.raw).hexdigest(),
        )

    # === WORDS === #

    def _sheet_moment(self, moment):
        """Date and time in the reader's zone and language, short; "" for none."""
        return format_datetime(self.env, moment, dt_format="short") if moment else ""

    def _sheet_hours(self, start, end):
        """The working time between two moments in words; "" when it is nothing."""
        if not start or not end or end <= start:
            return ""
        statistics = self.env["bpm.approval.statistics"]
        company = self.company_id.id or self.env.company.id
        hours = statistics._clock(start, end)(company).hours(start, end)
        return statistics._hours_text(hours) if round(hours * 60) else ""


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _bpm_post_fields(self):
        """Fields that tell what somebody does here, the best first; those that exist count."""
        return ("job_title", "function")

    def _bpm_post(self):
        """Post and department of a person, as far as they are known: “Director, Finance”."""
        known = [name for name in self._bpm_post_fields() if name in self._fields]
        post = next((self[name] for name in known if self[name]), "")
        department = self.department_id.name if "department_id" in self._fields else ""
        return ", ".join(filter(None, [post, department]))
