"""Odoo's Twilio app as a route, with that app really there (issue 5, 2): its own class is asked, its
own address hears the receipts. Only the last step, Twilio's answer over HTTP, is made up."""

import os

import pytest

from tests.faults.clean_odoo import CleanOdoo
from tests.faults.test_purchase_app import told

STORY = """
import json
from unittest.mock import patch
import requests
from werkzeug.test import Client
from odoo import http
from odoo.addons.sms_twilio.tools import sms_twilio

everybody = env.ref('base.group_user')
everybody._apply_group(env.ref('bpm_crm_addon.group_bpm_capability_outreach'))
env['bpm.contact.policy'].search([]).write({'active': False})
env['bpm.message'].search([('state', '=', 'queued')])._move('cancelled')
env['bpm.gateway'].search([]).write({'active': False})
gateway = env['bpm.gateway'].create({'name': 'Twilio by Odoo', 'kind': 'odoo', 'active': True})
main = env.company
other = env['res.company'].create({'name': 'Test other'})
for company, letter in ((main, 'a'), (other, 'b')):
    company.write({
        'bpm_outreach_mode': 'live', 'bpm_outreach_live_since': '2026-01-01',
        'sms_provider': 'twilio', 'sms_twilio_account_sid': 'AC' + letter * 32,
        'sms_twilio_auth_token': letter * 32})
    env['sms.twilio.number'].create({
        'company_id': company.id, 'number': '+12025550100',
        'country_id': env.ref('base.us').id})
asked = []

def post(session, url, data=None, auth=None, timeout=None):
    asked.append([url.split('/')[5][:3], auth[1][:1], data['To'], data['StatusCallback'][-32:]])
    answer = requests.Response()
    number = data['To'][-1]
    if number == '3':
        raise requests.exceptions.ConnectTimeout('no answer')
    answer.status_code = 400 if number == '2' else 201
    words = {'code': 21211, 'message': 'not a number'} if number == '2' else {'sid': 'SM' + number}
    answer._content = json.dumps(words).encode()
    return answer

def text(number, company=main):
    return env['bpm.message']._enqueue([{
        'purpose': 'statement', 'channel': 'sms', 'address': f'+38067123456{number}',
        'occurrence': 'twilio', 'body': 'Hello', 'company_id': company.id}])

# One that hears nothing makes the route rest: it is the last.
first, refused, foreign, lost, silent = text(1), text(2), text(4, other), text(5), text(3)
env.cr.commit()
with patch.object(requests.Session, 'post', post):
    env['bpm.message']._bpm_outbox_run()
every = first | refused | foreign | lost | silent
found = {'states': every.mapped('state'), 'asked': sorted(asked)}
found['uuids'] = sorted(one[3] for one in asked) == sorted(every.mapped('external_id'))
client = Client(http.root)

def receipt(message, status, account, **said):
    form = {'SmsStatus': status, 'MessageSid': 'SM1', **said}
    url = f'/sms_twilio/status/{message.external_id}'
    signed = sms_twilio.generate_twilio_sms_callback_signature(account, message.external_id, form)
    env.cr.commit()
    answer = client.post(url, data=form, headers={'X-Twilio-Signature': signed})
    env.cr.commit()
    env.invalidate_all()
    return [answer.status_code, message.state]

found['forged'] = receipt(first, 'delivered', other)
found['on its way'] = receipt(first, 'sent', main)
found['delivered'] = receipt(first, 'delivered', main)
found['late'] = receipt(first, 'failed', main)
found['of the other company'] = receipt(foreign, 'delivered', other)
found['silent'] = receipt(silent, 'delivered', main)
found['lost'] = receipt(lost, 'undelivered', main, ErrorCode='30005', ErrorMessage='no such phone')
found['why'] = lost.reason_told
print('TOLD' + json.dumps(found))
"""


@pytest.fixture(scope="module")
def found():
    with CleanOdoo(f"bpm_fault_twilio_{os.getpid()}", layer="addon") as database:
        database.odoo("-i", "sms_twilio")
        return told(database.odoo(script=STORY))


def test_twilio_carries_messages(found):
    """Each by its company's account; a clear no is failed, silence is unknown."""
    assert found["states"] == ["sent", "failed", "sent", "sent", "unknown"]
    accounts = [one[:3] for one in found["asked"]]
    assert accounts == [
        *(["ACa", "a", f"+38067123456{number}"] for number in (1, 2, 3, 5)),
        ["ACb", "b", "+380671234564"],
    ]
    assert found["uuids"]


def test_its_receipts_move_messages(found):
    """Odoo has no SMS of its own for any of these; whose account signs is known all the same."""
    assert found["forged"] == [404, "sent"]
    assert found["on its way"] == [200, "sent"]
    assert found["delivered"] == found["late"] == [200, "delivered"]
    assert found["of the other company"] == [200, "delivered"]
    assert found["silent"] == [200, "delivered"]
    assert found["lost"] == [200, "failed"]
    assert "no such phone" in found["why"]
