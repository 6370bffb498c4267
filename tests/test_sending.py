"""Case 45, S1-06: nothing of the addon speaks to people outside but the gateways of the outbox.

Read from the sources, Python and XML: no database. Instead of semgrep's rules, which would need a
program of their own in CI: the same questions to Python's own syntax tree.
"""

import ast
import re
import textwrap

import pytest
from lxml import etree

from tests.architecture import Source, sources

GATEWAYS = {
    "models/outreach/email_gateway.py",
    "models/outreach/gateway_http.py",
    "models/outreach/gateway_odoo.py",
}
# Modules that speak over the network, and Odoo's ways to send something.
NETWORK = {"smtplib", "requests", "http.client", "urllib.request", "aiohttp", "httpx", "socket"}
SENDING = {
    *("send_email", "send_mail", "send_mail_batch", "_send_email", "_connect__"),
    *("message_post", "message_post_with_source", "message_mail_with_source", "_message_sms"),
    *("_message_sms_with_template", "_message_sms_schedule_mass", "_action_send_mail"),
    *("message_notify", "_notify_thread", "process_email_queue"),
}
# What a server action or an automation of Odoo does by itself.
SENDING_STATES = {"mail_post", "sms", "webhook"}
MODELS = re.compile(r"^(mail\.mail|sms\.sms|sms\.composer|mail\.compose\.message|mailing\.\w+)$")
# What exists elsewhere, and why it may.
ALLOWED = {
    "models/partner/registry_call.py": "asks registries of firms; no person outside is written to",
    "models/document/archive_call.py": "hands signed papers to the company's other archive",
    "models/document/dossier_screen.py": "opens Odoo's composer: a person writes and sends, while"
    " the outbox is off; else orchestration/papers_asked.py",
    "models/audit/incident.py": "tells a colleague of a problem, by Odoo's own notification",
    "models/contract/contract_cron.py": "tells colleagues of days, by Odoo's own notification",
    "models/partner/handover_run.py": "tells colleagues of a hand-over, by Odoo's notification",
    "models/partner/reading.py": "tells a colleague of a limit, by Odoo's own notification",
    "models/desk/director_mail.py": "Monday mail to the company's own directors, by Odoo's queue",
    "models/approval/approval_mail.py": "morning mail to colleagues who are asked, by Odoo's queue",
    "models/outreach/message_answer.py": "notes an answer on the card, for colleagues",
    "controllers/odoo_receipt.py": "hears what Odoo's services of SMS tell; sends nothing",
    "models/outreach/sms_sms.py": "leads SMS of other apps into the outbox; sends nothing",
    "models/approval/sale_roads_mail.py": "guards Odoo's composer: refuses, sends nothing",
    "models/approval/sale_roads_out.py": "guards a quotation's discussion: refuses, sends nothing",
}


@pytest.fixture(scope="session", autouse=True)
def load_registry():
    """No database here."""


def sends(source):
    """The words by which a file speaks to the outside, with their lines."""
    for node in ast.walk(ast.parse(source.text)):
        words = set()
        if isinstance(node, ast.Import):
            words = {name.name for name in node.names} & NETWORK
        elif isinstance(node, ast.ImportFrom):
            words = {node.module or ""} & NETWORK
        elif isinstance(node, ast.Attribute):
            words = {node.attr} & SENDING
        elif isinstance(node, ast.FunctionDef):
            words = {node.name} & SENDING
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = {node.value} if MODELS.match(node.value) else set()
        elif isinstance(node, ast.keyword) and node.arg == "force_send":
            words = {"force_send"}
        for word in words:
            yield f"{source.path}:{node.lineno if hasattr(node, 'lineno') else 0}: {word}"


def sends_by_xml(source):
    """The same of a data file: code of server actions and scheduled actions, what actions do by
    themselves, and templates an action or automation would send."""
    for node in etree.fromstring(source.text.encode()).iter("field"):
        name, text = node.get("name"), (node.text or "").strip()
        if name == "code":
            try:
                code = Source(f"{source.path}:{node.sourceline}", textwrap.dedent(node.text or ""))
                yield from sends(code)
            except SyntaxError:  # a code as in "charter", not one of Python's
                continue
        elif name == "state" and text in SENDING_STATES:
            yield f"{source.path}:{node.sourceline}: {text}"
        elif name in ("sms_template_id", "webhook_url"):
            yield f"{source.path}:{node.sourceline}: {name}"


def test_only_the_gateways_send():
    files = sources("**/*.py")
    assert {source.path for source in files} >= GATEWAYS
    found = [
        line
        for source in files
        if source.path not in {*GATEWAYS, *ALLOWED}
        for line in sends(source)
    ]
    assert found == [], "people outside are written to through env['bpm.message']._enqueue only"


def test_no_action_of_odoo_sends():
    """Server actions, automations and scheduled actions that are shipped as data."""
    files = sources("**/*.xml")
    assert any("_bpm_outbox_run" in source.text for source in files)
    assert [line for source in files for line in sends_by_xml(source)] == []


def test_nothing_of_odoos_queue_is_forced():
    """What goes to colleagues leaves by Odoo's queue, after the commit."""
    for source in sources(*ALLOWED):
        for node in ast.walk(ast.parse(source.text)):
            if isinstance(node, ast.keyword) and node.arg == "force_send":
                assert ast.unparse(node.value) == "False", source.path


def test_what_is_allowed_is_still_there():
    """A file that no longer needs its permission loses it."""
    present = {source.path: list(sends(source)) for source in sources(*ALLOWED)}
    assert {path for path, words in present.items() if words} == set(ALLOWED)


@pytest.mark.parametrize(
    "text",
    [
        "import smtplib",
        "from requests import get",
        "template.send_mail(1)",
        "env['mail.mail'].create({})",
        "record.message_post(body='x')",
        "f(force_send=True)",
        "partner.message_notify(partner_ids=[1])",
    ],
)
def test_the_check_sees(text):
    assert len(list(sends(Source("models/partner/wrong.py", text)))) == 1


@pytest.mark.parametrize(
    "field",
    [
        "<field name='code'>\n    records.message_post(body='x')\n</field>",
        "<field name='state'>mail_post</field>",
        "<field name='sms_template_id' ref='x'/>",
    ],
)
def test_the_check_sees_actions(field):
    text = f"<odoo><record id='x' model='ir.actions.server'>{field}</record></odoo>"
    assert len(list(sends_by_xml(Source("data/partner/wrong.xml", text)))) == 1
