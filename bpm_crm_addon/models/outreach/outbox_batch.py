"""Reading what a batch of messages has in common: senders, ways out, contact rules."""

from odoo import models

from ...engine.route_choice import Route
from .contact_book import EVERY
from .gateway_http import Settings
from .outbox_ways import Batch, Sender, Way


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _batch_of(self, reserved):
        """The Batch of these Reserved messages; it outlives the transaction."""
        pairs = {(due.company_id, due.department_id) for due in reserved}
        companies = self.env["res.company"].browse({company for company, _own in pairs})
        departments = self.env["bpm.department"].browse({own for _company, own in pairs if own})
        has_phones = any(due.channel != "email" for due in reserved)
        routes, gateways = self.env["bpm.gateway"]._ways_of(companies) if has_phones else ({}, {})
        return Batch(
            senders={
                (company, own): departments.browse(own or ())._sender(companies.browse(company))
                for company, own in pairs
            },
            routes=routes,
            gateways=gateways,
            book=self.env["bpm.contact.policy"]._book(companies),
        )


class BpmDepartment(models.Model):
    _inherit = "bpm.department"

    def _sender(self, company):
        """Who writes for this department of `company`; for the company itself when it is none."""
        company = company.with_company(company)
        server = self.mail_server_id
        return Sender(
            address=self.email_from or company.email_formatted or "",
            reply_to=self.reply_to or "",
            server=server.id or 0,
            server_name=server.name or "",
            bounce=company.bounce_email or "",
            notifications=company.default_from_email or "",
            sms_name=self.sms_sender or "",
        )


class BpmGateway(models.Model):
    _inherit = "bpm.gateway"

    def _ways_of(self, companies):
        """({(company, channel): [Route]} of gateways that are switched on, {id: Way} of all).

        A gateway without routes carries every number.
        """
        every = self.search(EVERY)
        gateways = {one.id: one._way() for one in every}
        routes = {}
        for company in companies:
            for one in every.filtered("active"):
                if one.company_id not in (company, company.browse()):
                    continue
                told = routes.setdefault((company.id, one.channel), [])
                ways = one.route_ids.filtered("active")
                told += [
                    Route(row.prefix or "", row.price or one.price, row.sequence, gateways[one.id])
                    for row in ways
                ] or [Route("", one.price, one.sequence, gateways[one.id])]
        return routes, gateways

    def _way(self):
        """This gateway in plain values, keys included; for the worker only."""
        one = self.sudo()
        if one.kind != "http":
            return Way(one.kind, one.id, one.name, one.price)
        settings = Settings(
            url=one.url or "",
            hosts=one._hosts(),
            method=one.method,
            headers=one.headers or "",
            body_format=one.body_format,
            body=one.body or "",
            sender=one.sender or "",
            login=one.login or "",
            secret=one.secret_kept or "",
            seconds=one.seconds,
            id_path=one.id_path or "",
            status_path=one.status_path or "",
            words_path=one.words_path or "",
            codes=one._codes(),
            receipts=one.receipt_url or "",
        )
        return Way(one.kind, one.id, one.name, one.price, settings)
