"""What `bench/outbox.py` measures in its process."""

import time

MANY, FEW, MAILS, TEXTS = 5_000, 50, 400, 200
BODY = "<p>Dear customer,</p>" + "<p>Invoice 2026/0001 of 1 200.00 is due on Friday.</p>" * 20


def fill(env):
    """Counterparties to write to, and a company that is live."""
    env["res.partner"].create(
        [{"name": f"Bench {n}", "email": f"bench{n}@bench.example"} for n in range(MANY)]
    )
    everybody = env.ref("base.group_user")
    everybody._apply_group(env.ref("bpm_crm_addon.group_bpm_capability_outreach"))
    live = {"bpm_outreach_mode": "live", "bpm_outreach_live_since": "2026-01-01 00:00:00"}
    env["res.company"].search([]).write(
        live | {"bpm_outreach_ceiling": 0, "email": "us@bench.example"}
    )
    env["bpm.message"].search([("state", "=", "queued")])._move("cancelled")
    return {}


def items(env, count, occurrence):
    partners = env["res.partner"].search([("email", "=like", "bench%")], limit=count, order="id")
    return [
        {
            "purpose": "statement",
            "partner_id": partner_id,
            "channel": "email",
            "occurrence": occurrence,
            "subject": "Statement of account",
            "body": BODY,
            "res_model": "res.partner",
            "res_id": partner_id,
            "department": "accounts",
        }
        for partner_id in partners.ids
    ]


def enqueue(env, given):
    env["bpm.message"]._enqueue(given)


def send(env, port):
    """Hand mails over as the scheduled action does, commits included."""
    env["ir.mail_server"].search([]).write({"active": False})
    env["ir.mail_server"].create({"name": "Bench", "smtp_host": "127.0.0.1", "smtp_port": port})
    ids = env["bpm.message"]._enqueue(items(env, MAILS, f"bench {time.time()}")).ids
    env.cr.commit()
    start = time.perf_counter()
    env["bpm.message"]._bpm_outbox_run()
    seconds = time.perf_counter() - start
    assert set(env["bpm.message"].browse(ids).mapped("state")) == {"sent"}
    return {"count": MAILS, "seconds": seconds}


def send_texts(env, port, gateway):
    """The same to phones, through a gateway on loopback that answers after 20 ms."""
    env["bpm.gateway"].search([]).write({"active": False})
    env["bpm.gateway"].create(
        {**gateway, "seconds": 10, "name": "Bench", "url": f"http://127.0.0.1:{port}/send"}
    )
    items_ = [
        {
            "purpose": "statement",
            "channel": "sms",
            "address": f"+38067{number:07}",
            "occurrence": f"bench {time.time()}",
            "body": "Your statement of account is ready.",
            "department": "accounts",
        }
        for number in range(TEXTS)
    ]
    ids = env["bpm.message"]._enqueue(items_).ids
    env.cr.commit()
    start = time.perf_counter()
    env["bpm.message"]._bpm_outbox_run()
    seconds = time.perf_counter() - start
    assert set(env["bpm.message"].browse(ids).mapped("state")) == {"sent"}
    return {"count": TEXTS, "seconds": seconds}


def set_scene(env, scene):
    """Nothing differs between these works."""


WORKS = {
    "few": ("outbox", lambda env: items(env, FEW, "few"), enqueue),
    "enqueue": ("outbox", lambda env: items(env, MANY, "many"), enqueue),
}
