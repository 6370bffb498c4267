"""The scenarios that come with the addon, from the data that starts them to what a mail server and
an SMS gateway on loopback were given (issue "Done when").

Everything is real but the days. Payment levels: "3 days before due by e-mail, else SMS", "on the due
day", "7 days overdue". Reminders: "birthday", "contract expires". Campaigns: "VIP greeting",
"promotion to holders of a discount", "holiday greeting of three departments".
"""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from freezegun import freeze_time

from odoo.addons.base.models import ir_mail_server
from tests.books import Books
from tests.faults.cron import after_restart, by_hand
from tests.faults.mail_server import mail_server
from tests.faults.outbox_world import Phones
from tests.faults.sms_server import sms_server

DAY = date(2026, 3, 18)  # a Wednesday
MAIL, PHONE = "ann@scenario.example", "+380670000077"
NUMBERS = count(1)


class Scene:
    """A company that is live, and what left it: ``mails`` and ``texts`` by address."""

    def __init__(self, world, phones, mails):
        self.world, self.phones, self.mails_script = world, phones, mails
        with world.env() as env:
            company = env["res.company"].create(
                {"name": f"Scenario {next(NUMBERS)} Ltd", "email": "us@scenario.example"}
            )
            company.partner_id.tz = "Europe/Kyiv"
            company.write(
                {
                    "country_id": env.ref("base.ua").id,
                    "bpm_outreach_mode": "live",
                    "bpm_outreach_live_since": "2026-01-01 00:00:00",
                    "bpm_reminder_mode": "auto",
                }
            )
            env["res.company"].search([("id", "!=", company.id)]).write(
                {"bpm_reminder_mode": "off"}
            )
            self.company, self.name = company.id, company.name

    @contextmanager
    def env(self):
        with self.world.env() as env:
            yield env(context={"allowed_company_ids": [self.company]})

    def client(self, env, name, **values):
        return env["res.partner"].create(
            {
                "name": name,
                "company_id": self.company,
                "tz": "Europe/Kyiv",
                "lang": "en_US",
                **values,
            }
        )

    def at(self, days=0, hour=12):
        return freeze_time(datetime(DAY.year, DAY.month, DAY.day, hour) + timedelta(days=days))

    def work(self, days=0, hour=12):
        """All schedules once, and the outbox after them: what has left, as {address: [text]}."""
        before = len(self.mails_script.ledger), len(self.phones.script.ledger)
        with self.at(days, hour):
            for model, method in (
                ("bpm.payment.reminder", "_cron_remind"),
                ("bpm.reminder", "_bpm_reminders_run"),
                ("bpm.campaign", "_bpm_campaigns_run"),
            ):
                with self.world.env() as env:
                    getattr(env[model], method)()
            self.phones.run()
        return self.left_since(*before)

    def left_since(self, mails, texts):
        """{address: [text]} of what has left since there were so many mails and texts."""
        left = {}
        for row in self.mails_script.ledger[mails:]:
            left.setdefault(row.address, []).append(row.subject)
        for row in self.phones.script.ledger[texts:]:
            left.setdefault(row.number, []).append(row.text)
        return left

    def ten_times(self, days):
        """A day on which everything is run by hand ten times, and the server started anew in the
        middle of it."""
        before = len(self.mails_script.ledger), len(self.phones.script.ledger)
        crons = ("ir_cron_payment_reminder", "ir_cron_reminder", "ir_cron_outbox")
        for turn in range(10):
            moment = datetime(DAY.year, DAY.month, DAY.day, 9 + turn // 2, 30 * (turn % 2))
            run = after_restart if turn == 5 else by_hand
            run(self.world, moment + timedelta(days=days), crons)
        return self.left_since(*before)

    def campaign(self, env, starter, **values):
        """A shipped campaign, for this company."""
        shipped = env["bpm.campaign"].search([("starter", "=", starter)], limit=1)
        return shipped.copy({"company_id": self.company, **values})


@pytest.fixture
def scene(world, monkeypatch):
    monkeypatch.setattr(ir_mail_server, "SMTP_TIMEOUT", 5)
    with mail_server() as (mails, mail_port), sms_server() as (texts, sms_port):
        phones = Phones(world, texts, sms_port)
        with world.env() as env:
            env["ir.mail_server"].search([("name", "=", "Loopback")]).smtp_port = mail_port
            env["bpm.reminder"].search([]).write({"state": "off"})
        yield Scene(world, phones, mails)
        phones.solve()
        with world.env() as env:
            env["bpm.campaign"].search([("state", "in", ("released", "running"))]).action_cancel()
        assert phones.violations() == []


def test_payments_by_mail_else_by_sms(scene):
    """S0-18, S1-02: three days before, on the day, a week after; who has no mail gets an SMS."""
    with scene.env() as env:
        books = Books(env)
        for name, values in (("Ann", {"email": MAIL}), ("Bob", {"phone": "+380 67 000 00 77"})):
            firm = books.client(
                f"Scenario {name}", country_id=env.ref("base.ua").id, lang="en_US", **values
            )
            books.invoice(firm, DAY)
    for days, subject, text in (
        (-3, "payment due on", "falls due on"),
        (0, "to be paid by", "is to be paid by"),
        (7, "overdue since", "is overdue since"),
    ):
        left = scene.work(days)
        assert set(left) == {MAIL, PHONE}, days
        [mail], [sms] = left[MAIL], left[PHONE]
        assert subject in mail
        assert text in sms and "100" in sms
        assert scene.work(days, hour=13) == {}, "said is said"
    with scene.world.env() as env:
        [paid] = env["bpm.message"].search(
            [("address", "=", PHONE), ("state", "=", "sent")], limit=1
        )
        assert paid.cost > 0


def test_birthday(scene):
    """S0-20: a date starts a message, once a year; who has no mail gets an SMS. Case 35: run ten
    times on one day, by hand and after a restart, it is one message each, as for a debt."""
    with scene.env() as env:
        books = Books(env)
        books.invoice(books.client("Scenario Debtor", email="debtor@scenario.example"), DAY)
        born = {"bpm_birthday": date(1990, 3, 18)}
        scene.client(env, "Scenario Ann", email=MAIL, **born)
        scene.client(env, "Scenario Bob", phone=PHONE, country_id=env.ref("base.ua").id, **born)
        scene.client(
            env, "Scenario Later", email="later@scenario.example", bpm_birthday=date(1990, 3, 25)
        )
        scene.client(env, "Scenario Firm", email="firm@scenario.example", is_company=True, **born)
    with scene.at(-2), scene.env() as env:
        shipped = env.ref("bpm_crm_addon.reminder_birthday")
        shipped.copy({"company_id": scene.company}).action_switch_on()
    assert set(scene.work(-1)) == {"debtor@scenario.example"}, "due soon"
    left = scene.ten_times(0)
    assert set(left) == {MAIL, PHONE, "debtor@scenario.example"}
    assert {len(texts) for texts in left.values()} == {1}
    assert left[MAIL] == ["Happy birthday, Scenario Ann!"]
    [text] = left[PHONE]
    greeting, way_out = text.split("\n")
    assert greeting == f"Scenario Bob, happy birthday! {scene.name}"
    assert "/bpm/u/" in way_out, "a greeting is advertising"
    assert set(scene.work(7)) == {"later@scenario.example", "debtor@scenario.example"}


def test_contract_expires(scene):
    """S0-20, S1-16: a contract that ends is spoken of a month before; one that goes on by itself is
    not."""
    with scene.at(-60), scene.env() as env:
        for name, mail, values in (
            ("Ends", MAIL, {"prolongation": "agreement"}),
            ("Goes on", "on@scenario.example", {"prolongation": "auto", "prolong_months": 12}),
        ):
            contract = env["bpm.contract"].create(
                {
                    "type_id": env.ref("bpm_crm_addon.contract_type_supply").id,
                    "partner_id": scene.client(env, name, email=mail, is_company=True).id,
                    "company_id": scene.company,
                    "name": "Chairs",
                    "date_start": DAY - timedelta(days=300),
                    "date_end": DAY + timedelta(days=30),
                    **values,
                }
            )
            contract.action_sign()
            for party in contract.party_ids:
                contract._record_signature(party, "drawn", "Ann Signer", zone="Europe/Kyiv")
            assert contract.state == "active"
        shipped = env.ref("bpm_crm_addon.reminder_contract_ends")
        shipped.copy({"company_id": scene.company}).action_switch_on()
    assert scene.work(-1) == {}
    left = scene.work(0)
    assert set(left) == {MAIL}
    assert "holds until 04/17/2026" in left[MAIL][0]
    assert scene.work(1) == {}


def test_vip_greeting(scene):
    """S0-17, S0-15: the best customers by what accounting knows of them."""
    with scene.env() as env:
        best = scene.client(env, "Scenario VIP", email=MAIL, is_company=True)
        scene.client(env, "Scenario Small", email="small@scenario.example", is_company=True)
        env["bpm.partner.metric"].create(
            {"partner_id": best.id, "company_id": scene.company, "abc": "a"}
        )
        scene.campaign(env, "vip").action_release()
    assert scene.work() == {MAIL: ["Thank you for this year, Scenario VIP"]}
    assert scene.work(1) == {}


def test_promotion_to_holders_of_a_discount(scene):
    """S0-19: the promotion begins, and holders of a discount are told; it is written on the card."""
    with scene.world.env() as env:
        env["bpm.partner.attribute.set"]._switch_on_starters(["loyalty", "promotions"])
    with scene.env() as env:
        scene.client(env, "Scenario Ann", email=MAIL, x_bpm_discount=5.0)
        scene.client(env, "Scenario None", email="none@scenario.example")
        promotion = env["bpm.promotion"].create(
            {"name": "Spring", "company_id": scene.company, "date_from": DAY}
        )
        scene.campaign(
            env, "promotion", promotion_id=promotion.id, control_percent=0.0
        ).action_release()
    assert scene.work(-1) == {}
    assert scene.work(0) == {MAIL: ["Scenario Ann: a new promotion for you"]}
    with scene.env() as env:
        table, columns = env["bpm.campaign"]._promotions_table()
        [row] = table.search([("x_bpm_holder_id.email", "=", MAIL)])
        assert (row[columns["name"]], row[columns["day"]]) == ("Spring", DAY)


def test_holiday_greeting_of_three_departments(scene):
    """S1-17: the client gets one message, and the others see by whom it was said."""
    with scene.env() as env:
        scene.client(env, "Scenario Ann", email=MAIL, customer_rank=1)
        scene.client(env, "Scenario Ann's other card", email=MAIL, customer_rank=1)
        campaigns = [
            scene.campaign(env, f"holiday_{code}") for code in ("sales", "marketing", "support")
        ]
        for campaign in campaigns:
            campaign.action_release()
        ids = [campaign.id for campaign in campaigns]
    left = scene.work()
    assert left[MAIL] == ["A happy new year, Scenario Ann!"]
    assert all(len(texts) == 1 for texts in left.values()), "nobody hears it twice"
    assert scene.work(1) == {}
    with scene.env() as env:
        first, *others = env["bpm.campaign"].browse(ids)
        assert first.count_sent == len(left)
        for other in others:
            assert other.count_sent == 0
            ours = other.member_ids.filtered(lambda one: one.partner_id.email == MAIL)
            assert len(ours) >= 2 and set(ours.mapped("outcome")) == {"other"}
            assert set(ours.mapped("reason_text")) == {"Said by Sales."}
